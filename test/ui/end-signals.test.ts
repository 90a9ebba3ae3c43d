import { constants } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { onEndSignal } from '../../src/ui/end-signals.ts';

const SIGUSR2 = 128 + constants.signals.SIGUSR2;
let stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops) stop();
  stops = [];
});

function listen(codes: number[]): () => void {
  const stop = onEndSignal((code) => codes.push(code));
  stops.push(stop);
  return stop;
}

async function until(isDone: () => boolean): Promise<void> {
  for (let turns = 0; turns < 1000 && !isDone(); turns++) await nextTurn();
}

test('a signal that comes while one part hands over to the next is not lost', async () => {
  const codes: number[] = [];
  const stop = listen([]);
  process.kill(process.pid, 'SIGUSR2');
  stop();
  listen(codes);
  await until(() => codes.length > 0);
  expect(codes).toEqual([SIGUSR2]);
});

test('a signal is for the newest callback alone, and for the one before when that stops', async () => {
  const [older, newer]: [number[], number[]] = [[], []];
  listen(older);
  const stop = listen(newer);
  process.kill(process.pid, 'SIGUSR2');
  await until(() => newer.length > 0);
  stop();
  process.kill(process.pid, 'SIGUSR2');
  await until(() => older.length > 0);
  expect([older, newer]).toEqual([[SIGUSR2], [SIGUSR2]]);
});
