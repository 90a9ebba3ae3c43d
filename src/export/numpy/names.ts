import type { Preamble } from '../python/preamble.ts';

/*
 * The notation's functions as NumPy has them. A script imports or defines what it uses, under the names of the notation,
 * so that its lines are the lines of the program, character for character.
 */

const fromNumpy = [
  ...[
    'abs',
    'arange',
    'asarray',
    'clip',
    'cos',
    'exp',
    'expm1',
    'floor',
    'load',
    'log',
    'log1p',
    'max',
    'maximum',
    'mean',
  ],
  ...['min', 'minimum', 'pi', 'sign', 'sqrt', 'sum', 'tanh', 'vectorize', 'where', 'zeros'],
];
const fromRandom = ['get_state', 'permutation', 'random', 'seed', 'set_state', 'standard_normal'];

/** In this order: none uses one that comes later. */
const definitions: Readonly<Record<string, string>> = {
  array: 'def array(cells):\n    return asarray(cells, dtype=float)',
  randn: 'def randn(shape):\n    return standard_normal(shape)',
  sigmoid: 'def sigmoid(z):\n    return 1 / (1 + exp(-z))',
  slope: 'def slope(l):  # of a sigmoid, in its output\n    return l * (1 - l)',
  tanh_slope: 'def tanh_slope(l):  # in the output\n    return 1 - l * l',
  relu: 'def relu(z):\n    return maximum(z, 0)',
  relu_slope: 'def relu_slope(l):  # in the output\n    return where(l > 0, 1.0, 0.0)',
  leaky_relu: 'def leaky_relu(z):\n    return where(z > 0, z, 0.01 * z)',
  leaky_relu_slope: 'def leaky_relu_slope(l):  # in the output\n    return where(l > 0, 1.0, 0.01)',
  elu: 'def elu(z):\n    return where(z > 0, z, expm1(minimum(z, 0)))',
  elu_slope: 'def elu_slope(l):  # in the output\n    return where(l > 0, 1.0, l + 1)',
  softplus: 'def softplus(z):\n    return maximum(z, 0) + log1p(exp(-abs(z)))',
  softplus_slope: 'def softplus_slope(l):  # in the output\n    return -expm1(-l)',
  swish: 'def swish(z):\n    return z * sigmoid(z)',
  swish_slope: 'def swish_slope(z):\n    return sigmoid(z) * (1 + z * (1 - sigmoid(z)))',
  normal:
    'erf = vectorize(math.erf)\n\n\ndef normal(z):  # the share of a normal distribution below z\n    return 0.5 * (1 + erf(z / sqrt(2)))',
  classes: 'def classes(outputs):\n    return outputs[:, 0] > 0.5 if outputs.shape[1] == 1 else outputs.argmax(axis=1)',
  accuracy:
    'def accuracy(predicted, targets):  # the share whose class is predicted\n    return mean(classes(predicted) == classes(targets))',
  gelu: 'def gelu(z):\n    return z * normal(z)',
  gelu_slope: 'def gelu_slope(z):\n    return normal(z) + z * exp(-z * z / 2) / sqrt(2 * pi)',
};

export const numpyNames: Preamble = {
  imports: [
    [
      ['from numpy import …', fromNumpy],
      ['from numpy.random import …', fromRandom],
    ],
  ],
  definitions,
};
