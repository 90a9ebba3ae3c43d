import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { full } from '../full.ts';
import { headerOf } from './header.ts';
import { killedAt, run, start } from './run.ts';
import { scenario, writeFile } from './scenario-files.ts';
import { open, type Terminal } from './terminal.ts';

const ITERATIONS = full ? 9000 : 1500;

/** A run with every kind of state between two iterations, and with a test set. */
const eventful = {
  data: { generate: 'moons', examples: 40, noise: 0.1, seed: 1, test: { fraction: 0.25, seed: 2 } },
  network: { hidden: [6], dropout: 0.1, bias: true },
  training: {
    iterations: ITERATIONS,
    reportEvery: 0,
    optimizer: 'adam',
    learningRate: 0.01,
    batch: { size: 5, order: 'shuffled' },
  },
  changes: [{ at: full ? 4321 : 617, set: { optimizer: 'momentum', hidden: [5] } }],
  playback: { speed: 'unlimited' },
};

/**
 * The screen at the end of a run: header, verdict, chart, errors on the training set and the test set, predictions. The right
 * half is left out: the widths of its columns depend on earlier frames.
 */
async function screenAtTheEnd(args: readonly string[]): Promise<string> {
  const terminal = open(args);
  await terminal.waitFor(/^.*finished/);
  await terminal.waitFor((text) => headerOf(text)?.iteration === ITERATIONS);
  const lines = terminal.screen();
  terminal.press('q');
  await terminal.exit();
  return lines.map((line, row) => (row < 3 ? line : line.slice(0, 56))).join('\n');
}

function iterationOf(terminal: Terminal): number {
  return headerOf(terminal.text())?.iteration ?? 0;
}

describe('a killed run', () => {
  test('without a dashboard resumes in one, and ends like a run without a break', async () => {
    const file = writeFile(scenario(eventful));
    const checkpoint = join(dirname(file), 'run.ckpt');
    const child = start([file, '--save', checkpoint, '--save-every', '10'], killedAt('writeSync 30'));
    await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    const resumed = await screenAtTheEnd([file, '--resume', checkpoint]);
    expect(resumed).toBe(await screenAtTheEnd([file]));
  });

  test('in a dashboard resumes in another from its last checkpoint', async () => {
    const file = writeFile(scenario({ ...eventful, playback: { speed: 2000 } }));
    const checkpoint = join(dirname(file), 'run.ckpt');
    const first = open([file, '--save', checkpoint, '--save-every', '100']);
    await first.waitFor((text) => existsSync(checkpoint) && (headerOf(text)?.iteration ?? 0) > ITERATIONS / 9);
    first.signal('SIGKILL');
    await first.waitFor('exit 137');
    const second = open([file, '--resume', checkpoint, '--paused']);
    await second.waitFor((text) => (headerOf(text)?.iteration ?? 0) > 0);
    const at = iterationOf(second);
    second.press('B');
    await second.waitFor((text) => headerOf(text)?.iteration === at - 1);
    second.press('R');
    await second.waitFor((text) => headerOf(text)?.iteration === 0);
    second.press('q');
    await second.exit();
    const { stdout } = await run([file, '--json', '--resume', checkpoint]);
    expect(stdout).toBe((await run([file, '--json'])).stdout);
  });
});

describe('a dashboard that is quit', () => {
  test('saves the run as it is, even within an iteration, and another resumes it', async () => {
    const file = writeFile(scenario(eventful));
    const checkpoint = join(dirname(file), 'run.ckpt');
    const first = open([file, '--paused', '--save', checkpoint]);
    await first.waitFor('paused');
    first.press('ttttttttttn');
    await first.waitFor((text) => headerOf(text)?.iteration === 100);
    first.press('q');
    expect((await first.exit()).exitCode).toBe(0);
    expect(readFileSync(checkpoint, 'latin1')).toContain('iteration\\":100,');
    const { stdout } = await run([file, '--json', '--resume', checkpoint]);
    expect(stdout).toBe((await run([file, '--json'])).stdout);
  });

  test('a checkpoint of another scenario is refused before it opens', async () => {
    const file = writeFile(scenario({ training: { iterations: 5 } }));
    const checkpoint = join(dirname(file), 'run.ckpt');
    await run([file, '--save', checkpoint]);
    const { exitCode, lines } = await open([file, '--seed', '2', '--resume', checkpoint]).exit();
    expect(exitCode).toBe(2);
    expect(lines.join('')).toContain('training.seed: expected 2, found 1; a run is resumed with the scenario');
  });
});
