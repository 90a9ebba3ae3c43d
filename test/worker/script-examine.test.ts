import { expect, it } from 'vitest';
import { parseModule } from '../../src/script/syntax/module.ts';
import type { Command, Report, Snapshot, ViewRequest } from '../../src/worker/protocol.ts';
import { ScriptSession } from '../../src/worker/script-session.ts';
import { scriptSubject } from '../../src/worker/subject.ts';
import { trainings } from '../script/python.ts';
import type { Request } from './still-session.ts';

/** A paused session of a script, on a clock that passes a little at each reading. */
function talkTo(
  text: string,
  namedRoles?: string,
): { say(what: Request): Snapshot; readonly reports: readonly Report[] } {
  const reports: Report[] = [];
  let [time, request] = [0, 0];
  const now = (): number => {
    time += 0.01;
    return time;
  };
  const session = new ScriptSession(
    (report) => reports.push(report),
    now,
    () => () => undefined,
  );
  const { module } = parseModule(text);
  const about = {
    text,
    file: 'net.py',
    folder: '.',
    version: module?.version ?? 3,
    arguments: [],
    namedRoles,
  } as const;
  const say = (what: Request): Snapshot => {
    request++;
    session.receive({ ...what, run: 1, request } as Command);
    for (let known = -1; session.turn() !== undefined || known !== reports.length; ) {
      known = reports.length;
      session.receive({ type: 'acknowledge', run: 1, request });
    }
    return reports.findLast((report) => report.type === 'snapshot') as Snapshot;
  };
  say({ type: 'start', subject: scriptSubject(about), seed: 1, speed: 'unlimited', paused: true });
  return { say, reports };
}

const plane = { columns: 8, rows: 4, inputs: [0, 1], x: [0, 1], y: [1, 0], of: 'output' } as const;

function looking(viewRequest: ViewRequest): Request {
  return { type: 'setViewRequest', viewRequest };
}

it('a script tells its inputs after an iteration, and predicts rows, a plane and the layers of an example', () => {
  const { say, reports } = talkTo(trainings.classWithLayers);
  say({ type: 'step', iterations: 3 });
  const examined = reports.find((report) => report.type === 'examined')?.examined;
  expect(examined).toMatchObject({ from: 'X', names: ['x1', 'x2', '1'], areInOrder: true, units: [3, 4, 1] });
  const { asked } = say(looking({ asked: [1, 0, 1] }));
  const { activations } = say(looking({ example: { set: 'train', row: 2 } }));
  expect(activations?.layers).toEqual(asked?.layers);
  const drawn = say(looking({ plane }));
  expect(drawn.plane?.values).toHaveLength(32);
  expect(drawn.present?.prediction[2]).toBe(asked?.layers.at(-1)?.[0]);
  const { prediction } = say({ type: 'step', iterations: 1 });
  expect(prediction).toEqual(drawn.present?.prediction);
});

it('after its end a script predicts with its last weights, and within an iteration with the current ones', () => {
  const { say } = talkTo(trainings.twoLayers);
  say({ type: 'step', iterations: 3 });
  const before = say(looking({ asked: [0.5, 0.5, 1] })).asked;
  const within = say({ type: 'travel', travel: { to: 'line', by: 1 } });
  expect(within.asked).toEqual(before);
  const { asked, state } = say({ type: 'runTo', iteration: 1000 });
  expect(state).toBe('finished');
  expect(asked?.layers).toHaveLength(3);
  expect(asked?.layers).not.toEqual(before?.layers);
});

it('a script with dropout says why it predicts no other rows', () => {
  const { say, reports } = talkTo(
    trainings.oneLayer.replace('np.dot(X, w)', 'np.dot(X * (np.random.rand(4, 3) > 0.5), w)'),
  );
  say({ type: 'step', iterations: 2 });
  const examined = reports.find((report) => report.type === 'examined')?.examined;
  expect(examined).toEqual({ why: expect.stringMatching(/^its predictions use random numbers/) });
  expect(say(looking({ asked: [1, 0, 1] })).asked).toBeUndefined();
});

it('a script that shuffles its examples shows them in the order of its data, as its current weights predict them', () => {
  const { say, reports } = talkTo(`import numpy as np
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1], [2, 0], [0, 2]])
y = np.array([0, 1, 1, 1, 1, 0])
w = np.zeros(2)
for epoch in range(30):
    for k in np.random.permutation(6):
        p = 1 / (1 + np.exp(-np.dot(X[k], w)))
        w += 0.5 * (y[k] - p) * X[k]
`);
  const { prediction } = say({ type: 'step', iterations: 4 });
  const { examined } = reports.find((report) => report.type === 'examined') ?? {};
  expect(examined).toMatchObject({ areInOrder: true, outputs: 1, inputs: { rows: 6, columns: 2 } });
  const found = reports.findLast((report) => report.type === 'found');
  expect([...(found?.targets.data ?? [])]).toEqual([0, 1, 1, 1, 1, 0]);
  const { asked } = say(looking({ asked: [0, 2] }));
  expect(prediction).toHaveLength(6);
  expect(asked?.layers.at(-1)?.[0]).toBe(prediction[5]);
});

const held = `import numpy as np
np.random.seed(3)
data = np.random.rand(30, 2)
labels = (data[:, 0] + data[:, 1] > 1).astype(float).reshape(-1, 1)
X_train, X_test = data[:20], data[20:]
y_train, y_test = labels[:20], labels[20:]
w = np.random.randn(2, 1)
def forward(X):
    return 1 / (1 + np.exp(-(X @ w)))
for epoch in range(40):
    out = forward(X_train)
    w -= 0.5 * X_train.T @ (out - y_train)
print(np.mean((forward(X_test) > 0.5) == y_test))
`;

it.each([
  ['is found where it is compared after the training', held, undefined],
  ['has the names that a person gives', held.replace(/print.*/, ''), 'test=X_test,y_test'],
])('a test set %s', (_, text, namedRoles) => {
  const { say, reports } = talkTo(text, namedRoles);
  say({ type: 'step', iterations: 3 });
  const { test } = say({ type: 'step', iterations: 2 });
  const examined = reports.findLast((report) => report.type === 'examined')?.examined;
  expect(examined).toMatchObject({ test: { inputs: { rows: 10, columns: 2 }, targets: { rows: 10, columns: 1 } } });
  expect(test?.prediction).toHaveLength(10);
  expect(test?.curve.iterations.at(-1)).toBe(4);
  const [row] = examined !== undefined && 'test' in examined ? [examined.test?.inputs.data.slice(0, 2)] : [];
  const { asked } = say(looking({ asked: [...(row ?? [])] }));
  expect(asked?.layers.at(-1)?.[0]).toBe(test?.prediction[0]);
});

it('without a comparison after the training no test set is claimed', () => {
  const { say, reports } = talkTo(held.replace(/print.*/, ''));
  say({ type: 'step', iterations: 3 });
  const examined = reports.find((report) => report.type === 'examined')?.examined;
  expect(examined).toMatchObject({ from: 'X_train', test: undefined });
});

it('data that a script shuffles as it trains keep the order in which their targets are known', () => {
  const { say, reports } = talkTo(`import numpy as np
X = np.array([[0, 0], [0, 1], [1, 0], [2, 2]])
y = np.array([[0], [1], [1], [0]])
w = np.array([[0.1], [0.2]])
for epoch in range(30):
    p = 1 / (1 + np.exp(-(X @ w)))
    w += 0.5 * X.T @ (y - p)
    order = np.random.permutation(4)
    X = X[order]
    y = y[order]
`);
  say({ type: 'step', iterations: 1 });
  for (let step = 0; step < 5; step++) say({ type: 'step', iterations: 1 });
  const examined = reports.findLast((report) => report.type === 'examined')?.examined;
  const found = reports.findLast((report) => report.type === 'found');
  const inputs = examined !== undefined && 'inputs' in examined ? examined.inputs : undefined;
  const sums = Array.from({ length: 4 }, (_, row) => (inputs?.data[2 * row] ?? 0) + (inputs?.data[2 * row + 1] ?? 0));
  expect([...(found?.targets.data ?? [])]).toEqual(sums.map((sum) => (sum === 1 ? 1 : 0)));
});

it('a script that trains again and again is looked at once', () => {
  const { say, reports } = talkTo(`import numpy as np
X = np.array([[0, 1], [1, 0], [1, 1]])
y = np.array([[1], [0], [1]])
w = np.zeros((2, 1))
def train(steps):
    global w
    for step in range(steps):
        p = 1 / (1 + np.exp(-X.dot(w)))
        w = w + 0.1 * X.T.dot(y - p)
for round in range(100):
    train(3)
`);
  say({ type: 'runTo', iteration: 240 });
  const before = reports.filter(({ type }) => type === 'examined').length;
  const { asked } = say(looking({ asked: [1, 1] }));
  say({ type: 'step', iterations: 30 });
  expect(asked?.layers).toHaveLength(2);
  expect(reports.filter(({ type }) => type === 'examined')).toHaveLength(before);
});
