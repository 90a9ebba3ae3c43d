import { describe, expect, test } from 'vitest';
import { type Scene, scenesOf } from '../../../src/cli/commands/recording.ts';
import { shownSubject } from '../../../src/cli/subject.ts';
import { readKeyScript } from '../../../src/learn/course/key-script.ts';
import { plainText } from '../../../src/scenario/plain-text.ts';
import type { OpeningSpeed } from '../../../src/ui/model/speeds.ts';
import { finished, shipped, varied } from '../../scenarios/run-scenario.ts';

async function scenes(keys: string, seconds: number, speed: OpeningSpeed): Promise<readonly Scene[]> {
  const script = readKeyScript(keys);
  if (!script.ok) throw new Error(script.expected);
  const subject = shownSubject(shipped('xor'), [], plainText);
  const size = { columns: 80, rows: 24 };
  const found: Scene[] = [];
  const options = { subject, seed: 1, speed, size, at: 0, script: script.steps };
  for await (const scene of scenesOf(options, 1000 * seconds, 100)) found.push(scene);
  return found;
}

describe('a recording', () => {
  test('follows the time of its script: a run at 1,000 iterations a second has 700 of them 0.7 s after its key', async () => {
    const found = await scenes('wait:300 space', 1, { speed: 1000 });
    const last = found.at(-1);
    expect(last?.time).toBe(1000);
    expect(last?.model.snapshot?.iteration).toBeGreaterThan(600);
    expect(last?.model.snapshot?.iteration).toBeLessThanOrEqual(701);
    const { iteration = 0, error } = last?.model.snapshot ?? {};
    expect(error).toBe(finished(varied(shipped('xor'), { training: { iterations: iteration } })).error);
  });

  test('has no scene where nothing changes, and marks keys and events once', async () => {
    const found = await scenes('wait:500 s*3 wait:500 space wait:4000 v', 7, { speed: 1000 });
    expect(found.slice(0, 2).map(({ time }) => time)).toEqual([0, 500]);
    expect(found.flatMap(({ marks }) => marks)).toEqual([
      expect.stringMatching(/^s: /),
      expect.stringMatching(/^space: /),
      'solved',
      expect.stringMatching(/^v: /),
    ]);
  });

  test('is the same each time, also at unlimited speed, where an iteration takes the time of its work', async () => {
    const [one, other] = [
      await scenes('space', 0.3, { speed: 'unlimited' }),
      await scenes('space', 0.3, { speed: 'unlimited' }),
    ];
    expect(other).toEqual(one);
    expect(one.length).toBeGreaterThan(2);
  });
});
