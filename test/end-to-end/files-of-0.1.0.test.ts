import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { full } from '../full.ts';
import { run } from './run.ts';
import { open } from './terminal.ts';

const recorded = 'test/fixtures/0.1.0';
const folder = mkdtempSync(join(tmpdir(), 'files-of-0.1.0-'));
afterAll(() => rmSync(folder, { recursive: true }));

const moons = join(recorded, 'moons.json');
const warning =
  ': the checkpoint was made with an older version of this program: the resumed run may differ in its last digits from an uninterrupted run\n';

/** The last object that `--json` prints. */
async function resultOf(args: readonly string[]): Promise<{ readonly [name: string]: unknown }> {
  const { stdout, exitCode } = await run([...args, '--json']);
  expect(exitCode).toBe(0);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) as string);
}

/** The scenario of the recorded XOR, with a longer run. */
function longerXor(): string {
  const file = join(folder, 'xor.json');
  const xor = JSON.parse(readFileSync(join(recorded, 'xor.json'), 'utf8'));
  writeFileSync(file, JSON.stringify({ ...xor, training: { ...xor.training, iterations: 900 } }));
  return file;
}

type Parameters = Readonly<Record<string, readonly (readonly number[])[]>>;

function expectClose(own: Parameters, recordedOnes: Parameters): void {
  for (const [name, rows] of Object.entries(recordedOnes)) {
    for (const [row, cells] of rows.entries()) {
      for (const [column, cell] of cells.entries()) expect(own[name]?.[row]?.[column]).toBeCloseTo(cell, 9);
    }
  }
}

describe('a file of version 0.1.0', () => {
  test('opens: scenarios', async () => {
    const { stdout, exitCode } = await run(['check', moons, join(recorded, 'xor.json')]);
    expect({ lines: stdout.split('\n').length - 1, exitCode }).toEqual({ lines: 2, exitCode: 0 });
  });

  test('opens: a checkpoint, at its end, with its weights', async () => {
    const checkpoint = join(recorded, 'moons.ckpt');
    const { stdout, stderr, exitCode } = await run([moons, '--json', '--resume', checkpoint]);
    expect({ stderr, exitCode }).toEqual({ stderr: `backprop-tui: ${checkpoint}${warning}`, exitCode: 0 });
    const own = JSON.parse(stdout.trimEnd().split('\n').at(-1) as string);
    const before = JSON.parse(readFileSync(join(recorded, 'moons.result.json'), 'utf8'));
    expect(own).toMatchObject({ iterations: before.iterations, test: before.test });
    expectClose(own.parameters, before.parameters);
  });

  test('opens: a checkpoint, from which a run continues as without a break, but for its last digits', async () => {
    const file = longerXor();
    const resumed = await resultOf([file, '--resume', join(recorded, 'xor.ckpt')]);
    const whole = await resultOf([file]);
    expect(resumed['iterations']).toBe(whole['iterations']);
    expectClose(resumed['parameters'] as Parameters, whole['parameters'] as Parameters);
  });

  test('opens in a dashboard, with the warning on the normal screen', async () => {
    const terminal = open([longerXor(), '--paused', '--resume', join(recorded, 'xor.ckpt')]);
    await terminal.waitFor(/ 500 \/ 900 /);
    terminal.press('q');
    const { exitCode, lines } = await terminal.exit();
    expect(exitCode).toBe(0);
    expect(lines[0]).toContain('the checkpoint was made with an older version of this program');
  });

  test.each(['moons.npz', 'moons.safetensors', 'moons.weights.json'].slice(0, full ? 3 : 1))(
    'opens: weights in %s',
    async (weights) => {
      const { parameters } = JSON.parse(readFileSync(join(recorded, 'moons.result.json'), 'utf8'));
      const table = join(folder, 'inputs.csv');
      writeFileSync(table, 'x1,x2\n0.5,0.25\n-1,1\n');
      const args = ['--weights', join(recorded, weights)];
      const predicted = await run(['predict', moons, ...args, '--input', table]);
      expect({ lines: predicted.stdout.split('\n').length, exitCode: predicted.exitCode }).toEqual({
        lines: 4,
        exitCode: 0,
      });
      const saved = join(folder, 'again.json');
      const short = JSON.parse(readFileSync(moons, 'utf8'));
      const file = join(folder, 'short.json');
      const training = { ...short.training, iterations: 1, learningRate: 1e-300 };
      writeFileSync(file, JSON.stringify({ ...short, training, changes: [] }));
      await run([file, '--headless', ...args, '--save-weights', saved]);
      // A step of at most 1e-300 changes nothing: these are the weights that were read.
      expect(JSON.parse(readFileSync(saved, 'utf8'))).toMatchObject(parameters);
    },
  );

  test.each(['moons.ndjson', 'moons.csv'].slice(0, full ? 2 : 1))(
    'opens: the log %s, which a new run continues',
    async (log) => {
      const own = join(folder, log);
      copyFileSync(join(recorded, log), own);
      const before = readFileSync(own, 'utf8');
      expect(await run(['plot', own])).toMatchObject({ stderr: '', exitCode: 0 });
      expect(await run([moons, '--headless', '--log', own, '--log-every', '100'])).toMatchObject({ exitCode: 0 });
      const after = readFileSync(own, 'utf8');
      expect(after.slice(0, before.length)).toBe(before);
      expect(after.slice(before.length).trimEnd().split('\n').length).toBeGreaterThanOrEqual(4);
      const { stderr, exitCode } = await run(['plot', own]);
      expect({ stderr, exitCode }).toEqual({ stderr: `${own}: 2 runs, only the last one is drawn\n`, exitCode: 0 });
    },
  );
});
