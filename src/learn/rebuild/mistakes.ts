/*
 * The mistakes that learners make with exactly this code. Each is a transformation of a right program, as syntax, and a sentence. A wrong
 * value is compared with the values of these programs; puzzles take their wrong lines from here.
 * Longer than other files: it is one table.
 */
import { binary, call, type Expression, name, transpose } from '../../language/expression.ts';
import { arrayText, type Line, type Source } from './networks.ts';

export interface Mistake {
  readonly id: MistakeId;
  /** A title of a few words. */
  readonly title: string;
  /** One sentence to the learner, in the names of the tutorial. */
  readonly sentence: (source: Source) => string;
  /** The programs with this mistake; none where the network does not allow it. The first has the lines that a puzzle shows. */
  readonly apply: (source: Source) => readonly Source[];
}

export const mistakeIds = [
  'no-update',
  'no-output-slope',
  'hidden-error-from-output',
  'update-too-soon',
  'slope-of-squashed',
  'weight-for-input',
  'alpha-in-deltas',
  'hidden-size-by-rows',
  'flat-target',
  'positive-weights',
  'tiny-weights',
  'equal-weights',
  'target-out-of-reach',
  'delta-too-soon',
  'velocity-twice',
  'uphill',
  'no-activation',
  'error-for-delta',
  'no-hidden-slope',
  'slope-of-sum',
  'half-slope',
  'turned-sigmoid',
  'slope-of-sigmoid-for-tanh',
  'mask-not-scaled',
  'mask-once',
] as const;
export type MistakeId = (typeof mistakeIds)[number];

/** The number of the last layer. */
function lastOf({ program }: Source): number {
  return program.roles.layers.length;
}

function hiddenOf(source: Source): readonly number[] {
  return Array.from({ length: lastOf(source) - 1 }, (_, i) => i + 1);
}

function activationOf({ program }: Source, k: number): string {
  return program.roles.layers[k - 1]?.activation ?? 'sigmoid';
}

/** The program with other values in the lines of some names of the iteration. */
function withValues(source: Source, values: Readonly<Record<string, (own: Expression) => Line['value']>>): Source {
  return {
    ...source,
    iteration: source.iteration.map((line) => {
      const change = values[line.target];
      return change === undefined || typeof line.value === 'string' ? line : { ...line, value: change(line.value) };
    }),
  };
}

function without(source: Source, isLeftOut: (line: Line) => boolean): Source {
  return { ...source, iteration: source.iteration.filter((line) => !isLeftOut(line)) };
}

/** The program with the lines of some names moved to another place of the iteration. */
function moved(source: Source, isMoved: (line: Line) => boolean, isPlace: (line: Line) => boolean): Source {
  const lines = source.iteration.filter(isMoved);
  const rest = source.iteration.filter((line) => !isMoved(line));
  const at = rest.findIndex(isPlace) + 1;
  return { ...source, iteration: [...rest.slice(0, at), ...lines, ...rest.slice(at)] };
}

const times = (left: Expression, right: Expression): Expression => binary('*', left, right);

/** All lists that contain at least one of the items. */
function choices<T>(items: readonly T[]): readonly (readonly T[])[] {
  const all = items.reduce<readonly (readonly T[])[]>(
    (lists, item) => lists.flatMap((list) => [list, [...list, item]]),
    [[]],
  );
  return all.filter((list) => list.length > 0).sort((one, other) => one.length - other.length);
}

/** The program with other deltas, for each choice of the layers. */
function withDeltas(source: Source, layers: readonly number[], delta: (k: number) => Expression): readonly Source[] {
  return choices(layers.toReversed()).map((chosen) =>
    withValues(source, Object.fromEntries(chosen.map((k) => [`l${k}_delta`, () => delta(k)]))),
  );
}

const error = (k: number): Expression => name(`l${k}_error`);
const sums = (source: Source, k: number): Expression => {
  const line = source.iteration.find(({ target }) => target === `l${k}`);
  return line !== undefined && typeof line.value !== 'string' && line.value.kind === 'call'
    ? line.value.argument
    : name(`l${k}`);
};

function withSetup(source: Source, change: (line: Line) => Line['value'] | undefined): Source {
  return {
    ...source,
    setup: source.setup.map((line) => ({ ...line, value: change(line) ?? line.value })),
  };
}

function shapeIn(source: Source, k: number): readonly [number, number] {
  const sizes = source.network.settings.layerSizes;
  return [sizes[k] ?? 1, sizes[k + 1] ?? 1];
}

function withInitialWeights(source: Source, value: (rows: number, columns: number) => string): Source {
  return withSetup(source, ({ target }) => {
    const k = source.program.roles.layers.findIndex(({ weights }) => weights === target);
    return k < 0 ? undefined : value(...shapeIn(source, k));
  });
}

export const mistakes: readonly Mistake[] = [
  {
    id: 'no-update',
    title: 'a missing update',
    sentence: () => 'These weights never change: the loop needs a line that updates them.',
    apply: (source) => [without(source, ({ target }) => target === 'syn0')],
  },
  {
    id: 'no-output-slope',
    title: 'the output delta without the slope',
    sentence: (source) =>
      `The output delta is the error without the slope: sure predictions are moved as much as unsure ones. Multiply the error by the slope of l${lastOf(source)}.`,
    apply: (source) => [withValues(source, { [`l${lastOf(source)}_delta`]: () => error(lastOf(source)) })],
  },
  {
    id: 'hidden-error-from-output',
    title: 'the output error in a hidden layer',
    sentence: () =>
      'The hidden layer gets the error of the output unchanged. Send the output delta back through the weights: l2_delta @ syn1.T.',
    apply: (source) =>
      choices(hiddenOf(source).toReversed()).map((chosen) =>
        withValues(source, Object.fromEntries(chosen.map((k) => [`l${k}_error`, () => error(lastOf(source))]))),
      ),
  },
  {
    id: 'update-too-soon',
    title: 'weights updated before the error goes back',
    sentence: () =>
      'The error goes back through weights that this iteration has already updated. Compute all deltas first, then update.',
    apply: (source) =>
      hiddenOf(source)
        .toReversed()
        .map((k) =>
          moved(
            source,
            ({ target }) => target === `syn${k}` || target === `v_syn${k}`,
            ({ target }) => target === `l${k + 1}_delta`,
          ),
        ),
  },
  {
    id: 'slope-of-squashed',
    title: 'the slope of a value that went through the sigmoid twice',
    sentence: (source) =>
      `The slope is taken of sigmoid(l${lastOf(source)}), but l${lastOf(source)} is already the output of a sigmoid: all slopes are near 0.2. Use l * (1 - l).`,
    apply: (source) =>
      withDeltas(source, layersWith(source, 'sigmoid'), (k) =>
        times(error(k), call('slope', call('sigmoid', name(`l${k}`)))),
      ),
  },
  {
    id: 'weight-for-input',
    title: 'the weight in place of its input',
    sentence: () =>
      'The update uses the weight itself, not its input: it does not depend on the examples. Multiply the transposed layer before it by the delta.',
    apply: (source) =>
      choices(source.program.roles.layers.map((_, i) => i)).map((chosen) =>
        withValues(
          source,
          Object.fromEntries(
            chosen.map((i) => {
              const weights = `syn${i}`;
              const delta = call('sum', name(`l${i + 1}_delta`), 0);
              return [source.network.name === 'momentum' ? `v_${weights}` : weights, () => times(name(weights), delta)];
            }),
          ),
        ),
      ),
  },
  {
    id: 'alpha-in-deltas',
    title: 'alpha in the deltas',
    sentence: () =>
      'Alpha is a factor of the deltas: a delta goes back to the layer below, so the first layer learns with alpha². Put alpha into the updates only.',
    apply: (source) => {
      const rate = source.program.roles.learningRate;
      if (rate === undefined || lastOf(source) < 2) return [];
      const isUpdate = ({ label }: Line): boolean => label === 'update';
      const scaled = (line: Line): Line =>
        /^l\d+_delta$/.test(line.target) && typeof line.value !== 'string'
          ? { ...line, value: times(name(rate), line.value) }
          : line;
      const bare = (line: Line): Line =>
        isUpdate(line) && typeof line.value !== 'string' && line.value.kind === 'binary' && line.value.operator === '*'
          ? {
              ...line,
              value: line.value.left.kind === 'name' && line.value.left.name === rate ? line.value.right : line.value,
            }
          : line;
      return [{ ...source, iteration: source.iteration.map((line) => bare(scaled(line))) }];
    },
  },
  {
    id: 'hidden-size-by-rows',
    title: 'the hidden size taken from the number of rows',
    sentence: () =>
      'The number of hidden units is the number of rows of X: the network grows with the data. Write the number of hidden units.',
    apply: (source) => {
      const { layers } = source.program.roles;
      if (layers.length < 2) return [];
      return [
        withSetup(source, ({ target }) => {
          if (target === 'syn0') return '2 * np.random.random((X.shape[1], X.shape[0])) - 1';
          const k = layers.findIndex(({ weights }) => weights === target);
          if (k < 1) return undefined;
          const columns = k === layers.length - 1 ? 'y.shape[1]' : 'X.shape[0]';
          return `2 * np.random.random((X.shape[0], ${columns})) - 1`;
        }),
      ];
    },
  },
  {
    id: 'flat-target',
    title: 'a target with one axis',
    sentence: ({ network }) =>
      `y has one axis, so y - prediction is a ${network.targets.length}×${network.targets.length} array, each target minus each prediction. Write y as a column: ${network.targets.length}×1.`,
    apply: (source) => [{ ...source, y: `np.array([${source.network.targets.map(([cell]) => cell).join(', ')}])` }],
  },
  {
    id: 'positive-weights',
    title: 'initial weights that are all positive',
    sentence: () =>
      'The initial weights are all positive: the units begin alike, and learn the same for a long time. Write 2 * … - 1, which is between -1 and 1.',
    apply: (source) =>
      hiddenOf(source).length === 0
        ? []
        : [withInitialWeights(source, (rows, columns) => `np.random.random((${rows}, ${columns}))`)],
  },
  {
    id: 'tiny-weights',
    title: 'initial weights that are nearly 0',
    sentence: () =>
      'The initial weights are nearly 0: the units begin alike, and the error hardly changes for a long time. Draw them between -1 and 1.',
    apply: (source) =>
      hiddenOf(source).length === 0
        ? []
        : [withInitialWeights(source, (rows, columns) => `0.01 * (2 * np.random.random((${rows}, ${columns})) - 1)`)],
  },
  {
    id: 'equal-weights',
    title: 'hidden units with the same initial weights',
    sentence: () =>
      'All hidden units begin with the same weights: they give the same value, as one unit would. Draw each weight at random.',
    apply: (source) =>
      lastOf(source) < 2 ? [] : [withInitialWeights(source, (rows, columns) => `np.zeros((${rows}, ${columns}))`)],
  },
  {
    id: 'target-out-of-reach',
    title: 'a target that a sigmoid cannot reach',
    sentence: () => 'A target is not between 0 and 1: the output is a sigmoid, which cannot reach it.',
    apply: (source) => [{ ...source, y: arrayText(source.network.targets.map((row) => row.map((cell) => 2 * cell))) }],
  },
  {
    id: 'delta-too-soon',
    title: 'a delta that is read before its line',
    sentence: () => 'A line can read only values that earlier lines assign.',
    apply: (source) =>
      hiddenOf(source)
        .toReversed()
        .map((k) =>
          moved(
            source,
            ({ target }) => target === `l${k + 1}_delta`,
            ({ target }) => target === `l${k}_error`,
          ),
        ),
  },
  {
    id: 'velocity-twice',
    title: 'a velocity that is added to itself',
    sentence: () => 'The velocity is added to itself: with += it grows without limit. Write v = mu * v + gradient.',
    apply: (source) => {
      if (!source.iteration.some(({ target }) => /^v_/.test(target))) return [];
      return [
        {
          ...source,
          iteration: source.iteration.map((line) =>
            /^v_/.test(line.target) ? { ...line, operator: '+=' as const } : line,
          ),
        },
      ];
    },
  },
  {
    id: 'uphill',
    title: 'a sign that makes the error grow',
    sentence: () =>
      'The sign of the error and the sign of the update do not match: the weights move uphill, and the error grows. Use y - prediction with +=, or prediction - y with -=.',
    apply: (source) => {
      const last = lastOf(source);
      return [withValues(source, { [`l${last}_error`]: () => binary('-', name(`l${last}`), name('y')) })];
    },
  },
  {
    id: 'no-activation',
    title: 'a layer without its activation',
    sentence: () =>
      'The layer is a sum without its activation. Put the product of inputs and weights into the sigmoid.',
    apply: (source) =>
      choices([lastOf(source), ...hiddenOf(source)]).map((chosen) =>
        withValues(
          source,
          Object.fromEntries(chosen.map((k) => [`l${k}`, (own) => (own.kind === 'call' ? own.argument : own)])),
        ),
      ),
  },
  {
    id: 'error-for-delta',
    title: 'the error sent back without its slope',
    sentence: () =>
      'The error is sent back, not the delta: the slope of the layer above is missing. Write delta @ weights.T.',
    apply: (source) =>
      choices(hiddenOf(source).toReversed()).map((chosen) =>
        withValues(
          source,
          Object.fromEntries(
            chosen.map((k) => [`l${k}_error`, () => binary('@', error(k + 1), transpose(name(`syn${k}`)))]),
          ),
        ),
      ),
  },
  {
    id: 'no-hidden-slope',
    title: 'a hidden delta without the slope',
    sentence: () =>
      'The hidden delta is the hidden error without the slope. Multiply it by the slope of the hidden layer.',
    apply: (source) => withDeltas(source, hiddenOf(source), error),
  },
  {
    id: 'slope-of-sum',
    title: 'the slope of the sum',
    sentence: () =>
      'l * (1 - l) is the slope only where l is the output of the sigmoid. Here l is the sum before it. Use the output.',
    apply: (source) =>
      withDeltas(source, layersWith(source, 'sigmoid'), (k) => times(error(k), call('slope', sums(source, k)))),
  },
  {
    id: 'half-slope',
    title: 'half of the slope',
    sentence: () => 'The delta is error * l: one half of the slope is missing. The slope of a sigmoid is l * (1 - l).',
    apply: (source) => withDeltas(source, layersWith(source, 'sigmoid'), (k) => times(error(k), name(`l${k}`))),
  },
  {
    id: 'turned-sigmoid',
    title: 'a sigmoid that falls',
    sentence: () =>
      'The sigmoid falls where it should rise: its sum has the wrong sign. The sigmoid of z is 1 / (1 + exp(-z)).',
    apply: (source) =>
      choices(layersWith(source, 'sigmoid'))
        .toReversed()
        .map((chosen) =>
          withValues(
            source,
            Object.fromEntries(
              chosen.map((k) => [
                `l${k}`,
                (own) => (own.kind === 'call' ? call('sigmoid', { kind: 'negate', of: own.argument }) : own),
              ]),
            ),
          ),
        ),
  },
  {
    id: 'slope-of-sigmoid-for-tanh',
    title: 'the slope of a sigmoid for tanh',
    sentence: () => 'l * (1 - l) is the slope of a sigmoid. The slope of tanh, from its output, is 1 - l * l.',
    apply: (source) =>
      withDeltas(source, layersWith(source, 'tanh'), (k) => times(error(k), call('slope', name(`l${k}`)))),
  },
  {
    id: 'mask-not-scaled',
    title: 'a mask that is not scaled',
    sentence: () =>
      'The units that are kept are not scaled up: the layer gives smaller values in training than in use. Divide the mask by the share that is kept.',
    apply: (source) =>
      hasMask(source)
        ? [withValues(source, { l1_mask: (own) => (own.kind === 'binary' && own.operator === '/' ? own.left : own) })]
        : [],
  },
  {
    id: 'mask-once',
    title: 'a mask that is drawn once',
    sentence: () =>
      'The mask is the same in each iteration: the same units are always left out. Draw it inside the loop.',
    apply: (source) => {
      const mask = source.iteration.find(({ target }) => target === 'l1_mask');
      if (mask === undefined) return [];
      const rest = without(source, (line) => line === mask);
      return [{ ...rest, setup: [...source.setup, { ...mask, label: 'setup' as const }] }];
    },
  },
];

function hasMask({ iteration }: Source): boolean {
  return iteration.some(({ target }) => target === 'l1_mask');
}

/** The layers with an activation, from the last to the first. */
function layersWith(source: Source, activation: string): readonly number[] {
  return [lastOf(source), ...hiddenOf(source).toReversed()].filter((k) => activationOf(source, k) === activation);
}

export function mistakeOf(id: MistakeId): Mistake {
  return mistakes.find((mistake) => mistake.id === id) as Mistake;
}

/** True for a mistake that this network can have. */
export function allows(source: Source, { apply }: Mistake): boolean {
  return apply(source).length > 0;
}

/** The mistakes that show in the initial weights or the data, not in the lines of the loop. */
export const setupMistakes: ReadonlySet<MistakeId> = new Set([
  'hidden-size-by-rows',
  'positive-weights',
  'tiny-weights',
  'equal-weights',
  'target-out-of-reach',
  'flat-target',
]);
