import { describe, expect, it } from 'vitest';
import { ScriptRun } from '../../../src/script/machine/script-run.ts';
import { findRoles } from '../../../src/script/roles/find.ts';
import { type Path, printPath } from '../../../src/script/roles/path.ts';
import { full } from '../../full.ts';
import { script, trainings } from '../python.ts';

/** The roles of a script, in words. */
function found(text: string): Record<string, unknown> | undefined {
  const { tree, options } = script(text);
  const roles = findRoles(new ScriptRun(tree, options), tree);
  if (roles === undefined) return undefined;
  const print = (paths: readonly Path[]): string => paths.map(printPath).join(', ');
  const { weights, biases, memory, meeting, learningRate, loop } = roles;
  return {
    loop: `${loop.code.name}:${tree.source.split('\n')[loop.line - 1]?.trim()}`,
    weights: print(weights),
    ...(biases.length > 0 && { biases: print(biases) }),
    ...(memory.length > 0 && { memory: print(memory) }),
    prediction: meeting?.prediction,
    target: meeting?.target,
    ...(learningRate && { rate: `${learningRate.text} = ${learningRate.value}` }),
  };
}

it.each([
  ['oneLayer', { loop: '<module>:for i in range(200):', weights: 'w', prediction: 'guess', target: 'y' }],
  [
    'twoLayers',
    {
      loop: '<module>:for i in range(200):',
      weights: 'w0, w1',
      biases: 'b1',
      prediction: 'guess',
      target: 'y',
      rate: 'alpha = 2',
    },
  ],
  [
    'momentum',
    {
      loop: '<module>:for i in range(100):',
      weights: 'w',
      memory: 'speed',
      prediction: 'out',
      target: 'y',
      rate: 'rate = 0.5',
    },
  ],
  [
    'classWithLayers',
    {
      loop: 'train:for epoch in range(n):',
      weights: 'net.layers[0].weights, net.layers[1].weights',
      prediction: 'out',
      target: 't',
      rate: 'rate = 0.5',
    },
  ],
  [
    'softmax',
    {
      loop: '<module>:for i in range(30):',
      weights: 'W',
      biases: 'b',
      prediction: 'probs',
      target: 'classes[rows]',
      rate: 'step = 0.5',
    },
  ],
  [
    'constantTarget',
    { loop: '<module>:for i in range(30):', weights: 'w', prediction: 'p', target: '3', rate: '0.05 = 0.05' },
  ],
  [
    'oneExampleAtATime',
    {
      loop: '<module>:for epoch in range(40):',
      weights: 'slope',
      biases: 'offset',
      prediction: 'predicted',
      target: 'target',
      rate: 'rate = 0.05',
    },
  ],
  [
    'inAFunction',
    {
      loop: 'main:while n < 60:',
      weights: 'main()::params["W"]',
      prediction: 'p',
      target: 'y',
      rate: 'rate = 0.1',
    },
  ],
  [
    'severalAlphas',
    { loop: '<module>:for i in range(30):', weights: 'w', prediction: 'l1', target: 'y', rate: 'alpha = 0.1' },
  ],
] as const)('finds the roles of %s by the flow of data', (name, roles) => {
  expect(found(trainings[name])).toEqual(roles);
});

it('finds no roles in a script that trains nothing', () => {
  expect(found('import numpy as np\nfor i in range(5):\n    x = np.ones((2, 2)) - i\nprint(x)\n')).toBeUndefined();
});

it('takes no running total for a weight', () => {
  const text = trainings.oneLayer.replace('    miss = y - guess\n', '    miss = y - guess\n    total = total + miss\n');
  const roles = found(text.replace('for i in range', 'total = np.zeros((4, 1))\nfor i in range'));
  expect(roles).toMatchObject({ weights: 'w', memory: 'total', prediction: 'guess' });
});

it('keeps passes of different calls apart', () => {
  const text = `def train(weights, inputs, aim, rate):
    outs = []
    for row in weights:
        outs.append(sum([w * x for w, x in zip(row, inputs)]))
    errors = [aim - out for out in outs]
    for i, row in enumerate(weights):
        for j in range(len(row)):
            x = inputs[j]
            row[j] += rate * (errors[i] * x)
    return weights
net = [[0.1, 0.2]]
rate = 0.1
for epoch in range(5):
    for inputs, aim in [([1, 0], 1), ([0, 1], 0)]:
        net = train(net, inputs, aim, rate)
`;
  expect(found(text)).toMatchObject({
    loop: '<module>:for epoch in range(5):',
    weights: 'net',
    prediction: 'out',
    target: 'aim',
    rate: 'rate = 0.1',
  });
});

it('takes no factor of the prediction for the learning rate', () => {
  const text = `w = 0.5
x = 1.1
for i in range(4):
    p = x * w
    w += (0.8 - p) * x
`;
  expect(found(text)).toEqual({ loop: '<module>:for i in range(4):', weights: 'w', prediction: 'p', target: '0.8' });
});

it('finds the weights of neurons that are objects, and shows them by layer', () => {
  const text = `class Number:
    def __init__(self, value, parts=(), back=None):
        self.value = value
        self.slope = 0.0
        self.parts = parts
        self.back = back
    def __add__(self, other):
        other = other if isinstance(other, Number) else Number(other)
        def back(slope):
            self.slope += slope
            other.slope += slope
        return Number(self.value + other.value, (self, other), back)
    def __mul__(self, other):
        other = other if isinstance(other, Number) else Number(other)
        def back(slope):
            self.slope += other.value * slope
            other.slope += self.value * slope
        return Number(self.value * other.value, (self, other), back)
    def __sub__(self, other):
        return self + other * -1 if isinstance(other, Number) else self + -other
    def backward(self):
        order, open = [], [self]
        while open:
            number = open.pop()
            order.append(number)
            open.extend(number.parts)
        self.slope = 1.0
        for number in order:
            if number.back: number.back(number.slope)
class Neuron:
    def __init__(self, inputs):
        self.weights = [Number(0.1 * (i + 1)) for i in range(inputs)]
        self.bias = Number(0.0)
    def __call__(self, x):
        total = self.bias
        for weight, value in zip(self.weights, x): total = total + weight * value
        return total
    def parameters(self):
        return self.weights + [self.bias]
neurons = [Neuron(2), Neuron(2)]
for step in range(4):
    outs = [neuron([1.0, 0.5]) for neuron in neurons]
    misses = [out - aim for out, aim in zip(outs, [1.0, -1.0])]
    loss = misses[0] * misses[0] + misses[1] * misses[1]
    for neuron in neurons:
        for p in neuron.parameters(): p.slope = 0.0
    loss.backward()
    for neuron in neurons:
        for p in neuron.parameters(): p.value += -0.05 * p.slope
`;
  expect(found(text)).toEqual({
    loop: '<module>:for step in range(4):',
    weights: 'neurons[:].weights[:].value',
    biases: 'neurons[:].bias.value',
    prediction: 'out',
    target: 'aim',
    rate: '0.05 = 0.05',
  });
});

it('looks for a network after a loop that moves values to data', () => {
  const text = `import numpy as np
X = np.array([[0.0], [1.0], [2.0]])
centre = np.array([0.5])
for i in range(5):
    gap = X - centre
    centre = centre + 0.1 * gap.mean(axis=0)
`;
  expect(found(text)).toMatchObject({ weights: 'centre', prediction: 'centre', target: 'X' });
  const network = `${text}near = np.exp(-(X - centre) ** 2)
w = np.zeros((1, 1))
for i in range(5):
    out = near @ w
    w += 0.1 * near.T @ (1.0 * X - out)
`;
  expect(found(network)).toMatchObject({ weights: 'w', prediction: 'out', target: '1.0 * X' });
});

it('takes the hidden state of a recurrent network for memory', () => {
  const text = `import numpy as np
np.random.seed(0)
Wx, Wh, Wy = np.random.randn(3, 1), np.random.randn(3, 3), np.random.randn(1, 3)
state = np.zeros((3, 1))
for step in range(6):
    dWx, dWy = np.zeros_like(Wx), np.zeros_like(Wy)
    dWh = np.zeros_like(Wh)
    for x, aim in [(0.5, 0.2), (0.1, 0.4)]:
        last = state
        state = np.tanh(Wx * x + Wh @ last)
        out = Wy @ state
        miss = out - aim
        dWy += miss @ state.T
        back = (Wy.T @ miss) * (1 - state ** 2)
        dWx += back * x
        dWh += back @ last.T
    Wx -= 0.1 * dWx
    Wh -= 0.1 * dWh
    Wy -= 0.1 * dWy
`;
  expect(found(text)).toMatchObject({ weights: 'Wx, Wh, Wy', memory: 'state', prediction: 'out', target: 'aim' });
});

describe('finds what a threshold predicts', () => {
  const data = `import numpy as np
inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
aims = [0, 0, 0, 1]
w = np.array([0.3, 0.3])
bias = 0.5
rate = 0.2
`;
  const loop = '<module>:for epoch in range(9):';
  it('in a conditional expression', () => {
    const text = `${data}for epoch in range(9):
    for x, aim in zip(inputs, aims):
        guess = 1 if np.dot(w, x) + bias > 0 else 0
        miss = aim - guess
        w += rate * miss * np.array(x)
        bias += rate * miss
`;
    const rest = { weights: 'w', biases: 'bias', prediction: 'guess', target: 'aim', rate: 'rate = 0.2' };
    expect(found(text)).toEqual({ loop, ...rest });
  });
  it('in a function with returns, whose result is kept in a list', () => {
    const text = `${data}def step(s):
    if s > 0:
        return 1
    else:
        return 0
for epoch in range(9):
    guesses = []
    for x in inputs:
        guesses.append(step(np.dot(w, x)))
    for i in range(4):
        w = w + rate * (aims[i] - guesses[i]) * np.array(inputs[i])
`;
    expect(found(text)).toMatchObject({ loop, weights: 'w', prediction: 'guesses[i]', target: 'aims[i]' });
  });
  it('where it is compared with the target, and few passes change the weights', () => {
    const text = `${data}def step(s):
    return 1 if s > 3 else 0
for epoch in range(9):
    for x, aim in zip(inputs, aims):
        if step(np.dot(w, x)) != aim and epoch > 3:
            w += rate * np.array(x)
`;
    expect(found(text)).toMatchObject({ loop, weights: 'w', prediction: 'step(np.dot(w, x))', target: 'aim' });
  });
  it('where the product with the target is compared with 0', () => {
    const text = `${data}for epoch in range(9):
    for x, aim in zip(inputs, aims):
        y = 2 * aim - 1
        score = np.dot(w, x) + bias
        if y * score <= 0:
            w += rate * y * np.array(x)
            bias += rate * y
`;
    expect(found(text)).toMatchObject({ loop, weights: 'w', biases: 'bias', prediction: 'score', target: 'y' });
  });
});

it('takes no number of the body of a loop for a choice of its condition', () => {
  const text = `import numpy as np
w = np.array([0.5])
error = 1.0
while error > 0.01:
    aim = 1
    guess = np.dot(w, [0.7])
    error = aim - guess
    w += 0.1 * error
`;
  expect(found(text)).toMatchObject({ weights: 'w', prediction: 'guess', target: 'aim' });
});

it('takes no data for weights because they are printed or kept', () => {
  const text = `${trainings.oneLayer.replace('    miss = y - guess\n', '    miss = y - guess\n    print(X)\n    kept.append(X)\n')}`;
  expect(found(`kept = []\n${text}`)).toMatchObject({ weights: 'w', prediction: 'guess' });
});

it('stops looking at a script that never ends', () => {
  const { tree, options } = script('while True:\n    pass\n');
  const run = new ScriptRun(tree, options);
  // The limit of the debugger takes over a second.
  const most = full ? undefined : 30_000;
  expect(findRoles(run, tree, most)).toBeUndefined();
  // A pass has two lines and three instructions.
  expect(run.lines / (most ?? 3_000_000)).toBeCloseTo(2 / 3, 1);
});

it('finds a learning rate that each iteration lowers', () => {
  expect(found(`${trainings.twoLayers}    alpha *= 0.99\n`)).toMatchObject({
    memory: 'alpha',
    rate: expect.stringMatching(/^alpha = /),
  });
});

it('finds a learning rate where the loss is measured apart', () => {
  const text = trainings.twoLayers.replace('    delta =', '    loss = np.mean((y - guess) ** 2)\n    delta = 2 *');
  expect(found(text)).toMatchObject({ prediction: 'guess', rate: 'alpha = 2' });
});
