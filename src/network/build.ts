import { withOrigins } from '../language/diff.ts';
import { binary, name, number } from '../language/expression.ts';
import { add, assign, type Evaluation, type Program, type Statement } from '../language/program.ts';
import { baseDraft } from './base.ts';
import type { Draft, DraftParameter, Technique } from './draft.ts';
import type { NetworkSettings } from './settings.ts';
import { batchNormalization } from './techniques/batch-normalization.ts';
import { batches } from './techniques/batches.ts';
import { clipping } from './techniques/clipping.ts';
import { dropout } from './techniques/dropout.ts';
import { optimizer } from './techniques/optimizers.ts';
import { regularization } from './techniques/regularization.ts';
import { schedule } from './techniques/schedule.ts';
import { weightDecay } from './techniques/weight-decay.ts';

export type { NetworkSettings };

/** All that can be added to a network, in the order in which it is. */
export const techniques: readonly Technique[] = [
  batches,
  batchNormalization,
  dropout,
  regularization,
  optimizer,
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
  const lacking = [
    ...variationsOf(settings),
    ...techniques.map((technique) => lackingTechnique(technique, settings)),
  ].filter((one) => one.without !== settings);
  return withOrigins(
    plainProgram(settings, examples),
    lacking.map(({ name, without }) => ({ name, program: plainProgram(without, examples) })),
  );
}

/** Something that the settings ask for, and what they would be without it; the same object where they do not. */
interface Asked {
  readonly name: string;
  readonly without: NetworkSettings;
}

function lackingTechnique({ name, without }: Technique, settings: NetworkSettings): Asked {
  return { name: name(settings), without: without(settings) };
}

/** How the tutorial's own lines can be written otherwise. */
function variationsOf(settings: NetworkSettings): readonly Asked[] {
  const { initial, learningRate, bias, activations = [], loss } = settings;
  const other = (isAsked: boolean, name: string, usual: Partial<NetworkSettings>): Asked => ({
    name,
    without: isAsked ? { ...settings, ...usual } : settings,
  });
  return [
    other((initial ?? 'uniform') !== 'uniform', 'initial weights', { initial: 'uniform' }),
    other(learningRate !== 1, 'alpha', { learningRate: 1 }),
    other(bias, 'bias', { bias: false }),
    ...[...new Set(activations)].map((name) =>
      other(name !== 'sigmoid', name, { activations: activations.map((own) => (own === name ? 'sigmoid' : own)) }),
    ),
    other((loss ?? 'half square') !== 'half square', loss ?? '', { loss: 'half square' }),
  ];
}

function plainProgram(settings: NetworkSettings, examples: number): Program {
  const base = baseDraft(settings, examples);
  const draft = techniques.reduce((before, technique) => technique.apply(before), base);
  return assemble(draft, draft === base);
}

/** Puts the lines in order: forward from layer to layer, back again, then the updates from the last layer to the first. */
function assemble(draft: Draft, isPlain: boolean): Program {
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
      ...draft.counters.map((counter) => assign(counter.name, number(0))),
      ...layers.flatMap(({ setup }) => setup),
    ],
    iteration: [
      ...draft.counters.map((counter) => add(counter.name, number(1))),
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
    ...(draft.counters.length === 0 ? {} : { counters: draft.counters }),
  };
  // There the update lines themselves say which way they go.
  if (isPlain && (settings.loss ?? 'half square') === 'half square') return program;
  const directions = layers.flatMap(({ parameters }) =>
    parameters.map(({ name: parameter, direction }) => ({ parameter, value: direction })),
  );
  return {
    ...program,
    loss: draft.loss,
    directions,
    ...(draft.showsAll ? {} : { evaluation: evaluationOf(draft) }),
    ...(draft.batches === undefined ? {} : { batches: draft.batches }),
  };
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
