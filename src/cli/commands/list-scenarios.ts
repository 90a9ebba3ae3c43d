import { posix } from 'node:path';
import { plainText } from '../../scenario/plain-text.ts';
import { readText } from '../../scenario/read.ts';
import { truncate, wrap } from '../../ui/text/line.ts';
import { builtInsOf, folders } from '../builtin.ts';

/** Folders of many scenarios that differ by what is in their names. */
const SAID_BY_NAME: ReadonlySet<string> = new Set(['alpha']);

/** What there is and how to open it, in lines of at most so many columns; `command` is how the program was called. */
export function listScenarios(command: string, columns: number): readonly string[] {
  const single = builtInsOf('');
  const indent = Math.max(...single.map(({ name }) => name.length)) + 4;
  const entry = (name: string, about: string): readonly string[] => {
    const [first, ...rest] = wrap(about, columns - indent);
    return ['', `  ${name.padEnd(indent - 2)}${first}`, ...rest.map((line) => ' '.repeat(indent) + line)];
  };
  return [
    'Scenarios that come with backprop-tui:',
    ...single.flatMap(({ name, file }) => entry(name, aboutOf(file))),
    ...folders().flatMap((inside) => {
      const names = builtInsOf(inside).map(({ name }) => posix.basename(name));
      if (SAID_BY_NAME.has(inside)) return entry(`${inside}/...`, names.join(', '));
      const lines = builtInsOf(inside).map(
        ({ file }, index) => `    ${(names[index] ?? '').padEnd(indent - 4)}${aboutOf(file)}`,
      );
      return ['', `  ${inside}/...`, ...lines.map((line) => truncate(line, columns, '...'))];
    }),
    '',
    'Open one by its name, or a file of your own:',
    '',
    `  ${command} xor`,
    `  ${command} future-work/momentum`,
    `  ${command} my-scenario.json`,
    '',
    `${command} --help tells the rest.`,
  ];
}

function aboutOf(file: string): string {
  const text = readText(file);
  if (typeof text !== 'string') return 'cannot be read';
  // They come with the program, and their data need not be read to say what they are about.
  const { name, description } = JSON.parse(text) as { readonly name: string; readonly description?: string };
  return plainText(description ?? name);
}
