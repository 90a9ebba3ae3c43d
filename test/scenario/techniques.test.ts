import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printStatements } from '../../src/language/print.ts';
import { withDefaults } from '../../src/network/settings.ts';
import { programOf, settingsOf } from '../../src/scenario/network.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { sectionsOf } from '../../src/scenario/sections.ts';
import { scenarioText as writtenText } from '../../src/scenario/write.ts';
import { completed, validScenario } from './any-scenario.ts';
import { anyTechniques } from './any-techniques.ts';
import { messagesOf, scenarioText } from './messages.ts';

const anyFinite = fc.double({ noNaN: true, noDefaultInfinity: true });

/** Scenarios with any techniques. */
const withTechniques = validScenario(anyFinite).chain((written) => {
  const scenario = completed(written);
  const { data, network, training } = scenario;
  const [inputs, outputs] = [data.inputs[0]?.length ?? 0, data.targets[0]?.length ?? 0];
  return anyTechniques([inputs, ...network.hidden, outputs], data.inputs.length, network.bias).map(
    (techniques): Scenario => ({
      ...scenario,
      // Cells of bias rows do not exist with every technique.
      changes: [],
      network: { ...network, ...techniques.network },
      training: { ...training, ...techniques.training },
    }),
  );
});

function read(text: string): Scenario {
  const parsed = parseScenario(text);
  if (!parsed.ok) throw new Error(messagesOf(text).join('\n'));
  return parsed.scenario;
}

describe('a scenario with any techniques', () => {
  it('reads back as the same scenario, bit for bit', () => {
    fc.assert(
      fc.property(withTechniques, (scenario) => {
        expect(read(writtenText(scenario))).toEqual(scenario);
      }),
      { numRuns: 400 },
    );
  });

  it('has settings whose sections give the same settings', () => {
    fc.assert(
      fc.property(withTechniques, (scenario) => {
        const settings = settingsOf(scenario);
        const { network, training } = sectionsOf(settings);
        const { iterations, seed, reportEvery } = scenario.training;
        const again = { ...scenario, network, training: { ...training, iterations, seed, reportEvery } };
        expect(settingsOf(read(writtenText(again)))).toEqual(settings);
      }),
      { numRuns: 400 },
    );
  });
});

const parts = (network: object, training: object = {}) =>
  scenarioText({ network: JSON.stringify(network), training: JSON.stringify(training) });

describe('the settings of a scenario', () => {
  it('are the tutorial’s when all have defaults, written out or not', () => {
    const usual = parts(
      { activation: 'sigmoid', initial: 'uniform', biasStart: 'zero', dropout: 0, batchNorm: false },
      { loss: 'half-square', optimizer: 'descent', l1: 0, l2: 0 },
    );
    expect(settingsOf(read(usual))).toEqual(withDefaults({ layerSizes: [2, 4, 1] }));
    expect(programOf(read(usual))).toEqual(programOf(read(scenarioText())));
    const list = parts({ activation: ['sigmoid', 'sigmoid'], dropout: { share: 0, form: 'corrected' } });
    expect(settingsOf(read(list))).toEqual(withDefaults({ layerSizes: [2, 4, 1] }));
  });

  it('have names without hyphens', () => {
    const text = parts(
      {
        hidden: [3],
        bias: true,
        activation: ['sigmoid', 'softmax'],
        initial: 'he-normal',
        biasStart: 'random',
        dropout: { share: 0.2, form: 'follow-up' },
        batchNorm: true,
      },
      {
        loss: 'mean-squared',
        batch: { size: 2, order: 'shuffled' },
        optimizer: { name: 'nesterov', momentum: 0.5 },
        precision: 'float32',
        l1: 0.1,
        l2: 0.2,
        weightDecay: 0.3,
        clip: { what: 'gradients', by: 'norm', limit: 2 },
        schedule: { kind: 'step', every: 10, factor: 0.9 },
      },
    )
      .replace('"targets": [[0], [1]]', '"targets": [[0, 1], [1, 0], [1, 0]]')
      .replace('"inputs": [[0, 1], [1, 1]]', '"inputs": [[0, 1], [1, 1], [1, 0]]');
    expect(settingsOf(read(text))).toEqual({
      layerSizes: [2, 3, 2],
      bias: true,
      learningRate: 1,
      activations: ['sigmoid', 'softmax'],
      initial: 'he normal',
      biasStart: 'random',
      dropout: 0.2,
      dropoutForm: 'follow-up',
      batchNorm: true,
      loss: 'mean squared',
      batchOrder: 'shuffled',
      batchSize: 2,
      optimizer: 'nesterov',
      momentum: 0.5,
      precision: 'float32',
      l1: 0.1,
      l2: 0.2,
      weightDecay: 0.3,
      clip: 'gradients by norm',
      clipLimit: 2,
      schedule: 'step',
      scheduleEvery: 10,
      scheduleFactor: 0.9,
    });
  });

  it('keep a value that is the default for another optimizer or schedule', () => {
    for (const weightDecay of [0, 0.01]) {
      expect(settingsOf(read(parts({}, { optimizer: 'adamw', weightDecay })))).toMatchObject({ weightDecay });
    }
    const step = parts({}, { schedule: { kind: 'step', factor: 0.5 } });
    expect(settingsOf(read(step))).toMatchObject({ scheduleFactor: 0.5 });
  });

  it('give the tutorial’s lines for the tutorial’s scenario', () => {
    const xor = read(readFileSync('scenarios/xor.json', 'utf8'));
    expect(settingsOf(xor)).toEqual(withDefaults({ layerSizes: [3, 4, 1] }));
    expect(printStatements(programOf(xor).iteration)).toHaveLength(9);
  });

  it('may have initial weights that are written out', () => {
    const weights = [
      [
        [0.5, -1],
        [2, 0],
      ],
      [[1], [-0.25]],
    ];
    const { setup } = programOf(read(parts({ hidden: [2], initial: { weights } })));
    expect(printStatements(setup)).toEqual(['syn0 = array([[0.5, -1], [2, 0]])', 'syn1 = array([[1], [-0.25]])']);
  });
});

describe('a setting that is wrong by itself is reported with its place', () => {
  it.each([
    [
      'an unknown activation',
      { activation: 'leaky relu' },
      {},
      'network.activation: expected one of "sigmoid"',
      'found "leaky relu"; did you mean "leaky-relu"?',
    ],
    [
      'one of a list',
      { activation: ['tanh', 'sigmoyd'] },
      {},
      'network.activation[1]: expected one of',
      '; did you mean "sigmoid"?',
    ],
    ['an unknown rule', { initial: 'he' }, {}, 'network.initial: expected one of "uniform"', 'found "he"'],
    [
      'a number in quotes',
      { dropout: '0.2' },
      {},
      'network.dropout: expected a number from 0 to 0.9',
      '; write it without quotes',
    ],
    ['too much dropout', { dropout: 0.95 }, {}, 'network.dropout: expected a number from 0 to 0.9', 'found 0.95'],
    [
      'too much dropout in an object',
      { dropout: { share: 1 } },
      {},
      'network.dropout.share: expected a number from',
      'found 1',
    ],
    [
      'a share that is missing',
      { dropout: { form: 'corrected' } },
      {},
      'network.dropout.share: expected a number',
      'found nothing',
    ],
    [
      'an unknown key in an object',
      { dropout: { share: 0.1, from: 'corrected' } },
      {},
      'network.dropout: expected one of share, form',
      'found "from"; did you mean "form"?',
    ],
    [
      'a weight that is none',
      { initial: { weights: [[['x']]] } },
      {},
      'network.initial.weights[0][0][0]: expected a finite number',
      'found "x"',
    ],
    [
      'a misspelt optimizer',
      {},
      { optimizer: 'adm' },
      'training.optimizer: expected one of "descent"',
      '; did you mean "adam"?',
    ],
    [
      'too much momentum',
      {},
      { optimizer: { name: 'momentum', momentum: 1 } },
      'training.optimizer.momentum: expected a number from 0 to below 1',
      'found 1',
    ],
    [
      'a misspelt key',
      {},
      { optimizer: { name: 'momentum', momentun: 0.9 } },
      'training.optimizer: expected one of name, momentum',
      'did you mean "momentum"?',
    ],
    ['no batch', {}, { batch: { size: 0 } }, 'training.batch.size: expected a whole number from 1', 'found 0'],
    ['a batch that is a number', {}, { batch: 2 }, 'training.batch: expected an object such as {"size": 2', 'found 2'],
    [
      'a loss with a space',
      {},
      { loss: 'mean squared' },
      'training.loss: expected one of',
      '; did you mean "mean-squared"?',
    ],
    [
      'a schedule of no kind',
      {},
      { schedule: { every: 10 } },
      'training.schedule.kind: expected one of "step"',
      'found nothing',
    ],
    ['a negative penalty', {}, { l2: -1 }, 'training.l2: expected a number from 0 to 1,000,000', 'found -1'],
    [
      'no reason to stop',
      {},
      { stop: {} },
      'training.stop: expected at least one condition to stop',
      'found an empty object',
    ],
    [
      'a bound of zero',
      {},
      { stop: { errorBelow: 0 } },
      'training.stop.errorBelow: expected a number above 0',
      'found 0',
    ],
    ['a setting in the wrong section', { l2: 1 }, {}, 'network: expected one of', '; did you mean "l2" in training?'],
  ])('%s', (_, network, training, expected, found) => {
    const messages = messagesOf(parts(network, training));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(`  ${expected}`);
    expect(messages[0]).toContain(found);
  });

  it('and very many wrong weights by the first hundred faults', () => {
    const matrix = Array.from({ length: 2000 }, () => Array(50).fill('x'));
    const messages = messagesOf(parts({ initial: { weights: Array(20).fill(matrix) } }));
    expect(messages).toHaveLength(101);
    expect(messagesOf(parts({ activation: Array(100_000).fill('x') })).length).toBeLessThan(102);
  });
});
