import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { shoot } from '../src/cli/commands/shot.ts';
import { runHeadless } from '../src/cli/headless.ts';
import { printFaults } from '../src/scenario/fault.ts';
import { jsonSchemaFile } from '../src/scenario/json-schema.ts';
import { parseScenario } from '../src/scenario/parse.ts';
import { readScenario } from '../src/scenario/read.ts';
import type { Scenario } from '../src/scenario/schema.ts';
import { readWatches } from '../src/scenario/watches.ts';
import { keyTable } from '../src/ui/keys/bindings.ts';

/* The claims of README.md and docs/. The commands in them run in `end-to-end/docs.test.ts`. */

/** The most words of the README: a new section replaces an old one. */
const MOST_WORDS = 1200;

const { keysPage, scenarioPage } = (await import('../scripts/docs.js' as string)) as {
  keysPage(table: ReturnType<typeof keyTable>): string;
  scenarioPage(text: string, schema: unknown): string;
};

const textOf = (page: string): string => readFileSync(page, 'utf8');
const readme = textOf('README.md');
const scenarioDocs = textOf('docs/scenario.md');
const manifest = JSON.parse(textOf('package.json')) as { version: string; scripts: Readonly<Record<string, string>> };
const inDocs = readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []));
const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...inDocs];

const folder = mkdtempSync(join(tmpdir(), 'docs-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('ARCHITECTURE.md and CONTRIBUTING.md', () => {
  it.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('name source files that exist: %s', (page) => {
    const rooms = readdirSync('src').join('|');
    const named = [...textOf(page).matchAll(new RegExp(`\`(?:src/)?((?:${rooms})/[\\w./-]+\\.tsx?)\``, 'g'))];
    const files = named.map(([, file = '']) => file).filter((file) => !file.includes('/my-'));
    expect(files.filter((file) => !existsSync(join('src', file)))).toEqual([]);
    if (page === 'ARCHITECTURE.md') expect(files.length).toBeGreaterThan(30);
  });
});

describe('every page', () => {
  it.each(pages)('has links to files and headings that exist: %s', (page) => {
    const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });

  it.each(pages)('names scripts of npm that exist: %s', (page) => {
    const named = [...textOf(page).matchAll(/\bnpm run ([\w:-]+)|\bnpm (test)\b/g)].map(([, run, test]) => run ?? test);
    expect(named.filter((name) => !((name ?? '') in manifest.scripts))).toEqual([]);
  });

  it('of docs/ is in the list of the README', () => {
    expect(inDocs.filter((page) => !readme.includes(`- [${page}](${page})`))).toEqual([]);
  });
});

describe('README.md', () => {
  it('is short', () => {
    expect(readme.trim().split(/\s+/).length).toBeLessThanOrEqual(MOST_WORDS);
  });

  it('names the tarball that npm pack writes', () => {
    expect([...new Set(readme.match(/backprop-tui-[\d.]+\.tgz/g))]).toEqual([`backprop-tui-${manifest.version}.tgz`]);
  });

  it('lists scenarios that exist', () => {
    const names = rowsBelow('| scenario | what it shows |').flatMap(([names = '']) => spans(names));
    const files = names.map((name) => `scenarios/${name.endsWith('/…') ? name.slice(0, -2) : `${name}.json`}`);
    expect(names.length).toBeGreaterThan(9);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });
});

describe('the first two minutes of the README', () => {
  const syn1 = (text: string): readonly (string | undefined)[] =>
    [...text.matchAll(/│ h\d +([+−][\d.]+) +│$/gm)].map(([, value]) => value);

  it('begin before the first iteration, and step by iteration and by line', async () => {
    expect((await shot('xor', 0, [])).split('\n')[1]).toContain(' 0 / 60,000 ');
    const first = await shot('xor', 0, ['s']);
    expect([...first.matchAll(/ (0\.\d{4}) /g)].map(([, value]) => Math.round(10 * Number(value)))).toEqual([
      5, 5, 5, 5,
    ]);
    const before = await shot('xor', 0, ['s', ...'nnnnnnn']);
    const after = await shot('xor', 0, ['s', ...'nnnnnnnn']);
    expect(before).toMatch(/ 8▶ syn1 +\+= l1\.T @ l2_delta/);
    expect(syn1(before)).toEqual(syn1(first));
    expect(syn1(after)).not.toEqual(syn1(first));
    expect(await shot('xor', 0, ['s', ...'nnnnnnnnb'])).toBe(before);
  });

  it('end solved, compare the first iteration with the current one, and go back', async () => {
    expect((await shot('xor', 60_000, [])).split('\n')[2]).toMatch(/^ solved/);
    expect(await shot('xor', 60_000, ['v'])).toMatch(/› verdict .*\n.*solved/);
    expect(await shot('xor', 60_000, ['M'])).toMatch(/› compare .*after 1 iteration.*after 60,000/);
    expect(await shot('xor', 60_000, ['['])).toContain(' 59,400 / 60,000 ');
    expect(await shot('xor', 60_000, ['[', '$'])).toContain(' 60,000 / 60,000 ');
  });
});

describe('the table of good places to look', () => {
  const places = rowsBelow('| the tutorial says | keys | there you see |', textOf('docs/screen.md'));

  it('has the five places of the tutorial', () => {
    expect(places).toHaveLength(5);
  });

  it.each(places)('leads to the place: %s', async (advice, keys, sight) => {
    const pressed = spans(keys).flatMap((key) => (key === 'l1_error' ? [...key] : [key]));
    // `space` trains to the end; a picture begins there.
    const runs = pressed[0] === 'space';
    const text = await shot('correlation', runs ? 10_000 : 0, runs ? pressed.slice(1) : pressed);
    for (const line of spans(sight).filter((span) => span !== 's')) expect(text).toContain(line);
    const [, number] = /^line (\d)/.exec(sight) ?? [];
    if (number !== undefined) expect(text).toContain(`› line ${number} `);
    else if (runs) expect(text).toMatch(/› compare .*after 1 iteration.*after 10,000/);
    else expect(text).toMatch(/l1_error +−0\.27 −0\.36 \+0\.76 \+0\.67 +4×1/);
    expect(advice).toMatch(/^“.*”$/);
  });
});

describe('docs/keys.md', () => {
  it('has every key of the program (npm run generate writes it)', () => {
    expect(textOf('docs/keys.md')).toBe(keysPage(keyTable()));
  });
});

describe('docs/scenario.md', () => {
  const [, umbrella = ''] = /```json\n([\s\S]*?)```/.exec(scenarioDocs) ?? [];

  it('has every field of the schema (npm run generate writes it)', () => {
    expect(scenarioPage(scenarioDocs, JSON.parse(jsonSchemaFile()))).toBe(scenarioDocs);
  });

  it('shows a scenario that is valid and that its network solves', async () => {
    const scenario = scenarioIn(umbrella);
    const result = JSON.parse((await headless(scenario, true)).at(-1) ?? '') as { prediction: number[][] };
    const misses = result.prediction.map(([predicted = Number.NaN], row) =>
      Math.abs(predicted - (scenario.data.targets[row]?.[0] ?? Number.NaN)),
    );
    expect(Math.max(...misses)).toBeLessThan(0.1);
  });

  it('shows changes and watches that can be added to that scenario', async () => {
    const [more = ''] = /^ {4}"changes": [\s\S]*?"watches": .*$/m.exec(scenarioDocs) ?? [];
    const scenario = scenarioIn(umbrella.replace(/\n}\s*$/, `,\n${more}\n}`));
    expect(scenario.changes).toHaveLength(2);
    expect(await readWatches(scenario)).toMatchObject({ ok: true, watches: [{}, {}] });
  });

  it('quotes the message about a wrong layer', () => {
    const [, quoted] = /^ {4}(umbrella\.json:\d.*)$/m.exec(scenarioDocs) ?? [];
    const parsed = parseScenario(umbrella.replace('"hidden": [3]', '"hidden": [0]'));
    if (parsed.ok) throw new Error('valid');
    expect(printFaults('umbrella.json', parsed.faults)).toEqual([quoted]);
  });
});

describe('docs/output.md', () => {
  it('quotes a headless run of XOR', async () => {
    const quoted = /\$ npx backprop-tui scenarios\/xor.json --headless\n([\s\S]*?)\n\n/.exec(
      textOf('docs/output.md'),
    )?.[1];
    const parsed = await readScenario('scenarios/xor.json');
    if (!parsed.ok) throw new Error('xor.json is not valid');
    const printed = (await headless(parsed.scenario, false)).join('\n').split('\n');
    expect(quoted?.split('\n').map((line) => line.slice(4))).toEqual(printed);
  });
});

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(file)) return false;
  return heading === undefined || headingsOf(file).includes(heading);
}

/** The anchors that GitHub gives to headings. */
function headingsOf(page: string): readonly string[] {
  return [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The cells of the README's table with this head, row by row. */
function rowsBelow(head: string, page = readme): readonly [string, string, string][] {
  const [, table = ''] = new RegExp(`^${head.replaceAll('|', '\\|')}\n\\|[-|]+\n((?:\\|.*\n)+)`, 'm').exec(page) ?? [];
  return table
    .trim()
    .split('\n')
    .map((row) =>
      row
        .slice(1, -1)
        .split(' | ')
        .map((cell) => cell.trim()),
    )
    .map(([one = '', two = '', three = '']) => [one, two, three]);
}

/** The texts between backquotes. */
function spans(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
}

/** The dashboard after some iterations and keys, as text. */
async function shot(scenario: string, at: number, keys: readonly string[]): Promise<string> {
  const out = join(folder, 'shot.txt');
  const named = { seed: undefined, to: undefined, size: '120x40', force: true };
  expect(await shoot({ ...named, scenario: `scenarios/${scenario}.json`, at, keys: keys.join(' '), out })).toBe(0);
  return textOf(out);
}

function scenarioIn(text: string): Scenario {
  const parsed = parseScenario(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.scenario;
}

async function headless(scenario: Scenario, json: boolean): Promise<readonly string[]> {
  const lines: string[] = [];
  await runHeadless(scenario, json, { line: (text) => lines.push(text), warn: () => {}, ready: async () => {} });
  return lines;
}
