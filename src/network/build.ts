import { isSameLine } from '../language/diff.ts';
import { inFloat32 } from '../language/dtypes.ts';
import { binary, name, number } from '../language/expression.ts';
import { add, assign, type Evaluation, type ProgramWith, type RoleName, type Statement } from '../language/program.ts';
import { plainDraft, withLoss } from './base.ts';
import { choicesOf } from './choices.ts';
import { definitionOf } from './definition.ts';
import { type Draft, type DraftParameter, gradientName } from './draft.ts';
import { anyTechniques, type NetworkSettings } from './settings.ts';

/** A program with all roles. */
export type NetworkProgram = ProgramWith<RoleName>;

/**
 * Writes the program of a fully connected network, in the tutorial's names: `l0` … `lN` are the values of the layers, `syn0` … the
 * weights between them, `b0` … the bias rows. Each line is marked with the settings and techniques without which it would be
 * missing or different.
 *
 * Shapes, for B examples and layers of S₀ … S_N units: X is B×S₀, y is B×S_N, lₖ is B×Sₖ, synₖ is Sₖ×Sₖ₊₁, bₖ is 1×Sₖ₊₁.
 */
export function buildProgram(settings: NetworkSettings, examples: number): NetworkProgram {
  const used = anyTechniques.filter(({ isUsed }) => isUsed(settings, examples));
  const choices = [
    ...plainChoices(settings),
    ...used.map(
      (technique): Choice => ({ name: technique.name(settings), without: { ...settings, ...technique.off } }),
    ),
  ];
  const program = unmarkedProgram(settings, examples);
  const lacking = choices.map(({ name, without }) => ({ name, program: unmarkedProgram(without, examples) }));
  const marked = (part: 'setup' | 'iteration'): readonly Statement[] =>
    program[part].map((statement) => {
      const techniques = lacking.filter((other) => !other.program[part].some((line) => isSameLine(line, statement)));
      return techniques.length === 0 ? statement : { ...statement, techniques: techniques.map(({ name }) => name) };
    });
  const choicesMade = choicesOf(settings, examples);
  return { ...program, setup: marked('setup'), iteration: marked('iteration'), choices: choicesMade };
}

/** The program of `buildProgram`, without `techniques` on its lines. */
export function unmarkedProgram(settings: NetworkSettings, examples: number): NetworkProgram {
  const used = anyTechniques.filter(({ isUsed }) => isUsed(settings, examples));
  const hasRate = settings.learningRate !== 1 || used.some(({ needsRate }) => needsRate === true);
  const apply = (draft: Draft, some: typeof used): Draft =>
    some.reduce((before, technique) => technique.apply(before, settings), draft);
  // The loss is a mean or a sum over the examples of an iteration: they are chosen first.
  const before = used.filter(({ choosesExamples }) => choosesExamples === true);
  const after = used.filter(({ choosesExamples }) => choosesExamples !== true);
  const plain = withLoss(apply(plainDraft(settings, examples, hasRate), before), settings);
  const program = assemble(apply(plain, after), settings, used.length === 0);
  return settings.precision === 'float32' ? inFloat32(program) : program;
}

/** A setting or technique that is not the tutorial's, and the settings without it. */
interface Choice {
  readonly name: string;
  readonly without: NetworkSettings;
}

/** The choices in which the plain network differs from the tutorial's. */
function plainChoices(settings: NetworkSettings): readonly Choice[] {
  const { initial, learningRate, bias, activations, loss } = settings;
  const choice = (isMade: boolean, name: string, without: Partial<NetworkSettings>): readonly Choice[] =>
    isMade ? [{ name, without: { ...settings, ...without } }] : [];
  const sigmoidFor = (name: string) => activations.map((own) => (own === name ? 'sigmoid' : own));
  return [
    ...choice(initial !== 'uniform', 'initial weights', { initial: 'uniform' }),
    ...choice(learningRate !== 1, 'alpha', { learningRate: 1 }),
    ...choice(bias, 'bias', { bias: false }),
    ...[...new Set(activations)].flatMap((name) => choice(name !== 'sigmoid', name, { activations: sigmoidFor(name) })),
    ...choice(loss !== 'half square', loss, { loss: 'half square' }),
  ];
}

/**
 * Puts the lines in order: forward from layer to layer, then errors and deltas back, then the updates from the last layer to the
 * first.
 * @param isPlain true when no technique is used.
 */
function assemble(draft: Draft, settings: NetworkSettings, isPlain: boolean): NetworkProgram {
  const { layerSizes, loss } = settings;
  const { examples, layers } = draft;
  const depth = layers.length;
  const back = layers.toReversed();
  const gradients = back.flatMap(({ parameters }) => parameters.filter(({ isNamed }) => isNamed).map(gradientLine));
  const updates = back.flatMap(({ parameters }) => parameters.flatMap((parameter) => updateLines(parameter, draft)));
  const program: NetworkProgram = {
    given: [
      { name: 'X', shape: { rows: examples, columns: layerSizes[0] as number } },
      { name: 'y', shape: { rows: examples, columns: layerSizes[depth] as number } },
    ],
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
      examples: 'X',
      inputs: 'l0',
      target: 'y',
      prediction: `l${depth}`,
      error: `l${depth}_error`,
      ...(draft.hasRate ? { learningRate: 'alpha' } : {}),
      layers: layers.map(({ names }) => names),
    },
    ...(draft.counters.length === 0 ? {} : { counters: draft.counters }),
    definition: definitionOf(settings, examples),
  };
  // The update lines of the tutorial are the directions of its loss.
  if (isPlain && loss === 'half square') return program;
  const directions = layers.flatMap(({ parameters }) =>
    parameters.map(({ name: parameter, direction }) => ({ parameter, value: direction })),
  );
  return {
    ...program,
    loss: draft.loss,
    directions,
    ...(draft.predictsAll ? {} : { evaluation: evaluationOf(draft) }),
    ...(draft.batches === undefined ? {} : { batches: draft.batches }),
  };
}

function gradientLine(parameter: DraftParameter): Statement {
  return assign(gradientName(parameter), parameter.direction);
}

/**
 * The line of a gradient comes right before the update that reads it; when there are shared lines, all gradients come before them.
 */
function updateLines(parameter: DraftParameter, { shared }: Draft): readonly Statement[] {
  if (!parameter.isNamed) return parameter.update(parameter.direction);
  const update = parameter.update(name(gradientName(parameter)));
  return shared.length > 0 ? update : [gradientLine(parameter), ...update];
}

/** The prediction of every example by the network as it is. */
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
