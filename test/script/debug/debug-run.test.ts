import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DebugRun } from '../../../src/script/debug/debug-run.ts';
import { numbersOf } from '../../../src/script/debug/numbers.ts';
import { ScriptRun } from '../../../src/script/machine/script-run.ts';
import { findRoles } from '../../../src/script/roles/find.ts';
import { readPath } from '../../../src/script/roles/path.ts';
import { script, trainings } from '../python.ts';

const known = new Map<string, ReturnType<typeof prepared>>();

function prepared(text: string) {
  const { tree, options } = script(text);
  return { tree, options, roles: findRoles(new ScriptRun(tree, options), tree) };
}

function debug(text: string): DebugRun {
  const { tree, options, roles } = known.get(text) ?? prepared(text);
  known.set(text, { tree, options, roles });
  return new DebugRun(tree, options, roles);
}

/** Everything that a person can see at a position. */
function seen(run: DebugRun): unknown {
  const weights = run.roles?.weights.map((path) => {
    const value = readPath(run.run, path);
    return value === undefined ? undefined : [...(numbersOf(value)?.data ?? [])];
  });
  const { output } = run.run.state;
  return {
    lines: run.lines,
    iteration: run.iteration,
    calls: run.run.calls.map(({ line }) => line),
    weights,
    output: output.length,
  };
}

/** Runs all pieces. */
function travel(pieces: Generator<void, void>): void {
  while (pieces.next().done !== true);
}

describe.each(Object.keys(trainings) as (keyof typeof trainings)[])('the run of %s', (name) => {
  it('is the same wherever it comes from', () => {
    const straight = debug(trainings[name]);
    straight.go({ kind: 'end' });
    const { lines } = straight;
    fc.assert(
      fc.property(fc.array(fc.nat({ max: lines }), { minLength: 1, maxLength: 6 }), (places) => {
        const one = debug(trainings[name]);
        for (const place of places) travel(one.travelToLines(place));
        const other = debug(trainings[name]);
        other.go({ kind: 'lines', lines: places.at(-1) as number });
        expect(seen(one)).toEqual(seen(other));
        one.go({ kind: 'end' });
        expect(seen(one)).toEqual(seen(straight));
      }),
      { numRuns: 2 },
    );
  });

  it('goes to each iteration, forward and back', () => {
    const run = debug(trainings[name]);
    for (const iteration of [20, 3, 0, 21, 7]) {
      travel(run.travelToIteration(iteration));
      expect(run.iteration).toBe(iteration);
    }
  });
});

it('measures the error that the script prints', () => {
  const run = debug(trainings.oneLayer);
  travel(run.travelToIteration(151));
  const { iterations, errors } = run.errors.curve();
  expect(iterations).toHaveLength(151);
  run.go({ kind: 'end' });
  const printed = run.run.state.output.since(0).split('\n').slice(0, 4).map(Number);
  expect([0, 50, 100, 150].map((iteration) => errors[iteration])).toEqual(printed);
});

it('counts the trainings of a script that trains several times', () => {
  const run = debug(trainings.severalAlphas);
  run.go({ kind: 'end' });
  expect([run.training, run.iteration]).toEqual([3, 90]);
});

it('meets one prediction for each example of an iteration', () => {
  const run = debug(trainings.oneExampleAtATime);
  travel(run.travelToIteration(1));
  expect([...(run.met?.target ?? [])]).toEqual([1, 3, 5]);
});

it('meets the probabilities of all classes with ones at the true ones', () => {
  const text = `import numpy as np
W = np.zeros((2, 3))
X = np.array([[1.0, 0.0], [0.0, 1.0]])
classes = np.array([2, 0])
for i in range(3):
    e = np.exp(X @ W)
    probs = e / e.sum(axis=1, keepdims=True)
    delta = probs.copy()
    delta[range(2), classes] -= 1
    W -= 0.5 * X.T @ delta
`;
  const run = debug(text);
  expect(run.roles?.meeting).toMatchObject({ prediction: 'probs', target: 'classes' });
  run.go({ kind: 'iteration', iteration: 1 });
  expect(run.met?.columns).toBe(3);
  expect([...(run.met?.prediction ?? [])]).toEqual(Array(6).fill(1 / 3));
  expect([...(run.met?.target ?? [])]).toEqual([0, 0, 1, 1, 0, 0]);
  expect(run.error).toBeCloseTo(4 / 9, 12);
});

it('has the same error of an iteration in which it was saved and restored', () => {
  const [straight, other] = [debug(trainings.momentum), debug(trainings.momentum)];
  for (const run of [straight, other]) run.go({ kind: 'iteration', iteration: 4 });
  // The prediction has met the target in the third line of the iteration.
  for (let line = 0; line < 3; line++) for (const run of [straight, other]) run.go({ kind: 'over' });
  expect(other.linesSince).toBeGreaterThan(2);
  other.restore(other.save());
  for (const run of [straight, other]) run.go({ kind: 'iteration', iteration: 5 });
  expect([other.met, other.errors.curve()]).toEqual([straight.met, straight.errors.curve()]);
});

it('ends a piece at the end of an iteration of large arrays', () => {
  const text = `import numpy as np
x = np.ones((100, 100))
y = np.ones((100, 60))
w = 2 * np.ones((100, 60))
for i in range(9):
    p = x.dot(w) / 100
    w -= 0.1 * x.T.dot(p - y) / 100
`;
  const run = debug(text);
  expect(run.go({ kind: 'iteration', iteration: 1 })).toBe('reached');
  expect(run.go({ kind: 'iteration', iteration: 9 }, 1_000_000)).toBe('piece');
  expect(run.iteration).toBeLessThanOrEqual(2);
  expect(run.go({ kind: 'iteration', iteration: 9 })).toBe('reached');
});

it('runs no second line where a piece ends at the jump to the next one', () => {
  const { tree, options } = script('n = 0\nwhile n < 30:\n    n += 1\n');
  for (const piece of [2, 3, 5]) {
    const run = new ScriptRun(tree, options);
    run.start();
    for (let lines = 1; lines < 40; lines++) {
      while (run.go({ kind: 'line' }, piece) === 'piece');
      expect(run.lines).toBe(lines);
    }
  }
});
