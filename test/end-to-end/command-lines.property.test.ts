import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { full } from '../full.ts';
import { LIMIT_MS } from '../limit.ts';
import { scenario } from './scenario-files.ts';
import { command } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'command-lines-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'tiny.json'), JSON.stringify(scenario({ training: { iterations: 5, reportEvery: 1 } })));
writeFileSync(join(folder, 'bad.json'), '{"name": 3');
writeFileSync(join(folder, 'd.csv'), `a,b,y\n${'1,2,0\n2,1,1\n'.repeat(6)}`);
mkdirSync(join(folder, 'folder'));
copyFileSync('test/fixtures/0.1.0/moons.npz', join(folder, 'w.npz'));
copyFileSync('test/fixtures/0.1.0/moons.ndjson', join(folder, 'l.ndjson'));

const commands = ['check', 'completion', 'export', 'init', 'predict', 'plot', 'shot'];
const options = [
  ...['headless', 'json', 'paused', 'seed', 'target', 'inputs', 'weights', 'save-weights', 'save', 'save-every'],
  ...['resume', 'log', 'log-every', 'to', 'out', 'force', 'input', 'linear', 'test', 'at', 'size', 'keys', 'help'],
  ...['version', 'unknown', '__proto__', 'constructor', 'toString', 'get-yargs-completions', 'saveEvery'],
];
const files = [
  'tiny.json',
  'bad.json',
  'd.csv',
  'w.npz',
  'l.ndjson',
  'folder',
  'no.json',
  'new.npz',
  'new.ckpt',
  '/dev/null',
];
const oddities = [
  '',
  ' ',
  '-',
  '--',
  '-5',
  '0',
  '3',
  '1e400',
  'NaN',
  '120x40',
  'numpy',
  'typescript',
  'svg',
  'ä→',
  '\u001b[31m',
  '[1',
];

const anyFile = fc.constantFrom(...files);
const anyValue = fc.oneof(anyFile, fc.constantFrom(...oddities, ...commands), fc.string({ maxLength: 8 }));
const anyOption = fc
  .tuple(
    fc.constantFrom('--', '--', '--', '--', '-', '--no-'),
    fc.constantFrom(...options),
    fc.constantFrom('', '', '', '', '.b', '.__proto__.x', '.0'),
    fc.option(fc.tuple(fc.boolean(), anyValue)),
  )
  .map(([dashes, name, path, value]) => {
    const word = `${dashes}${name}${path}`;
    if (value === null) return [word];
    return value[0] ? [`${word}=${value[1]}`] : [word, value[1]];
  });
const anyCommandLine = fc
  .tuple(
    fc.option(fc.constantFrom(...commands)),
    fc.array(
      fc.oneof(
        anyOption,
        anyOption,
        anyFile.map((file) => [file]),
        anyValue.map((word) => [word]),
      ),
      { maxLength: 6 },
    ),
  )
  .map(([name, words]) => [...(name === null ? [] : [name]), ...words.flat()].map((word) => word.replaceAll('\0', '')));

/** Runs the command without a terminal. Returns its exit code and what it prints on stderr. */
async function ends(args: readonly string[]): Promise<{ readonly code: number | null; readonly stderr: string }> {
  const child = spawn(process.execPath, [command, ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Four at a time, also on a busy machine.
    timeout: 4 * LIMIT_MS,
    env: { PATH: process.env['PATH'] },
  });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code: code as number | null, stderr };
}

/** The same with a standard output that has no room. */
async function onFullDisk(args: readonly string[]): ReturnType<typeof ends> {
  const stdio = ['ignore', openSync('/dev/full', 'w'), 'pipe'] as const;
  const child = spawn(process.execPath, [command, ...args], { cwd: folder, stdio: [...stdio] });
  const [stderr, [code]] = await Promise.all([
    text(child.stderr as NonNullable<typeof child.stderr>),
    once(child, 'exit'),
  ]);
  return { stderr, code: code as number | null };
}

const traces = /^\s+at |file:\/\/|node:internal|backprop-tui failed/m;
const controls = /[^\n\P{Cc}]/u;

describe('a command line', () => {
  test('of any words ends with 0, 1 or 2, in words without a stack trace or a control character', {
    timeout: full ? 3_600_000 : 120_000,
  }, async () => {
    const anyFour = fc.array(anyCommandLine, { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(anyFour, async (lines) => {
        const endings = await Promise.all(lines.map(ends));
        for (const [at, { code, stderr }] of endings.entries()) {
          const isSilent = code !== 0 && stderr === '';
          if (code === null || code > 2 || isSilent || traces.test(stderr) || controls.test(stderr))
            expect({ line: lines[at], code, stderr }).toBe('an end in words');
        }
      }),
      { numRuns: full ? 1250 : 4 },
    );
  });

  test.each([
    [['tiny.json', '--target.b', 'x', '--headless']],
    [['d.csv', '--inputs.a=3']],
    [['tiny.json', '--save.x', '3']],
  ])('with a dot in the name of an option is refused: %j', async (args) => {
    const { code, stderr } = await ends(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^backprop-tui: Unknown argument/);
  });

  test.each([
    [['shot', 'tiny.json', '--keys', 'q\u001b[31m']],
    [['shot', 'tiny.json', '--size', '\u001b[31m']],
    [['shot', 'tiny.json', '--out', '\u009b31m.x']],
  ])('is quoted without its control characters: %j', async (args) => {
    const { code, stderr } = await ends(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/31m/);
    expect(stderr).not.toMatch(controls);
  });

  test('that names no file to write is refused before anything is trained', async () => {
    for (const [args, found] of [
      [['tiny.json', '--save='], '--save: expected the name of a file, found an empty text'],
      [
        ['export', 'tiny.json', '--to', 'numpy', '--out', ''],
        '--out: expected the name of a file, found an empty text',
      ],
      [['tiny.json', '--save', 'none/'], 'none/  expected a file that can be written, found the name of a folder'],
    ] as const) {
      const { code, stderr } = await ends(args);
      expect(code).toBe(2);
      expect(stderr).toContain(found);
    }
  });

  test('in a folder that is gone is refused in words', () => {
    const gone = `mkdir gone; cd gone; rmdir ../gone; ${process.execPath} ${command} check xor 2>&1; echo "code $?"`;
    const output = execFileSync('sh', ['-c', gone], { encoding: 'utf8', cwd: folder });
    expect(output).toBe(
      'backprop-tui: the current folder does not exist, or cannot be read: change to another one\ncode 2\n',
    );
  });

  const printing = [
    [['tiny.json', '--headless']],
    [['tiny.json', '--json']],
    [['check', 'tiny.json']],
    [['export', 'tiny.json', '--to', 'numpy']],
    [['tiny.json', '--json', '--save-weights', 'full.npz']],
    [['--help']],
    [['check', '--help']],
    [['--version']],
    [['completion']],
    [['--get-yargs-completions', 'x', '--']],
    [[]],
  ];
  // `npm test` takes every fourth one.
  test.each(full ? printing : printing.filter((_, place) => place % 4 === 0))(
    'whose output meets a full disk ends in one line: %j',
    async (args) => {
      expect(await onFullDisk(args)).toEqual({
        stderr: 'backprop-tui: the output cannot be written: a full disk\n',
        code: 1,
      });
    },
  );

  test('that is refused needs no output: a full disk changes nothing', async () => {
    expect(await onFullDisk(['no.json'])).toMatchObject({ code: 2, stderr: expect.stringMatching(/^no\.json {2}exp/) });
    expect(await onFullDisk(['check'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^backprop-tui: check: exp/),
    });
  });

  test('with too few free file descriptors ends in one line', () => {
    const outputWith = (free: number): string => {
      const line = `ulimit -n ${free}; ${process.execPath} ${command} xor --headless 2>&1 >/dev/null; echo "code $?"`;
      return execFileSync('sh', ['-c', line], { encoding: 'utf8', cwd: folder });
    };
    // Versions of Node need different numbers of them: one less than enough are too few.
    let [tooFew, enough] = [14, 34];
    let output = '';
    while (enough - tooFew > 1) {
      const free = Math.floor((tooFew + enough) / 2);
      const found = outputWith(free);
      if (found === 'code 0\n') enough = free;
      else [tooFew, output] = [free, found];
    }
    expect(output).toMatch(/^backprop-tui failed: EMFILE: too many open files.*\ncode 1\n$/);
  });
});
