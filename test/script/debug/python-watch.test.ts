import { expect, it } from 'vitest';
import { DebugRun } from '../../../src/script/debug/debug-run.ts';
import { ScriptRun } from '../../../src/script/machine/script-run.ts';
import { findRoles } from '../../../src/script/roles/find.ts';
import { script, trainings } from '../python.ts';

function debug(text: string): DebugRun {
  const { tree, options } = script(text);
  return new DebugRun(tree, options, findRoles(new ScriptRun(tree, options), tree));
}

/** The values of watches, as texts. */
function valuesOf(run: DebugRun, ...texts: readonly string[]): readonly string[] {
  run.watches.choose(texts);
  run.watches.measure(run.iteration, run.linesSince === 0);
  return run.watches.now.map(({ value, holds }) => {
    const end = holds === undefined ? '' : ` ${holds}`;
    return (
      (value.kind === 'numbers' ? String([...value.numbers.data].map((own) => +own.toFixed(3))) : value.text) + end
    );
  });
}

it('evaluates Python in the globals of the script', () => {
  const run = debug(trainings.oneLayer);
  run.go({ kind: 'iteration', iteration: 3 });
  expect(
    valuesOf(
      run,
      'i',
      'X[1,2]',
      'w.shape',
      'len(X) > 3',
      'np.sum(X) == 5 and i < 2',
      'nonlin(0) + iteration',
      '[k * i for k in range(3)]',
      '1 < i < 3',
      'str(w.dtype)',
    ),
  ).toEqual(['2', '1', '(3, 1)', '4 true', 'np.False_ false', '3.5', '[0, 2, 4]', '1 true', "'float64'"]);
});

it('changes nothing, whatever an expression does', () => {
  const run = debug(`import numpy as np
from collections import defaultdict
d = defaultdict(int)
kept = [1]
x = np.arange(3.0)
y = np.zeros(3)
it = iter([1, 2])
max = kept.append
class Counted:
    count = 0
    def __add__(self, other):
        Counted.count += 1
        return 1
    @property
    def own(self):
        Counted.count += 1
        return 1
    def __getitem__(self, index):
        Counted.count += 1
        return 1
c = Counted()
def f():
    kept.append(1)
    return 1
`);
  run.go({ kind: 'end' });
  const before = valuesOf(run, 'repr([d, kept, x, y, Counted.count])');
  const values = valuesOf(
    run,
    'd[5]',
    'max(3)',
    'np.exp(x, y)',
    'np.add(x, x, y)',
    'x.min(0, y)',
    'np.sum(x, out=x)',
    'sum(it)',
    '1 in it',
    'c + 1',
    'c.own',
    'c[0]',
    'f()',
    'kept.append(2)',
    '(q := 3)',
    'abs(f())',
  );
  expect(values).toHaveLength(15);
  expect(valuesOf(run, 'repr([d, kept, x, y, Counted.count])')).toEqual(before);
  expect(valuesOf(run, 'sum(it)')).toEqual(['3']);
  expect(run.run.globals.has('q')).toBe(false);
});

it('says the errors of Python in its words', () => {
  const run = debug('x = [1]\ny = 2\n');
  run.go({ kind: 'end' });
  expect(valuesOf(run, 'z', 'x[3]', 'y.shape', '1 +', 'x = 2', 'input()', 'open("a", "w")')).toEqual([
    "NameError: name 'z' is not defined",
    'IndexError: list index out of range',
    "AttributeError: 'int' object has no attribute 'shape'",
    expect.stringMatching(/^SyntaxError: /),
    expect.stringMatching(/^SyntaxError: /),
    'a watch cannot ask for input',
    expect.any(String),
  ]);
});

it('evaluates in the call that trains', () => {
  const run = debug(trainings.classWithLayers);
  run.go({ kind: 'iteration', iteration: 2 });
  expect(valuesOf(run, 'epoch', 'self.layers[0].weights.shape', 'n > epoch')).toEqual([
    '1',
    '(3, 4)',
    expect.stringMatching(/ true$/),
  ]);
});

it('cannot change the run, whatever it calls', () => {
  const text = `${trainings.twoLayers}\nprint(w0, w1, np.random.random())\n`;
  const [plain, run] = [debug(text), debug(text)];
  run.watches.choose([
    'np.random.random() > 2',
    'print("no") or i',
    'w0.fill(0)',
    'X.sort()',
    'globals().clear()',
    'np.random.seed(7)',
    '(w1 := 0) == 3',
    '[0] * 10 ** 12',
    'sum(k for k in range(10 ** 9)) < 0',
  ]);
  for (const iteration of [1, 2, 3]) run.go({ kind: 'iteration', iteration });
  run.watches.choose(['w1.fill(0)', 'np.random.random() > 2']);
  run.go({ kind: 'end' });
  plain.go({ kind: 'end' });
  const printed = (own: DebugRun): string => own.run.state.output.since(0);
  expect(printed(run)).toBe(printed(plain));
  expect([run.lines, run.errors.curve()]).toEqual([plain.lines, plain.errors.curve()]);
});

it('stops at the end of the iteration in which a condition becomes true', () => {
  const run = debug(trainings.oneLayer);
  run.watches.choose(['w.shape[0] * i >= 90']);
  expect(run.go({ kind: 'end' })).toBe('reached');
  const { iteration, linesSince } = run;
  expect([iteration, linesSince, run.watches.firedAt]).toEqual([31, 0, 0]);
  // It still holds.
  expect(run.go({ kind: 'iteration', iteration: 150 })).toBe('reached');
  expect([run.iteration, run.watches.firedAt]).toEqual([150, undefined]);
  for (const _ of run.travelToIteration(iteration - 2));
  expect(run.go({ kind: 'end' })).toBe('reached');
  expect([run.iteration, run.watches.firedAt]).toEqual([iteration, 0]);
  expect(run.go({ kind: 'end' })).toBe('ended');
});

it('has the points of a single number from when it was set', () => {
  const run = debug(trainings.oneLayer);
  run.go({ kind: 'iteration', iteration: 10 });
  run.watches.choose(['i * 2']);
  run.go({ kind: 'iteration', iteration: 13 });
  expect(run.watches.now[0]?.points).toEqual([
    [11, 20],
    [12, 22],
    [13, 24],
  ]);
});
