import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { printCell } from '../../language/change.ts';
import { lessonLimits } from '../../learn/course/schema.ts';
import { type ChangeByHand, type Skeleton, skeletonOf } from '../../learn/course/skeleton.ts';
import { activationsOf } from '../../network/base.ts';
import { type CellEdit, settingsAfter } from '../../network/edits.ts';
import { type Option, options } from '../../network/options.ts';
import { differing, type NetworkSettings, type RunSettings } from '../../network/settings.ts';
import { printFaults } from '../../scenario/fault.ts';
import { plannedEdits, settingsOf } from '../../scenario/network.ts';
import { plainText } from '../../scenario/plain-text.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { readWatches } from '../../scenario/watches.ts';
import { refuse } from '../exit.ts';
import { lessonSubject, type OpenLesson } from '../lessons.ts';
import { openScenario, resolveScenario } from '../open-scenario.ts';
import { playLesson } from './check-lesson.ts';

/*
 * `learn RUN --new`: the skeleton of a lesson about a run that was saved with `S`. Its changes become steps to do. Their keys are found
 * in the list of options and on the dashboard, and the whole lesson is played before it is printed.
 */

/** Prints the skeleton of a lesson about a scenario, which the lesson names relative to the folder of the scenario. */
export async function printSkeleton(named: string | undefined): Promise<number> {
  if (named === undefined) return refuse(['backprop-tui learn --new: expected a scenario, as in: learn xor --new']);
  const file = resolveScenario(named);
  const parsed = await openScenario(file);
  if (!parsed.ok) return refuse(printFaults(file, parsed.faults));
  const { lesson, left } = await skeletonFor(parsed.scenario, parsed.text, existsSync(named) ? basename(named) : named);
  if (left > 0) {
    const words =
      left === 1 ? 'the last change or mark has no step' : `the last ${left} changes and marks have no step`;
    process.stderr.write(`backprop-tui: ${words}: a lesson has at most ${lessonLimits.steps} steps\n`);
  }
  process.stdout.write(`${JSON.stringify(lesson, null, 2)}\n`);
  return 0;
}

/** The skeleton whose solution plays: with changes made by hand, or else with those that the run makes itself. */
export async function skeletonFor(scenario: Scenario, text: string, named: string): Promise<Skeleton> {
  const byHand = changesByKeys(scenario);
  const made = skeletonOf(scenario, named, byHand);
  if (byHand === undefined || byHand.length === 0 || (await plays(made, scenario, text))) return made;
  return skeletonOf(scenario, named, undefined);
}

async function plays({ lesson }: Skeleton, scenario: Scenario, text: string): Promise<boolean> {
  const watches = await readWatches(scenario, text);
  if (!watches.ok) return false;
  const { seed } = scenario.training;
  const subject = lessonSubject(lesson, scenario, watches.watches, plainText);
  const opened: OpenLesson = { name: 'new', file: '', lesson, subject, seed, speed: { speed: 'unlimited' } };
  const { faults } = await playLesson(opened, JSON.stringify(lesson));
  return faults.length === 0;
}

/** The changes of a scenario as keys, in their order; undefined where one of them has none. */
function changesByKeys(scenario: Scenario): readonly ChangeByHand[] | undefined {
  const found: ChangeByHand[] = [];
  let settings = settingsOf(scenario);
  const examples = scenario.data.inputs.length;
  for (const { at, edits } of plannedEdits(scenario)) {
    const target = settingsAfter(settings, edits);
    const left = scenario.training.iterations - at;
    for (const name of differing(settings, target, examples)) {
      if (settingIsSame(settings, target, name)) continue;
      const change = settingChange(at, settings, target, name, { examples, left: Math.max(1, left) });
      if (change === undefined) return undefined;
      found.push(change);
      settings = { ...settings, [name]: target[name] };
    }
    settings = target;
    for (const edit of edits) {
      if (edit.kind !== 'cell') continue;
      found.push(cellChange(at, edit));
    }
  }
  return found;
}

function settingIsSame(one: NetworkSettings, other: NetworkSettings, name: keyof NetworkSettings): boolean {
  if (name !== 'activations' && one[name] === other[name]) return true;
  // A single activation is that of all layers.
  const value = (own: NetworkSettings): unknown => (name === 'activations' ? activationsOf(own) : own[name]);
  return JSON.stringify(value(one)) === JSON.stringify(value(other));
}

/** Presses of an arrow at most, to find the value of an option. */
const MOST_PRESSES = 40;

function settingChange(
  at: number,
  before: NetworkSettings,
  target: NetworkSettings,
  name: keyof NetworkSettings,
  facts: { readonly examples: number; readonly left: number },
): ChangeByHand | undefined {
  const is: unknown = target[name];
  const isShort = ['number', 'string', 'boolean'].includes(typeof is) || isList(is);
  if (!isShort) return undefined;
  const until = { iteration: at, view: 'panes', setting: { name, is: is as number } };
  const words = `${name} = ${JSON.stringify(is)}`;
  if (name === 'learningRate') {
    const hints = ['Which key sets alpha?', '@ asks for a number.', `@, then ${is}, then enter.`] as const;
    return { at, words: `alpha = ${is}`, show: `@ type:${is} enter`, until, hints: [...hints], isOfWeights: false };
  }
  const start: RunSettings = { ...before, stop: {} };
  const way = wayTo({ ...start, [name]: target[name] }, start, name, facts);
  if (way === undefined) return undefined;
  const hints = ['o opens all options.', `They open at ${way.names}.`, `o, ${way.words}, enter.`] as const;
  const reached = { ...until, setting: { name, is: way.settings[name] as number } };
  return { at, words, show: `o ${way.show} enter`, until: reached, hints, isOfWeights: false };
}

function isList(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'number' || typeof each === 'string');
}

/** Keys in the list of options, and the settings after them. */
interface Way {
  readonly settings: RunSettings;
  readonly names: string;
  readonly show: string;
  readonly words: string;
}

type Facts = Parameters<Option['change']>[2];

/** The keys in the list of options that change one setting: those of one option, or else of two. */
function wayTo(target: RunSettings, start: RunSettings, name: keyof NetworkSettings, facts: Facts): Way | undefined {
  const isThere = ({ settings }: Way): boolean => onlyDiffers(settings, target, undefined);
  const first = waysFrom(start, name, target[name], facts).filter(({ settings }) => onlyDiffers(settings, start, name));
  const [one] = first.filter(isThere);
  if (one !== undefined) return one;
  for (const before of first) {
    const then = waysFrom(before.settings, name, target[name], facts).find(
      (way) => settingIsSame(way.settings, target, name) && isThere(way),
    );
    if (then !== undefined) {
      return {
        settings: then.settings,
        names: `${before.names}; arrows go to ${then.names}`,
        show: `${before.show} ${then.show}`,
        words: `${before.words}, ${then.words}`,
      };
    }
  }
  return undefined;
}

/** True where at most one setting differs. */
function onlyDiffers(one: RunSettings, other: RunSettings, name: keyof NetworkSettings | undefined): boolean {
  const keys = Object.keys({ ...one, ...other }) as (keyof NetworkSettings)[];
  return keys.every((key) => key === name || settingIsSame(one, other, key));
}

/** All values that the arrows give each option that changes a setting, and the one that is typed. */
function waysFrom(start: RunSettings, setting: keyof NetworkSettings, value: unknown, facts: Facts): readonly Way[] {
  return options.flatMap((option): readonly Way[] => {
    if (option.choose !== undefined) return [];
    const { name } = option;
    const at = `option:${name.replaceAll(' ', '_')}`;
    const ways = (
      [
        [1, 'right'],
        [-1, 'left'],
      ] as const
    ).flatMap(([direction, key]): readonly Way[] => {
      const found: Way[] = [];
      let settings = start;
      for (let presses = 1; presses <= MOST_PRESSES; presses++) {
        const next = option.change(settings, direction, facts);
        if (next === settings) break;
        if (presses === 1 && settingIsSame(next, start, setting)) break;
        settings = next;
        const [times, words] = presses === 1 ? ['', ''] : [`*${presses}`, ` ${presses} times`];
        found.push({ settings, names: name, show: `${at} ${key}${times}`, words: `${name}, ${key}${words}` });
      }
      return found;
    });
    const typed = typeof value === 'number' && value >= 0 ? option.typed?.(start, value, facts) : undefined;
    if (typed === undefined || typeof typed === 'string') return ways;
    const show = `${at} type:${value} enter`;
    return [...ways, { settings: typed, names: name, show, words: `${name}, ${value}, enter` }];
  });
}

/** An edit of a cell. The arrows to it are found while the keys are shown. */
function cellChange(at: number, cell: CellEdit): ChangeByHand {
  const name = printCell(cell);
  return {
    ...{ at, words: `${name} = ${cell.value}`, isOfWeights: true },
    show: `weight:${name} e type:${cell.value} enter`,
    until: { iteration: at, value: name, is: cell.value },
    hints: [
      'Which weight is it?',
      'Its row and its column count from 0. tab goes to the weights, arrows choose.',
      `Arrows to ${name}, then e, then ${cell.value}, then enter.`,
    ],
  };
}
