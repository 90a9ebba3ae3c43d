import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printExpression, printStatement } from '../../src/language/print.ts';
import { largestMiss, meanAbsoluteError, parameters } from '../../src/language/program.ts';
import { inferShapes } from '../../src/language/shapes.ts';
import type { GivenSettings } from '../../src/network/settings.ts';
import { buildProgram } from './build-program.ts';

describe('the program of a network', () => {
  test('has given matrices and roles', () => {
    const program = buildProgram({ layerSizes: [3, 4, 2], bias: false, learningRate: 1 }, 8);
    expect(program.given).toEqual([
      { name: 'X', shape: { rows: 8, columns: 3 } },
      { name: 'y', shape: { rows: 8, columns: 2 } },
    ]);
    expect(program.roles).toEqual({
      examples: 'X',
      inputs: 'l0',
      target: 'y',
      prediction: 'l2',
      error: 'l2_error',
      layers: [
        { weights: 'syn0', output: 'l1' },
        { weights: 'syn1', output: 'l2' },
      ],
    });
    expect(parameters(program)).toEqual(['syn0', 'syn1']);
  });

  test('lists a bias after the weights of its layer', () => {
    const program = buildProgram({ layerSizes: [2, 3, 1], bias: true, learningRate: 1 }, 4);
    expect(program.roles.layers).toEqual([
      { weights: 'syn0', bias: 'b0', output: 'l1' },
      { weights: 'syn1', bias: 'b1', output: 'l2' },
    ]);
    expect(parameters(program)).toEqual(['syn0', 'b0', 'syn1', 'b1']);
  });

  test('without hidden layers has one error', () => {
    const program = buildProgram({ layerSizes: [3, 1], bias: false, learningRate: 1 }, 4);
    expect(program.iteration.map(printStatement)).toEqual([
      'l0 = X',
      'l1 = sigmoid(l0 @ syn0)',
      'l1_error = y - l1',
      'l1_delta = l1_error * slope(l1)',
      'syn0 += l0.T @ l1_delta',
    ]);
  });

  test('measures the error and the largest miss over its error matrix', () => {
    const program = buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1 }, 4);
    expect(printExpression(meanAbsoluteError(program))).toBe('mean(abs(l2_error))');
    expect(printExpression(largestMiss(program))).toBe('max(abs(l2_error))');
  });

  test('sets alpha first, then draws the weights layer by layer', () => {
    const program = buildProgram({ layerSizes: [2, 3, 4, 1], bias: false, learningRate: -0.5 }, 4);
    expect(program.setup.map(printStatement)).toEqual([
      'alpha = -0.5',
      'syn0 = 2 * random((2, 3)) - 1',
      'syn1 = 2 * random((3, 4)) - 1',
      'syn2 = 2 * random((4, 1)) - 1',
    ]);
  });

  test('of any size has matching shapes, and changes every parameter once an iteration', () => {
    const settings = fc.record({
      layerSizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 6 }),
      bias: fc.boolean(),
      learningRate: fc.constantFrom(1, 0.1, 10),
    });
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 6 }), (network, examples) => {
        const program = buildProgram(network, examples);
        const shapes = inferShapes(program);
        const { layerSizes } = network;
        program.roles.layers.forEach(({ weights, bias, output }, k) => {
          expect(shapes.get(weights)).toEqual({ rows: layerSizes[k], columns: layerSizes[k + 1] });
          expect(shapes.get(output)).toEqual({ rows: examples, columns: layerSizes[k + 1] });
          if (bias !== undefined) expect(shapes.get(bias)).toEqual({ rows: 1, columns: layerSizes[k + 1] });
        });
        const changed = program.iteration.filter(({ operator }) => operator !== '=').map(({ target }) => target);
        expect(changed.toSorted()).toEqual(parameters(program).toSorted());
      }),
    );
  });

  test('has no factors of 1 with one example at a time', () => {
    const linesOf = (settings: Partial<GivenSettings>, of: string): readonly string[] =>
      buildProgram({ layerSizes: [3, 1], bias: false, learningRate: 1, loss: 'mean squared', ...settings }, 4)
        .iteration.filter(({ target }) => target === of)
        .map(printStatement);
    expect(linesOf({ batchSize: 1 }, 'rows')).toEqual(['rows = (t - 1 + arange(1)) % 4']);
    expect(linesOf({ batchSize: 2 }, 'rows')).toEqual(['rows = (2 * (t - 1) + arange(2)) % 4']);
    expect(linesOf({ batchSize: 1 }, 'l1_delta')).toEqual(['l1_delta = 2 * l1_error * slope(l1)']);
    expect(linesOf({ batchSize: 2 }, 'l1_delta')).toEqual(['l1_delta = 2 * l1_error / 2 * slope(l1)']);
    expect(linesOf({ batchSize: 1, loss: 'binary cross-entropy' }, 'l1_delta')).toEqual(['l1_delta = l1_error']);
  });

  test('writes π and quotients as a person would', () => {
    const settings: GivenSettings = { layerSizes: [3, 4, 1], bias: false, learningRate: 1, batchNorm: true };
    const { iteration } = buildProgram({ ...settings, schedule: 'cosine' }, 4);
    const lines = iteration.map(printStatement);
    expect(lines).toContain('alpha = (1 + cos(pi * clip((t - 1) / 1000, 0, 1))) / 2');
    expect(lines).toContain('l1_running_var += 0.1 * (4 / 3 * l1_var - l1_running_var)');
  });
});

const tutorial: GivenSettings = { layerSizes: [3, 4, 1], bias: false, learningRate: 1 };

/** The marked lines of a network, each with its marks. */
function marks(settings: Partial<GivenSettings>): readonly string[] {
  const { setup, iteration } = buildProgram({ ...tutorial, ...settings }, 4);
  return [...setup, ...iteration].flatMap((line) =>
    line.techniques === undefined ? [] : [`${line.techniques.join(' + ')}: ${printStatement(line)}`],
  );
}

describe('the techniques of a line', () => {
  test('are not marked on any line of the tutorial', () => {
    expect(marks({})).toEqual([]);
  });

  test('are marked on added lines, also in the setup', () => {
    expect(marks({ optimizer: 'momentum' })).toEqual([
      'momentum: mu = 0.9',
      'momentum: v_syn0 = zeros((3, 4))',
      'momentum: v_syn1 = zeros((4, 1))',
      'momentum: v_syn1 = mu * v_syn1 + l1.T @ l2_delta',
      'momentum: syn1 += v_syn1',
      'momentum: v_syn0 = mu * v_syn0 + l0.T @ l1_delta',
      'momentum: syn0 += v_syn0',
    ]);
  });

  test('are marked on lines of the tutorial in another form', () => {
    expect(marks({ activations: ['tanh', 'sigmoid'] })).toEqual([
      'tanh: l1 = tanh(l0 @ syn0)',
      'tanh: l1_delta = l1_error * tanh_slope(l1)',
    ]);
    expect(marks({ loss: 'huber' })).toEqual(['huber: l2_delta = clip(l2_error, -1, 1) / 4 * slope(l2)']);
  });

  test('are all marked on a line that several change, in order', () => {
    expect(marks({ learningRate: 0.5, l2: 0.01 })).toEqual([
      'alpha: alpha = 0.5',
      'alpha + l2: syn1 += alpha * (l1.T @ l2_delta - 0.01 * syn1)',
      'alpha + l2: syn0 += alpha * (l0.T @ l1_delta - 0.01 * syn0)',
    ]);
  });

  test('are marked only on the lines of a layer that differ', () => {
    expect(marks({ bias: true })).toEqual([
      'bias: b0 = zeros((1, 4))',
      'bias: b1 = zeros((1, 1))',
      'bias: l1 = sigmoid(l0 @ syn0 + b0)',
      'bias: l2 = sigmoid(l1 @ syn1 + b1)',
      'bias: b1 += sum(l2_delta, axis=0)',
      'bias: b0 += sum(l1_delta, axis=0)',
    ]);
  });
});
