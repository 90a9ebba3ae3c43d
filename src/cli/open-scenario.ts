import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, posix, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileFault, type ValueFault } from '../scenario/fault.ts';
import type { Parsed } from '../scenario/parse.ts';
import { plainText } from '../scenario/plain-text.ts';
import { holdsData, NO_FILE, type ReadingProgress, readScenario } from '../scenario/read.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { DataFileOptions } from './data-file.ts';

/** The folder of the built-in scenarios, next to the built code. */
const folder = fileURLToPath(new URL('../scenarios', import.meta.url));
const SCHEMA = 'scenario.schema.json';

export interface BuiltIn {
  /** The name that opens it: `future-work/momentum`. */
  readonly name: string;
  readonly file: string;
}

/** The folders that hold built-in scenarios; other folders hold their data. */
export function builtInFolders(): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = entries.map(({ name }) => name).sort();
  return names.filter((inside) => builtInsOf(inside).length > 0);
}

/** The built-in scenarios of one folder; `''` is the folder that holds the others. */
export function builtInsOf(inside: string): readonly BuiltIn[] {
  return readdirSync(join(folder, inside))
    .filter((file) => file.endsWith('.json') && file !== SCHEMA)
    .map((file) => ({ name: posix.join(inside, basename(file, '.json')), file: join(folder, inside, file) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

export function allBuiltIns(): readonly BuiltIn[] {
  return ['', ...builtInFolders()].flatMap(builtInsOf);
}

/** True for a file in the folder of the built-in scenarios. */
export function isBuiltIn(file: string): boolean {
  return resolve(file).startsWith(join(folder, sep));
}

/** The file of this name, or the built-in scenario of this name. */
export function resolveScenario(named: string): string {
  if (existsSync(named)) return named;
  return allBuiltIns().find(({ name }) => name === named)?.file ?? named;
}

/** The folder of the built-in scripts, among those of the scenarios. */
const SCRIPTS = 'scripts';

/** The built-in Python files, by the names that open them: `scripts/three-layers.py`. */
export function builtInScripts(): readonly BuiltIn[] {
  return readdirSync(join(folder, SCRIPTS))
    .filter((file) => file.endsWith('.py'))
    .sort()
    .map((file) => ({ name: posix.join(SCRIPTS, file), file: join(folder, SCRIPTS, file) }));
}

/** The Python file of this name, or the built-in one of this name. */
export function resolveScript(named: string): string {
  if (existsSync(named)) return named;
  return builtInScripts().find(({ name }) => name === named)?.file ?? named;
}

/**
 * Reads a scenario file, or writes a scenario for a data file. Prints the progress to stderr.
 * @param file a name that `resolveScenario` has returned.
 * @param printsNotices prints notices about the data to stderr; by default those of a data file.
 */
export async function openScenario(
  file: string,
  options?: DataFileOptions,
  printsNotices = holdsData(file),
): Promise<Parsed> {
  if (file.endsWith('.py') && existsSync(file)) return { ok: false, faults: [scriptInsteadOfScenario(file)] };
  const parsed = await parsedOf(file, options);
  if (!parsed.ok) {
    const isMissing = parsed.faults.some(({ found }) => found === NO_FILE) && !existsSync(file);
    if (!isMissing) return parsed;
    const { noSuchScenario } = await import('./no-such-scenario.ts');
    return { ok: false, faults: [noSuchScenario(file, allBuiltIns())] };
  }
  for (const notice of (printsNotices && parsed.scenario.data.made?.notices) || []) {
    process.stderr.write(`${plainText(`${file}: ${notice}`)}\n`);
  }
  return parsed;
}

/** The fault of a Python file in a command for scenarios. */
function scriptInsteadOfScenario(file: string): ValueFault {
  return fileFault('a scenario or a data file', 'a Python file', `backprop-tui ${file} runs it`);
}

async function parsedOf(file: string, options: DataFileOptions | undefined): Promise<Parsed> {
  if (holdsData(file)) {
    const { scenarioForData } = await import('./data-file.ts');
    return scenarioForData(file, options ?? {}, printProgress(file));
  }
  if (options !== undefined) {
    const { optionsOfData } = await import('./no-such-scenario.ts');
    const faults = optionsOfData(options);
    if (faults.length > 0) return { ok: false, faults };
  }
  return readScenario(file, undefined, printProgress(file));
}

/** Milliseconds of reading before its progress is shown. */
const PATIENCE = 500;

/**
 * Prints the progress of reading a data file, which is `opened` itself or named relative to it. A file that has been read is no news:
 * a small one has no progress, however slow the machine is.
 */
function printProgress(opened: string): ReadingProgress {
  const startedAt = performance.now();
  let shown = 0;
  return (name, share) => {
    const percent = Math.floor(100 * Math.min(1, share));
    if (percent === 100 || percent < shown + 10 || performance.now() - startedAt < PATIENCE) return;
    shown = percent;
    const file = holdsData(opened) ? opened : join(dirname(opened), name);
    process.stderr.write(`reading ${plainText(file)}: ${percent} %\n`);
  };
}

/** The scenario with another seed, when one is given. */
export function withSeed(scenario: Scenario, seed: number | undefined): Scenario {
  return seed === undefined ? scenario : { ...scenario, training: { ...scenario.training, seed } };
}
