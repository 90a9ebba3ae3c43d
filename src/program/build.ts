import { baseDraft } from './base.ts';
import type { Draft, DraftParameter, Item } from './draft.ts';
import { binary, name, number } from './expression.ts';
import { batchNormalization } from './items/batch-normalization.ts';
import { batches } from './items/batches.ts';
import { clipping } from './items/clipping.ts';
import { dropout } from './items/dropout.ts';
import { optimizers } from './items/optimizers.ts';
import { regularization } from './items/regularization.ts';
import { schedule } from './items/schedule.ts';
import { weightDecay } from './items/weight-decay.ts';
import { broughtBy } from './origin.ts';
import { add, assign, type Evaluation, type Program, type Statement } from './program.ts';
import type { NetworkSettings } from './settings.ts';

export type { NetworkSettings };

/** All that can be added to a network, in the order in which it is. */
export const items: readonly Item[] = [
  batches,
  batchNormalization,
  dropout,
  regularization,
  optimizers,
  clipping,
  weightDecay,
  schedule,
];

/**
 * Writes the program of a fully connected network in the tutorial's names: `l0` … `lN` are the layers' values, `syn0` … the
 * weights between them, `b0` … the bias rows. Without a word on anything else it is the tutorial's: sigmoids, ½ Σ error², all
 * examples at once.
 *
 * Shapes, for B examples and layers of S₀ … S_N units: X is B×S₀, y is B×S_N, lₖ is B×Sₖ, synₖ is Sₖ×Sₖ₊₁, bₖ is 1×Sₖ₊₁.
 */
export function buildProgram(settings: NetworkSettings, examples: number): Program {
  const [tutorial, ...steps] = [...variationSteps(settings, examples), ...itemSteps(settings, examples)];
  return steps.reduce((before, { name, program }) => broughtBy(name, before, program), (tutorial as Step).program);
}

/** A program on the way from the tutorial's to the one that was asked for, and what has made it of the one before. */
interface Step {
  readonly name: string;
  readonly program: Program;
}

/** How the tutorial's own lines can be written otherwise: under a name, by these settings. */
const variations: readonly { readonly name: Item['name']; readonly keys: readonly (keyof NetworkSettings)[] }[] = [
  { name: () => 'initial weights', keys: ['initial'] },
  { name: () => 'alpha', keys: ['learningRate', 'schedule'] },
  { name: () => 'bias', keys: ['bias', 'biasStart'] },
  {
    name: ({ activations = [] }) => [...new Set(activations.filter((own) => own !== 'sigmoid'))].join(', '),
    keys: ['activations'],
  },
  { name: ({ loss = 'half square' }) => loss, keys: ['loss'] },
];

/** The tutorial's program, and each variation of it that is asked for, on top of those before it. */
function variationSteps(settings: NetworkSettings, examples: number): readonly Step[] {
  let own: NetworkSettings = { layerSizes: settings.layerSizes, bias: false, learningRate: 1 };
  const steps: Step[] = [{ name: '', program: assemble(baseDraft(own, examples), true) }];
  for (const { name, keys } of variations) {
    const told = keys.filter((key) => settings[key] !== own[key]);
    if (told.length === 0) continue;
    own = { ...own, ...Object.fromEntries(told.map((key) => [key, settings[key]])) };
    steps.push({ name: name(own), program: assemble(baseDraft(own, examples), true) });
  }
  return steps;
}

/** What each item makes of that. */
function itemSteps(settings: NetworkSettings, examples: number): readonly Step[] {
  let draft = baseDraft(settings, examples);
  return items.flatMap((item): readonly Step[] => {
    const before = draft;
    draft = item.apply(before);
    return draft === before ? [] : [{ name: item.name(settings), program: assemble(draft, false) }];
  });
}

/** Puts the lines in order: forward from layer to layer, back again, then the updates from the last layer to the first. */
function assemble(draft: Draft, isWithoutItems: boolean): Program {
  const { settings, examples, layers } = draft;
  const { layerSizes } = settings;
  const depth = layers.length;
  const back = layers.toReversed();
  const given = [
    { name: 'X', shape: { rows: examples, columns: layerSizes[0] as number } },
    { name: 'y', shape: { rows: examples, columns: layerSizes[depth] as number } },
  ];
  const gradients = back.flatMap(({ parameters }) => parameters.filter(({ isNamed }) => isNamed).map(gradientLine));
  const updates = back.flatMap(({ parameters }) => parameters.flatMap((parameter) => updateLines(parameter, draft)));
  const program: Program = {
    given,
    setup: [
      ...draft.constants,
      ...(draft.counts ? [assign('t', number(0))] : []),
      ...layers.flatMap(({ setup }) => setup),
    ],
    iteration: [
      ...(draft.counts ? [add('t', number(1))] : []),
      ...draft.opening,
      assign('l0', draft.inputs),
      ...layers.flatMap(({ forward, from, names, after }) => [...forward(from, names.output), ...after]),
      ...back.flatMap(({ error, delta }) => [...error, ...delta]),
      ...(draft.shared.length > 0 ? [...gradients, ...draft.shared] : []),
      ...updates,
    ],
    roles: {
      inputs: 'l0',
      target: 'y',
      prediction: `l${depth}`,
      error: `l${depth}_error`,
      ...(draft.hasRate ? { learningRate: 'alpha' } : {}),
      layers: layers.map(({ names }) => names),
    },
  };
  // There the update lines themselves say which way they go.
  if (isWithoutItems && (settings.loss ?? 'half square') === 'half square') return program;
  const directions = layers.flatMap(({ parameters }) =>
    parameters.map(({ name: parameter, direction }) => ({ parameter, value: direction })),
  );
  return { ...program, loss: draft.loss, directions, ...(draft.showsAll ? {} : { evaluation: evaluationOf(draft) }) };
}

function gradientLine({ name: own, direction }: DraftParameter): Statement {
  return assign(`${own}_grad`, direction);
}

/** A gradient that has a line of its own stands right before what reads it, unless all of them are needed together. */
function updateLines(parameter: DraftParameter, { shared }: Draft): readonly Statement[] {
  if (!parameter.isNamed) return parameter.update(parameter.direction);
  const update = parameter.update(name(`${parameter.name}_grad`));
  return shared.length > 0 ? update : [gradientLine(parameter), ...update];
}

/** The network as it is, on every example. */
function evaluationOf({ layers }: Draft): Evaluation {
  const depth = layers.length;
  const lines = layers.flatMap(({ evaluate }, index) => evaluate(`p${index}`, `p${index + 1}`));
  return {
    lines: [assign('p0', name('X')), ...lines, assign('p_error', binary('-', name('y'), name(`p${depth}`)))],
    prediction: `p${depth}`,
    error: 'p_error',
    layers: layers.map((_, index) => `p${index + 1}`),
  };
}
