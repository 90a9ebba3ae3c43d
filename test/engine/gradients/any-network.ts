import * as fc from 'fast-check';
import { type Examples, matrixFromRows } from '../../../src/engine/matrix.ts';
import { activationNames } from '../../../src/language/activations.ts';
import type { Program } from '../../../src/language/program.ts';
import { buildProgram } from '../../../src/network/build.ts';
import { initialNames } from '../../../src/network/initial.ts';
import { lossNames } from '../../../src/network/losses.ts';
import { refusal, targetFacts } from '../../../src/network/rules.ts';
import { type NetworkSettings, withDefaults } from '../../../src/network/settings.ts';
import { clippingNames } from '../../../src/network/techniques/clipping.ts';
import { optimizerNames } from '../../../src/network/techniques/optimizers.ts';
import { scheduleNames } from '../../../src/network/techniques/schedule.ts';

/** A network with data that it can learn. */
export interface AnyNetwork {
  readonly settings: NetworkSettings;
  readonly program: Program;
  readonly data: Examples;
}

const hiddenActivations = activationNames.filter((name) => name !== 'softmax');
const cell = fc.oneof(
  fc.constantFrom(0, 1, 2),
  fc.integer({ min: -200, max: 200 }).map((whole) => whole / 100),
);
const seldom = <T>(value: T, usual: T) =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(value) }, { weight: 3, arbitrary: fc.constant(usual) });

/** Networks of all activations, losses and techniques, also those with kinks: relu, |error|, L1, clipping. */
export const anyNetwork: fc.Arbitrary<AnyNetwork> = fc
  .record({
    rows: fc.constantFrom(4, 8, 12, 30),
    inputs: fc.integer({ min: 1, max: 4 }),
    outputs: fc.integer({ min: 1, max: 3 }),
    hidden: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 2 }),
    activations: fc.array(fc.constantFrom(...hiddenActivations), { minLength: 2, maxLength: 2 }),
    output: fc.constantFrom(...activationNames),
    isClasses: fc.boolean(),
    cells: fc.array(cell, { minLength: 150, maxLength: 150 }),
    rest: fc.record({
      bias: fc.boolean(),
      biasStart: fc.constantFrom('zero', 'random'),
      learningRate: fc.constantFrom(1, 0.3, 0.1, 0.02),
      initial: fc.constantFrom(...initialNames),
      loss: fc.constantFrom(...lossNames),
      batchSize: seldom(3, 0),
      batchOrder: fc.constantFrom('sequence', 'shuffled'),
      dropout: seldom(0.5, 0),
      dropoutForm: seldom('follow-up', 'corrected'),
      batchNorm: seldom(true, false),
      l1: seldom(0.01, 0),
      l2: seldom(0.01, 0),
      weightDecay: seldom(0.01, 0),
      clip: fc.oneof(fc.constant('none'), fc.constantFrom(...clippingNames)),
      clipLimit: fc.constantFrom(0.05, 1),
      optimizer: fc.constantFrom(...optimizerNames),
      schedule: fc.oneof(fc.constant('constant'), fc.constantFrom(...scheduleNames)),
      scheduleEvery: fc.constantFrom(3, 20),
    }),
  })
  .map(({ rows, inputs, outputs, hidden, activations, output, isClasses, cells, rest }) => {
    const at = (index: number): number => cells[index % cells.length] as number;
    const table = (columns: number, first: number): number[][] =>
      Array.from({ length: rows }, (_, row) =>
        Array.from({ length: columns }, (_cell, column) => at(first + row * columns + column)),
      );
    const classOf = (row: number): number => Math.abs(Math.round(10 * at(7 * row + 3))) % Math.max(2, outputs);
    const classes = Array.from({ length: rows }, (_, row) =>
      outputs === 1 ? [classOf(row)] : Array.from({ length: outputs }, (_cell, own) => Number(own === classOf(row))),
    );
    const targets = isClasses ? classes : table(outputs, 50);
    const settings = withDefaults({
      ...(rest as Partial<NetworkSettings>),
      layerSizes: [inputs, ...hidden, outputs],
      activations: [...activations.slice(0, hidden.length), output],
    });
    const data = { inputs: matrixFromRows(table(inputs, 0)), targets: matrixFromRows(targets) };
    return { settings, targets, data, rows };
  })
  .filter(({ settings, targets }) => refusal(settings, targetFacts(targets)) === undefined)
  .map(({ settings, data, rows }) => ({ settings, data, program: buildProgram(settings, rows) }));
