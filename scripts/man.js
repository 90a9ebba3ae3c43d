// Writes man/backprop-tui.1 from the help of the commands, which yargs makes of their options, and from the table of keys.
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { loadTypeScript } from './load-typescript.js';

const root = new URL('../', import.meta.url);
const commands = ['', 'learn', 'check', 'init', 'predict', 'plot', 'export', 'sweep', 'shot', 'completion'];

/** The text of the page. @param table that of `keyTable()` in src/ui/keys/bindings.ts. */
export async function manPage(table) {
  const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
  const [main, ...others] = await Promise.all(commands.map(async (command) => sectionsOf(await helpOf(command))));
  // A command of a command has its help in that one's.
  const subcommands = await Promise.all(
    others.flatMap(({ Commands: list = [] }, index) =>
      list.map(async ({ head, words }) => {
        const sections = sectionsOf(await helpOf(`${commands[index + 1]} ${/ (\w+) \[/.exec(head)?.[1]}`));
        return { head, words, sections };
      }),
    ),
  );
  const all = [...main.Commands.slice(1).map((item, index) => ({ ...item, sections: others[index] })), ...subcommands];
  const shared = new Map(main.Options.map((item) => [item.head, item]));
  const isShared = ({ head, words }) => shared.get(head)?.words === words;
  return `${[
    '.\\" npm run generate writes this page from the options of the commands and the table of keys.',
    `.TH BACKPROP\\-TUI 1 "" "backprop\\-tui ${version}" "User Commands"`,
    '.SH NAME',
    `backprop\\-tui \\- ${roff('a debugger for backpropagation, in the terminal')}`,
    '.SH SYNOPSIS',
    '.B backprop\\-tui',
    '.RI [ scenario ]\n.RI [ options ]',
    ...all.flatMap(({ head }) => ['.br', `.B ${roff(head)}`]),
    '.SH DESCRIPTION',
    roff(
      'Trains a small neural network and shows what happens inside. On a terminal it opens a dashboard: run, pause, step',
    ),
    roff('by iteration or by line, step back, look inside any line, change something, and run again.'),
    roff('Without a scenario it lists those that come with it.'),
    '.SH OPTIONS',
    ...itemsOf(main.Options),
    '.SH COMMANDS',
    ...all.flatMap(({ head, words, sections }) => {
      const { Options: options = [], Positionals: positionals = [] } = sections;
      const own = [...positionals, ...options.filter((item) => !isShared(item))];
      const also = options.filter((item) => isShared(item) && !/^-[hv]/.test(item.head)).map(({ head: name }) => name);
      const rest = also.length === 0 ? [] : ['.PP', roff(`Also, as above: ${also.join(', ')}.`)];
      return [`.SS ${roff(head)}`, roff(sentenceOf(words)), ...itemsOf(own), ...rest];
    }),
    '.SH KEYS',
    ...table.flatMap(({ group, lines }) => [
      `.SS ${roff(group)}`,
      ...itemsOf(lines.map(({ keys, description }) => ({ head: keys, words: description }))),
    ]),
    '.SH ENVIRONMENT',
    ...itemsOf(environment),
    '.SH FILES',
    ...itemsOf([
      {
        head: '$XDG_CONFIG_HOME/backprop-tui/config.json',
        words:
          'choices for every run; ~/.config in place of an unset XDG_CONFIG_HOME; docs/config.schema.json lists the names',
      },
    ]),
    '.SH EXIT STATUS',
    ...itemsOf([
      { head: '0', words: 'success' },
      {
        head: '1',
        words:
          'a fault of the program, a run without a dashboard that meets NaN or infinity, or results that cannot be written',
      },
      { head: '2', words: 'a file or a command line that cannot be used' },
      { head: '128 + n', words: 'ended by signal n' },
    ]),
    '.SH EXAMPLES',
    ...itemsOf(main.Examples),
  ].join('\n')}\n`;
}

const environment = [
  {
    head: 'ACCESSIBLE, INK_SCREEN_READER',
    words: 'sentences in place of the screen, as with --plain; --no-plain goes before them',
  },
  { head: 'BACKPROP_TUI_CHART, BACKPROP_TUI_THEME', words: 'like --chart and --theme, which go before them' },
  { head: 'NO_COLOR, FORCE_COLOR, COLORTERM, TERM', words: 'the colours of the terminal' },
  {
    head: 'LC_ALL, LC_CTYPE, LANG',
    words: 'where the first that is set does not name UTF-8, everything is drawn in ASCII',
  },
  { head: 'XDG_CONFIG_HOME', words: 'the folder of the file of choices' },
];

async function helpOf(command) {
  const launcher = fileURLToPath(new URL('bin/backprop-tui.js', root));
  const words = [...command.split(' ').filter((word) => word !== ''), '--help'];
  const { stdout } = await promisify(execFile)(process.execPath, [launcher, ...words]);
  return stdout;
}

/** The sections of a help: lists of items, each with its head, its words, and its kind in brackets. */
function sectionsOf(help) {
  const sections = {};
  let items = [];
  for (const line of help.split('\n')) {
    const [, title] = /^(\w+):$/.exec(line) ?? [];
    if (title !== undefined) items = sections[title] = [];
    else if (/^ {2,6}\S/.test(line)) items.push(line.trim());
    else if (line.trim() !== '' && items.length > 0) items.push(`${items.pop()}  ${line.trim()}`);
  }
  return Object.fromEntries(Object.entries(sections).map(([title, lines]) => [title, lines.map(itemOf)]));
}

function itemOf(line) {
  const [, head, rest] = /^(.*?\S)(?: {2,}(.*))?$/.exec(line);
  const kinds = [];
  const words = (rest ?? '').replace(
    / *\[((?:string|boolean|number|array|required|default|choices)(?:\[\]|[^\]])*)\]/g,
    (_, kind) => {
      kinds.push(kind);
      return '';
    },
  );
  return { head, words: words.replace(/ {2,}/g, ' ').trim(), kind: kindWords(kinds) };
}

/** The values of an option; nothing for a switch that is off. */
function kindWords(kinds) {
  const told = kinds.flatMap((kind) => {
    if (kind.startsWith('choices: ')) return [`one of ${kind.slice('choices: '.length).replaceAll('"', '')}`];
    if (kind === 'required') return ['required'];
    return kind.startsWith('default: ') && !['default: false', 'default: []'].includes(kind)
      ? [kind.replace('default: ', 'default ').replaceAll('"', '')]
      : [];
  });
  return told.join('; ');
}

function itemsOf(items) {
  return items.flatMap(({ head, words, kind = '' }) => ['.TP', `.B ${roff(head)}`, roff(sentenceOf(words, kind))]);
}

function sentenceOf(words, kind = '') {
  const text = kind === '' ? words : `${words} (${kind})`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** A line of text for roff: no character of it is a request, and hyphens stay what they are. */
function roff(text) {
  const plain = text.replaceAll('\\', '\\e').replaceAll('-', '\\-');
  return /^[.']/.test(plain) ? `\\&${plain}` : plain;
}

async function main() {
  const { keyTable } = await loadTypeScript('src/ui/keys/bindings.ts');
  await mkdir(new URL('man', root), { recursive: true });
  await writeFile(new URL('man/backprop-tui.1', root), await manPage(keyTable()));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
