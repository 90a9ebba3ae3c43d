import { describe, expect, it } from 'vitest';
import { DebugRun } from '../../../src/script/debug/debug-run.ts';
import { Excursion } from '../../../src/script/debug/judge/excursion.ts';
import { checkScriptGradients } from '../../../src/script/debug/judge/gradient-check.ts';
import { ScriptRun } from '../../../src/script/machine/script-run.ts';
import { findRoles } from '../../../src/script/roles/find.ts';
import { script } from '../python.ts';

const DATA = `import math, sys
import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[0],[1],[1]])
def slope(p): return p * (1 - p)
w = np.array([[0.1], [0.2], [-0.3]])
n = 0
`;

const FORWARD = 'p = 1 / (1 + np.exp(-(X @ w)))\ne = y - p\n';
const PASS = `${FORWARD}w += X.T @ (e * slope(p))\nn += 1\n`;

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}

/** Scripts whose last pass leaves the training loop, with the iterations of their trainings. */
const left: Readonly<Record<string, readonly [text: string, ...iterations: number[]]>> = {
  'by break': [`while True:\n${indented(PASS, 4)}    if n == 12: break\nprint(n)\n`, 12],
  'by break in the last line of the script': [`while True:\n${indented(PASS, 4)}    if n == 12: break\n`, 12],
  'of for by break': [`for i in range(50):\n${indented(PASS, 4)}    if n == 12: break\nelse:\n    print(0)\n`, 12],
  'by break after continue': [`while 1:\n${indented(PASS, 4)}    if n < 12: continue\n    break\n`, 12],
  'by break through finally': [
    `while True:\n    try:\n${indented(PASS, 8)}        if n == 12: break\n    finally: done = n\n`,
    12,
  ],
  'by break through with': [
    `while True:\n    with np.errstate(all='ignore'):\n${indented(PASS, 8)}        if n == 12: break\n`,
    12,
  ],
  'by return': [
    `def train(w, n):\n    while True:\n${indented(PASS, 8)}        if n == 12: return n\nprint(train(w, n))\n`,
    12,
  ],
  'by an exception with a handler': [
    `try:\n    while True:\n${indented(PASS, 8)}        if n == 12: raise StopIteration\nexcept StopIteration: print(n)\n`,
    12,
  ],
  'by an exception of a function': [
    `def stop():\n    if n == 12: raise ValueError(n)\ntry:\n    while True:\n${indented(PASS, 8)}        stop()\nfinally: print(n)\n`,
    12,
  ],
  'by exit': [`while True:\n${indented(PASS, 4)}    if n == 12: sys.exit()\n`, 12],
  'by a mistake': [`while True:\n${indented(PASS, 4)}    if n == 12: print(missing)\n`, 12],
  'by break after an update that makes another array': [
    `while True:\n${indented(PASS.replace('w +=', 'w = w +'), 4)}    if n == 12: break\n`,
    12,
  ],
  'by break after an update in a method': [
    `class Net:\n    def __init__(self): self.w = w\n    def step(self):\n        w, n = self.w, 0\n${indented(PASS.replace('w += ', 'self.w = w + '), 8)}\nnet = Net()\nwhile True:\n    net.step()\n    n += 1\n    if n == 12: break\n`,
    12,
  ],
  'by break after updates of lists': [
    `v = [0.1, 0.2]\nwhile True:\n    for a, t in [(0.5, 1), (1.5, 0)]:\n        q = 1 / (1 + math.exp(-(a * v[0] + v[1])))\n        miss = t - q\n        v[0] += miss * a\n        v[1] += miss\n    n += 1\n    if n == 12: break\n`,
    12,
  ],
  'by break in each of several trainings': [
    `for alpha in [1, 2]:\n    w = np.zeros((3, 1))\n    n = 0\n    while True:\n${indented(PASS.replace('X.T', 'alpha * X.T'), 8)}        if n == 6: break\n`,
    6,
    6,
  ],
  'by break before the update': [
    `while True:\n${indented(FORWARD, 4)}    if n == 12: break\n    w += X.T @ (e * slope(p))\n    n += 1\n`,
    12,
  ],
  'by break before the new weights are stored': [
    `while True:\n${indented(FORWARD, 4)}    w2 = w + X.T @ (e * slope(p))\n    if n == 12: break\n    w = w2\n    n += 1\n`,
    12,
  ],
  'by break in place of the update': [
    `while True:\n${indented(FORWARD, 4)}    if n < 12: w += X.T @ (e * slope(p))\n    else: break\n    n += 1\n`,
    12,
  ],
  'by break after a pass over all examples that needs no update': [
    `v = np.zeros(3)\nwhile True:\n    errors = 0\n    for x, t in zip(X, y[:, 0]):\n        miss = t - (1 if x @ v > 0 else 0)\n        if miss != 0:\n            v += miss * x\n            errors += 1\n    n += 1\n    if errors == 0: break\n`,
    3,
  ],
};

function debug(text: string): DebugRun {
  const { tree, options } = script(DATA + text);
  return new DebugRun(tree, options, findRoles(new ScriptRun(tree, options), tree));
}

function state(run: DebugRun): unknown {
  return [run.iteration, run.training, run.lines, run.error, run.met];
}

describe.each(Object.entries(left))('a training loop that is left %s', (_, [text, ...iterations]) => {
  const run = debug(text);
  run.go({ kind: 'end' });
  const end = state(run);
  const sum = iterations.reduce((one, other) => one + other, 0);

  it('counts the passes that have changed the weights', () => {
    expect(run.trainings.all?.map((training) => training.iterations)).toEqual(iterations);
    expect(run.iteration).toBe(sum);
  });

  it('has the error of the last one as the last point of the curve', () => {
    const { iterations: counts, errors } = run.errors.curve();
    expect([counts.length, counts.at(-1), errors.at(-1)]).toEqual([sum, sum - 1, run.error]);
  });

  it('counts the same in small pieces, back and on', () => {
    const other = debug(text);
    while (other.go({ kind: 'end' }, 1) !== 'ended');
    expect(state(other)).toEqual(end);
    for (const iteration of [sum, 2, sum - 1, sum]) {
      for (const _ of other.travelToIteration(iteration));
      expect(other.iteration).toBe(iteration);
    }
    other.restore(other.save());
    other.go({ kind: 'end' });
    expect(state(other)).toEqual(end);
    expect(other.errors.curve()).toEqual(run.errors.curve());
  });
});

it.each(['by break', 'by return', 'by a mistake'])('checks the gradients of a loop that was left %s', (name) => {
  const run = debug((left[name] as readonly [string, ...number[]])[0]);
  run.go({ kind: 'end' });
  const check = new Excursion(
    run.run,
    checkScriptGradients(run, { done: 0, total: 0 }, () => false),
  );
  const found = check.advance(() => false)?.result;
  expect(found).toMatchObject({ iteration: 11 });
});

it('meets the arguments of a call once where a piece ends before it', () => {
  const text = `for i in range(9):\n${indented(PASS.replace('y - p', 'np.subtract(y, p)'), 4)}`;
  const [whole, run] = [debug(text), debug(text)];
  whole.go({ kind: 'end' });
  while (run.go({ kind: 'end' }, 1) !== 'ended');
  expect(run.met?.prediction).toHaveLength(4);
  expect([run.met, run.errors.curve()]).toEqual([whole.met, whole.errors.curve()]);
});
