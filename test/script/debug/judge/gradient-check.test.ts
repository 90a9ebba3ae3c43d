import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { exportScript } from '../../../../src/export/export-script.ts';
import type { ScriptSource } from '../../../../src/export/source.ts';
import { writeNpz } from '../../../../src/formats/npz.ts';
import { withDefaults } from '../../../../src/network/settings.ts';
import { DebugRun } from '../../../../src/script/debug/debug-run.ts';
import { Excursion, Unanswerable } from '../../../../src/script/debug/judge/excursion.ts';
import { checkScriptGradients, type ScriptGradientCheck } from '../../../../src/script/debug/judge/gradient-check.ts';
import { ScriptRun } from '../../../../src/script/machine/script-run.ts';
import { findRoles } from '../../../../src/script/roles/find.ts';
import { type AnyNetwork, anyNetwork } from '../../../engine/gradients/any-network.ts';
import { full } from '../../../full.ts';
import { script, trainings } from '../../python.ts';

const WHOLE = (): boolean => false;

/** The check of a script after some iterations; the reason where it cannot be checked, undefined for a script without roles. */
function checked(
  text: string,
  iteration = 2,
  readFile?: (path: string) => Uint8Array | undefined,
): ScriptGradientCheck | string | undefined {
  const { tree, options } = script(text);
  const all = { ...options, ...(readFile && { readFile }) };
  const roles = findRoles(new ScriptRun(tree, all), tree);
  if (roles === undefined) return undefined;
  const debug = new DebugRun(tree, all, roles);
  debug.go({ kind: 'iteration', iteration });
  try {
    const check = new Excursion(debug.run, checkScriptGradients(debug, { done: 0, total: 0 }, WHOLE));
    for (;;) {
      const answer = check.advance(WHOLE);
      if (answer !== undefined) return answer.result;
    }
  } catch (error) {
    if (error instanceof Unanswerable) return error.message;
    throw error;
  }
}

/** `passed`, or the parameters that are not as they should be, with their lines. */
function faults(text: string, iteration?: number): unknown {
  const check = checked(text, iteration);
  if (check === undefined || typeof check === 'string') return check;
  const bad = check.parameters.filter(({ result }) => result !== 'agrees' && result !== 'still');
  return bad.length === 0
    ? check.result
    : Object.fromEntries(bad.map(({ name, result, lines }) => [name, [result, ...lines]]));
}

const TUTORIAL = `import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
syn0 = 2 * np.random.random((3, 4)) - 1
syn1 = 2 * np.random.random((4, 1)) - 1
for i in range(60):
    l1 = 1 / (1 + np.exp(-(X @ syn0)))
    l2 = 1 / (1 + np.exp(-(l1 @ syn1)))
    d2 = (y - l2) * l2 * (1 - l2)
    d1 = d2 @ syn1.T * l1 * (1 - l1)
    syn1 += l1.T @ d2
    syn0 += X.T @ d1
`;

describe('the gradient check of a script', () => {
  test.each(Object.keys(trainings) as (keyof typeof trainings)[])('%s passes', (name) => {
    expect(faults(trainings[name])).toBe('passed');
  });

  it.each([
    ['rows', 'X', 'T', 'axis=1, keepdims=True', 'x @ w', 'x.T @ (p - t)'],
    ['columns', 'X.T', 'T.T', 'axis=0', 'w.T @ x', 'x @ (p - t).T'],
  ])('names the cross-entropy of a softmax of two classes in %s', (_, x, t, axis, scores, slope) => {
    const text = `import numpy as np
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1.]])
T = np.array([[1,0],[0,1],[0,1],[1,0]])
x, t = ${x}, ${t}
np.random.seed(1)
w = np.random.randn(3, 2)
for i in range(9):
    e = np.exp(${scores})
    p = e / e.sum(${axis})
    w -= 0.2 * ${slope}
`;
    const check = checked(text);
    expect(check).toMatchObject({ result: 'passed', loss: { name: 'cross-entropy' } });
    expect((check as ScriptGradientCheck).factor).toBeCloseTo(0.2, 6);
  });

  it('names the loss, the factor and the lines', () => {
    const check = checked(TUTORIAL.replace('X.T @ d1', '0.5 * X.T @ d1').replace('l1.T @ d2', '0.5 * l1.T @ d2'));
    expect(check).toMatchObject({
      result: 'passed',
      loss: { name: 'half square' },
      predictions: 4,
      isOfSeveral: false,
    });
    const { factor, parameters } = check as ScriptGradientCheck;
    expect(factor).toBeCloseTo(0.5, 9);
    expect(parameters.map(({ name, lines }) => [name, ...lines])).toEqual([
      ['syn0', 13],
      ['syn1', 12],
    ]);
  });

  it('takes a delta without its slope for a cross-entropy', () => {
    const check = checked(TUTORIAL.replace('(y - l2) * l2 * (1 - l2)', 'y - l2'));
    expect(check).toMatchObject({ result: 'passed', loss: { name: 'binary cross-entropy' } });
  });

  test.each([
    ['a sign', 'syn0 += X.T', 'syn0 -= X.T', { syn0: ['climbs', 13] }],
    ['no slope', ' * l1 * (1 - l1)', '', { syn0: ['unlike', 13] }],
    ['the slope of another layer', 'syn1.T * l1 * (1 - l1)', 'syn1.T * l2 * (1 - l2)', { syn0: ['unlike', 13] }],
    ['an error in place of a delta', 'd2 @ syn1.T', '(y - l2) @ syn1.T', { syn0: ['unlike', 13] }],
    ['a step of its own', 'X.T @ d1', '3 * X.T @ d1', { syn0: ['factor', 13] }],
  ])('finds %s', (_, from, to, expected) => {
    expect(faults(TUTORIAL.replace(from, to))).toEqual(expected);
  });

  it('finds weights that are used after their own update', () => {
    const line = '    syn1 += l1.T @ d2\n';
    const check = checked(TUTORIAL.replace(line, '').replace('    d1 =', `${line}    d1 =`));
    expect(check).toMatchObject({
      result: 'failed',
      lateReads: [{ name: 'syn0', line: 13, read: 'syn1', readLine: 11 }],
    });
  });

  it('checks the first updates of an iteration that has several', () => {
    const text = TUTORIAL.replace(/ {4}l1 =[\s\S]*/, (body) =>
      `    for x, t in zip(X, y):\n${body.replace(/^/gm, '    ').replaceAll('X', 'x[None]').replace('(y -', '(t -')}`.trimEnd(),
    );
    expect(checked(`${text}\n`)).toMatchObject({ result: 'passed', isOfSeveral: true, looks: 4, predictions: 1 });
  });

  it('says that a difference is larger than prediction and target', () => {
    const text = `${TUTORIAL.split('for')[0]}w = np.zeros((3, 1))
for i in range(9):
    p = X @ w
    e = np.array([0, 1, 1, 0]) - p
    w = w + 0.1 * (X.T @ e).sum(axis=1, keepdims=True)
`;
    expect(checked(text)).toContain('have the shapes (4, 1) and (4,)');
  });

  it('does not fail single numbers with a momentum', () => {
    const text = `w = b = v = u = 0.1
for i in range(50):
    for x, t in [(0.5, 1.0), (1.0, 3.0), (2.0, 5.0)]:
        e = w * x + b - t
        v = 0.9 * v + 0.05 * e * x
        u = 0.9 * u + 0.05 * e
        w = w - v
        b = b - u
`;
    expect(checked(text)).toEqual(expect.any(String));
  });

  it('leaves the run as it is', () => {
    const { tree, options } = script(`${TUTORIAL}    print(i, np.random.random())\n`);
    const runOf = () => new DebugRun(tree, options, findRoles(new ScriptRun(tree, options), tree));
    const [one, other] = [runOf(), runOf()];
    one.go({ kind: 'iteration', iteration: 5 });
    const check = new Excursion(one.run, checkScriptGradients(one, { done: 0, total: 0 }, WHOLE));
    // The run goes on while the check is underway.
    while (check.advance(() => true) === undefined) one.go({ kind: 'line' });
    one.go({ kind: 'end' });
    other.go({ kind: 'end' });
    expect(one.run.state.output.since(0)).toBe(other.run.state.output.since(0));
    expect([one.lines, one.iteration, one.error]).toEqual([other.lines, other.iteration, other.error]);
  });

  describe('pulls towards 0 that are larger than the steps', () => {
    const withMemories = (lines: string): string =>
      TUTORIAL.replace(/syn1 = .*\n/, 'syn1 = 0.001 * np.random.random((4, 1))\nv0, v1 = 0 * syn0, 0 * syn1\n').replace(
        /( {4}syn1 \+=[\s\S]*)/,
        lines,
      );
    const momentum = withMemories(`    v1 = 0.9 * v1 + l1.T @ d2
    v0 = 0.9 * v0 + X.T @ d1
    syn1 += 0.1 * v1 - 0.01 * syn1
    syn0 += 0.1 * v0 - 0.01 * syn0
`);
    const squares = withMemories(`    v1 = 0.9 * v1 + 0.1 * (l1.T @ d2) ** 2
    v0 = 0.9 * v0 + 0.1 * (X.T @ d1) ** 2
    syn1 += 0.01 * (l1.T @ d2) / (np.sqrt(v1) + 0.001) - 0.02 * syn1
    syn0 += 0.01 * (X.T @ d1) / (np.sqrt(v0) + 0.001) - 0.02 * syn0
`);
    test.each([1, 3, 20])('do not turn the sign of a memory round, after %i iterations', (iteration) => {
      for (const text of [momentum, squares]) expect(checked(text, iteration)).toMatchObject({ result: 'passed' });
    });

    it('leave the sign of weights without them to be found', () => {
      expect(faults(momentum.replace('0.1 * v0 - 0.01 * syn0', '-0.1 * v0'))).toEqual({ syn0: ['climbs', 16] });
    });
  });

  it('tells no factor from two cells that a softmax ties', () => {
    const text = `import numpy as np
x = np.array([[1.2], [-0.4], [0.3], [2.0]])
t = np.array([[0, 1], [1, 0], [1, 0], [0, 1]])
w = np.array([[0.5, -0.3]])
b = np.array([[0.2, -0.1]])
for i in range(60):
    e = np.exp(x @ w + b)
    p = e / e.sum(axis=1, keepdims=True)
    w += 0.1 * (x.T @ (t - p) - 0.01 * np.sign(w))
    b += 0.1 * (t - p).sum(axis=0, keepdims=True)
`;
    expect([1, 3, 20].map((at) => faults(text, at))).toEqual(Array(3).fill(expect.stringContaining('other multiples')));
  });

  test.each([
    ['l1 *= (np.random.random((4, 4)) < 0.5) / 0.5', 9],
    ['mask = np.random.rand(4, 4)\n    mask = mask < 0.5\n    l1 = l1 * mask / 0.5', 10],
    ['mask = np.random.binomial(1, 0.5, size=l1.shape)\n    l1 *= mask * 2', 10],
  ])('says that the mask %j hides the slope that is taken behind it', (mask, line) => {
    expect(faults(TUTORIAL.replace('    l2 =', `    ${mask}\n    l2 =`))).toContain(`line ${line} uses a random mask`);
  });

  it('says that a limit, which brings an update to 0, hides the slope', () => {
    const text = TUTORIAL.replace('    syn1 +=', '    d1 = np.minimum(np.maximum(d1, 0), 0)\n    syn1 +=');
    expect(faults(text)).toContain('line 12 limits numbers');
  });

  it('says that losses of huge numbers overflow', () => {
    const text = `import numpy as np
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
w = np.array([[0.5], [-0.3], [0.2]])
v = np.array([[0.5]])
for i in range(400):
    h = X @ w
    p = h @ v
    e = y - p
    dv = h.T @ e
    dw = X.T @ (e @ v.T)
    v += 3 * dv
    w += 3 * dw
`;
    expect([checked(text, 2), checked(text, 4)]).toEqual([
      expect.objectContaining({ result: 'passed' }),
      expect.stringContaining('overflow'),
    ]);
  });

  it('takes no memory for that of a parameter with few cells where several have its shape', () => {
    const { text, readFile } = exported({
      settings: {
        ...withDefaults({ layerSizes: [1, 1, 1, 2] }),
        ...{ bias: true, activations: ['sigmoid', 'swish', 'softmax'], initial: 'he normal', batchNorm: true },
        ...{ optimizer: 'nesterov', weightDecay: 0.01 },
      },
      data: {
        inputs: { rows: 4, columns: 1, data: Float64Array.of(0, -0.37, 0, 0) },
        targets: { rows: 4, columns: 2, data: Float64Array.of(0, 0, 1, 0, 0.37, 1.16, 0, 0) },
      },
    });
    expect(checked(text, 5, readFile)).toMatch(/too few cells of syn2/);
  });

  test.each([
    [1, 2],
    [2, 5],
    [3, 0],
  ])(
    'never fails exported networks of the seed %i after %i iterations',
    (seed, iteration) => {
      fc.assert(
        fc.property(anyNetwork, (network) => {
          const { text, readFile } = exported(network);
          const check = checked(text, iteration, readFile);
          expect(typeof check === 'object' ? check.result : 'passed').toBe('passed');
        }),
        { seed, numRuns: full ? 250 : 5 },
      );
    },
    full ? 300_000 : undefined,
  );
});

function exported({ settings, data }: Pick<AnyNetwork, 'settings' | 'data'>) {
  const names = (count: number, first: string): string[] => Array.from({ length: count }, (_, i) => `${first}${i}`);
  const source = {
    name: 'any',
    description: '',
    settings,
    plan: [],
    dataset: {
      train: data,
      test: undefined,
      inputNames: names(data.inputs.columns, 'x'),
      targetNames: names(data.targets.columns, 't'),
    },
    seed: 1,
    iterations: 20,
    reportEvery: 0,
    stop: {},
  } as unknown as ScriptSource;
  const { script: text, data: arrays } = exportScript('numpy', source);
  const readFile = (path: string) => (path.endsWith('.npz') && arrays !== undefined ? writeNpz(arrays) : undefined);
  return { text, readFile };
}
