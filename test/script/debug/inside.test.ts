import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { finish } from '../../../src/engine/run/pieces.ts';
import { DebugRun, type Goal } from '../../../src/script/debug/debug-run.ts';
import { indexOf } from '../../../src/script/debug/inside/cells.ts';
import { type CellExplanation, explainStep } from '../../../src/script/debug/inside/explain.ts';
import { type Step, stepOf } from '../../../src/script/debug/inside/steps.ts';
import { lineWith, recording, stretchOf } from '../../../src/script/debug/inside/stretches.ts';
import { Trees } from '../../../src/script/debug/inside/trees.ts';
import { numbersOf } from '../../../src/script/debug/numbers.ts';
import { ScriptRun } from '../../../src/script/machine/script-run.ts';
import { findRoles } from '../../../src/script/roles/find.ts';
import { script, trainings } from '../python.ts';

const trees = new Trees();
const END: Goal = { kind: 'end' };

/** The steps of a line as it ran last, or at an earlier time of it; or the reason why there are none. */
function look(
  text: string,
  line: number,
  goal = END,
  time = -1,
): { readonly run: DebugRun; readonly step: Step | string } {
  const { tree, options } = script(text);
  const roles = goal === END ? undefined : findRoles(new ScriptRun(tree, options), tree);
  const run = new DebugRun(tree, options, roles);
  run.go(goal);
  const stretch = finish(stretchOf(run, run.keptBefore, run.lines, 'end'));
  const at = stretch.times.get(lineWith(run.main, line) ?? -1)?.at.at(time);
  if (at === undefined) return { run, step: 'not run' };
  const recorded = finish(recording(run, stretch.from, at, run.lines));
  if (recorded.kind !== 'recorded') return { run, step: recorded.kind };
  return { run, step: stepOf(trees, recorded.code, recorded.recorder.ran) };
}

function stepIn(text: string, line: number, goal = END, time = -1): Step {
  const { step } = look(text, line, goal, time);
  if (typeof step === 'string') throw new Error(step);
  return step;
}

/** The last line of a script. */
function last(text: string): Step {
  return stepIn(text, text.trimEnd().split('\n').length);
}

/** The texts of all steps, indented, with the values of single numbers and notes. */
function outline(step: Step, depth = 0): readonly string[] {
  const { single } = step.seen?.gist ?? {};
  const value = step.note ?? (single === undefined ? step.seen?.numbers?.shape.join('×') : String(single));
  const own = `${'  '.repeat(depth)}${step.text}${value === undefined ? '' : ` → ${value}`}`;
  return [own, ...step.children.flatMap((child) => outline(child, depth + 1))];
}

function explain(step: Step, ...index: readonly number[]): CellExplanation {
  return explainStep(trees, step, index) as CellExplanation;
}

const NUMPY = 'import numpy as np\n';
const MATRICES = `${NUMPY}A = np.array([[1., 2., 3.], [4., 5., 6.]])\nB = np.array([[1., 0.], [2., 1.], [0., 3.]])\nb = np.array([10., 20.])\n`;

/** Terms as numbers, with the names of their cells. */
function terms({ source }: CellExplanation): unknown {
  if (source.kind === 'product')
    return source.terms.map(({ left, right, product }) => [left.text, right.text, product]);
  if (source.kind === 'fold') return source.terms.map(({ text, value }) => [text, value]);
  if (source.kind === 'operator') return [source.left.text, source.operator, source.right.text];
  if (source.kind === 'same') return source.of.text;
  if (source.kind === 'function') return [source.name, ...source.of.map(({ text }) => text)];
  return source.kind;
}

describe('one cell of an expression', () => {
  test('of a product is the terms of a row and a column, in their order', () => {
    const whole = explain(last(`${MATRICES}C = A.dot(B)`), 1, 0);
    expect(whole.cell).toEqual({ text: 'C[1,0]', value: 14, isTruth: false });
    expect(terms(whole)).toEqual([
      ['A[1,0]', 'B[0,0]', 4],
      ['A[1,1]', 'B[1,0]', 10],
      ['A[1,2]', 'B[2,0]', 0],
    ]);
  });

  it.each([
    ['C = A @ B + b', [0, 1], ['(A @ B)[0,1]', '+', 'b[1]']],
    ['C = np.dot(B, A)[2]', [1], 'np.dot(B, A)[2,1]'],
    ['C = B.T', [1, 2], 'B[2,1]'],
    ['C = A[:, ::-1]', [0, 0], 'A[0,2]'],
    ['C = A[1:, None, 2]', [0, 0], 'A[1,2]'],
    ['C = A[[1, 1]]', [1, 0], 'A[1,0]'],
    ['C = A[A[:, 0] > 2]', [0, 1], 'A[1,1]'],
    ['C = A.reshape(3, 2)', [2, 0], 'A[1,1]'],
    ['C = np.exp(A)', [0, 1], ['exp', 'A[0,1]']],
    ['C = np.maximum(0, A - 3)', [1, 0], ['maximum', '0', '(A - 3)[1,0]']],
    ['C = np.outer(b, b)', [0, 1], ['b[0]', '*', 'b[1]']],
    ['C = A > 4', [1, 1], ['A[1,1]', '>', '4']],
    [
      'C = np.sum(A, axis=0)',
      [2],
      [
        ['A[0,2]', 3],
        ['A[1,2]', 6],
      ],
    ],
    [
      'C = A.mean(axis=1, keepdims=True)',
      [1, 0],
      [
        ['A[1,0]', 4],
        ['A[1,1]', 5],
        ['A[1,2]', 6],
      ],
    ],
    [
      'C = np.argmax(b)',
      [],
      [
        ['b[0]', 10],
        ['b[1]', 20],
      ],
    ],
    ['C = np.array([b[0], b[1] - 1])', [1], 'b[1] - 1'],
    ['C = np.zeros((2, 2))', [0, 0], 'library'],
    // Python's own sum adds the rows.
    ['C = sum(A)', [0], 'library'],
    ['C = A.flatten("F")', [1], 'library'],
    ['C = [1, 2] + [3]', [2], 'library'],
  ] as const)('of %s at %j', (line, index, expected) => {
    expect(terms(explain(last(`${MATRICES}${line}`), ...index))).toEqual(expected);
  });

  test('of a long product lists its largest terms, and counts the rest', () => {
    const { source, cell } = explain(last(`${NUMPY}a = np.arange(600.) - 1\nC = a.dot(a)`));
    if (source.kind !== 'product') throw new Error(source.kind);
    expect([source.terms.length, source.terms[0]?.left.text, source.terms.at(-1)?.product]).toEqual([
      512,
      'a[88]',
      598 ** 2,
    ]);
    // The sum of the squares from 0 to 86, and that of −1.
    expect(source.rest).toEqual({ count: 88, up: (86 * 87 * 173) / 6 + 1, down: 0 });
    expect(cell.value).toBe((598 * 599 * 1197) / 6 + 1);
  });

  test('says that an operand is broadcast', () => {
    const { words } = explain(last(`${MATRICES}C = A @ B + b`), 0, 1);
    expect(words).toEqual(['b 2 is broadcast: each of its cells is used several times']);
  });

  test('of an assignment in place is the value before, and the change', () => {
    const step = last(`${MATRICES}A -= 2 * A`);
    expect(explain(step, 1, 2)).toMatchObject({
      cell: { text: 'A[1,2]', value: -6 },
      source: { kind: 'update', operator: '-', before: 6, change: { text: '(2 * A)[1,2]', value: 12 } },
    });
    expect(outline(step)).toEqual(['A -= 2 * A → 2×3', '  A before → 2×3', '  2 * A → 2×3', '    A → 2×3']);
  });

  test('claims nothing where an operand has changed meanwhile', () => {
    const text = `${MATRICES}def double(x):\n    x *= 2\n    return 0\nC = A + double(A)`;
    expect(terms(explain(last(text), 0, 0))).toBe('library');
  });
});

const DERIV = 'def f(x, deriv=False):\n    if deriv == True:\n        return x * (1 - x)\n    return -x\n';

describe('a line of a script', () => {
  test('enters the functions that it calls, and shows the branch that was taken', () => {
    const step = last(`${NUMPY}${DERIV}l1 = np.array([0.5, 0.25])\nd = 3 * f(l1, True)`);
    expect(outline(step)).toEqual([
      'd = 3 * f(l1, True) → 2',
      '  f(l1, True) → 2',
      '    l1 → 2',
      '    if deriv == True → true',
      '      deriv → true',
      '    return x * (1 - x) → 2',
      '      x → 2',
      '      1 - x → 2',
    ]);
    const call = step.children[0] as Step;
    expect(explain(call, 1)).toEqual({
      cell: { text: 'f(l1, True)[1]', value: 0.1875, isTruth: false },
      source: {
        kind: 'operator',
        operator: '*',
        left: { text: 'x[1]', value: 0.25, isTruth: false },
        right: { text: '(1 - x)[1]', value: 0.75, isTruth: false },
      },
      words: ['f returned x * (1 - x), line 4'],
      parts: [
        {
          cell: { text: '(1 - x)[1]', value: 0.75, isTruth: false },
          source: {
            kind: 'operator',
            operator: '-',
            left: { text: '1', value: 1, isTruth: false },
            right: { text: 'x[1]', value: 0.25, isTruth: false },
          },
          words: [],
          parts: [],
        },
      ],
    });
  });

  test('follows a value through methods and attributes', () => {
    const text = `${NUMPY}class Net:
    def forward(self, x):
        self.out = np.tanh(x)
        return self.out
    def run(self, x):
        for _ in range(2):
            x = self.forward(x)
        return x
net = Net()
y = net.run(np.array([[0.5]]))`;
    expect(explain(last(text), 0, 0)).toMatchObject({
      source: { kind: 'function', name: 'tanh', of: [{ text: 'x[0,0]', value: Math.tanh(0.5) }] },
      words: [
        'run returned x, line 9',
        'x = self.forward(x), line 8',
        'forward returned self.out, line 5',
        'self.out = np.tanh(x), line 4',
      ],
    });
  });

  test('enters an object that is called', () => {
    const text = 'class Twice:\n    def __call__(self, v):\n        return v + v\nt = Twice()\nc = t(4)';
    expect(explain(last(text))).toMatchObject({ cell: { value: 8 }, words: ['__call__ returned v + v, line 3'] });
  });

  test('says what was not evaluated', () => {
    expect(outline(last('a = 0\nb = 7\nc = a and b / a'))).toEqual([
      'c = a and b / a → 0',
      '  a → 0',
      '  b / a → not evaluated',
    ]);
    expect(outline(last('a = 2\nb = 7\nc = b + 1 if a > 1 else b - 1'))).toEqual([
      'c = b + 1 if a > 1 else b - 1 → 8',
      '  a > 1 → true',
      '    a → 2',
      '  b + 1 → 8',
      '    b → 7',
      '  b - 1 → not evaluated',
    ]);
    expect(outline(stepIn('a = 2\nif(a > 5):\n    a = 1\n', 2))[0]).toBe('if(a > 5) → its lines did not run');
  });

  test('has the items of a comprehension, and the calls of a lambda', () => {
    expect(outline(last('w = [1, 2]\nc = [i * 10 for i in w]')).filter((text) => text.includes('10 →'))).toEqual([
      '  i * 10 → 10',
      '  i * 10 → 20',
    ]);
    expect(outline(last('double = lambda v: v + v\nc = double(4)'))).toEqual([
      'c = double(4) → 8',
      '  v + v → 8',
      '    v → 4',
    ]);
    expect(outline(last('c = sorted([3, 1], key=lambda v: -v)')).filter((text) => text.includes('-v'))).toEqual([
      'c = sorted([3, 1], key=lambda v: -v) → 2',
      '    -v → -3',
      '    -v → -1',
    ]);
  });

  test('has the values of an earlier time that it ran', () => {
    const text = 'total = 0\nfor i in range(4):\n    total += i\n';
    expect(stepIn(text, 3).seen?.gist.single).toBe(6);
    expect(stepIn(text, 3, END, -2).seen?.gist.single).toBe(3);
    expect(outline(stepIn(text, 2))[0]).toBe('for i in range(4) → no item is left: the loop ends');
    expect(outline(stepIn(text, 2, END, -2))).toEqual(['for i in range(4) → 3']);
  });

  test('is found by any of its lines', () => {
    expect(stepIn('x = (1 +\n     2 +\n     3)\ny = 2\n', 3).text).toBe('x = (1 + 2 + 3)');
  });

  test('that has raised an exception has the parts before it', () => {
    const step = last('a = [1]\nb = a[0] + a[5]');
    expect(outline(step)).toEqual(['b = a[0] + a[5]', '  a[0] → 1', '  a[5]']);
  });

  test('that has not ended has its parts so far', () => {
    const { step } = look(`${trainings.classWithLayers}`, trainings.classWithLayers.split('\n').length - 1, {
      kind: 'lines',
      lines: 5,
    });
    expect(step).toBe('not run');
    const text = 'def f():\n    a = 1\n    a = 2\nf()\n';
    const { step: open } = look(text, 4, { kind: 'lines', lines: 3 });
    expect(outline(open as Step)).toEqual(['f()', '  a = 1 → 1']);
  });

  test('may have calls in calls in calls', () => {
    const nested = last(`def f(x):\n    return x + 1\nc = ${'f('.repeat(40)}2${')'.repeat(40)}`);
    expect(nested.seen?.gist.single).toBe(42);
    expect(outline(nested)).toHaveLength(120);
  });

  test('is bounded in deep recursion and in long loops', () => {
    const deep = stepIn('def f(n):\n    return 0 if n == 0 else f(n - 1) + 1\nx = f(300)\n', 3);
    expect(deep.seen?.gist.single).toBe(300);
    expect(outline(deep).at(-1)).toMatch(/not kept/);
    const long = stepIn('def f():\n    n = 0\n    for i in range(500):\n        n += i\n    return n\nx = f()\n', 6);
    expect(long.children).toHaveLength(81);
    expect(long.children[40]?.text).toBe('923 more lines ran here, which are not kept');
    expect(explain(long).words).toEqual(['f returned n, line 5']);
  });

  test('leaves no trace in the run: prints, random numbers, positions', () => {
    const text = `${NUMPY}np.random.seed(3)\nfor i in range(3):\n    x = np.random.rand(2)\n    print(x)\nprint(np.random.rand())\n`;
    const { run, step } = look(text, 5, { kind: 'lines', lines: 8 });
    expect(typeof step).toBe('object');
    expect(run.lines).toBe(8);
    const { tree, options } = script(text);
    const other = new DebugRun(tree, options);
    for (const each of [run, other]) each.go(END);
    expect(run.run.state.output.since(0)).toBe(other.run.state.output.since(0));
  });
});

describe('lines of an iteration', () => {
  test('are those of the last one where the run is between two', () => {
    const { tree, options } = script(trainings.oneLayer);
    const run = new DebugRun(tree, options, findRoles(new ScriptRun(tree, options), tree));
    run.go({ kind: 'iteration', iteration: 5 });
    const { times } = finish(stretchOf(run, run.keptBefore, run.lines, 'end'));
    const counts = Object.fromEntries([...times].map(([line, { count }]) => [line, count]));
    expect(counts).toEqual({ 6: 2, 7: 1, 8: 1, 11: 1, 12: 1, 13: 1, 14: 1, 15: 1 });
  });

  test('have the changes of a person', () => {
    const { tree, options } = script(trainings.oneLayer);
    const run = new DebugRun(tree, options, findRoles(new ScriptRun(tree, options), tree));
    run.go({ kind: 'iteration', iteration: 3 });
    const path = run.roles?.weights[0];
    if (path === undefined) throw new Error('no weights');
    run.change({ path, cell: 1, value: 0.5 } as never);
    run.go({ kind: 'iteration', iteration: 4 });
    const stretch = finish(stretchOf(run, run.keptBefore, run.lines, 'end'));
    const weights = [run.run, stretch.scout].map((own) => numbersOf(own.globals.get('w') ?? null)?.data);
    expect(weights[0]).toEqual(weights[1]);
  });
});

// Expressions by their shape: (2×3), (2×2), (3) and single numbers.
const { wide, square } = fc.letrec<{ wide: string; square: string; row: string; single: string }>((tie) => ({
  wide: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('A', 'B'),
    fc.tuple(tie('wide'), fc.constantFrom('+', '-', '*', '/'), tie('wide')).map(([l, o, r]) => `(${l} ${o} ${r})`),
    fc.tuple(tie('wide'), fc.constantFrom('+', '*'), tie('row')).map(([l, o, r]) => `(${l} ${o} ${r})`),
    fc.tuple(tie('single'), fc.constantFrom('+', '-', '*'), tie('wide')).map(([l, o, r]) => `(${l} ${o} ${r})`),
    tie('wide').map((of) => `np.tanh(${of})`),
    tie('wide').map((of) => `f(${of}, True)`),
    fc.tuple(tie('square'), tie('wide')).map(([l, r]) => `${l}.dot(${r})`),
    tie('wide').map((of) => `(${of}).T.T`),
  ),
  square: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    fc.tuple(tie('wide'), tie('wide')).map(([l, r]) => `(${l} @ ${r}.T)`),
    tie('square').map((of) => `(-${of})`),
  ),
  row: fc.oneof(
    { maxDepth: 2 },
    fc.constant('b'),
    tie('wide').map((of) => `np.sum(${of}, axis=0)`),
    tie('wide').map((of) => `(${of})[1]`),
  ),
  single: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom('2', '0.5'),
    tie('wide').map((of) => `np.mean(${of})`),
  ),
}));

/** Computes an explained cell from its terms. Undefined where they are no formula here. */
function fromTerms({ source }: CellExplanation): number | undefined {
  switch (source.kind) {
    case 'same':
      return source.of.value;
    case 'product':
      return source.terms.reduce((sum, { product }) => sum + product, 0);
    case 'fold': {
      const sum = source.terms.reduce((all, { value }) => all + value, 0);
      return source.name === 'mean' ? sum / source.terms.length : sum;
    }
    case 'operator': {
      const { left, right, operator } = source;
      const of = { '+': left.value + right.value, '-': left.value - right.value, '*': left.value * right.value };
      return operator === '/' ? left.value / right.value : of[operator as '+'];
    }
    default:
      return undefined;
  }
}

test('the whole has the bits that the run has assigned, and each cell is the sum of its terms', () => {
  let cells = 0;
  fc.assert(
    fc.property(fc.oneof(wide, square), (expression) => {
      const text = `${NUMPY}${DERIV}np.random.seed(2)\nA = np.random.randn(2, 3)\nB = np.random.randn(2, 3)\nb = np.random.randn(3)\nR = ${expression}`;
      const { run, step } = look(text, text.split('\n').length);
      if (typeof step === 'string') throw new Error(step);
      const value = numbersOf(run.run.globals.get('R') ?? null)?.data;
      expect([...(step.seen?.numbers?.data ?? [])]).toEqual([...(value ?? [])]);
      const visit = (each: Step): void => {
        const { shape = [], data = [] } = each.seen?.numbers ?? {};
        for (let flat = 0; flat < data.length; flat++) {
          const explanation = explain(each, ...indexOf(shape, flat));
          expect(Object.is(explanation.cell.value, data[flat])).toBe(true);
          expect(explanation.source.kind).not.toBe('library');
          const computed = fromTerms(explanation);
          if (computed === undefined) continue;
          cells++;
          expect(computed === data[flat] || Number.isNaN(computed)).toBe(true);
        }
        each.children.forEach(visit);
      };
      visit(step);
    }),
    { numRuns: process.env['FULL'] === '1' ? 500 : 15 },
  );
  expect(cells).toBeGreaterThan(200);
});
