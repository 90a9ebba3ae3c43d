import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { constants, existsSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { full } from '../full.ts';
import { headerOf } from './header.ts';
import { killedAt, run, start } from './run.ts';
import { scenario, writeFile } from './scenario-files.ts';
import { open } from './terminal.ts';

/** A folder that is removed after the test. */
function folder(): string {
  return dirname(writeFile(''));
}

describe('weights', () => {
  // `npm test` takes one kind of file; test/formats has all.
  test.each(full ? ['npz', 'json', 'safetensors'] : ['npz'])(
    'saved as .%s give the predictions of the run',
    async (ending) => {
      const weights = join(folder(), `weights.${ending}`);
      const trained = await run(['xor', '--save-weights', weights]);
      expect(trained.exitCode).toBe(0);
      const input = writeFile('x2,1,x1\n0,1,1\n1,1,1\n', 'rows.csv');
      const { stdout, exitCode } = await run(['predict', 'xor', '--weights', weights, '--input', input]);
      const [heading, ...predictions] = stdout.trimEnd().split('\n');
      expect({ exitCode, heading }).toEqual({ exitCode: 0, heading: 'y' });
      expect(predictions.map(Number)).toEqual([expect.closeTo(0.997017, 5), expect.closeTo(0.003868, 5)]);
      if (!full && ending !== 'npz') return;
      const out = join(folder(), 'out.csv');
      await run(['predict', 'xor', '--weights', weights, '--input', input, '--out', out]);
      expect(readFileSync(out, 'utf8')).toBe(stdout);
      const seeded = await run(['predict', 'xor', '--seed', '7', '--weights', weights, '--input', input]);
      expect(seeded).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Unknown argument: seed') });
      const again = await run(['xor', '--headless', '--weights', weights]);
      expect(again.stdout).toMatch(/^Error:0\.00318350238/);
    },
  );

  test('are those at the moment of quitting; nothing is written before the first iteration', async () => {
    const file = writeFile(scenario({ training: { iterations: 30, reportEvery: 0 } }));
    const [expected, found] = ['headless', 'dashboard'].map((name) => join(dirname(file), `${name}.json`)) as [
      string,
      string,
    ];
    await run([file, '--headless', '--save-weights', expected]);
    const leaveAfter = async (keys: string, iteration: number): Promise<string> => {
      const terminal = open([file, '--paused', '--save-weights', found]);
      await terminal.waitFor('paused');
      terminal.press(keys);
      await terminal.waitFor((text) => headerOf(text)?.iteration === iteration);
      terminal.press('q');
      const { exitCode, lines } = await terminal.exit();
      expect(exitCode).toBe(0);
      return lines.join('\n');
    };
    expect(await leaveAfter('', 0)).toContain('no weights are written before the first iteration');
    expect(existsSync(found)).toBe(false);
    await leaveAfter('ttt', 30);
    expect(readFileSync(found, 'utf8')).toBe(readFileSync(expected, 'utf8'));
  });

  test('start a run in the dashboard too', async () => {
    const weights = join(folder(), 'weights.npz');
    await run(['xor', '--save-weights', weights]);
    const terminal = open(['xor', '--paused', '--weights', weights]);
    await terminal.waitFor('paused');
    terminal.press('s');
    await terminal.waitFor('0.00318');
    terminal.press('q');
    expect((await terminal.exit()).exitCode).toBe(0);
  });

  test('predict rows like the training data: no missing values, no unknown classes', async () => {
    const rows = Array.from({ length: 30 }, (_, row) => `${row % 3 === 0 ? 'Bern' : 'Genf'},${row},${row + 0.5}`);
    const table = writeFile(['city,n,y', ...rows, ',30,1', 'Bern,,2'].join('\n'), 'rows.csv');
    const inTable = (name: string) => join(dirname(table), name);
    const training = { iterations: 5, learningRate: 0.01 };
    const data = { file: 'rows.csv', missing: 'drop', scale: 'standard', scaleTargets: 'standard' };
    writeFileSync(inTable('mine.json'), JSON.stringify({ name: 'mine', data, training }));
    writeFileSync(inTable('paris.csv'), 'n,city\n1,Bern\n2,Paris\n');
    const at = dirname(table);
    await run(['mine.json', '--headless', '--save-weights', 'w.npz'], {}, at);
    const predict = ['predict', 'mine.json', '--weights', 'w.npz', '--input'];
    const taken = await run([...predict, 'rows.csv'], {}, at);
    expect(taken.stderr).toBe('rows.csv: 2 rows without a prediction: a value is missing, first in line 32\n');
    const lines = taken.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(33);
    expect(lines.slice(-2)).toEqual([',"missing: ""city"""', ',"missing: ""n"""']);
    expect(await run([...predict, 'paris.csv'], {}, at)).toEqual({
      stdout: '',
      stderr:
        'paris.csv:3:2  city: expected one of "Bern", "Genf", found "Paris"; the training set needs an example of each class\n',
      exitCode: 2,
    });
  });

  test('of another network are refused, and nothing is trained', async () => {
    const weights = writeFile({ syn0: [[1, 2]], w: [[1]] }, 'weights.json');
    const { stdout, stderr, exitCode } = await run(['xor', '--weights', weights]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr.replaceAll(weights, 'weights.json')).toBe(
      'weights.json  syn0: expected 3×4, found 1×2\n' +
        'weights.json  syn1: expected 4×1, found nothing of this name\n' +
        'weights.json  expected syn0, syn1 and nothing else, found "w"\n',
    );
  });

  test('that cannot be written at the end are refused before training', async () => {
    const { stdout, stderr, exitCode } = await run(['xor', '--save-weights', 'no/such/folder.json']);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain('expected a file that can be written, found no file or folder of this name');
  });
});

/** A run with every kind of state between two iterations: optimizer state, counters, the position in the random numbers. */
const eventful = {
  network: { hidden: [6], dropout: 0.1, bias: true },
  training: {
    iterations: full ? 20_000 : 5000,
    reportEvery: 0,
    optimizer: 'adam',
    learningRate: 0.01,
    batch: { size: 2, order: 'shuffled' },
  },
  changes: [{ at: full ? 12_345 : 1234, set: { optimizer: 'momentum', hidden: [5] } }],
};

describe('checkpoints', () => {
  test('are whole whenever the process is killed, and resume to the same bits', async () => {
    const file = writeFile(scenario(eventful));
    const { stdout } = await run([file, '--json']);
    const checkpoint = join(folder(), 'run.checkpoint');
    const calls = ['writeSync 1', 'writeSync 2', 'renameSync 1', 'writeSync 40', 'fsyncSync 20', 'renameSync 170'];
    for (const call of full ? calls : calls.slice(1, 5)) {
      const resume = existsSync(checkpoint) ? ['--resume', checkpoint] : [];
      const child = start([file, '--json', '--save', checkpoint, '--save-every', '1', ...resume], killedAt(call));
      await once(child, 'exit');
      expect([call, child.signalCode]).toEqual([call, 'SIGKILL']);
    }
    const resumed = await run([file, '--json', '--resume', checkpoint]);
    expect(resumed).toEqual({ stdout, stderr: '', exitCode: 0 });
  });

  test('at the end of a run give its result again', async () => {
    const file = writeFile(scenario({ training: { iterations: 1e9, reportEvery: 0, stop: { errorBelow: 0.05 } } }));
    const checkpoint = join(folder(), 'run.checkpoint');
    const { stdout } = await run([file, '--save', checkpoint]);
    expect(stdout).toMatch(/^Stopped after \d+ iterations: the error is below 0\.05$/m);
    expect((await run([file, '--resume', checkpoint])).stdout).toBe(stdout);
  });

  test('of another scenario are refused, with the differences', async () => {
    const checkpoint = join(folder(), 'run.checkpoint');
    await run(['correlation', '--save', checkpoint]);
    const { stdout, stderr, exitCode } = await run(['correlation', '--seed', '2', '--resume', checkpoint]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(
      'training.seed: expected 2, found 1; a run is resumed with the scenario that it began with',
    );
    expect((await run(['correlation', '--resume', 'scenarios/xor.json'])).exitCode).toBe(2);
  });
});

describe('a log', () => {
  test('has a line every N iterations, and one for the last', async () => {
    const file = join(folder(), 'run.ndjson');
    const stop = { errorBelow: 0.2 };
    const trained = await run([
      writeFile(scenario({ training: { iterations: 5000, stop } })),
      '--log',
      file,
      '--log-every',
      '100',
    ]);
    const [, last] = /after (\d+) iterations/.exec(trained.stdout) ?? [];
    const rows = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows[0]).toMatchObject({ iteration: 1, epoch: 1, learningRate: 1, error: expect.any(Number) });
    expect(rows.slice(1, -1).every(({ iteration }, index) => iteration === 100 * (index + 1))).toBe(true);
    expect(rows.at(-1)).toMatchObject({ iteration: Number(last) });
    expect(rows.at(-1).error).toBeLessThan(0.2);
  });

  test('is the same for a run in the dashboard, except for the seconds', async () => {
    const [plain, shown] = [join(folder(), 'a.csv'), join(folder(), 'b.csv')];
    const file = writeFile(scenario({ training: { iterations: 3000 }, playback: { speed: 'unlimited' } }));
    await run([file, '--log', plain, '--log-every', '7']);
    const terminal = open([file, '--log', shown, '--log-every', '7']);
    await terminal.waitFor('finished');
    terminal.press('q');
    await terminal.exit();
    const withoutTime = (log: string) => readFileSync(log, 'utf8').replace(/,[^,]*$/gm, '');
    expect(withoutTime(shown)).toBe(withoutTime(plain));
  });

  test('reports a full disk, and training continues', async () => {
    const file = join(folder(), 'full.csv');
    symlinkSync('/dev/full', file);
    const { stdout, stderr, exitCode } = await run(['correlation', '--log', file]);
    expect({ stderr, exitCode }).toEqual({
      stderr:
        'backprop-tui: the log waits for free space: a full disk; training continues\n' +
        'backprop-tui: the log ends before the run: a full disk\n',
      exitCode: 1,
    });
    expect(stdout).toContain('Output After Training:');
  });
});

describe('a log into a pipe', () => {
  const endless = () => writeFile(scenario({ training: { iterations: 30_000, reportEvery: 0 } }));
  const pipe = (): string => {
    const file = join(folder(), 'pipe.ndjson');
    execFileSync('mkfifo', [file]);
    return file;
  };

  test('ends with its reader, and training continues', async () => {
    const file = pipe();
    const reader = new Socket({ fd: openSync(file, constants.O_RDONLY | constants.O_NONBLOCK) });
    reader.once('data', () => reader.destroy());
    const { stdout, stderr, exitCode } = await run([endless(), '--log', file, '--log-every', '1']);
    expect({ stderr, exitCode }).toEqual({
      stderr: `${['; training continues', ''].map((rest) => `backprop-tui: the log cannot be written any more: its reader has exited${rest}\n`).join('')}`,
      exitCode: 1,
    });
    expect(stdout).toContain('Output After Training:');
  });

  test('without a reader is refused at once', async () => {
    const { stderr, exitCode } = await run([endless(), '--log', pipe()]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/expected a file that can be written, found a pipe without a reader\n$/);
  });
});

describe('a plot', () => {
  const row = (iteration: number, error: number) => `{"iteration":${iteration},"error":${error}}\n`;

  test('shows logs by their names, in colour when colours are on', async () => {
    const first = writeFile(row(1, 0.5) + row(100, 0.1), 'plain.ndjson');
    const second = writeFile(`${row(1, 0.5) + row(50, 0.2)}{"iteration":60,"er`, 'momentum.ndjson');
    const { stdout, stderr, exitCode } = await run(['plot', first, second]);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout.trimEnd().split('\n').slice(-2)).toEqual([
      '⠤⠤⠤⠤ 1 plain    error 0.1000000 after 100',
      '⠄⠄⠄⠄ 2 momentum error 0.2000000 after 50',
    ]);
    expect(stdout).not.toContain('\u001b');
    const coloured = await run(['plot', first, second, '--linear'], { FORCE_COLOR: '3' });
    expect(coloured.stdout).toContain('\u001b[38;2;');
  });

  test('is as wide as the terminal', async () => {
    const terminal = open(['plot', writeFile(row(1, 0.5) + row(100, 0.1), 'plain.ndjson')], { columns: 60 });
    const { exitCode, lines } = await terminal.exit();
    expect({ exitCode, widest: Math.max(...lines.map((line) => line.length)) }).toEqual({ exitCode: 0, widest: 60 });
  });

  test('names the broken line of a log', async () => {
    const broken = writeFile(`${row(1, 0.5)}{"iter\n${row(3, 0.5)}`, 'broken.ndjson');
    const { stdout, stderr, exitCode } = await run(['plot', broken]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toBe(`${broken}:2  expected a JSON object, found "{\\"iter"\n`);
  });
});

describe('a picture', () => {
  test('needs no terminal, and has the same bytes each time in any environment', async () => {
    const args = ['shot', 'xor', '--at', '1000', '--size', '80x24'];
    const [text, again, ansi] = await Promise.all([
      run(args),
      run(args, { FORCE_COLOR: '3', LANG: 'C' }),
      run([...args, '--to', 'ansi'], { NO_COLOR: '1' }),
    ]);
    expect(again).toEqual({ stdout: text.stdout, stderr: '', exitCode: 0 });
    const lines = text.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(24);
    expect(lines[0]).toContain('XOR   ‖ paused');
    expect(lines[1]).toContain('1,000 / 60,000');
    expect(text.stdout).not.toContain('\u001b');
    expect(ansi.stdout).toContain('\u001b[38;2;94;200;216m');
    expect(ansi.stdout.trimEnd().split('\n')).toHaveLength(24);
  });

  test('shows a run from another seed with --seed', async () => {
    const { stdout } = await run(['shot', 'xor', '--seed', '2', '--at', '1', '--size', '80x24']);
    expect(stdout.split('\n')[0]).toContain('seed 2');
    // The first error of `backprop-tui xor --seed 2 --headless`.
    expect(stdout.split('\n')[1]).toContain('error 0.49999');
  });

  test.each([
    [['--at', '60001'], '--at: expected a whole number from 0 to 60,000, found 60001'],
    [['--seconds', '2'], '--seconds: expected with --to cast or svg'],
    [['--to', 'cast', '--seconds', '0'], '--seconds: expected a length above 0, at most 600, found 0'],
    [['--size', '80'], '--size: expected columns and rows such as 120x40, at least 60x20, found 80'],
    [['--size', '59x20'], 'at least 60x20, found 59x20'],
    [['--out', 'a.png'], '--out: expected a name that ends in .svg, .txt, .ansi or .cast, found a.png; or give --to'],
    [['--seed', '-1'], '--seed: expected a whole number from 0 to 4,294,967,295'],
    [['--keys', 'tab oo'], '--keys: expected single characters, space, enter, tab'],
  ])('that cannot be drawn is refused: %j', async (args, words) => {
    const { stdout, stderr, exitCode } = await run(['shot', 'xor', ...args]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(words);
  });
});
