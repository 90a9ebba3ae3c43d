import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { plainText } from '../../scenario/plain-text.ts';
import { readText } from '../../scenario/read.ts';
import { truncate, wrap } from '../../ui/text/line.ts';
import { builtInFolders, builtInScripts, builtInsOf } from '../open-scenario.ts';

/** Folders of many scenarios that their names describe. */
const DESCRIBED_BY_NAME: ReadonlySet<string> = new Set(['alpha', 'plain']);

/**
 * The built-in scenarios and how to open one.
 * @param command how the program was called: `npx backprop-tui`.
 * @param columns the most columns of a line.
 */
export function listScenarios(command: string, columns: number): readonly string[] {
  const single = builtInsOf('');
  const scripts = builtInScripts();
  const indent = Math.max(...[...single, ...scripts].map(({ name }) => name.length)) + 4;
  const entry = (name: string, about: string): readonly string[] => {
    const [first, ...rest] = wrap(about, columns - indent);
    return ['', `  ${name.padEnd(indent - 2)}${first}`, ...rest.map((line) => ' '.repeat(indent) + line)];
  };
  return [
    'Built-in scenarios:',
    ...single.flatMap(({ name, file }) => entry(name, aboutOf(file))),
    ...builtInFolders().flatMap((inside) => {
      const names = builtInsOf(inside).map(({ name }) => posix.basename(name));
      if (DESCRIBED_BY_NAME.has(inside)) return entry(`${inside}/...`, names.join(', '));
      const lines = builtInsOf(inside).map(
        ({ file }, index) => `    ${(names[index] ?? '').padEnd(indent - 4)}${aboutOf(file)}`,
      );
      return ['', `  ${inside}/...`, ...lines.map((line) => truncate(line, columns, '...'))];
    }),
    '',
    'Built-in Python scripts:',
    ...scripts.flatMap(({ name, file }) => entry(name, aboutScript(file))),
    '',
    'Open one by its name, or a file of your own:',
    '',
    `  ${command} xor`,
    `  ${command} future-work/momentum`,
    `  ${command} my-scenario.json`,
    `  ${command} my_network.py`,
    '',
    `${command} --help lists commands and options.`,
  ];
}

/** The first comment of a script. */
function aboutScript(file: string): string {
  const [comment = ''] = /^(?:#.*\n)+/.exec(readFileSync(file, 'utf8')) ?? [];
  return plainText(comment.replace(/^# ?/gm, '').trim());
}

function aboutOf(file: string): string {
  const text = readText(file);
  if (typeof text !== 'string') return 'cannot be read';
  // Not parsed as a scenario: a built-in file is valid, and its data need not be read.
  const { name, description } = JSON.parse(text) as { readonly name: string; readonly description?: string };
  return plainText(description ?? name);
}
