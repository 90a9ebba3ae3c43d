import { readdirSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import leven from 'leven';
import { fileFault, type ValueFault } from '../scenario/fault.ts';
import { isDataFile } from '../scenario/made-data.ts';
import { NO_FILE } from '../scenario/read.ts';
import type { DataFileOptions } from './data-file.ts';
import { givenOptions } from './data-options.ts';

/** The fault of a name that is neither a file nor a built-in scenario. */
export function noSuchScenario(named: string, builtIns: readonly { readonly name: string }[]): ValueFault {
  const expected = isDataFile(named) ? 'a file of data' : 'a scenario file, or the name of a built-in scenario';
  const nearest = nearestName(
    named,
    builtIns.map(({ name }) => name),
  );
  const advice =
    nearest === undefined ? 'backprop-tui without arguments lists them' : `did you mean ${JSON.stringify(nearest)}?`;
  return fileFault(expected, NO_FILE, isDataFile(named) && nearest === undefined ? undefined : advice);
}

/** The most similar built-in scenario or file of the same folder, when at most a third of its characters differ. */
function nearestName(named: string, builtIns: readonly string[]): string | undefined {
  // The folder of a built-in scenario, or the ending of a file, may be left out.
  const inside = builtIns.find((name) => posix.basename(name) === basename(named).replace(/\.json$/i, ''));
  if (inside !== undefined && inside !== named) return inside;
  // Files in the same folder are compared without its name.
  const candidates = [
    ...builtIns.map((name) => ({ name, compared: name, meant: named })),
    ...filesBeside(named).map((name) => ({ name, compared: basename(name), meant: basename(named) })),
  ];
  const [nearest] = candidates
    .map(({ name, compared, meant }) => ({ name, length: compared.length, distance: distanceOf(meant, compared) }))
    .filter(({ length, distance }) => distance <= Math.max(1, Math.floor(length / 3)))
    .sort((one, other) => one.distance - other.distance);
  return nearest?.name;
}

/** Characters to change; two that are exchanged count as one. */
function distanceOf(one: string, other: string): number {
  const [own, also] = [one, other].map((name) => name.slice(0, LONGEST).toLowerCase()) as [string, string];
  const exchanged = [...own].map((_, at) => own.slice(0, at) + (own[at + 1] ?? '') + own[at] + own.slice(at + 2));
  return exchanged.includes(also) ? 1 : leven(own, also);
}

/** Characters of a name that are compared. */
const LONGEST = 60;
const MOST_FILES = 1000;

function filesBeside(named: string): readonly string[] {
  try {
    const folder = dirname(named);
    const files = readdirSync(folder).slice(0, MOST_FILES);
    return files.filter((file) => /\.json$/i.test(file) || isDataFile(file)).map((file) => join(folder, file));
  } catch {
    return [];
  }
}

/** The faults of options for a data file beside a scenario, which has settings of its own. */
export function optionsOfData(options: DataFileOptions): readonly ValueFault[] {
  return givenOptions(options).map((path) => {
    return { path, expected: 'a data file', found: 'a scenario', advice: 'change its "data"' };
  });
}
