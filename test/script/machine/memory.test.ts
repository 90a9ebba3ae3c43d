import { expect, it } from 'vitest';
import { runOf } from './run-program.ts';

it('ends a script that keeps ever more small lists', () => {
  const run = runOf('kept = []\nwhile True:\n    kept.append([1, 2, 3])\n');
  Object.assign(run.state.environment, { limits: { ...run.state.environment.limits, memory: 2 ** 22 } });
  expect(run.go({ kind: 'end' }, 1e6)).toBe('ended');
  expect(run.traceback).toContain('MemoryError');
});

it('goes on with small lists that are not kept', () => {
  const run = runOf('for i in range(100000):\n    x = [1, 2, 3]\n');
  Object.assign(run.state.environment, { limits: { ...run.state.environment.limits, memory: 2 ** 20 } });
  run.go({ kind: 'end' }, 1e6);
  expect(run.ending?.kind).toBe('finished');
});
