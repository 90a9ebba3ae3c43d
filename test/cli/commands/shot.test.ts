import { describe, expect, test } from 'vitest';
import { stillOf } from '../../../src/cli/commands/recording.ts';
import { shownSubject } from '../../../src/cli/subject.ts';
import { plainText } from '../../../src/scenario/plain-text.ts';
import { readWatches } from '../../../src/scenario/watches.ts';
import { finished, shipped, varied } from '../../scenarios/run-scenario.ts';

const size = { columns: 120, rows: 40 };

async function still(name: string, at: number, keys: readonly string[] = [], more: object = {}) {
  const scenario = { ...shipped(name), ...more };
  const read = await readWatches(scenario);
  if (!read.ok) throw new Error('not valid');
  const subject = shownSubject(scenario, read.watches, plainText);
  return await stillOf({ subject, seed: 1, speed: { speed: 100 }, size, at, script: keys.map((key) => ({ key })) });
}

describe('the dashboard at one iteration', () => {
  test('shows the run there, and is always the same', async () => {
    const model = await still('xor', 700);
    const run = finished(varied(shipped('xor'), { training: { iterations: 700 } }));
    expect(model.snapshot).toMatchObject({ iteration: 700, state: 'paused', error: run.error });
    expect(model.snapshot?.verdict).toEqual(run.freshVerdict);
    expect(await still('xor', 700)).toEqual(model);
  });

  test('can be before the first iteration, or after the last', async () => {
    expect((await still('xor', 0)).snapshot).toMatchObject({ iteration: 0, state: 'paused', error: undefined });
    expect((await still('correlation', 10_000)).snapshot).toMatchObject({ iteration: 10_000, state: 'finished' });
  });

  test('passes breakpoints, and stays where the run ends', async () => {
    const watches = ['mean(abs(l2_error)) < 0.45'];
    expect((await still('xor', 900, [], { watches })).snapshot?.iteration).toBe(900);
    const { training } = shipped('xor');
    const early = await still('xor', 60_000, [], { training: { ...training, stop: { errorBelow: 0.1 } } });
    expect(early.snapshot).toMatchObject({ state: 'finished', stopReason: 'errorBelow' });
    expect(early.snapshot?.error).toBeLessThan(0.1);
  });

  test('is changed by keys', async () => {
    expect((await still('xor', 50, ['tab', 'tab', 'o'])).view.kind).toBe('options');
    expect((await still('xor', 50, ['B', 'n'])).snapshot).toMatchObject({ iteration: 49, line: 1 });
    const watched = await still('xor', 50, [...'wsyn0', 'enter']);
    expect(watched.snapshot?.watches).toHaveLength(1);
    const saved = await still('xor', 50, ['S', 'enter']);
    expect(JSON.stringify(saved.view)).toContain('a picture writes no files');
  });
});
