import fc from 'fast-check';
import type { ScriptSource } from '../../src/export/source.ts';
import type { StopConditions } from '../../src/language/stop-conditions.ts';
import { type NewSettings, settingsAfter } from '../../src/network/edits.ts';
import { refusal } from '../../src/network/rules.ts';
import { type NetworkSettings, withDefaults } from '../../src/network/settings.ts';
import { subjects } from './subjects.ts';

const { dataset } = (subjects.find(({ name }) => name === 'changes') as (typeof subjects)[number]).source;
const facts = { rows: dataset.train.inputs.rows };
const tutorial = withDefaults({ layerSizes: [3, 4, 2], bias: false, learningRate: 1 });

/** Settings for a change; training with any of them stays stable. */
const sets: readonly NewSettings[] = [
  ...[0.1, 0.3, 1].map((learningRate) => ({ learningRate })),
  ...[
    [3, 2],
    [3, 5, 2],
    [3, 4, 3, 2],
  ].map((layerSizes) => ({ layerSizes })),
  ...[true, false].map((bias) => ({ bias })),
  ...(['zero', 'random'] as const).map((biasStart) => ({ biasStart })),
  ...(['uniform', 'he normal', 'xavier uniform', 0.3] as const).map((initial) => ({ initial })),
  ...(['sigmoid', 'tanh'] as const).map((own) => ({ activations: [own] })),
  ...(['half square', 'mean squared', 'huber', 'mean absolute'] as const).map((loss) => ({ loss })),
  { batchSize: 0, batchOrder: 'sequence' },
  { batchSize: 5 },
  { batchSize: 4, batchOrder: 'sequence' },
  { batchSize: 5, batchOrder: 'shuffled' },
  ...[0, 0.2].map((dropout) => ({ dropout })),
  ...(['corrected', 'follow-up'] as const).map((dropoutForm) => ({ dropoutForm })),
  ...[true, false].map((batchNorm) => ({ batchNorm })),
  ...[0, 0.01].map((l1) => ({ l1 })),
  ...[0, 0.02].map((l2) => ({ l2 })),
  ...(['default', 0.01] as const).map((weightDecay) => ({ weightDecay })),
  ...(['none', 'deltas', 'gradients', 'deltas by norm', 'gradients by norm'] as const).map((clip) => ({
    clip,
    clipLimit: 0.2,
  })),
  ...(['descent', 'momentum', 'nesterov', 'rmsprop', 'adagrad', 'adam', 'adamw'] as const).map((optimizer) => ({
    optimizer,
    learningRate: 0.05,
  })),
  ...(['float64', 'float32', 'float32'] as const).map((precision) => ({ precision })),
  ...(['constant', 'step', 'exponential', 'cosine'] as const).map((schedule) => ({ schedule, scheduleEvery: 15 })),
];

const aSet = fc.constantFrom(...sets);
const ITERATIONS = 40;

/** Any network, with any changes during the run that are allowed together. */
export const anySource: fc.Arbitrary<ScriptSource> = fc
  .record({
    beginning: fc.array(aSet, { maxLength: 8 }),
    changes: fc.array(
      fc.tuple(fc.integer({ min: 0, max: ITERATIONS }), fc.array(aSet, { minLength: 1, maxLength: 3 })),
      {
        maxLength: 6,
      },
    ),
    cell: fc.option(fc.double({ min: -2, max: 2, noNaN: true })),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    classes: fc.constantFrom(undefined, ['first', 'second']),
    stop: fc.constantFrom<StopConditions>(
      {},
      {},
      { errorBelow: 0.45 },
      { noImprovementFor: 4, gradientNormBelow: 0.02 },
    ),
  })
  .map(({ beginning, changes, cell, seed, classes, stop }) => {
    const settings = beginning.reduce(possible, tutorial);
    let own = settings;
    const plan = changes
      .toSorted(([one], [other]) => one - other)
      .map(([at, wanted], index) => {
        const before = own;
        own = wanted.reduce(possible, own);
        const set = Object.fromEntries(keys(before, own).map((key) => [key, own[key]]));
        const cells =
          cell !== null && index === 1 ? [{ kind: 'cell', name: 'syn0', row: 2, column: 1, value: cell } as const] : [];
        return { at, edits: [{ kind: 'settings', set } as const, ...cells] };
      });
    return {
      name: 'any',
      description: '',
      settings,
      plan,
      dataset: { ...dataset, classes },
      seed,
      iterations: ITERATIONS,
      reportEvery: 7,
      stop,
    };
  });

/** The settings after one more change, if that is allowed. */
function possible(settings: NetworkSettings, set: NewSettings): NetworkSettings {
  const after = settingsAfter(settings, [{ kind: 'settings', set }]);
  return refusal(after, facts) === undefined ? after : settings;
}

function keys(one: NetworkSettings, other: NetworkSettings): readonly (keyof NetworkSettings)[] {
  const all = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof NetworkSettings>;
  return [...all].filter((key) => one[key] !== other[key]);
}
