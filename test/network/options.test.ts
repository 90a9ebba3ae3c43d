import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printStatement } from '../../src/language/print.ts';
import { inferShapes } from '../../src/language/shapes.ts';
import type { RunFacts } from '../../src/network/option-kinds.ts';
import { type Option, options } from '../../src/network/options.ts';
import { type RunSettings, withDefaults } from '../../src/network/settings.ts';
import { limits } from '../../src/scenario/limits.ts';
import { buildProgram } from './build-program.ts';

const xor: RunSettings = { ...withDefaults({ layerSizes: [3, 4, 1] }), stop: {} };
const EXAMPLES = 4;
const factsOf = (examples: number, left = 60_000): RunFacts => ({ examples, left });
const XOR = factsOf(EXAMPLES);

function optionOf(name: string): Option {
  const option = options.find((candidate) => candidate.name === name);
  if (option === undefined) throw new Error(`no option is called ${name}`);
  return option;
}

/** All values of an option, step by step, until they end or start again. */
function valuesOf(name: string, settings: RunSettings = xor, direction: 1 | -1 = 1, examples = EXAMPLES) {
  const { change, value } = optionOf(name);
  const values = [value(settings)];
  for (let [own, next] = [settings, change(settings, direction, factsOf(examples))]; next !== own; ) {
    if (value(next) === values[0]) return [...values, 'and again'];
    values.push(value(next));
    [own, next] = [next, change(next, direction, factsOf(examples))];
  }
  return values;
}

function reason(name: string, set: Partial<RunSettings> = {}, examples = EXAMPLES): string | undefined {
  return optionOf(name).unavailable({ ...xor, ...set }, examples);
}

/** The lines after some steps of an option. */
function linesAfter(name: string, steps: number, settings = xor): readonly string[] {
  const { change } = optionOf(name);
  let own = settings;
  for (let step = 0; step < Math.abs(steps); step++) own = change(own, steps > 0 ? 1 : -1, XOR);
  const { setup, iteration } = buildProgram(own, EXAMPLES);
  return [...setup, ...iteration].map(printStatement);
}

const linear = { ...xor, layerSizes: [3, 1] };
const classes: RunSettings = { ...xor, layerSizes: [3, 4, 2], activations: ['sigmoid', 'softmax'] };

describe('the options', () => {
  test('are in groups, each with its own name, and have the tutorial’s values at first', () => {
    expect(options.map(({ group, name, value }) => `${group}: ${name} = ${value(xor)}`)).toMatchInlineSnapshot(`
      [
        "Network: hidden layers = 1",
        "Network: layer to set = all hidden",
        "Network: hidden units = 4",
        "Network: activation (hidden) = sigmoid",
        "Network: activation (output) = sigmoid",
        "Network: loss = half square",
        "Network: bias = off",
        "Network: bias start = zero",
        "Network: initial weights = uniform",
        "Learning: alpha = 1",
        "Learning: schedule = constant",
        "Learning: schedule every = 1000",
        "Learning: schedule factor = 1",
        "Learning: batch size = all",
        "Learning: batch order = sequence",
        "Learning: optimizer = descent",
        "Learning: momentum = 0.9",
        "Learning: clipping = none",
        "Learning: clip limit = 1",
        "Learning: precision = float64",
        "Regularization: dropout = none",
        "Regularization: dropout form = corrected",
        "Regularization: batch normalization = off",
        "Regularization: l1 = none",
        "Regularization: l2 = none",
        "Regularization: weight decay = none",
        "Stopping: error below = none",
        "Stopping: no improvement for = none",
        "Stopping: gradient norm below = none",
        "Stopping: seconds = none",
      ]
    `);
  });

  test('with names go round', () => {
    expect(valuesOf('activation (hidden)')).toMatchInlineSnapshot(`
      [
        "sigmoid",
        "tanh",
        "relu",
        "leaky relu",
        "elu",
        "gelu",
        "softplus",
        "swish",
        "linear",
        "and again",
      ]
    `);
    expect(valuesOf('activation (hidden)', xor, -1).slice(0, 3)).toEqual(['sigmoid', 'linear', 'swish']);
    expect(valuesOf('initial weights')).toMatchInlineSnapshot(`
      [
        "uniform",
        "xavier uniform",
        "xavier normal",
        "he uniform",
        "he normal",
        "lecun uniform",
        "lecun normal",
        "all 0",
        "all 0.5",
        "and again",
      ]
    `);
    expect(valuesOf('optimizer')).toMatchInlineSnapshot(`
      [
        "descent",
        "momentum",
        "nesterov",
        "rmsprop",
        "adagrad",
        "adam",
        "adamw",
        "and again",
      ]
    `);
    expect(valuesOf('clipping')).toMatchInlineSnapshot(`
      [
        "none",
        "deltas",
        "gradients",
        "deltas by norm",
        "gradients by norm",
        "and again",
      ]
    `);
    expect(valuesOf('schedule')).toEqual(['constant', 'step', 'exponential', 'cosine', 'and again']);
    expect(valuesOf('bias')).toEqual(['off', 'on', 'and again']);
    expect(valuesOf('batch normalization')).toEqual(['off', 'on', 'and again']);
    expect(valuesOf('batch order', { ...xor, batchSize: 2 })).toEqual(['sequence', 'shuffled', 'and again']);
  });

  test('with numbers have ends', () => {
    expect(valuesOf('hidden units', xor, -1)).toEqual(['4', '3', '2', '1']);
    expect(valuesOf('hidden units').at(-1)).toBe(String(limits.unitsPerLayer));
    expect(valuesOf('hidden layers', xor, -1)).toEqual(['1', 'none']);
    expect(valuesOf('hidden layers').at(-1)).toBe(String(limits.hiddenLayers));
    expect(valuesOf('batch size', xor, -1)).toEqual(['all', '2', '1']);
    expect(valuesOf('batch size', { ...xor, batchSize: 3 }, 1, 20)).toEqual(['3', '4', '8', '16', 'all']);
    expect(valuesOf('momentum', { ...xor, optimizer: 'nesterov' })).toEqual(['0.9', '0.95', '0.99']);
    expect(valuesOf('dropout')).toMatchInlineSnapshot(`
      [
        "none",
        "10 %",
        "20 %",
        "25 %",
        "30 %",
        "40 %",
        "50 %",
        "75 %",
      ]
    `);
    expect(valuesOf('l2')).toMatchInlineSnapshot(`
      [
        "none",
        "0.0001",
        "0.0003",
        "0.001",
        "0.003",
        "0.01",
        "0.03",
        "0.1",
      ]
    `);
    expect(valuesOf('clip limit', { ...xor, clip: 'deltas' })).toEqual(['1', '2', '5', '10']);
  });

  test('stop at the largest network of a scenario', () => {
    const wide = { ...xor, layerSizes: [3, 2048, 2048, 1] };
    const { change } = optionOf('hidden units');
    expect(change(wide, 1, XOR)).toBe(wide);
    const wider = change(wide, 1, XOR, 0);
    expect(wider.layerSizes).toEqual([3, 4096, 2048, 1]);
    expect(optionOf('hidden layers').change(wider, 1, XOR)).toBe(wider);
    expect(change(xor, 1, factsOf(limits.activations / 8 + 1))).toBe(xor);
    const remembering = { ...xor, layerSizes: [3, 2048, 2048, 1], optimizer: 'adagrad' } as const;
    expect(optionOf('optimizer').change(remembering, 1, XOR)).toBe(remembering);
  });

  test('show defaults that depend on other settings', () => {
    expect(linesAfter('optimizer', 1)).toContain(`mu = ${optionOf('momentum').value(xor)}`);
    const decaying: RunSettings = { ...xor, optimizer: 'adamw' };
    expect(linesAfter('bias', 0, decaying)).toContain(`syn0 -= ${optionOf('weight decay').value(decaying)} * syn0`);
    expect(linesAfter('clipping', 1)).toContain('l2_delta = clip(l2_delta, -1, 1)');
  });

  test('give a new layer the activation of the layer before it', () => {
    const own: RunSettings = { ...xor, activations: ['tanh', 'linear'] };
    const { change } = optionOf('hidden layers');
    const deeper = change(own, 1, XOR);
    expect(deeper).toMatchObject({ layerSizes: [3, 4, 4, 1], activations: ['tanh', 'tanh', 'linear'] });
    expect(change(deeper, -1, XOR)).toEqual(own);
    expect(change(change(own, -1, XOR), 1, XOR).activations).toEqual(['sigmoid', 'linear']);
    expect(optionOf('activation (hidden)').value({ ...deeper, activations: ['tanh', 'relu', 'linear'] })).toBe(
      'tanh, relu',
    );
  });

  test('offer only losses and activations that suit the outputs', () => {
    expect(valuesOf('loss')).toMatchInlineSnapshot(`
      [
        "half square",
        "mean squared",
        "mean absolute",
        "huber",
        "binary cross-entropy",
        "and again",
      ]
    `);
    expect(valuesOf('loss', { ...xor, activations: ['tanh'] })).not.toContain('binary cross-entropy');
    expect(valuesOf('loss', classes)).toContain('cross-entropy');
    expect(valuesOf('activation (output)')).not.toContain('softmax');
    expect(valuesOf('activation (output)', classes)).toContain('sigmoid');
    const { change } = optionOf('activation (output)');
    expect(change({ ...classes, loss: 'cross-entropy' }, 1, XOR)).toMatchObject({
      activations: ['sigmoid', 'sigmoid'],
      loss: 'half square',
    });
    expect(change({ ...classes, loss: 'huber' }, 1, XOR).loss).toBe('huber');
  });

  test('have notes about their requirements and effects', () => {
    const note = (name: string, settings: RunSettings) => optionOf(name).note?.(settings);
    expect(note('loss', xor)).toBe('cross-entropy needs a softmax of two outputs or more');
    expect(note('loss', { ...xor, activations: ['relu'] })).toBe('binary cross-entropy needs a sigmoid at the output');
    expect(note('loss', classes)).toBeUndefined();
    expect(note('activation (output)', xor)).toBe('softmax needs two outputs');
    expect(note('activation (output)', classes)).toBeUndefined();
    expect(note('hidden units', { ...xor, layerSizes: [3, 4, 5, 1] })).toBe('of all hidden layers');
    expect(note('hidden units', xor)).toBeUndefined();
    expect(
      (['constant', 'step', 'exponential', 'cosine'] as const).map((schedule) =>
        note('schedule', { ...xor, schedule }),
      ),
    ).toMatchInlineSnapshot(`
      [
        undefined,
        "alpha times 0.5 every 1,000 iterations",
        "alpha times 0.999 in each iteration",
        "alpha down to 0 in 1,000 iterations",
      ]
    `);
  });
});

describe('the options of hidden layers', () => {
  const deep: RunSettings = { ...xor, layerSizes: [3, 8, 4, 6, 1] };
  const changed = (name: string, settings: RunSettings, layer?: number, direction: 1 | -1 = 1) =>
    optionOf(name).change(settings, direction, XOR, layer);

  test('change all layers, starting from the first', () => {
    expect(changed('hidden units', deep).layerSizes).toEqual([3, 10, 10, 10, 1]);
    expect(changed('activation (hidden)', deep).activations).toEqual(['tanh', 'tanh', 'tanh', 'sigmoid']);
    expect(changed('dropout', deep).dropout).toBe(0.1);
  });

  test('change one layer, and leave the others as they are', () => {
    expect(changed('hidden units', deep, 1, -1).layerSizes).toEqual([3, 8, 3, 6, 1]);
    expect(changed('activation (hidden)', deep, 2).activations).toEqual(['sigmoid', 'sigmoid', 'tanh', 'sigmoid']);
    const dropping = changed('dropout', { ...deep, dropout: 0.2 }, 1);
    expect(dropping.dropout).toEqual([0.2, 0.25, 0.2]);
    expect(changed('dropout', dropping, 1, -1).dropout).toBe(0.2);
    expect(changed('dropout', deep, 0, -1)).toBe(deep);
    expect(changed('hidden units', deep, 7)).toBe(deep);
  });

  test('show the values of all layers, or of one', () => {
    const settings: RunSettings = {
      ...deep,
      activations: ['tanh', 'relu', 'tanh', 'sigmoid'],
      dropout: [0, 0.5, 0.25],
    };
    const values = (layer?: number) =>
      ['hidden units', 'activation (hidden)', 'dropout'].map((name) => optionOf(name).value(settings, layer));
    expect(values()).toEqual(['8, 4, 6', 'tanh, relu, tanh', 'none, 50 %, 25 %']);
    expect(values(1)).toEqual(['4', 'relu', '50 %']);
    expect(values(5)).toEqual(['none', 'none', 'none']);
    expect(optionOf('dropout').value(deep)).toBe('none');
    expect(optionOf('dropout').nameIn?.('l2')).toBe('dropout of l2');
  });

  test('are about the chosen layer, or about all', () => {
    const { choose, value, change } = optionOf('layer to set');
    const layers = [undefined, 0, 1, 2];
    expect(layers.map((layer) => choose?.(deep, 1, layer))).toEqual([0, 1, 2, undefined]);
    expect(layers.map((layer) => choose?.(deep, -1, layer))).toEqual([2, undefined, 0, 1]);
    expect(layers.map((layer) => value(deep, layer))).toEqual(['all hidden', 'l1', 'l2', 'l3']);
    expect(change(deep, 1, XOR)).toBe(deep);
    expect(reason('layer to set', deep)).toBeUndefined();
  });

  test('give a new layer the values of the last one, and remove them with it', () => {
    const settings: RunSettings = { ...xor, layerSizes: [3, 4, 5, 1], dropout: [0.2, 0.5] };
    const deeper = changed('hidden layers', settings);
    expect(deeper).toMatchObject({ layerSizes: [3, 4, 5, 5, 1], dropout: [0.2, 0.5, 0.5] });
    expect(changed('hidden layers', deeper, undefined, -1).dropout).toEqual([0.2, 0.5]);
  });
});

describe('an option is unavailable', () => {
  test.each<[string, Partial<RunSettings>, string, number?]>([
    ['activation (hidden)', linear, 'there is no hidden layer'],
    ['hidden units', linear, 'there is no hidden layer'],
    ['layer to set', linear, 'there is no hidden layer'],
    ['layer to set', {}, 'there is one hidden layer'],
    ['dropout form', { layerSizes: [3, 4, 4, 1], dropout: [0, 0] }, 'only with dropout'],
    ['dropout', linear, 'there is no hidden layer'],
    ['dropout form', { ...linear, dropout: 0.2 }, 'there is no hidden layer'],
    ['dropout form', {}, 'only with dropout'],
    ['dropout form', { dropout: 0.2, activations: ['tanh', 'sigmoid'] }, 'follow-up is for hidden sigmoids'],
    ['batch normalization', linear, 'there is no hidden layer'],
    ['batch normalization', { batchSize: 1 }, 'a batch of one example has no variance'],
    ['hidden units', { initial: [[[1]]] }, 'initial weights are written out'],
    ['hidden layers', { initial: [[[1]]] }, 'initial weights are written out'],
    ['batch size', {}, 'there is only one example', 1],
    ['batch order', {}, 'each iteration uses all examples'],
    ['batch order', { batchSize: 4 }, 'each iteration uses all examples'],
    ['batch order', { batchSize: 9 }, 'each iteration uses all examples'],
    ['momentum', {}, 'only with momentum or nesterov'],
    ['momentum', { optimizer: 'adam' }, 'only with momentum or nesterov'],
    ['clip limit', {}, 'only with clipping'],
  ])('%s where it does nothing: %j', (name, set, words, examples = EXAMPLES) => {
    expect(reason(name, set, examples)).toBe(words);
    const settings = { ...xor, ...set };
    for (const direction of [1, -1] as const) {
      expect(optionOf(name).change(settings, direction, factsOf(examples))).toBe(settings);
    }
  });

  test('and available otherwise', () => {
    expect(reason('batch order', { batchSize: 2 })).toBeUndefined();
    expect(reason('momentum', { optimizer: 'momentum' })).toBeUndefined();
    expect(reason('clip limit', { clip: 'gradients by norm' })).toBeUndefined();
    expect(reason('dropout form', { dropout: 0.2 })).toBeUndefined();
    expect(reason('dropout form', { layerSizes: [3, 4, 4, 1], dropout: [0, 0.5] })).toBeUndefined();
  });
});

test('the follow-up form of dropout gives way when the hidden units are no sigmoids any more', () => {
  const settings: RunSettings = { ...xor, dropout: 0.2, dropoutForm: 'follow-up' };
  const changed = optionOf('activation (hidden)').change(settings, 1, XOR);
  expect(changed).toMatchObject({ activations: ['tanh', 'sigmoid'], dropoutForm: 'corrected' });
  expect(optionOf('activation (output)').change(settings, 1, XOR).dropoutForm).toBe('follow-up');
});

test('a schedule that is chosen fits what is left of the run', () => {
  const chosen = (name: string, left: number) => {
    const { change } = optionOf('schedule');
    let own = xor;
    while (own.schedule !== name) own = change(own, 1, factsOf(EXAMPLES, left));
    return own.scheduleEvery;
  };
  expect([60_000, 1234, 5, 0].map((left) => chosen('step', left))).toEqual([6000, 100, 1, 1]);
  expect([60_000, 1, 0].map((left) => chosen('cosine', left))).toEqual([60_000, 1, 1]);
});

test('any sequence of steps gives a program whose shapes match', () => {
  const layer = fc.constantFrom(undefined, 0, 1, 2);
  const steps = fc.array(fc.tuple(fc.nat(options.length - 1), fc.constantFrom(1 as const, -1 as const), layer), {
    maxLength: 40,
  });
  const sizes = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }));
  fc.assert(
    fc.property(steps, sizes, fc.integer({ min: 1, max: 9 }), (all, [inputs, outputs], examples) => {
      const start: RunSettings = { ...withDefaults({ layerSizes: [inputs, 4, outputs] }), stop: {} };
      const end = all.reduce(
        (own, [index, direction, layer]) => options[index]!.change(own, direction, factsOf(examples), layer),
        start,
      );
      const program = buildProgram(end, examples);
      const { prediction, layers } = program.roles;
      const shapes = inferShapes(program);
      const rows = end.batchSize === 0 ? examples : Math.min(end.batchSize, examples);
      expect(shapes.get(prediction)).toEqual({ rows, columns: outputs });
      expect(layers.map(({ weights }) => shapes.get(weights))).toEqual(
        end.layerSizes.slice(1).map((columns, at) => ({ rows: end.layerSizes[at], columns })),
      );
      for (const { value } of options) expect(value(end)).toMatch(/^[\x20-\x7e]+$/);
    }),
    { numRuns: 300 },
  );
});
