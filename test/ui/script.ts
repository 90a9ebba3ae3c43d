import { matrixFromRows } from '../../src/engine/matrix.ts';
import { initialModel, type Model, type ShownSubject } from '../../src/ui/model/model.ts';
import { update } from '../../src/ui/model/update.ts';
import type { Size } from '../../src/ui/views/layout.ts';
import type { FoundRoles, ScriptView, Snapshot } from '../../src/worker/protocol.ts';
import { scriptSubject } from '../../src/worker/subject.ts';

/** A network of two layers, as a learner types it. */
export const text = `import numpy as np

def sigmoid(x, slope=False):
    """The logistic function."""
    if slope:
        return x * (1 - x)
    return 1 / (1 + np.exp(-x))

X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
np.random.seed(1)
syn0 = 2 * np.random.random((3, 4)) - 1
syn1 = 2 * np.random.random((4, 1)) - 1
for i in range(60000):
    l1 = sigmoid(np.dot(X, syn0))
    l2 = sigmoid(np.dot(l1, syn1))
    l2_error = y - l2
    if i % 10000 == 0:
        print("Error:", np.mean(np.abs(l2_error)))
    l2_delta = l2_error * sigmoid(l2, True)
    l1_delta = l2_delta.dot(syn1.T) * sigmoid(l1, True)
    syn1 += l1.T.dot(l2_delta)
    syn0 += X.T.dot(l1_delta)  # the first layer last
`;

export const found: FoundRoles = {
  line: 14,
  weights: ['syn0', 'syn1'],
  biases: [],
  memory: [],
  prediction: 'l2',
  target: 'y',
  errorLine: 17,
  learningRate: undefined,
};

export function shownScript(own: { readonly text?: string; readonly version?: 2 | 3 } = {}): ShownSubject {
  return {
    ...scriptSubject({ text, file: 'net.py', folder: '/scripts', version: 3, arguments: [], ...own }),
    name: 'net.py',
    description: '',
    inputNames: [],
    targetNames: [],
  };
}

export const middle: ScriptView = {
  line: 16,
  lines: 61,
  furthestLines: 61,
  training: 1,
  end: 60_000,
  calls: [{ name: '<module>', file: 'net.py', line: 16 }],
  values: [
    { line: 14, text: 'i = 3' },
    { line: 15, text: 'l1 4×4: 0.12 … 0.94' },
  ],
  output: { lines: ['Error: 0.4964100319027255'], first: 1, count: 1 },
  variables: [
    { name: 'l1', call: undefined, type: 'ndarray', shape: '4×4', value: '0.12 … 0.94' },
    { name: 'i', call: undefined, type: 'int', shape: '', value: '3' },
  ],
  ending: undefined,
  asks: undefined,
};

export function snapshotOf(script: ScriptView, own: Partial<Snapshot> = {}): Snapshot {
  const iteration = 3;
  const view = (name: string, rows: number, columns: number) => ({
    ...{ name, rows, columns, blockRows: 1, blockColumns: 1 },
    sums: Float64Array.from({ length: rows * columns }, (_, cell) => Math.sin(cell)),
  });
  return {
    type: 'snapshot',
    run: 1,
    request: 1,
    state: 'paused',
    stopReason: undefined,
    goal: 60_000,
    line: 2,
    lines: undefined,
    furthest: 3,
    rate: undefined,
    solvedAt: undefined,
    curve: { iterations: Float64Array.of(0, 1, 2), errors: Float64Array.of(0.5, 0.49, 0.48) },
    alpha: 1,
    epoch: undefined,
    batch: undefined,
    changes: [],
    changed: 0,
    verdict: undefined,
    watches: [],
    stoppedBy: undefined,
    nonFiniteLine: undefined,
    iteration,
    error: 0.48,
    parameters: [view('syn0', 3, 4), view('syn1', 4, 1)],
    prediction: Float64Array.of(0.4, 0.5, 0.6, 0.5),
    script,
    ...own,
  };
}

/** A dashboard that was opened paused, knows the roles and has this snapshot. */
export function scriptModel(
  script: ScriptView = middle,
  size: Size = { columns: 120, rows: 40 },
  roles: FoundRoles | null = found,
  own: Partial<Snapshot> = {},
  subject = shownScript(),
): Model {
  const targets = matrixFromRows(roles === null ? [] : [[0], [1], [1], [0]]);
  const opened = update(initialModel(subject, 1, 3000, size), { type: 'opened', paused: true }).model;
  const known = update(opened, {
    type: 'reported',
    report: { type: 'found', run: 1, found: roles ?? undefined, targets },
  }).model;
  const bare: Partial<Snapshot> =
    roles === null
      ? {
          parameters: [],
          prediction: new Float64Array(0),
          error: undefined,
          iteration: 0,
          furthest: 0,
          curve: { iterations: new Float64Array(0), errors: new Float64Array(0) },
        }
      : {};
  return update(known, { type: 'reported', report: snapshotOf(script, { ...bare, ...own }) }).model;
}
