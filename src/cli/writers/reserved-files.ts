import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { printFaults } from '../../scenario/fault.ts';
import { isDataFile } from '../../scenario/made-data.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { unwritable } from './whole-file.ts';

/** A file that a command reads or writes. */
export interface FileInUse {
  readonly file: string;
  /** Its part in the command: `the scenario`, or the option that names it. */
  readonly role: string;
}

/** A scenario file and the data files that it names; or a data file without a scenario. */
export function filesOfScenario(file: string, { data }: Scenario): readonly FileInUse[] {
  const { file: examples, test } = data.made?.written ?? {};
  const isOther = typeof test === 'object' && test !== null && 'file' in test;
  const isData = isDataFile(file) || examples === basename(file);
  const named = [
    { name: examples, role: isData ? 'the data' : 'the data of the scenario' },
    { name: isOther ? test.file : undefined, role: 'the test data of the scenario' },
  ];
  return [
    ...(isData ? [] : [{ file, role: 'the scenario' }]),
    ...named.flatMap(({ name, role }) => (typeof name === 'string' ? [{ file: join(dirname(file), name), role }] : [])),
  ];
}

/**
 * A line for each file that one command would both read and write, or write twice. A link counts as the file that it leads
 * to.
 */
export function overwrites(outputs: readonly FileInUse[], inputs: readonly FileInUse[]): readonly string[] {
  const taken = new Map<string, string>();
  for (const { file, role } of inputs) {
    const own = identityOf(file);
    if (!taken.has(own)) taken.set(own, role);
  }
  return outputs.flatMap(({ file, role }) => {
    const own = identityOf(file);
    const before = taken.get(own);
    if (before === undefined) {
      taken.set(own, `the file of ${role}`);
      return [];
    }
    return printFaults(file, [
      { path: role, expected: 'a separate file', found: before, advice: 'choose another name' },
    ]);
  });
}

/** True when two names lead to one file. */
export function isSameFile(one: string, other: string): boolean {
  return identityOf(one) === identityOf(other);
}

/** A text that is the same for all names of one file, also of a new one. */
function identityOf(file: string): string {
  try {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return join(realFolder(dirname(file)), basename(file));
  }
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

/** Lines for a file of `--out` that cannot be written, or must not be; found before anything is computed. */
export function unusableOut(file: string, inputs: readonly FileInUse[], force: boolean): readonly string[] {
  const lines = overwrites([{ file, role: '--out' }], inputs);
  if (lines.length > 0) return lines;
  const fault = unwritable(file);
  if (fault !== undefined) return printFaults(file, [fault]);
  if (force || !existsSync(file)) return [];
  const found = 'an existing file';
  return printFaults(file, [{ path: '--out', expected: 'a new file', found, advice: '--force replaces it' }]);
}
