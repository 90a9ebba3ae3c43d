import { existsSync, statSync } from 'node:fs';
import { format, parse } from 'node:path';
import { exportScript } from '../../export/export-script.ts';
import { sourceOf } from '../../export/source.ts';
import { writeNpz } from '../../formats/npz.ts';
import { type ScriptTarget, scriptTargets } from '../../language/script-targets.ts';
import { printFaults } from '../../scenario/fault.ts';
import { plainText } from '../../scenario/plain-text.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { DataFileOptions } from '../data-file.ts';
import { refuse } from '../exit.ts';
import { unusual } from '../file-problems.ts';
import { openScenario, resolveScenario } from '../open-scenario.ts';
import { type FileInUse, filesOfScenario, overwrites } from '../writers/reserved-files.ts';
import { type NewFile, writeTogether } from '../writers/whole-file.ts';

export interface ExportOptions {
  readonly scenario: string;
  readonly target: ScriptTarget;
  /** The file of the script. By default a script without data is printed, and one with data gets the name of the scenario. */
  readonly out: string | undefined;
  /** Replaces existing files. */
  readonly force: boolean;
  /** The choices for a data file. */
  readonly data?: DataFileOptions | undefined;
}

/** Writes a scenario as a script. Returns the exit code. */
export async function exportScenario({ scenario, target, out, force, data: choices }: ExportOptions): Promise<number> {
  const file = resolveScenario(scenario);
  const parsed = await openScenario(file, choices);
  if (!parsed.ok) return refuse(printFaults(file, parsed.faults));
  if (out === undefined) {
    const { script, data } = exportScript(target, sourceOf(parsed.scenario));
    if (data === undefined) {
      process.stdout.write(script);
      return 0;
    }
  }
  const path = out ?? `${parse(file).name}.${scriptTargets[target].extension}`;
  const outcome = await writeScript(parsed.scenario, target, path, force, filesOfScenario(file, parsed.scenario));
  if (!outcome.ok) return refuse(outcome.problems.map((problem) => `${problem}${outcome.isTaken ? FORCE : ''}`));
  for (const written of outcome.paths) process.stdout.write(`${plainText(written)}\n`);
  return 0;
}

const FORCE = '; --force replaces it';

type Outcome =
  | { readonly ok: true; readonly paths: readonly string[] }
  /** `isTaken`: only existing files are in the way. */
  | { readonly ok: false; readonly problems: readonly string[]; readonly isTaken: boolean };

/**
 * Writes a scenario as a script, with large data in a file next to it.
 * @param reserved files that are not replaced even with `force`.
 */
export async function writeScript(
  scenario: Scenario,
  target: ScriptTarget,
  path: string,
  force: boolean,
  reserved: readonly FileInUse[] = [],
): Promise<Outcome> {
  const { script, data } = exportScript(target, sourceOf(scenario));
  const files: readonly NewFile[] = [
    ...(data === undefined ? [] : [{ path: beside(path), content: writeNpz(data, { compressed: true }) }]),
    { path, content: script },
  ];
  const problems = files.flatMap(({ path: file }) =>
    overwrites([{ file, role: file === path ? '--out' : 'the data of the script' }], reserved),
  );
  return problems.length > 0 ? { ok: false, problems, isTaken: false } : writeFiles(files, force);
}

/** The data file of a script: `xor.npz` for `xor.py`. */
function beside(path: string): string {
  const { dir, name } = parse(path);
  return format({ dir, name, ext: '.npz' });
}

/** Writes all files; none when one is in the way. */
function writeFiles(files: readonly NewFile[], force: boolean): Outcome {
  const paths = files.map(({ path }) => path);
  const fail = (...problems: readonly string[]): Outcome => ({ ok: false, problems, isTaken: false });
  if (new Set(paths).size < paths.length) {
    return fail(`${plainText(paths[0] ?? '')} is the name of the data file of the script; choose another name`);
  }
  // --force would not replace them.
  const odd = paths.flatMap((path) => unusualAt(path) ?? []);
  if (odd.length > 0) return fail(...odd);
  const taken = force ? [] : paths.filter((path) => existsSync(path));
  if (taken.length > 0) {
    return { ok: false, problems: taken.map((path) => `${plainText(path)} exists already`), isTaken: true };
  }
  const failed = writeTogether(files, force ? 'replace' : 'create');
  if (failed !== undefined) return fail(`${plainText(failed.path)} cannot be written: ${failed.reason}`);
  return { ok: true, paths };
}

/** The line for an existing file that is not regular; undefined for any other name. */
function unusualAt(path: string): string | undefined {
  try {
    const status = statSync(path, { throwIfNoEntry: false });
    if (status === undefined || status.isFile()) return undefined;
    return `${plainText(path)} cannot be written: ${unusual(status)}`;
  } catch {
    // The write gives the reason.
    return undefined;
  }
}
