import { expect, test, vi } from 'vitest';
import { readAhead } from '../../src/ui/parts.ts';

test('parts are read one after the other, with pauses, until reading is stopped', async () => {
  vi.useFakeTimers();
  try {
    const read: string[] = [];
    const part = (name: string) => async () => {
      read.push(name);
      if (name === 'gone') throw new Error('no such file');
    };
    const stop = readAhead(['summary', 'gone', 'save', 'export'].map(part));
    expect(read).toEqual([]);
    await vi.advanceTimersByTimeAsync(160);
    expect(read).toEqual(['summary']);
    await vi.advanceTimersByTimeAsync(320);
    expect(read).toEqual(['summary', 'gone', 'save']);
    stop();
    await vi.advanceTimersByTimeAsync(1000);
    expect([read.length, vi.getTimerCount()]).toEqual([3, 0]);
  } finally {
    vi.useRealTimers();
  }
});
