import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { NetworkName } from '../../../src/learn/rebuild/level-names.ts';
import { checked } from './reports.ts';

/* The first ✗ of programs of learners: its line, and its sentence. */

const folder = 'test/learn/rebuild/programs/wrong';

describe('the first ✗ of a program of a learner', () => {
  it.each([
    ['three-layers--returned-weights.py', 'dZ2 = A2 - Y', /^The output delta is the error without the slope/],
    [
      'three-layers--gradient-per-example.py',
      'dW2 = np.dot(dZ2, A1.T) / m',
      /^dW2 has a different factor from the other updates/,
    ],
    [
      'three-layers--zeros-in-function.py',
      'W1 = np.zeros((n_h, n_x))',
      /^All hidden units begin with the same weights/,
    ],
    [
      'three-layers--update-under-condition.py',
      'syn[0] += X.T @ l1_delta',
      /^This line does not run in iteration 1: syn\[0\]/,
    ],
    ['three-layers--returns-from-loop.py', 'return', /^The loop ends after 1 iteration, with a mean error of 0\.4964/],
    ['three-layers--outer-noslope.py', 'dh = (W @ do)*h', /^The delta is error \* l: one half of the slope is missing/],
    ['three-layers--outer-nosum.py', 'dW = np.outer(h, do)', /^dW has the value of the last example only/],
    ['three-layers--outer-online.py', 'W += np.outer(h, do)', /^This line changes W after each example/],
    ['three-layers--outer-wrongerr.py', 'e = o - T[n]', /^The sign of the error and the sign of the update/],
    ['two-layers--single-late.py', 'summe = zeros(3)', /^summe starts again for each example/],
    ['three-layers--layerobj-dz.py', 'd = grad * self.out * (1 + self.out)', /^d is not a value of this network/],
    ['three-layers--seq-plus.py', 'self.w += lr * self.gw', /^The sign of the error and the sign of the update/],
    ['two-layers--class-reinit.py', 'self.w = np.random.randn(3, 1)', /^The initial weights are drawn again/],
    [
      'bias--ng-axis0.py',
      'db1 = 1/m*np.sum(dZ1,axis=0,keepdims=True)',
      /^db1 should be np\.sum\(l1_delta, axis=0\) here/,
    ],
    ['bias--rows-dc.py', 'dv += d*h; dc = d', /^dc has the value of the last example only/],
    [
      'bias--classlayer-b.py',
      'self.b += lr*g.sum(axis=1, keepdims=True)[:1]',
      /The change of a bias is the delta of its layer, summed/,
    ],
    ['four-layers--rows-h.py', 'gB = gB + np.outer(h1, d2)', /^gB has rows and columns exchanged/],
    [
      'three-layers--type-append.py',
      'ws = [w - lr * g for w, g in zip(ws, gs)]',
      /^ValueError: operands could not be broadcast/,
    ],
    [
      'dropout--choice-once.py',
      'mask = np.random.choice([0, 1], size=(4, 4), p=[1-keep, keep])',
      /^The mask is the same in each iteration/,
    ],
    ['bias--ones-wrongpart.py', 'dh = (do@W2[1:].T)*h*(1-h)', /^dh should be l1_delta here/],
    ['three-layers--X-overwritten.py', 'inputs = 1/(1+numpy.exp(-inputs))', /^This line changes the numbers of inputs/],
    [
      'three-layers--py2-intdiv.py',
      'W2 += rate*h.T.dot(d)',
      /^rate is 0, so this line does not change W2\. In Python 2/,
    ],
    ['momentum--avg-none.py', 'W2 -= lr*A1.T@dZ2', /^These weights change by the gradient of this iteration alone/],
    ['momentum--fn-shared.py', 'vs[k] = momentum*gs[k] + eta*vs[k]', /^The velocity keeps 0\.5 of the velocity before/],
    [
      'three-layers--class-rand.py',
      'self.weights1 = np.random.rand(self.input.shape[1], 4)',
      /^The initial weights are all positive/,
    ],
    [
      'three-layers--while-false.py',
      'while error < 0.02 and epoch < 100000:',
      /^The lines of this loop never run: its condition is false/,
    ],
    ['three-layers--layer-pair.py', 'A = 1/1+np.exp(-Z)', /^A should be 1 \/ \(1 \+ np\.exp\(-Z\)\) here/],
    [
      'three-layers--positive-pair.py',
      'return np.random.random((3,4)), np.random.random((4,1))',
      /^The initial weights are all positive/,
    ],
    ['three-layers--times-zero.py', 'w += g * 0', /^This line does not change W\[0\]: its numbers stay/],
    [
      'three-layers--slope-of-target.py',
      'dz2 = 2*(yhat-y)/y.shape[0]*y*(1-y)',
      /^dz2 should be l2_delta here: with its numbers/,
    ],
    [
      'three-layers--rate-zero-argument.py',
      'model[name] = model[name] - lr*grad',
      /^lr is 0, so this line does not change model\['W1'\]/,
    ],
    ['two-layers--zeros-no-slope.py', 'theta -= 0.7 * X.T.dot(r)', /^The output delta is the error without the slope/],
    [
      'two-layers--online-in-functions.py',
      'w = [wi + gi for wi, gi in zip(w, g)]',
      /^This line changes w after each example/,
    ],
  ] as const)('is at its line, and true: %s', (file, line, sentence) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8').replaceAll('  # wrong', '');
    const { fault } = checked(text, file.split('--')[0] as NetworkName);
    expect(text.split('\n')[(fault?.line ?? 0) - 1]?.trim()).toBe(line);
    expect(fault?.sentence).toMatch(sentence);
  });
});
