import { existsSync, readdirSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The scenarios that come with the program, beside its built code. */
const folder = fileURLToPath(new URL('../scenarios', import.meta.url));
const SCHEMA = 'scenario.schema.json';

interface BuiltIn {
  /** `xor`: what may be written instead of the file. */
  readonly name: string;
  readonly file: string;
}

function builtIns(): readonly BuiltIn[] {
  return ['', ...folders()].flatMap(builtInsOf);
}

export function folders(): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = entries.map(({ name }) => name).sort();
  // Beside scenarios there are data.
  return names.filter((inside) => builtInsOf(inside).length > 0);
}

/** Those of one folder, and those in it are named `future-work/momentum`. */
export function builtInsOf(inside: string): readonly BuiltIn[] {
  return readdirSync(join(folder, inside))
    .filter((file) => file.endsWith('.json') && file !== SCHEMA)
    .map((file) => ({ name: posix.join(inside, basename(file, '.json')), file: join(folder, inside, file) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The file that a person means: the one they named, or the built-in scenario of that name. */
export function resolveScenario(named: string): string {
  if (existsSync(named)) return named;
  return builtIns().find(({ name }) => name === named)?.file ?? named;
}
