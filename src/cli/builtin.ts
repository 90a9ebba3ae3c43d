import { existsSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainText } from '../scenario/plain-text.ts';
import { readScenario } from '../scenario/read.ts';
import { truncate } from '../ui/text/line.ts';

/** The scenarios that come with the program, beside its built code. */
const folder = fileURLToPath(new URL('../scenarios', import.meta.url));
const SCHEMA = 'scenario.schema.json';

interface BuiltIn {
  /** `xor`: what may be written instead of the file. */
  readonly name: string;
  readonly file: string;
}

function builtIns(): readonly BuiltIn[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== SCHEMA)
    .sort()
    .map((file) => ({ name: basename(file, '.json'), file: join(folder, file) }));
}

/** The file that a person means: the one they named, or the built-in scenario of that name. */
export function resolveScenario(named: string): string {
  if (existsSync(named)) return named;
  return builtIns().find(({ name }) => name === named)?.file ?? named;
}

/** What there is and how to open it, in lines of at most so many columns. */
export function listScenarios(columns: number): readonly string[] {
  const scenarios = builtIns();
  const width = Math.max(...scenarios.map(({ name }) => name.length));
  const example = relative(process.cwd(), join(folder, 'xor.json'));
  return [
    'Scenarios that come with backprop-tui:',
    '',
    ...scenarios.map(({ name, file }) => {
      const parsed = readScenario(file);
      const about = parsed.ok ? plainText(parsed.scenario.description ?? parsed.scenario.name) : 'cannot be read';
      return truncate(`  ${name.padEnd(width)}  ${about}`, columns, '...');
    }),
    '',
    'Open one by its name, or a file of your own:',
    '',
    '  backprop-tui xor',
    `  backprop-tui ${example.startsWith('..') ? 'my-scenario.json' : example}`,
    '',
    'backprop-tui --help tells the rest.',
  ];
}
