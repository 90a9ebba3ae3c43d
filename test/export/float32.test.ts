import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exportedScripts } from './exported.ts';
import { expectSame, ourRun } from './our-run.ts';
import { type PythonRun, sha256 } from './python.ts';
import { singleSubjects } from './single-subjects.ts';

/** NumPy and PyTorch add in another order, and a few iterations make the differences larger. */
const WITHIN = 2e-5;

const recorded: readonly PythonRun[] = JSON.parse(
  readFileSync(new URL('../goldens/float32.json', import.meta.url), 'utf8'),
);

describe.each(['numpy', 'pytorch'] as const)('scripts for %s with 32-bit floats', (target) => {
  const own = recorded.filter((run) => run.target === target);

  test('are the scripts whose results are recorded', () => {
    expect(own.map(({ name, sha256: known }) => [name, known])).toEqual(
      exportedScripts(target, 'float32').map(({ name, script }) => [name, sha256(script)]),
    );
  });

  test.each(singleSubjects)('$name: the recorded results agree with our run', ({ name, source }) => {
    expectSame(own.find((run) => run.name === name) as PythonRun, ourRun(source), name, WITHIN);
  });
});
