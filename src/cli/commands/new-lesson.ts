import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { printCell } from '../../language/change.ts';
import { lessonLimits } from '../../learn/course/schema.ts';
import { type ChangeByHand, type Skeleton, skeletonOf } from '../../learn/course/skeleton.ts';
import { type CellEdit, settingsAfter } from '../../network/edits.ts';
import { type Option, options } from '../../network/options.ts';
import { differing, type NetworkSettings, type RunSettings } from '../../network/settings.ts';
import { printFaults } from '../../scenario/fault.ts';
import { plannedEdits, settingsOf } from '../../scenario/network.ts';
import { plainText } from '../../scenario/plain-text.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { readWatches } from '../../scenario/watches.ts';
import { refuse } from '../exit.ts';
import type { OpenLesson } from '../lessons.ts';
import { openScenario, resolveScenario } from '../open-scenario.ts';
import { shownSubject } from '../subject.ts';
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
  const own = lesson.withoutChanges === true ? { ...scenario, changes: [] } : scenario;
  const subject = shownSubject(own, watches.watches, plainText);
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
  return JSON.stringify(one[name]) === JSON.stringify(other[name]);
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
  const isShort = ['number', 'string', 'boolean'].includes(typeof is) || isNumbers(is);
  if (!isShort) return undefined;
  const until = { iteration: at, view: 'panes', setting: { name, is: is as number } };
  const words = `${name} = ${JSON.stringify(is)}`;
  if (name === 'learningRate') {
    const hints = ['Which key sets alpha?', '@ asks for a number.', `@, then ${is}, then enter.`] as const;
    return { at, words: `alpha = ${is}`, show: `@ type:${is} enter`, until, hints: [...hints], isOfWeights: false };
  }
  const start: RunSettings = { ...before, stop: {} };
  for (const option of options) {
    const keys = keysFor(option, start, { ...start, ...target }, name, facts);
    if (keys === undefined) continue;
    const hints = [
      'o opens all options.',
      `Go down to ${option.name}.`,
      `o, down to ${option.name}, ${keys.words}, enter.`,
    ];
    const show = `o option:${option.name.replaceAll(' ', '_')} ${keys.show} enter`;
    return { at, words, show, until, hints: hints as unknown as ChangeByHand['hints'], isOfWeights: false };
  }
  return undefined;
}

function isNumbers(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'number');
}

/** The keys that take an option to the value of a setting, and leave all others as they are; undefined where it has no such value. */
function keysFor(
  option: Option,
  start: RunSettings,
  target: RunSettings,
  name: keyof NetworkSettings,
  facts: { readonly examples: number; readonly left: number },
): { readonly show: string; readonly words: string } | undefined {
  const isThere = (settings: RunSettings): boolean =>
    (Object.keys(start) as (keyof NetworkSettings)[]).every((key) =>
      settingIsSame(settings, key === name ? target : start, key),
    );
  for (const [direction, key] of [[1, 'right'] as const, [-1, 'left'] as const]) {
    let settings = start;
    for (let presses = 1; presses <= MOST_PRESSES && option.choose === undefined; presses++) {
      const next = option.change(settings, direction, facts);
      if (next === settings) break;
      settings = next;
      if (!isThere(settings)) continue;
      return presses === 1
        ? { show: key, words: `the ${key} arrow` }
        : { show: `${key}*${presses}`, words: `the ${key} arrow ${presses} times` };
    }
  }
  const value: unknown = target[name];
  const typed = typeof value === 'number' && value >= 0 ? option.typed?.(start, value, facts) : undefined;
  if (typed === undefined || typeof typed === 'string' || !isThere(typed)) return undefined;
  return { show: `type:${value} enter`, words: `type ${value}, enter` };
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
