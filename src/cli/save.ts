import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { printFaults } from '../scenario/fault.ts';
import { parseScenario } from '../scenario/parse.ts';
import { plainText } from '../scenario/plain-text.ts';
import type { Scenario } from '../scenario/schema.ts';
import { sectionsOf } from '../scenario/sections.ts';
import { readWatches } from '../scenario/watches.ts';
import { changesOf, scenarioText } from '../scenario/write.ts';
import type { Saved } from '../ui/model/message.ts';
import { settingsIn } from '../worker/subject.ts';
import { reasonOf } from './file-problems.ts';
import { writeWhole } from './writers/whole-file.ts';

/**
 * Writes the run as a scenario, which trains to the same bits. An existing file is not replaced.
 * @param folder the folder that the data files of the scenario are named relative to.
 * @returns why it cannot be written; undefined when it is.
 */
export async function saveScenario(
  file: string,
  scenario: Scenario,
  what: Saved,
  folder = '.',
): Promise<string | undefined> {
  const cannot = (reason: string): string => `${plainText(file)} cannot be written: ${reason}`;
  try {
    const text = await checkedText(forFolder(dirname(file), folder, scenarioOf(scenario, what)));
    const reason = writeWhole(file, text, 'create');
    return reason && cannot(reason);
  } catch (error) {
    return cannot(reasonOf(error));
  }
}

/** The scenario for a file in another folder: its data files, and a file to compare with, are named relative to that. */
function forFolder(target: string, folder: string, opened: Scenario): Scenario {
  const { compareWith } = opened;
  const compared = compareWith === undefined ? undefined : join(folder, compareWith);
  const scenario =
    compared === undefined || !existsSync(compared)
      ? opened
      : { ...opened, compareWith: relative(target, compared).split(sep).join('/') };
  const { made } = scenario.data;
  if (made === undefined) return scenario;
  const renamed = (name: unknown): unknown => {
    if (typeof name !== 'string') return name;
    const path = relative(target, join(folder, name));
    if (path.startsWith('..')) {
      throw new Error(`its data, ${plainText(name)}, must be in its folder or below; save it in ${plainText(folder)}`);
    }
    return path.split(sep).join('/');
  };
  const { file, test } = made.written;
  const isOther = typeof test === 'object' && test !== null && 'file' in test;
  const written = {
    ...made.written,
    ...(file === undefined ? {} : { file: renamed(file) }),
    ...(isOther ? { test: { file: renamed(test.file) } } : {}),
  };
  return { ...scenario, data: { ...scenario.data, made: { ...made, written } } };
}

/** The text of a scenario, checked: it can be read again. Watches of names that no program of the run has are left out. */
async function checkedText(scenario: Scenario): Promise<string> {
  const readable = await Promise.all(
    scenario.watches.map(async (watch) => (await readWatches({ ...scenario, watches: [watch] })).ok),
  );
  const text = scenarioText({ ...scenario, watches: scenario.watches.filter((_, index) => readable[index]) });
  const parsed = parseScenario(text, scenario.data.made);
  if (parsed.ok) return text;
  throw new Error(printFaults('the scenario', parsed.faults)[0]);
}

/** The scenario with the settings, changes, watches and stop conditions of a run. */
export function scenarioOf(scenario: Scenario, saved: Saved): Scenario {
  const { name = scenario.name, seed, subject, iterations, changes, watches, marks } = saved;
  const settings = settingsIn(subject);
  if (settings === undefined)
    throw new Error('the program of this run is not written from settings, which a scenario needs');
  const { stop = {} } = subject;
  const { network, training } = sectionsOf(settings);
  const { reportEvery } = scenario.training;
  const all = marks === undefined ? [] : marksOf(scenario, marks);
  return {
    ...scenario,
    name,
    network,
    training: { ...training, iterations, seed, reportEvery, ...(Object.keys(stop).length === 0 ? {} : { stop }) },
    changes: changesOf(changes, settings, scenario.data.inputs.length),
    watches: [...watches],
    marks: all.length === 0 ? undefined : all,
  };
}

type Marks = NonNullable<Scenario['marks']>;

/**
 * The marks of a run, and those of its scenario that it has not reached yet. A mark that is as the scenario has it keeps its note to the letter.
 * Marks of one iteration, before and after a change, are one place in a file.
 */
function marksOf({ marks: known = [] }: Scenario, { own, furthest }: NonNullable<Saved['marks']>): Marks {
  const isOwn = (at: number): boolean => own.some(({ iteration }) => iteration === at);
  const kept = known.filter(({ at }) =>
    isOwn(at) ? own.some(({ iteration, isOfFile }) => isOfFile === true && iteration === at) : at > furthest,
  );
  const typed = own.flatMap(({ iteration: at, note, isOfFile }): Marks => {
    if (isOfFile === true && known.some((mark) => mark.at === at)) return [];
    return [note === undefined ? { at } : { at, note }];
  });
  const all = [...kept, ...typed].sort((one, other) => one.at - other.at);
  return all.filter(
    ({ at, note }, index) =>
      all.findIndex((other) => other.at === at && other.note === note) === index &&
      (note !== undefined || all.every((other) => other.at !== at || other.note === undefined)),
  );
}
