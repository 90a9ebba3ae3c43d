import type { ScriptStep } from '../../learn/course/key-script.ts';
import { bindingOf, type Key } from '../../ui/keys/bindings.ts';
import type { Model } from '../../ui/model/model.ts';
import { Stage, type StageOptions } from './stage.ts';

/* A key script, played on a stage: a still picture of its end, or the scenes of a recording. */

/** The dashboard at one time of a recording. */
export interface Scene {
  /** Milliseconds from the beginning. */
  readonly time: number;
  readonly model: Model;
  /** The keys that were pressed here, and events of the run, in words. */
  readonly marks: readonly string[];
}

/** The time from one key to the next in a recording. */
const KEY_MS = 300;
/** A recording ends so long after its last key. */
const HOLD_MS = 2000;

/** The model after the last key of a script. The same options give the same model. */
export async function stillOf(options: StageOptions): Promise<Model> {
  const stage = await Stage.open(options);
  for (const step of options.script) {
    if ('wait' in step) await stage.pass(step.wait);
    else await stage.press(step.key);
    // A still picture has all runs of a map.
    await stage.trainMap(Number.POSITIVE_INFINITY);
  }
  return stage.model;
}

/** The milliseconds that a script takes in a recording. */
export function lengthOf(script: readonly ScriptStep[]): number {
  return script.reduce((sum, step) => sum + ('wait' in step ? step.wait : KEY_MS), 0) + HOLD_MS;
}

/**
 * The dashboard while a script is played, at each time at which it changes. Time is that of the script: the same options
 * give the same scenes.
 * @param length of the recording, in milliseconds; keys after it are not pressed.
 * @param interval between two scenes, in milliseconds.
 */
export async function* scenesOf(options: StageOptions, length: number, interval: number): AsyncGenerator<Scene> {
  const stage = await Stage.open(options);
  const steps = [...options.script];
  let shown: Model | undefined;
  let [due, last] = [0, ''];
  for (let time = 0; time <= length; time += interval) {
    await stage.passUntil(time);
    const marks: string[] = [];
    for (let step = steps[0]; step !== undefined && due <= time; step = steps[0]) {
      steps.shift();
      due += 'wait' in step ? step.wait : KEY_MS;
      if ('wait' in step) continue;
      const { view, focus } = stage.model;
      const words = view.kind === 'prompt' ? '' : keyWords(step.key, view.kind, focus);
      // A key that is pressed again is not marked again, nor are the characters of a text.
      if (words !== '' && words !== last) marks.push(words);
      last = words;
      await stage.press(step.key);
    }
    const { model } = stage;
    if (model === shown) continue;
    yield { time, model, marks: [...marks, ...eventsBetween(shown, model)] };
    shown = model;
  }
}

/** The events of a run between two scenes, in words. */
function eventsBetween(before: Model | undefined, after: Model): readonly string[] {
  const [old, now] = [before?.snapshot, after.snapshot];
  if (now === undefined || before?.run !== after.run) return [];
  const isSolved = now.solvedAt !== undefined && old?.solvedAt === undefined;
  const hasEnded = now.state !== old?.state && (now.state === 'finished' || now.state === 'diverged');
  return [...(isSolved ? ['solved'] : []), ...(hasEnded ? [now.state] : [])];
}

/** A key and its meaning, as the key table names it: `s: step`. */
function keyWords(
  key: Key,
  ...where: [view: Parameters<typeof bindingOf>[1], pane: Parameters<typeof bindingOf>[2]]
): string {
  const words = bindingOf(key, ...where)?.short;
  return words === undefined ? key : `${key}: ${words}`;
}
