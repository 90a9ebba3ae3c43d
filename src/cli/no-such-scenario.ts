import { readdirSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { nearDistance } from '../language/similar.ts';
import { fileFault, type ValueFault } from '../scenario/fault.ts';
import { isDataFile } from '../scenario/made-data.ts';
import { NO_FILE } from '../scenario/read.ts';
import type { DataFileOptions } from './data-file.ts';
import { givenOptions } from './data-options.ts';

/** The fault of a name that is neither a file nor a built-in scenario. */
export function noSuchScenario(named: string, builtIns: readonly { readonly name: string }[]): ValueFault {
  const expected = isDataFile(named) ? 'a data file' : 'a scenario file, or the name of a built-in scenario';
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
    // A link to nowhere stands in its folder.
  ].filter(({ compared, meant }) => compared !== meant);
  const [nearest] = candidates
    .flatMap(({ name, compared, meant }) => {
      const distance = nearDistance(meant, compared);
      return distance === undefined ? [] : [{ name, distance }];
    })
    .sort((one, other) => one.distance - other.distance);
  return nearest?.name;
}

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
