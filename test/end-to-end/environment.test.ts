import { describe, expect, test } from 'vitest';
import { full } from '../full.ts';
import { headerOf } from './header.ts';
import { scenario, writeFile } from './scenario-files.ts';
import { command, open, type Terminal } from './terminal.ts';

const colour = /\u001b\[[\d;]*m/g;

/** Every byte sent to the terminal by a whole visit: running, the help, another size, the end. */
async function visit(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<Buffer> {
  const terminal = open(args, { env });
  await terminal.waitFor((text) => (headerOf(text)?.iteration ?? 0) > 0);
  terminal.press('?');
  await terminal.waitFor('esc closes');
  terminal.press('?');
  await terminal.waitFor((text) => headerOf(text)?.state === 'running');
  terminal.resize(80, 24);
  await terminal.waitFor((text) => text.split('\n')[1]?.trimEnd().length === 79);
  terminal.press('q');
  expect(await terminal.exit()).toMatchObject({ exitCode: 0, alternateScreen: false });
  return terminal.bytes();
}

/** `npm test` takes one environment of each kind: `test/cli/colour-depth.test.ts` has every variable. */
function some<Case>(cases: readonly Case[], ...short: readonly number[]): readonly Case[] {
  return full ? cases : cases.filter((_, place) => short.includes(place));
}

/** The screen of the dashboard in an ordinary terminal. */
async function usualScreen(): Promise<string> {
  const terminal = open(['xor', '--paused']);
  await terminal.waitFor('paused');
  return terminal.text();
}
let usual: string | undefined;

/** The distinct colour sequences that the dashboard has sent. */
function colours(terminal: Terminal): readonly string[] {
  return [...new Set(terminal.bytes().toString('utf8').match(colour))];
}

describe('the environment', () => {
  test.each(some([{ NO_COLOR: '1' }, { FORCE_COLOR: '0' }, { NO_COLOR: '1', LC_ALL: 'C' }], 2))(
    '%j: no colour is sent',
    async (env) => {
      const text = (await visit(['xor'], env)).toString('utf8');
      expect(text.match(colour)).toBeNull();
    },
  );

  const kinds: readonly (readonly [Record<string, string | undefined>, RegExp, RegExp])[] = [
    [{}, /\b[34]8;2;\d+;\d+;\d+/, /8;5;/],
    [{ COLORTERM: undefined }, /\b[34]8;5;\d+/, /8;2;/],
    [{ TERM: 'alacritty', COLORTERM: undefined }, /\b[34]8;5;\d+/, /8;2;/],
    [{ TERM: 'tmux-256color', COLORTERM: undefined }, /\b[34]8;5;\d+/, /8;2;/],
    [{ TERM: 'xterm-direct', COLORTERM: undefined }, /\b[34]8;2;\d+;\d+;\d+/, /8;5;/],
    [{ TERM: 'xterm', COLORTERM: undefined }, /\b(3|9|4|10)\dm/, /8;[25];/],
    [{ FORCE_COLOR: '1' }, /\b(3|9|4|10)\dm/, /8;[25];/],
    [{ FORCE_COLOR: '2', TERM: 'xterm' }, /\b[34]8;5;\d+/, /8;2;/],
    [{ FORCE_COLOR: '3', COLORTERM: undefined }, /\b[34]8;2;\d+;\d+;\d+/, /8;5;/],
    [{ FORCE_COLOR: '3', NO_COLOR: '1' }, /\b[34]8;2;\d+;\d+;\d+/, /8;5;/],
    [{ NO_COLOR: '' }, /\b[34]8;2;\d+;\d+;\d+/, /8;5;/],
  ];
  test.each(some(kinds, 3, 5, 9))('%j: sets the kind of the colours', async (env, kind, otherKind) => {
    const terminal = open(['xor', '--paused'], { env });
    await terminal.waitFor('paused');
    expect(colours(terminal).join(' ')).toMatch(kind);
    expect(colours(terminal).join(' ')).not.toMatch(otherKind);
    // The screen has nothing else on it, such as a warning from Node.
    usual ??= await usualScreen();
    expect(terminal.text()).toBe(usual);
  });

  test.each(some([{ LC_ALL: 'C' }, { LC_ALL: 'POSIX', LANG: 'en_US.UTF-8' }, { LANG: 'C' }], 1))(
    '%j: only ASCII is sent, whatever the name of the scenario',
    async (env) => {
      const data = { inputs: [[0], [1]], targets: [[0], [1]], inputNames: ['ä'], targetNames: ['→'] };
      const file = writeFile(scenario({ name: 'Größe 学', description: 'naïve “quotes”', data }));
      const bytes = await visit([file], env);
      expect(bytes.filter((byte) => byte > 126)).toEqual(Buffer.alloc(0));
      expect(bytes.toString()).toContain('Gr??e ?: seed 1, ');
    },
  );

  test.each(some([{ CI: 'true' }, { CI: '1', GITHUB_ACTIONS: 'true' }, { CONTINUOUS_INTEGRATION: '1' }], 1))(
    '%j: the dashboard opens and runs',
    async (env) => {
      const terminal = open(['xor'], { env });
      await terminal.waitFor((text) => text.includes('predicted vs target') && (headerOf(text)?.iteration ?? 0) > 0);
      terminal.press('q');
      expect(await terminal.exit()).toMatchObject({ exitCode: 0, alternateScreen: false });
    },
  );

  test('may have nothing but PATH and TERM: the dashboard draws as in a UTF-8 locale', async () => {
    const terminal = open(['xor', '--paused'], {
      env: { HOME: undefined, LANG: undefined, XDG_CONFIG_HOME: undefined, XDG_STATE_HOME: undefined },
    });
    await terminal.waitFor(/^╭ › predicted vs target/m);
  });

  test('says why there is no dashboard where the input is not a terminal', async () => {
    const words = ['sh', '-c', '"$@" </dev/null', 'sh', process.execPath, command];
    const { exitCode, lines } = await open(['xor'], { command: words }).exit();
    expect(exitCode).toBe(0);
    expect(lines.slice(0, 2)).toEqual([
      'backprop-tui: no dashboard: the input is not a terminal, so that no key could be read',
      'Error:0.496410031903',
    ]);
  });

  // node-pty sets TERM when it is missing.
  test.each(some([[['TERM=dumb']], [['TERM=dumb', 'FORCE_COLOR=2']], [['TERM=']], [['-u', 'TERM']]], 1, 3))(
    'env %j: trains without a dashboard, as text',
    async (words) => {
      const terminal = open(['xor'], { command: ['env', ...words, process.execPath, command] });
      const { exitCode, lines } = await terminal.exit();
      expect(exitCode).toBe(0);
      expect(lines[0]).toBe('backprop-tui: no dashboard: the terminal that TERM names cannot show one');
      expect(lines[1]).toBe('Error:0.496410031903');
      expect(terminal.bytes()).not.toContain(0x1b);
    },
  );
});
