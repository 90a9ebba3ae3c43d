import { expect, it } from 'vitest';
import { filtersOf } from '../../../src/script/machine/warnings.ts';
import { runOf } from './run-program.ts';

it('keeps one filter of those that are equal, at the front', () => {
  const run = runOf(
    "import warnings\nfor i in range(99):\n    warnings.simplefilter('ignore')\n    warnings.filterwarnings('error', 'x')\n",
  );
  expect(run.go({ kind: 'end' })).toBe('ended');
  expect(filtersOf(run.state).list.map(({ action }) => action)).toEqual(['error', 'ignore']);
});

it('counts different filters against the bound of memory', () => {
  const run = runOf(
    "import warnings\nfor i in range(10**5):\n    warnings.filterwarnings('ignore', 'x' * 9999 + str(i))\n",
  );
  Object.assign(run.state.environment, { limits: { memory: 2 ** 22, recursion: 1000 } });
  expect(run.go({ kind: 'end' })).toBe('ended');
  expect(run.traceback).toMatch(/line 3[\s\S]*MemoryError/);
});
