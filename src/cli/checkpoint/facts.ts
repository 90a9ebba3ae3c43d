import { createHash } from 'node:crypto';
import type { Examples } from '../../engine/matrix.ts';
import { rowsOf } from '../../engine/matrix.ts';
import { quoted, shortened } from '../../language/wording.ts';
import type { ValueFault } from '../../scenario/fault.ts';
import type { Scenario } from '../../scenario/schema.ts';

/** The values of a scenario that a run depends on, by their place in the file: short ones as they are, longer ones as digests. */
export type Facts = Readonly<Record<string, string>>;

/** A run that is resumed may have another length, other stop conditions and other reports. */
const FREE: ReadonlySet<string> = new Set(['iterations', 'reportEvery', 'stop']);
const LONGEST = 60;

/** A run that is resumed may have a test set that it did not have before, or none any more. */
const MEASURED_ON = 'data.test';

const CHANGES = 'changes';

/** The digest of a data file, by its name. It explains a difference of the data, and is none by itself. */
const FILE = 'file ';

/**
 * The facts of a scenario.
 * @param test the test set.
 */
export function factsOf(
  { data, network, training, changes }: Scenario,
  test: Examples | undefined = data.made?.dataset.test,
): Facts {
  const under = (section: string, values: object): readonly (readonly [string, string])[] =>
    Object.entries(values)
      .filter(([key, value]) => value !== undefined && !FREE.has(key))
      .map(([key, value]) => [`${section}.${key}`, factOf(value)]);
  const { inputs, targets, made } = data;
  return Object.fromEntries([
    ...Object.entries(made?.digests ?? {}).map(([name, digest]) => [`${FILE}${name}`, digest] as const),
    ['data', factOf({ inputs, targets })],
    ...(test === undefined ? [] : [[MEASURED_ON, factOf([rowsOf(test.inputs), rowsOf(test.targets)])] as const]),
    ...under('network', network),
    ...under('training', training),
    ...(changes.length === 0 ? [] : [[CHANGES, factOf(changes)] as const]),
  ]);
}

/** Stop conditions as a text, to compare. They are not facts: a run may be resumed with different ones. */
export function conditionsOf(stop: Scenario['training']['stop']): string {
  return JSON.stringify(stop ?? {});
}

/** The faults of a checkpoint of another run: one for each fact that differs. */
export function differences(own: Facts, found: Facts): readonly ValueFault[] {
  const all = [...new Set([...Object.keys(own), ...Object.keys(found)])].sort();
  const places = all.filter((place) => !place.startsWith(FILE));
  const changed = changedFiles(own, found);
  return places
    .filter((place) => own[place] !== found[place])
    .filter((place) => place !== MEASURED_ON || (place in own && place in found))
    .map((place) => {
      const [file] = changed;
      if ((place === 'data' || place === MEASURED_ON) && file !== undefined) {
        const expected = `${quoted(file)} as it was for the checkpoint, ${found[FILE + file]}`;
        return { path: place, expected, found: own[FILE + file] ?? 'nothing', advice: 'the file has changed since' };
      }
      const advice =
        place === CHANGES
          ? 'a run that was edited by hand is resumed with the scenario that S saves'
          : 'a run is resumed with the scenario that it began with';
      return { path: place, expected: wordsOf(own[place]), found: wordsOf(found[place]), advice };
    });
}

/** The data files that a checkpoint knows and that have changed since. */
export function changedFiles(own: Facts, found: Facts): readonly string[] {
  const files = Object.keys(found).filter((place) => place.startsWith(FILE) && place in own);
  return files.filter((place) => own[place] !== found[place]).map((place) => place.slice(FILE.length));
}

function wordsOf(fact: string | undefined): string {
  if (fact === undefined) return 'nothing';
  return fact.startsWith(DIGEST)
    ? `a value with the digest ${fact.slice(DIGEST.length, DIGEST.length + 12)}`
    : shortened(fact, LONGEST);
}

const DIGEST = 'sha256:';

function factOf(value: unknown): string {
  // JSON has no minus zero.
  const text = JSON.stringify(value, (_, part) => (Object.is(part, -0) ? '-0' : part));
  return text.length <= LONGEST ? text : `${DIGEST}${createHash('sha256').update(text).digest('hex')}`;
}
