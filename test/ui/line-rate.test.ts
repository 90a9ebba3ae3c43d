import { describe, expect, test } from 'vitest';
import { LineRate } from '../../src/ui/line-rate.ts';

/** Bytes that the system holds in front of the terminal. */
const HELD = 8192;

/**
 * Writes for a while to a line, in pieces, whenever the rate allows.
 * @param carried bytes in a millisecond that the line carries
 * @returns the share of the line that was used, and the bytes that waited on average
 */
function write(rate: LineRate, carried: number, { bytes = 1024, from = 0, milliseconds = 4000 } = {}) {
  let [now, queued, total, waited] = [from, 0, 0, 0];
  const pass = (time: number): void => {
    const taken = Math.min(queued, carried * time);
    waited += (queued - taken / 2) * time;
    queued -= taken;
    total += taken;
    now += time;
  };
  while (now < from + milliseconds) {
    const room = HELD - queued;
    const wasFull = bytes > room;
    if (wasFull) pass((bytes - room) / carried);
    queued += bytes;
    pass(Math.max(0.1, rate.taken(bytes, wasFull, now)));
  }
  return { share: total / (carried * milliseconds), average: waited / milliseconds };
}

describe('the rate of a line', () => {
  test.each([10, 20, 50, 100])('leaves little waiting in front of a line of %d kB a second, and uses it', (carried) => {
    const { share, average } = write(new LineRate(), carried);
    expect(share).toBeGreaterThan(0.8);
    expect(average).toBeLessThan(0.7 * HELD);
  });

  test('lets a fast line take all', () => {
    const rate = new LineRate();
    const waits = Array.from({ length: 100 }, (_, at) => rate.taken(1024, at % 10 === 9, at));
    expect(waits).toEqual(Array(100).fill(0));
  });

  test('follows a line that becomes slower, and one that becomes faster', () => {
    const rate = new LineRate();
    write(rate, 60);
    expect(write(rate, 10, { from: 4000 }).average).toBeLessThan(0.7 * HELD);
    write(rate, 1000, { from: 8000, milliseconds: 8000 });
    expect(rate.taken(100_000, false, 16_001)).toBe(0);
  });
});
