import { expect, it } from 'vitest';
import { textsOf } from '../../../src/script/library/sequences.ts';
import type { ScriptRun } from '../../../src/script/machine/script-run.ts';
import { runOf } from './run-program.ts';

const SETUP = `import numpy as np, json, random, itertools
from collections import deque
a = np.random.random(400)
m = np.random.random((60, 60))
s = m @ m.T + np.eye(60)
b = np.random.random(30000)
w = np.arange(30000)
v = np.broadcast_to(1.0, (10**9,))
x = list(range(30000))
`;

function ended(source: string): ScriptRun {
  const run = runOf(source);
  expect(run.go({ kind: 'end' }, 1e6)).toBe('ended');
  return run;
}

/** Calls, and the multiplications or elements that each of them goes through at least. */
const work: [string, number][] = [
  ['np.convolve(a, a)', 400 * 400],
  ['np.correlate(a, a, "full")', 400 * 400],
  ['np.einsum("i,j->", a, a)', 400 * 400],
  ['np.einsum("ij,jk->ik", m, m)', 60 ** 3],
  ['m @ m', 60 ** 3],
  ['np.dot(b, b)', 30000],
  ['np.inner(b, b)', 30000],
  ['np.tensordot(m, m, 1)', 60 ** 3],
  ['np.linalg.inv(m)', 60 ** 3],
  ['np.linalg.solve(m, m)', 60 ** 3],
  ['np.linalg.det(m)', 60 ** 3 / 3],
  ['np.linalg.svd(m)', 60 ** 3],
  ['np.linalg.pinv(m)', 60 ** 3],
  ['np.linalg.matrix_rank(m)', 60 ** 3],
  ['np.linalg.norm(m, 2)', 60 ** 3],
  ['np.linalg.lstsq(m, m, rcond=None)', 60 ** 3],
  ['np.linalg.eigh(s)', 60 ** 3],
  ['np.linalg.eigvalsh(s)', 60 ** 3],
  ['np.linalg.eig(s)', 60 ** 3],
  ['np.linalg.qr(m)', 60 ** 3],
  ['np.linalg.eigvals(s)', 60 ** 3],
  ['np.linalg.cond(m)', 60 ** 3],
  ['np.linalg.slogdet(m)', 60 ** 3 / 3],
  ['np.polymul(a, a)', 400 * 400],
  ['np.polydiv(np.append(a, a), a)', 400 * 400],
  ['np.nanargmax(b)', 30000],
  ['np.nancumsum(b)', 30000],
  ['np.nanpercentile(b, 50)', 30000],
  ['np.linalg.cholesky(s)', 60 ** 3 / 6],
  ['np.linalg.matrix_power(m, 8)', 3 * 60 ** 3],
  ['np.polyfit(b, b, 2)', 3 * 30000],
  ['np.polyval(a, a)', 400 * 400],
  ['np.interp(b, a, a)', 30000],
  ['np.diff(b, 9)', 9 * 29000],
  ...['sum', 'prod', 'max', 'min', 'mean', 'std', 'var', 'argmax', 'argmin', 'any', 'all', 'cumsum', 'cumprod'].map(
    (name): [string, number] => [`np.${name}(b)`, 30000],
  ),
  ...['median', 'nansum', 'nanmax', 'nanmean', 'nanmedian'].map((name): [string, number] => [`np.${name}(b)`, 30000]),
  ['np.percentile(b, [25, 50, 75])', 30000],
  ['np.sort(b)', 30000],
  ['np.argsort(b)', 30000],
  ['np.lexsort((b, b))', 30000],
  ['np.argpartition(b, 3)', 30000],
  ['np.searchsorted(a, b)', 30000],
  ['np.digitize(b, np.sort(a))', 30000],
  ['np.unique(b)', 30000],
  ['np.unique(b.reshape(-1, 3), axis=0)', 30000],
  ['np.isin(b, b)', 30000],
  ['np.intersect1d(b, a)', 30000],
  ['np.histogram(b)', 30000],
  ['b.tolist()', 30000],
  ['np.random.permutation(30000)', 30000],
  ['np.random.choice(b, 30000)', 30000],
  ['sorted(x)', 30000],
  ['x.sort()', 30000],
  ['-1 in x', 30000],
  ['x.index(29999)', 29999],
  ['x == list(x)', 30000],
  ['str(x)', 30000],
  ['str(tuple(x))', 30000],
  ['str(set(x))', 30000],
  ['str(deque(x))', 30000],
  ['str(dict.fromkeys(x))', 30000],
  ['x * 2', 60000],
  ['x + x', 60000],
  ['list(reversed(x))', 30000],
  ['list(zip(x, x))', 30000],
];

it('counts the work of a call, so that a run in pieces rests after it', () => {
  const run = runOf(`${SETUP}${work.map(([call]) => `${call}\n`).join('')}`);
  const first = SETUP.split('\n').length - 1;
  run.go({ kind: 'lines', lines: first });
  const tooFew: string[] = [];
  for (const [i, [call, least]] of work.entries()) {
    const before = run.state.work;
    run.go({ kind: 'lines', lines: first + i + 1 });
    if (run.state.work - before < least) tooFew.push(`${call}: ${run.state.work - before} of ${least}`);
  }
  expect(run.ending?.kind).toBe('finished');
  expect(tooFew).toEqual([]);
});

it('counts the search for references to a deleted generator, which is made only where closing it runs a line', () => {
  const workOf = (body: string): number => {
    const made = `${SETUP}def g():\n${body}\ni = g()\nnext(i)\n`;
    return ended(`${made}del i\n`).state.work - ended(made).state.work;
  };
  expect(workOf('    try: yield 1\n    finally: pass')).toBeGreaterThan(30000);
  expect(workOf('    yield 1')).toBe(0);
});

const tooLarge = [
  ...['v.tolist()', 'v.sum()', 'v.max()', 'v.mean()', 'v.std()', 'v.argmax()', 'v.astype(int)', 'np.any(v)'],
  ...['np.sort(v)', 'np.argsort(v)', 'np.unique(v)', 'np.median(v)', 'np.cumsum(v)', 'np.histogram(v)', 'v[::2].sum()'],
  ...[
    'np.nonzero(v)',
    'np.array_equal(v, v)',
    'np.allclose(v, v)',
    'np.isin(v, v)',
    'np.tile(v, 2)',
    'np.flip(v).tolist()',
  ],
  ...['np.percentile(v, 50)', 'np.where(v)', 'np.convolve(v, a)', 'np.interp(v, a, a)', 'v.flatten()'],
  ...['list(v)', 'v + 1', 'sorted(v)', 'np.random.choice(v, 3)', 'np.random.permutation(v)'],
  ...['v.reshape(10**4, -1).T.tolist()', 'np.broadcast_to(True, (10**9,)).sum()', 'np.add.reduce(v)'],
  'np.array2string(v, threshold=10**10)',
  ...['[0] * 10**8', '(0,) * 10**8', '[0] * np.int64(10**8)'],
];

it('refuses what is larger than all memory of a script, before it is made', () => {
  const tries = tooLarge.map(
    (call) => `try:\n    z = ${call}\n    print(${JSON.stringify(call)})\nexcept MemoryError: pass\n`,
  );
  const run = ended(SETUP + tries.join(''));
  expect(run.traceback ?? run.state.output.since(0)).toBe('');
});

it('refuses a text that is longer than a text can be, before all its parts are made', () => {
  const part = 'x'.repeat(2 ** 20);
  expect(() => textsOf(new Array<number>(1000).fill(0), () => part)).toThrow('Unable to allocate 1 GiB');
});

it('refuses an endless iterator in a call that makes a list of its own', () => {
  const run = runOf('import itertools\nz = list(zip(itertools.count(), [0]))\nz = list(reversed(range(10**9)))\n');
  Object.assign(run.state.environment, { limits: { memory: 2 ** 25, recursion: 1000 } });
  expect(run.go({ kind: 'end' }, 1e6)).toBe('ended');
  expect(run.traceback).toMatch(/line 3[\s\S]*MemoryError/);
});

it('goes on with a small view of a large shape', () => {
  const run = ended(`${SETUP}print(v.shape, v[5], v[::2].shape, np.shape(v), v.T.size, str(v)[:7])\n`);
  expect(run.state.output.since(0)).toBe('(1000000000,) 1.0 (500000000,) (1000000000,) 1000000000 [1. 1. \n');
});

it.each([
  [
    'prints many numbers in scientific notation',
    'np.array2string(np.full(200000, 1e20), threshold=10**9)[:7]',
    '[1.e+20',
  ],
  ['finds a norm over many columns', 'np.linalg.norm(np.ones((2, 200000)), 1)', '2.0'],
  ['repeats a long list by a number of NumPy', 'len([0] * 200000 * np.int64(2))', '400000'],
  ['turns a long deque', '(d := deque(range(200000))).rotate(150000), d[0], d[-1]', 'None 50000 49999'],
  ['takes many differences', 'np.diff(np.zeros(9000), 8000).size', '1000'],
])('%s', (_, call, printed) => {
  expect(ended(`${SETUP}print(${call})\n`).state.output.since(0)).toBe(`${printed}\n`);
});
