import { describe, expect, test } from 'vitest';
import { full } from '../full.ts';
import { exportedScripts } from './exported.ts';
import { expectSame, type Outcome, ourRun } from './our-run.ts';
import { liveRuns, pythonWith, recordedRuns, sha256, skipReason } from './python.ts';
import { subjects } from './subjects.ts';

const ours = new Map(subjects.map(({ name, source }) => [name, ourRun(source)]));

describe.each([
  { target: 'numpy', module: 'numpy' },
  { target: 'pytorch', module: 'torch' },
] as const)('scripts for $target', ({ target, module }) => {
  const scripts = exportedScripts(target);
  const recorded = recordedRuns(target);

  test('are the scripts whose results are recorded', () => {
    expect(recorded.map(({ name, sha256: own }) => [name, own])).toEqual(
      scripts.map(({ name, script }) => [name, sha256(script)]),
    );
  });

  test.each(subjects)('$name: the recorded results equal our run', ({ name }) => {
    expectSame(recorded.find((run) => run.name === name) as Outcome, ours.get(name) as Outcome);
  });

  // PyTorch takes seconds to start.
  if (!full && target === 'pytorch') return;
  const python = pythonWith(module);
  test.skipIf(python === undefined)(
    `give the results of our run in Python here${skipReason(python, module)}`,
    { timeout: 120_000 },
    () => {
      const runs = liveRuns(scripts, python as string);
      expect(runs.map(({ name }) => name)).toEqual(subjects.map(({ name }) => name));
      for (const run of runs) expectSame(run, ours.get(run.name) as Outcome, run.name);
    },
  );
});
