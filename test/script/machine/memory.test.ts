import { describe, expect, it } from 'vitest';
import type { ScriptRun } from '../../../src/script/machine/script-run.ts';
import { full } from '../../full.ts';
import { runOf } from './run-program.ts';

/** The limit of scripts that reach it, in bytes. */
const MEMORY = full ? 2 ** 22 : 2 ** 19;

function limitedRun(source: string, memory: number): ScriptRun {
  const run = runOf(source);
  Object.assign(run.state.environment, { limits: { ...run.state.environment.limits, memory } });
  return run;
}

describe('a script that keeps ever more ends in words', () => {
  it.each([
    ['lists', 'kept = []\nwhile True:\n    kept.append([1, 2, 3])'],
    ['entries of a dict', 'd = {}\ni = 0\nwhile True:\n    d[i] = i\n    i += 1'],
    ['items of a set', 's = set()\ni = 0\nwhile True:\n    s.add(i)\n    i += 1'],
    ['items of a deque', 'from collections import deque\nd = deque()\nwhile True:\n    d.append(1)'],
    ['texts', 'kept = []\nwhile True:\n    kept.append("x" * 100000 + str(len(kept)))'],
    ['small texts', 'kept = [str(i) for i in range(10**9)]'],
    ['one text', 's = "x" * 100000\nwhile True:\n    s += s'],
    ['formatted texts', 'kept = []\nx = "y" * 10000\nwhile True:\n    kept.append(f"{x}{len(kept)}")'],
    ['floats', 'kept = []\nx = 0.0\nwhile True:\n    x += 1.0\n    kept.append(x)'],
    ['objects', 'class A:\n    def __init__(self): self.x = 1\nkept = []\nwhile True:\n    kept.append(A())'],
    ['attributes', 'class A: pass\na = A()\ni = 0\nwhile True:\n    setattr(a, "x" + str(i), i)\n    i += 1'],
    ['generators', 'def g(): yield 1\nkept = []\nwhile True:\n    kept.append(g())'],
    ['functions', 'kept = []\nwhile True:\n    kept.append(lambda: kept)'],
    ['exceptions', 'kept = []\nwhile True:\n    try: 1 / 0\n    except ArithmeticError as e: kept.append(e)'],
    ['tuples in each other', 'n = None\nwhile True:\n    n = (n,)'],
    ['lists in each other', 'n = None\nwhile True:\n    n = [n]'],
    ['arrays', 'import numpy as np\nkept = []\nwhile True:\n    kept.append(np.zeros(10))'],
    ['a generator in a list', 'def g():\n    while True: yield 1\nkept = list(g())'],
    ['an endless iterator in a list', 'import itertools\nkept = list(itertools.count())'],
    ['a dict of a comprehension', 'd = {i: i for i in range(10**9)}'],
    ['a dict of zip', 'd = dict(zip(range(10**9), range(10**9)))'],
    ['a list of map', 'kept = list(map(str, range(10**9)))'],
    ['a set of a range', 's = set(range(10**9))'],
    ['a long list', 'kept = [0] * 10**9'],
    ['a long text', 's = "a" * 10**10'],
    ['a large array', 'import numpy as np\nz = np.zeros((10**6, 10**6))'],
  ])('%s', (_, source) => {
    const run = limitedRun(`${source}\n`, MEMORY);
    expect(run.go({ kind: 'end' }, 1e7)).toBe('ended');
    expect(run.traceback).toContain('MemoryError');
  });
});

/** Arrays of about 8,000 bytes, where a has 1,000 numbers, m is 30 × 30, and w has whole numbers. */
const arrays = [
  ...['a + 1', 'm + a[:30]', 'w < 2', 'np.exp(a)', 'a.copy()', 'a.astype(int)', 'm.T.ravel()', 'np.array(a)'],
  ...['m.dot(m)', 'np.outer(a, a[:2])', 'np.stack([m, m]) @ m', 'np.einsum("ij,jk->ik", m, m)', 'np.kron(m, a[:2])'],
  ...['np.linalg.inv(m)', 'np.linalg.solve(m, m)', 'np.linalg.pinv(m[:, :9])', 'np.linalg.svd(m[:9, :9])[2]'],
  ...['np.linalg.qr(m)[0]', 'np.linalg.qr(m)[1]', 'np.linalg.eigh(m[:9, :9])[1]', 'np.linalg.matrix_power(m, 0)'],
  ...['np.stack([m, m]).sum(axis=0)', 'np.cumsum(a)', 'np.add.accumulate(a)', 'np.gradient(a)', 'np.cov(m)'],
  ...['np.linspace(0, 1, 1000)', 'np.logspace(0, 1, 1000)', 'np.geomspace(1, 2, 1000)', 'np.arange(1000)'],
  ...['np.sort(a)', 'np.argsort(a)', 'np.lexsort((a, a))', 'np.unique(a)', 'np.unique(a, return_inverse=True)[1]'],
  ...['np.nonzero(a)[0]', 'np.tril_indices(40)[0]', 'a[w]', 'a[a < 2]', 'np.repeat(a, 2)', 'np.round(a, 2)'],
  ...[
    'np.convolve(a[:100], a)',
    'np.histogram(a, 1000)[1]',
    'np.interp(a, [0, 1], [0, 1])',
    'np.polyval([1.0, 2.0], a)',
    'np.nan_to_num(a)',
  ],
  ...['np.random.random(1000)', 'np.random.permutation(1000)', 'np.random.choice(1000, 1000)', 'g.choice(a, 1000)'],
  ...['np.random.choice(a, 1000, replace=False)', 'g.permutation(1000)', 'g.integers(0, 9, 1000)'],
];

describe('counts the elements of each array that a script keeps', () => {
  it.each(arrays)('%s', (array) => {
    const run = limitedRun(
      [
        'import numpy as np',
        'a = np.random.random(1000)',
        'm = np.random.random((30, 30))',
        'w = np.arange(1000)',
        'g = np.random.default_rng(1)',
        'kept = []',
        'while sum(each.nbytes for each in kept[:1]) * len(kept) < 3 * 2**18:',
        `    kept.append(${array})`,
        '',
      ].join('\n'),
      2 ** 18,
    );
    while (run.go({ kind: 'end' }, 1e7) === 'piece');
    expect(run.traceback).toContain('MemoryError');
  });
});

it.each([
  ...['np.linspace(0, 1, 10**9)', 'np.repeat(np.zeros(10**4), 10**6)', 'np.random.permutation(10**9)'],
  ...['np.bincount([10**9])', 'np.histogram([1.0], bins=10**9)', 'np.einsum("i,j->ij", a, a)', 'np.outer(a, a)'],
])('refuses %s before it is made', (array) => {
  const run = limitedRun(`import numpy as np\na = np.zeros(1000)\nz = ${array}\n`, 2 ** 22);
  run.go({ kind: 'end' }, 1e7);
  expect(run.traceback).toContain('MemoryError');
});

it('goes on with small lists that are not kept', () => {
  const run = limitedRun('for i in range(100000):\n    x = [1, 2, 3]\n', 2 ** 20);
  run.go({ kind: 'end' }, 1e6);
  expect(run.ending?.kind).toBe('finished');
});

it.each([
  ['', 'i'],
  ['import numpy as np\n', 'np.zeros(3)'],
])('meets the bound at the same line in pieces of any size, and after any other run: %s%s', (before, value) => {
  const source = `${before}d = {}\ni = 0\ntry:\n    while True:\n        d[i] = ${value}\n        i += 1\nexcept MemoryError:\n    print(i)\n`;
  const printed = [1e9, 1000, 7777].map((piece) => {
    const run = limitedRun(source, MEMORY);
    while (run.go({ kind: 'end' }, piece) === 'piece');
    return run.state.output.since(0);
  });
  expect(printed[0]).toMatch(/^\d+\n$/);
  expect(new Set(printed).size).toBe(1);
});

it('can be paused and stepped after a MemoryError that the script catches for ever', () => {
  const run = limitedRun(
    'kept = []\nwhile True:\n    try:\n        while True: kept.append([1])\n    except MemoryError:\n        kept = []\n',
    2 ** 22,
  );
  expect(run.go({ kind: 'end' }, 300_000)).toBe('piece');
  expect(run.go({ kind: 'line' })).toBe('reached');
});
