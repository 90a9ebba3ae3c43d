import type { Dataset } from '../data/dataset.ts';
import { matrixFromRows } from '../engine/matrix.ts';
import type { Watch } from '../language/watch.ts';
import { inputNames, plannedEdits, settingsOf, targetNames } from '../scenario/network.ts';
import type { Scenario } from '../scenario/schema.ts';
import { targetWords } from '../scenario/target-words.ts';
import type { ShownSubject } from '../ui/model/model.ts';
import { type NetworkSubject, networkSubject } from '../worker/subject.ts';

/** The subject that a scenario describes. */
export function subjectOf(scenario: Scenario, watches: readonly Watch[] = []): NetworkSubject {
  const { data, training } = scenario;
  const { test } = data.made?.dataset ?? {};
  return networkSubject({
    ...targetWords(scenario),
    settings: settingsOf(scenario),
    inputs: matrixFromRows(data.inputs),
    targets: matrixFromRows(data.targets),
    iterations: training.iterations,
    plan: plannedEdits(scenario),
    watches,
    stop: training.stop,
    ...(test === undefined ? {} : { test }),
  });
}

/**
 * The same with what the dashboard shows of it.
 * @param safe makes a text safe for the terminal.
 * @param describedSeed the seed in the scenario file.
 */
export function shownSubject(
  scenario: Scenario,
  watches: readonly Watch[],
  safe: (text: string) => string,
  describedSeed = scenario.training.seed,
): ShownSubject {
  const { dataset, rows } = scenario.data.made ?? {};
  return {
    ...subjectOf(scenario, watches),
    ...targetWords(scenario, safe),
    name: safe(scenario.name),
    description: safe(scenario.description ?? ''),
    ...(scenario.marks === undefined ? {} : { marked: markedIn(scenario.marks, safe) }),
    ...(describedSeed === scenario.training.seed ? {} : { describedSeed }),
    inputNames: inputNames(scenario).map(safe),
    targetNames: targetNames(scenario).map(safe),
    inputScaling: dataset?.inputScaling,
    image: dataset && imageOf(dataset),
    ...(rows !== undefined && rows.used < rows.all ? { fileRows: rows } : {}),
  };
}

/** Each marked iteration once, with all of its notes. */
function markedIn(marks: NonNullable<Scenario['marks']>, safe: (text: string) => string): ShownSubject['marked'] {
  return [...new Set(marks.map(({ at }) => at))].map((at) => {
    const all = marks.filter((mark) => mark.at === at);
    const notes = all.flatMap(({ note = '' }) => (safe(note).trim() === '' ? [] : [safe(note).trim()]));
    return notes.length === 0 ? { at } : { at, note: notes.join(' ') };
  });
}

/** The size of the images that the inputs are, and the smallest and largest pixel in their original units. */
function imageOf({ image, train, inputScaling }: Dataset): ShownSubject['image'] {
  if (image === undefined) return undefined;
  const { columns, data } = train.inputs;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let cell = 0; cell < data.length; cell++) {
    const { unit, shift } = inputScaling ?? {};
    const column = cell % columns;
    const pixel = data[cell]! * (unit?.[column] ?? 1) + (shift?.[column] ?? 0);
    low = Math.min(low, pixel);
    high = Math.max(high, pixel);
  }
  return { ...image, low, high };
}
