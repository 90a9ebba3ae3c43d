import { describe, expect, test } from 'vitest';
import { exportedScripts } from './exported.ts';
import { type Outcome, ourRun } from './our-run.ts';
import { liveRuns, recordedRuns, sha256 } from './python.ts';
import { subjects } from './subjects.ts';

const CLOSE = 1e-9;
const ours = new Map(subjects.map(({ name, source }) => [name, ourRun(source)]));

describe.each([
  { target: 'numpy', module: 'numpy' },
  { target: 'pytorch', module: 'torch' },
] as const)('scripts for $target', ({ target, module }) => {
  const scripts = exportedScripts(target);
  const recorded = recordedRuns(target);

  test('are those that were run when their numbers were recorded', () => {
    expect(recorded.map(({ name, sha256: own }) => [name, own])).toEqual(
      scripts.map(({ name, script }) => [name, sha256(script)]),
    );
  });

  test.each(subjects)('$name came to the numbers of our run', ({ name }) => {
    expectSame(recorded.find((run) => run.name === name) as Outcome, ours.get(name) as Outcome);
  });

  test('come to them in the Python that there is here; without one the recorded numbers stand for it', {
    timeout: 120_000,
  }, () => {
    const runs = liveRuns(scripts, module) ?? recorded;
    expect(runs.map(({ name }) => name)).toEqual(subjects.map(({ name }) => name));
    for (const run of runs) expectSame(run, ours.get(run.name) as Outcome, run.name);
  });
});

function expectSame(found: Outcome, own: Outcome, name = ''): void {
  expect(found.iterations, name).toBe(own.iterations);
  expect(Object.keys(found.values).toSorted(), name).toEqual(Object.keys(own.values).toSorted());
  for (const [key, rows] of Object.entries(own.values)) expectClose((found.values[key] ?? []).flat(), rows.flat(), key);
  expectClose(found.errors, own.errors, `${name} errors`);
  expect(Object.keys(found.measures).toSorted(), name).toEqual(Object.keys(own.measures).toSorted());
  for (const [key, value] of Object.entries(own.measures)) expectClose([found.measures[key] as number], [value], key);
}

function expectClose(found: readonly number[], own: readonly number[], what: string): void {
  expect(found.length, what).toBe(own.length);
  const far = own.findIndex((value, i) => !(Math.abs(value - (found[i] as number)) <= CLOSE));
  expect(far, `${what}, cell ${far}: found ${found[far]}, ours ${own[far]}`).toBe(-1);
}
