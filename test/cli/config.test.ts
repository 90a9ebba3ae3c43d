import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { configFile, readConfig } from '../../src/cli/config.ts';
import { configSchemaFile } from '../../src/cli/config-json-schema.ts';
import { parseConfig } from '../../src/cli/config-schema.ts';
import { screenWith } from '../../src/cli/screen-options.ts';
import { key } from '../../src/ui/keyboard/events.ts';
import { actionName, namedKeys } from '../../src/ui/keys/action-names.ts';
import { bindings } from '../../src/ui/keys/bindings.ts';
import { interpret } from '../../src/ui/keys/interpret.ts';
import { initialModel } from '../../src/ui/model/model.ts';
import { openPrompt } from '../../src/ui/model/prompt.ts';
import { subjectOf } from '../ui/subjects.ts';

/** The environment of a home with this file, or with this folder in its place. */
function homeWith(text: string | undefined): { readonly XDG_CONFIG_HOME: string } {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'backprop-tui', 'config.json');
  mkdirSync(text === undefined ? file : join(folder, 'backprop-tui'), { recursive: true });
  if (text !== undefined) writeFileSync(file, text);
  return { XDG_CONFIG_HOME: folder };
}

const own = { theme: 'light', ownKeys: new Map([[';', 's']]) };

describe('the file of choices', () => {
  test.each([
    [{}, '/home/ada/.config/backprop-tui/config.json'],
    [{ XDG_CONFIG_HOME: '/etc/ada' }, '/etc/ada/backprop-tui/config.json'],
    [{ XDG_CONFIG_HOME: 'relative' }, '/home/ada/.config/backprop-tui/config.json'],
  ])('with %j is %s', (environment, file) => {
    expect(configFile(environment, '/home/ada')).toBe(file);
  });

  test('is not needed', async () => {
    const environment = { XDG_CONFIG_HOME: '/nowhere' };
    expect(await readConfig(environment)).toEqual({ config: {}, warnings: [] });
  });

  test('has choices and keys', async () => {
    const written = '{"chart": "line", "speed": "unlimited", "plain": true, "keys": {"step": ";", "down": "ctrl+n"}}';
    const { config, warnings } = await readConfig(homeWith(written));
    expect(warnings).toEqual([]);
    const ownKeys = new Map([
      [';', 's'],
      ['ctrl+n', 'down'],
    ]);
    expect(config).toEqual({ chart: 'line', speed: 'unlimited', plain: true, ownKeys });
  });

  test.each([
    ['', ':1:1  expected'],
    ['{"speed": }', ':1:11  expected a number, "text", true, false, [ or {, found `}`'],
    ['[]', ':1:1  expected an object with settings for every run, found an empty list'],
    ['{\n  "speed": -1\n}', ':2:12  speed: expected a number above 0'],
    ['{"speed": "fast"}', ':1:11  speed: expected'],
    ['{"chart": "lines"}', ':1:11  chart: expected one of "braille", "line", found "lines"; did you mean "line"?'],
    ['{"charts": "line"}', 'found "charts"; did you mean "chart"?'],
    ['{"plain": true, "plain": false}', ':1:17  expected each key once, found "plain" again'],
    ['{"keys": {"stepp": ";"}}', ':1:11  keys: expected one of run-or-pause, step, '],
    [
      '{"keys": {"step": "up up"}}',
      ':1:19  keys.step: expected a character, ctrl+ and a small letter, or one of space',
    ],
    ['{"keys": {"step": "q"}}', ':1:19  keys.step: expected an unused key, found "q", a key of the program'],
    ['{"keys": {"step": ";", "line": ";"}}', 'expected an unused key, found ";", the key of step'],
  ])('%s is reported with its place, and not used', async (text, words) => {
    const { config, warnings } = await readConfig(homeWith(text));
    expect(config).toEqual(text.includes('"line": ";"') ? { ownKeys: new Map([[';', 's']]) } : {});
    expect(warnings.join('\n')).toContain(words);
    expect(warnings.at(-1)).toMatch(/not used$/);
  });

  test.each([
    ['{"theme": "light", "speed": 200, "keys": {"j": "down"}}', { theme: 'light', speed: 200 }, 'keys.j'],
    ['{"speed": "fast", "theme": "light", "charts": 1, "keys": {"step": ";"}}', own, 'speed, charts'],
    ['{"theme": "light", "plain": true, "plain": false}', { theme: 'light' }, 'plain'],
    ['{"theme": "light", "keys": []}', { theme: 'light' }, 'keys'],
  ])('%s keeps the right choices, and names the wrong ones', async (text, kept, names) => {
    const { config, warnings, notice } = await readConfig(homeWith(text));
    expect(config).toEqual(kept);
    expect(warnings.at(-1)).toContain(`config.json: ${names} not used`);
    expect(notice).toBe(`config.json: ${names} not used; the other settings are`);
  });

  test('that is no JSON has a short notice', async () => {
    const { notice } = await readConfig(homeWith('{"speed": }'));
    expect(notice).toMatch(/^config\.json is not used: 1:11 {2}expected a number, .*, found `}`/);
  });

  test('that is a folder, or too large, is refused', async () => {
    expect((await readConfig(homeWith(undefined))).warnings[0]).toMatch(/expected a file, found a folder; not used$/);
    expect((await readConfig(homeWith(' '.repeat(70_000)))).warnings[0]).toMatch(
      /expected at most 64 kB, found more; not used$/,
    );
  });

  test('whose folder has control characters in its name sends none to the terminal', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-\u001b[31m-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'backprop-tui', 'config.json'), { recursive: true });
    const { warnings } = await readConfig({ XDG_CONFIG_HOME: folder });
    expect(warnings).toHaveLength(1);
    expect(warnings.join('')).not.toContain('\u001b');
  });

  test('has a schema for editors', () => {
    expect(readFileSync('docs/config.schema.json', 'utf8')).toBe(configSchemaFile());
  });

  test('may name its schema', () => {
    expect(parseConfig('config.json', '{"$schema": "./config.schema.json"}')).toEqual({
      config: {},
      lines: [],
      ignored: [],
    });
  });
});

test('an option goes before a variable, and that before the file', () => {
  const config = { chart: 'line' } as const;
  expect(screenWith({}, config, {})).toMatchObject(config);
  expect(screenWith({}, config, { BACKPROP_TUI_CHART: 'braille' }).chart).toBeUndefined();
  expect(screenWith({}, config, { BACKPROP_TUI_CHART: 'dots' })).toMatchObject(config);
  expect(screenWith({ chart: 'braille' }, config, {})).toMatchObject({ chart: 'braille' });
  expect(screenWith({ chart: 'braille' }, { theme: 'light' }, {})).toEqual({ chart: 'braille', theme: 'light' });
});

describe("a person's own key", () => {
  const own = new Map([[';', 's']]);
  const model = initialModel(subjectOf(), 1, 'unlimited', { columns: 80, rows: 24 });

  test('means what the key of the table means, and is typed in a question', () => {
    expect(interpret(model, key(';'), own)).toEqual(interpret(model, key('s')));
    expect(interpret(openPrompt(model, { kind: 'watch' }), key(';'), own)).toEqual({ type: 'typed', key: ';' });
  });

  test('can be given to every action that is in no view or pane alone', () => {
    const named = bindings.filter(
      ({ action, view, pane }) => view === undefined && pane === undefined && actionName(action) !== undefined,
    );
    expect(new Set(named.map(({ action }) => actionName(action))).size).toBe(namedKeys.size);
    expect(named.length).toBe(bindings.filter(({ view, pane }) => view === undefined && pane === undefined).length);
    expect([...namedKeys.keys()].filter((name) => !/^[a-z\d]+(?:-[a-z\d]+)*$/.test(name))).toEqual([]);
  });
});
