import { describe, expect, test } from 'vitest';
import { expectSame } from './expect-same.ts';
import { exportedScripts } from './exported.ts';
import { type Outcome, ourRun } from './our-run.ts';
import { liveRuns, recordedRuns, sha256 } from './python.ts';
import { subjects } from './subjects.ts';

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
