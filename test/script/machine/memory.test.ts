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

it('goes on with small lists that are not kept', () => {
  const run = limitedRun('for i in range(100000):\n    x = [1, 2, 3]\n', 2 ** 20);
  run.go({ kind: 'end' }, 1e6);
  expect(run.ending?.kind).toBe('finished');
});

it('meets the bound at the same line in pieces of any size', () => {
  const source =
    'd = {}\ni = 0\ntry:\n    while True:\n        d[i] = i\n        i += 1\nexcept MemoryError:\n    print(i)\n';
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
