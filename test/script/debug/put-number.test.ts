import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DebugRun } from '../../../src/script/debug/debug-run.ts';
import { numbersOf } from '../../../src/script/debug/numbers.ts';
import { ScriptRun } from '../../../src/script/machine/script-run.ts';
import { findRoles, type Roles } from '../../../src/script/roles/find.ts';
import { type Path, parsePath, readPath } from '../../../src/script/roles/path.ts';
import { script, trainings } from '../python.ts';

function debugOf(text: string, roles?: Roles): DebugRun {
  const { tree, options } = script(text);
  return new DebugRun(tree, options, roles);
}

function rolesOf(text: string): Roles {
  const { tree, options } = script(text);
  return findRoles(new ScriptRun(tree, options), tree) as Roles;
}

/** Puts a number in a script before its last line, and runs it. @returns its prints, or the reason why not. */
function putIn(text: string, path: string, [row, column]: readonly [number, number], value: number): string {
  const run = debugOf(text);
  const last = text.trimEnd().split('\n').length - 1;
  while (run.run.calls[0]?.line !== last + 1) run.go({ kind: 'line' });
  const reason = run.change({ path: parsePath(path) as Path, row, column, value });
  run.go({ kind: 'end' });
  return reason ?? run.run.state.output.since(0).trim();
}

describe('a number that is replaced', () => {
  const cases: readonly (readonly [lines: string, path: string, at: readonly [number, number], seen: string])[] = [
    [
      'import numpy as np\nw = np.zeros((2, 3))\nv = w.T\nprint(v[2, 1], w)',
      'w',
      [1, 2],
      '7.5 [[0.  0.  0. ]\n [0.  0.  7.5]]',
    ],
    ['import numpy as np\nw = np.zeros((2, 3)).T\nprint(w)', 'w', [2, 1], '[[0.  0. ]\n [0.  0. ]\n [0.  7.5]]'],
    ['import numpy as np\nw = np.zeros((2, 2, 2))\nprint(w[1, 0, 1])', 'w', [2, 1], '7.5'],
    ['import numpy as np\nw = np.zeros(3)\nprint(w)', 'w', [0, 1], '[0.  7.5 0. ]'],
    ['w = [[1.0, 2.0], [3.0, 4.0]]\nv = w\nprint(v)', 'w', [1, 0], '[[1.0, 2.0], [7.5, 4.0]]'],
    ['class Net: pass\nnet = Net()\nnet.b = 1.0\nprint(net.b)', 'net.b', [0, 0], '7.5'],
    ['p = {"b": 1.0}\nq = p\nprint(q)', 'p["b"]', [0, 0], "{'b': 7.5}"],
    ['b = 1\nprint(b)', 'b', [0, 0], '7.5'],
    ['w = (1.0, 2.0)\nprint(w)', 'w', [0, 1], 'w is a tuple, and Python cannot change a tuple'],
    ['w = 1\nprint(w)', 'v', [0, 0], 'v does not exist at this line'],
    ['w = [1.0]\nprint(w)', 'w', [0, 3], 'w has 1×1 numbers now: there is no [0,3]'],
    ['w = 1\nprint(w)', 'f()::w', [0, 0], 'w is local to f(), which does not run at this line'],
    [
      'import numpy as np\nw = np.zeros(2, int)\nprint(w)',
      'w',
      [0, 0],
      'w holds whole numbers (int64): NumPy would cut 7.5',
    ],
    [
      'import numpy as np\nw = np.broadcast_to(np.zeros(2), (2, 2))\nprint(w)',
      'w',
      [0, 0],
      'w is read-only: several of its elements share one place in memory',
    ],
  ];
  it.each(cases)('is what Python sees in %j', (text, path, at, seen) => {
    expect(putIn(text, path, at, 7.5)).toBe(seen);
  });

  it('is rounded to the type of its array', () => {
    const text = 'import numpy as np\nw = np.zeros(2, np.float32)\nprint(float(w[0]))';
    expect(putIn(text, 'w', [0, 0], 0.1)).toBe('0.10000000149011612');
    expect(putIn(text, 'w', [0, 0], 1e300)).toBe('w is float32, which has no number as large as 1e+300');
  });

  it('is a local variable of a call that goes on', () => {
    const text = 'def f():\n    w = 1.0\n    def g(): return w\n    print(g())\nf()';
    const run = debugOf(text);
    while (run.run.calls[0]?.line !== 4) run.go({ kind: 'line' });
    expect(run.change({ path: parsePath('f()::w') as Path, row: 0, column: 0, value: 2 })).toBeUndefined();
    run.go({ kind: 'end' });
    expect(run.run.state.output.since(0)).toBe('2.0\n');
  });
});

/** Everything that a person can see at a position. */
function seen(run: DebugRun): unknown {
  const { weights = [], biases = [] } = run.roles ?? {};
  const values = [...weights, ...biases].map((path) => {
    const value = readPath(run.run, path);
    return value === undefined ? undefined : [...(numbersOf(value)?.data ?? [])];
  });
  const { lines, iteration, changed, errors } = run;
  return { lines, iteration, changed, values, prints: run.run.state.output.since(0), curve: errors.curve() };
}

function travel(pieces: Generator<void, void>): void {
  while (pieces.next().done !== true);
}

describe.each(['oneLayer', 'oneExampleAtATime', 'classWithLayers'] as const)('changes of %s', (name) => {
  const text = trainings[name].replace('range(200)', 'range(60)');
  const roles = rolesOf(text);
  const [path] = roles.weights as readonly [Path];
  const edits = fc.array(fc.tuple(fc.nat({ max: 400 }), fc.double({ min: -2, max: 2, noNaN: true })), {
    minLength: 1,
    maxLength: 4,
  });

  it('are met again with the same bits, wherever the run comes from', () => {
    fc.assert(
      fc.property(edits, fc.array(fc.nat({ max: 600 }), { minLength: 1, maxLength: 4 }), (wanted, places) => {
        const one = debugOf(text, roles);
        // Each change forgets the future of the one before, wherever that is.
        for (const [lines, value] of wanted) {
          travel(one.travelToLines(30 + lines));
          one.change({ path, row: 0, column: 0, value });
        }
        const { lines } = one;
        one.go({ kind: 'end' });
        const straight = seen(one);
        const other = debugOf(text, roles);
        for (const change of [...one.changes]) {
          other.go({ kind: 'lines', lines: change.lines });
          other.change(change);
        }
        other.go({ kind: 'lines', lines });
        const there = seen(other);
        other.go({ kind: 'end' });
        expect(seen(other)).toEqual(straight);
        for (const place of places) {
          travel(one.travelToLines(place));
          for (const goal of ['over', 'line', 'out'] as const) one.go({ kind: goal });
        }
        travel(one.travelToLines(lines));
        expect({ ...(seen(one) as object), curve: 0 }).toEqual({ ...(there as object), curve: 0 });
        one.go({ kind: 'end' });
        expect(seen(one)).toEqual(straight);
        // Without its changes the run is the one that it was.
        while (one.changes.length > 0) travel(one.undo());
        one.go({ kind: 'end' });
        const plain = debugOf(text, roles);
        plain.go({ kind: 'end' });
        expect(seen(one)).toEqual(seen(plain));
      }),
      { numRuns: 2 },
    );
  });
});
