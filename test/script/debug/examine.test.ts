import { describe, expect, it, test } from 'vitest';
import { predict } from '../../../src/engine/examiner.ts';
import { type Matrix, matrixFromRows, rowsOf } from '../../../src/engine/matrix.ts';
import { middlesOf } from '../../../src/engine/plane.ts';
import { exportScript } from '../../../src/export/export-script.ts';
import { writeNpz } from '../../../src/formats/npz.ts';
import { meansOf } from '../../../src/language/example-rows.ts';
import { learned } from '../../../src/language/reads.ts';
import { buildProgram } from '../../../src/network/build.ts';
import { DebugRun } from '../../../src/script/debug/debug-run.ts';
import { findingInputs, Refusal } from '../../../src/script/debug/examine/find-inputs.ts';
import { makingPredictor, type Parameters, type Predictor } from '../../../src/script/debug/examine/predictor.ts';
import { Stage } from '../../../src/script/debug/examine/stage.ts';
import { numbersOf } from '../../../src/script/debug/numbers.ts';
import { type ScriptOptions, ScriptRun } from '../../../src/script/machine/script-run.ts';
import { findRoles } from '../../../src/script/roles/find.ts';
import { parsePath, readPath } from '../../../src/script/roles/path.ts';
import { subjects } from '../../export/subjects.ts';
import { full } from '../../full.ts';
import { script, trainings } from '../python.ts';

function finished<Value>(pieces: Generator<void, Value>): Value {
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
  }
}

interface Examined {
  readonly debug: DebugRun;
  readonly predictor: Predictor | Refusal;
  /** A stage at the current position. */
  stageNow(): Stage;
}

/** A script after `iteration` iterations, with what was found after its first one. */
function examined(text: string, iteration = 5, more: Partial<ScriptOptions> = {}, named?: readonly string[]): Examined {
  const { tree, options: plain } = script(text);
  const options = { ...plain, ...more };
  const debug = new DebugRun(tree, options, findRoles(new ScriptRun(tree, options), tree));
  debug.go({ kind: 'iteration', iteration: 2 });
  const { roles } = debug;
  const [first] = debug.boundaries;
  if (roles === undefined || first === undefined) throw new Error('it trains nothing');
  const stage = new Stage(new ScriptRun(tree, options), roles, first.moment);
  const inputs = finished(
    findingInputs(
      stage,
      named?.map((name) => parsePath(name) ?? (null as never)),
    ),
  );
  debug.go({ kind: 'iteration', iteration });
  return {
    debug,
    predictor: inputs instanceof Refusal ? inputs : finished(makingPredictor(stage, inputs)),
    stageNow: () => new Stage(new ScriptRun(tree, options), roles, debug.save().moment),
  };
}

function predictorOf({ predictor }: Examined): Predictor {
  if (predictor instanceof Refusal) throw new Error(predictor.why);
  return predictor;
}

function parametersOf({ roles, run }: DebugRun): Parameters {
  return [...(roles?.weights ?? []), ...(roles?.biases ?? [])].map((path) => numbersOf(readPath(run, path) ?? null));
}

function predictedBy(own: Examined, rows: Matrix): Matrix | undefined {
  return finished(predictorOf(own).predicting(parametersOf(own.debug), rows));
}

const batch = `import numpy as np
X = np.array([[0., 1.], [1., 0.], [1., 1.], [0., 0.]])
y = np.array([[1.], [1.], [0.], [0.]])
np.random.seed(1)
w = np.random.randn(2, 1)
for i in range(50):
    #
    p = 1 / (1 + np.exp(-(X @ w)))
    w += X.T @ (y - p)
`;

describe('the inputs of a script are found', () => {
  test.each([
    ['oneLayer', 'X', 4, 3],
    ['twoLayers', 'X', 4, 3],
    ['momentum', 'X', 4, 3],
    ['classWithLayers', 'X', 4, 3],
    ['oneExampleAtATime', 'points (column 0)', 3, 1],
    ['inAFunction', 'X', 4, 3],
    ['severalAlphas', 'X', 4, 3],
    ['softmax', 'X', 12, 2],
    ['constantTarget', 'x', 1, 2],
  ] as const)('in %s', (name, from, rows, columns) => {
    const { inputs, examples } = predictorOf(examined(trainings[name]));
    expect(inputs.from).toBe(from);
    expect(examples).toMatchObject({ rows, columns });
  });

  it('where examples are columns, and where each input has a list of its own', () => {
    const turned = batch.replace(/X = .*/, 'X = np.array([[0., 1., 1., 0.], [1., 0., 1., 0.]])');
    const columns = turned.replace('X @ w', 'X.T @ w').replace('X.T @ (y', 'X @ (y');
    expect(predictorOf(examined(columns)).inputs).toMatchObject({ from: 'X.T', rows: 4, columns: 2 });
    const lists = `a = [0.0, 1.0, 1.0]
b = [1.0, 0.0, 1.0]
goal = [1.0, 1.0, 0.0]
u = 0.1
v = 0.2
for i in range(9):
    for one, other, wanted in zip(a, b, goal):
        guess = one * u + other * v
        miss = wanted - guess
        u += 0.1 * miss * one
        v += 0.1 * miss * other
`;
    const predictor = predictorOf(examined(lists));
    expect(predictor.names).toEqual(['a', 'b']);
    expect(rowsOf(predictor.examples)).toEqual([
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect(predictor.areInOrder).toBe(true);
  });

  it('where each value of a prediction is compared by itself', () => {
    const own = examined(`X = [[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
T = [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
w = [[0.1, 0.2], [0.3, -0.4]]
for i in range(20):
    for x, t in zip(X, T):
        out = [sum(a * b for a, b in zip(row, x)) for row in w]
        for j in range(2):
            miss = t[j] - out[j]
            for k in range(2):
                w[j][k] += 0.1 * miss * x[k]
`);
    const predictor = predictorOf(own);
    expect(predictor).toMatchObject({ outputs: 2, areInOrder: true });
    const [one, other] = numbersOf(own.debug.run.globals.get('w') ?? null)?.data.filter((_, at) => at % 2 === 0) ?? [];
    expect([...(predictedBy(own, matrixFromRows([[2, 0]]))?.data ?? [])]).toEqual([2 * (one ?? 0), 2 * (other ?? 0)]);
  });

  it('where a softmax takes the largest value of all examples from each', () => {
    const own = examined(`import numpy as np
np.random.seed(0)
X = np.random.rand(2, 6)
T = np.vstack([X[0:1] > 0.5, X[0:1] <= 0.5]) * 1
W = np.random.randn(2, 2)
for i in range(20):
    Z = W.dot(X)
    E = np.exp(Z - np.max(Z))
    A = E / E.sum(axis=0)
    W -= 0.1 * (A - T).dot(X.T)
`);
    const predictor = predictorOf(own);
    expect(predictor.inputs).toMatchObject({ from: 'X.T', rows: 6, columns: 2 });
    const [one = 0, other = 0] = predictedBy(own, matrixFromRows([[0, 0]]))?.data ?? [];
    expect(one).toBeCloseTo(0.5, 12);
    expect(other).toBeCloseTo(0.5, 12);
  });

  it('where examples are drawn several times', () => {
    const drawn = batch.replace('    #', '    rows = np.random.choice(4, 3)');
    const own = examined(drawn.replace('X @ w', 'X[rows] @ w').replace('X.T @ (y - p)', 'X[rows].T @ (y[rows] - p)'));
    expect(predictorOf(own).targets).toMatchObject({ rows: 4 });
    expect(predictedBy(own, matrixFromRows([[0, 0]]))?.data).toEqual(Float64Array.of(0.5));
  });

  it('where a person names them', () => {
    expect(predictorOf(examined(batch, 5, {}, ['X'])).inputs.from).toBe('X');
    expect(examined(batch, 5, {}, ['w']).predictor).toBeInstanceOf(Refusal);
  });
});

describe.each(Object.keys(trainings) as (keyof typeof trainings)[])('a prediction in %s', (name) => {
  it('of its own rows is that of the script with the current weights, bit for bit', () => {
    const own = examined(trainings[name], 8);
    const [truth] = own.stageNow().pass(() => {});
    const { inputs, examples } = predictorOf(own);
    const predicted = predictedBy(own, examples) as Matrix;
    const all = inputs.predicted.flatMap((row) => rowsOf(predicted)[row] as number[]);
    // An iteration of mini-batches begins with the same examples in each pass of these scripts.
    const wanted = inputs.places.flat().map((place) => truth?.prediction.data[place]);
    expect(all).toEqual(wanted);
  });
});

describe('no prediction of other rows is claimed', () => {
  it.each([
    [
      'dropout',
      'p = 1 / (1 + np.exp(-((X * (np.random.rand(4, 2) > 0.5)) @ w)))',
      /^its predictions use random numbers/,
    ],
    ['a batch that is normalized', 'p = 1 / (1 + np.exp(-((X - X.mean(axis=0)) @ w)))', /depends on/],
    [
      'examples that are drawn',
      'X = np.random.rand(4, 2); p = 1 / (1 + np.exp(-(X @ w)))',
      /not computed from an array or a list/,
    ],
  ])('for %s', (_, line, words) => {
    const { predictor } = examined(batch.replace(/p = .*/, line));
    expect(predictor).toBeInstanceOf(Refusal);
    expect((predictor as Refusal).why).toMatch(words);
  });

  it('once it depends on more than the weights', () => {
    const slower = batch.replace('    #', '    heat = 1 / (1 + i)').replace('-(X @ w)', '-heat * (X @ w)');
    const own = examined(slower, 20);
    const last = own.debug.boundaries.at(-1);
    expect(predictorOf(own).faultAt((last as NonNullable<typeof last>).moment)).toBeDefined();
    const steady = examined(batch, 20);
    const later = steady.debug.boundaries.at(-1);
    expect(predictorOf(steady).faultAt((later as NonNullable<typeof later>).moment)).toBeUndefined();
  });
});

it('the run stays as it is', () => {
  const own = examined(trainings.twoLayers, 6);
  const before = own.debug.save().moment;
  predictedBy(own, matrixFromRows([[0.5, 0.5, 1]]));
  const after = own.debug.save().moment;
  expect(after.lines).toBe(before.lines);
  expect(after.printed).toBe(before.printed);
  own.debug.go({ kind: 'end' });
  const straight = examined(trainings.twoLayers, 2);
  straight.debug.go({ kind: 'end' });
  expect(parametersOf(own.debug)).toEqual(parametersOf(straight.debug));
});

it('the layers of a row follow each other', () => {
  const own = examined(trainings.classWithLayers, 6);
  const values = predictorOf(own).layersOf(parametersOf(own.debug), Float64Array.of(1, 0, 1));
  expect(values?.layers.map(({ length }) => length)).toEqual([3, 4, 1]);
  expect(values?.weights.map(({ rows, columns }) => [rows, columns])).toEqual([
    [3, 4],
    [4, 1],
  ]);
  expect(values?.layers.at(-1)).toEqual(predictedBy(own, matrixFromRows([[1, 0, 1]]))?.data);
});

describe('the plane of an exported script is that of its network', () => {
  const few = ['xor', 'softmax', 'flowers', 'scaled-targets'];
  const plain = subjects.filter(({ name, source: { plan } }) => (full ? plan.length === 0 : few.includes(name)));
  test.each(plain)('$name', ({ source }) => {
    const { script: text, data } = exportScript('numpy', source);
    const readFile = (path: string) => (path.endsWith('.npz') && data !== undefined ? writeNpz(data) : undefined);
    const own = examined(text, 4, { readFile });
    if (own.predictor instanceof Refusal) {
      expect(own.predictor.why).toMatch(/depends on|random/);
      return;
    }
    const { examples } = own.predictor;
    const grid = { columns: 6, rows: 4, x: [-1, 2], y: [2, -1] } as const;
    const pair = [0, Math.min(1, examples.columns - 1)] as const;
    const points = middlesOf(grid, pair, meansOf(examples));
    const program = buildProgram(source.settings, source.dataset.train.inputs.rows);
    const values = new Map(
      learned(program).map((name) => [name, numbersOf(own.debug.run.globals.get(name) ?? null) as Matrix]),
    );
    expect(predictedBy(own, points)?.data).toEqual(predict(program, values, points).data);
  });
});
