import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Parsed } from '../scenario/parse.ts';
import { plainText } from '../scenario/plain-text.ts';
import { holdsData, type ReadingProgress, readScenario } from '../scenario/read.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { DataFileOptions } from './data-file.ts';

/** The folder of the built-in scenarios, next to the built code. */
const folder = fileURLToPath(new URL('../scenarios', import.meta.url));
const SCHEMA = 'scenario.schema.json';

interface BuiltIn {
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

/** The file of this name, or the built-in scenario of this name. */
export function resolveScenario(named: string): string {
  if (existsSync(named)) return named;
  const builtIns = ['', ...builtInFolders()].flatMap(builtInsOf);
  return builtIns.find(({ name }) => name === named)?.file ?? named;
}

/** Reads a scenario file, or writes a scenario for a data file; prints progress and left-out columns and rows to stderr. */
export async function openScenario(file: string, columns: DataFileOptions = {}): Promise<Parsed> {
  if (!holdsData(file)) return readScenario(file, undefined, printProgress(file));
  const { scenarioForData } = await import('./data-file.ts');
  const parsed = scenarioForData(file, columns, printProgress(file));
  const notices = parsed.ok ? (parsed.scenario.data.made?.notices ?? []) : [];
  for (const notice of notices) process.stderr.write(`${plainText(`${file}: ${notice}`)}\n`);
  return parsed;
}

/** Milliseconds of reading before its progress is shown. */
const PATIENCE = 500;

/** Prints the progress of reading a data file, which is `opened` itself or named relative to it. */
function printProgress(opened: string): ReadingProgress {
  const startedAt = performance.now();
  let shown = 0;
  return (name, share) => {
    const percent = Math.floor(100 * Math.min(1, share));
    if (performance.now() - startedAt < PATIENCE || percent < shown + 10) return;
    shown = percent;
    const file = holdsData(opened) ? opened : join(dirname(opened), name);
    process.stderr.write(`reading ${plainText(file)}: ${percent} %\n`);
  };
}

/** The scenario with another seed, when one is given. */
export function withSeed(scenario: Scenario, seed: number | undefined): Scenario {
  return seed === undefined ? scenario : { ...scenario, training: { ...scenario.training, seed } };
}
