import { count, counted } from '../language/wording.ts';
import { most } from '../network/bounds.ts';
import type { Dataset } from './dataset.ts';
import { type Comparison, compareCurves } from './ridge.ts';

/** Settings for data without a scenario, in the terms of scenario files, with a reason for each. */
export interface SensibleSettings {
  readonly data: { readonly scale: 'standard'; readonly scaleTargets?: 'standard' };
  readonly network: SensibleNetwork;
  readonly training: SensibleTraining;
  readonly reasons: readonly Reason[];
  /** Set when the inputs do not seem to predict the targets. */
  readonly notice?: string | undefined;
}

export interface SensibleNetwork {
  readonly hidden: readonly number[];
  readonly bias: true;
  /** One per layer. */
  readonly activation: readonly ('tanh' | 'relu' | LastActivation)[];
  readonly initial: 'xavier-normal' | 'he-normal';
}

export interface SensibleTraining {
  readonly iterations: number;
  readonly learningRate: number;
  readonly seed: number;
  readonly reportEvery: number;
  readonly loss: SensibleLoss;
  readonly optimizer: 'adam';
  readonly l2?: number;
  readonly batch?: { readonly size: number; readonly order: 'shuffled' };
}

export interface Reason {
  /** As in a scenario file: `training.loss` */
  readonly setting: string;
  /** A sentence without a full stop. */
  readonly because: string;
}

type LastActivation = 'linear' | 'sigmoid' | 'softmax';
type SensibleLoss = 'mean-squared' | 'binary-cross-entropy' | 'cross-entropy';

interface Answer {
  readonly activation: LastActivation;
  readonly loss: SensibleLoss;
  readonly because: string;
}

const BATCH = 32;
/** Up to this many rows, each iteration sees all of them. */
const MOST_AT_ONCE = 64;
/** With a closed form to compare with: the gradient of all rows is more exact. */
const MOST_AT_ONCE_OF_QUANTITIES = 300;
const MOST_FOR_TANH = 16;

/** The length of a run, unless that takes longer than `SECONDS`. */
interface Length {
  readonly epochs: number;
  readonly leastIterations: number;
}

/** For a table of quantities that is small enough to be compared with a ridge regression. */
const COMPARED: Length = { epochs: 200, leastIterations: 1000 };
/** For curved borders, quantities, and rules of a few rows. */
const LONG: Length = { epochs: 500, leastIterations: 2000 };
/** For classes with a few columns. On iris, test accuracy peaks at about this length and falls later. */
const SHORT: Length = { epochs: 100, leastIterations: 300 };
/** A table with fewer rows is more likely a rule with one row per case. */
const FEWEST_FOR_SHORT = 16;
const SECONDS = 3;
/** The shortest run, even where it takes longer: a shorter one shows nothing. */
const FEWEST = 200;
/** Measured with Adam on one core of 2025: per weight and row of a batch, and per iteration. */
const SECONDS_PER_WEIGHT = 2e-8;
const SECONDS_PER_ITERATION = 5e-5;

/** @param dataset before scaling. */
export function sensibleSettings(dataset: Dataset): SensibleSettings {
  const { rows, columns: inputs } = dataset.train.inputs;
  const outputs = dataset.train.targets.columns;
  const answer = answerOf(dataset);
  const isQuantity = answer.activation === 'linear';
  const compared = isQuantity ? comparisonOf(dataset) : undefined;
  const ofClasses = dataset.classes === undefined ? undefined : comparisonOfClasses(dataset);
  const hidden = compared?.isCurved === false ? [] : fitting(hiddenFor(inputs), rows, inputs + outputs);
  const isSmooth = inputs <= MOST_FOR_TANH;
  const atOnce = compared === undefined ? MOST_AT_ONCE : MOST_AT_ONCE_OF_QUANTITIES;
  const batch = rows > atOnce ? BATCH : rows;
  const isShort = !isQuantity && inputs > 2 && isSmooth && rows >= FEWEST_FOR_SHORT;
  const batches = Math.floor(rows / batch);
  const length = compared !== undefined ? COMPARED : isShort ? SHORT : LONG;
  const iterations = iterationsFor([inputs, ...hidden, outputs], batch, batches, length);
  const l2 = compared ? penaltyOf(compared, rows, outputs) : ofClasses && penaltyOfClasses(ofClasses, rows);
  return {
    data: { scale: 'standard', ...(isQuantity ? { scaleTargets: 'standard' as const } : {}) },
    network: {
      hidden,
      bias: true,
      activation: [...hidden.map(() => (isSmooth ? ('tanh' as const) : ('relu' as const))), answer.activation],
      initial: isSmooth ? 'xavier-normal' : 'he-normal',
    },
    training: {
      iterations,
      learningRate: 0.01,
      seed: 1,
      reportEvery: Math.ceil(iterations / 10),
      loss: answer.loss,
      optimizer: 'adam',
      ...(l2 === undefined ? {} : { l2 }),
      ...(batch < rows ? { batch: { size: batch, order: 'shuffled' } } : {}),
    },
    reasons: [
      {
        setting: 'data.scale',
        because: 'inputs with mean 0 and standard deviation 1 start with equal influence, whatever their units',
      },
      ...(isQuantity
        ? [
            {
              setting: 'data.scaleTargets',
              because: 'targets with mean 0 and standard deviation 1 suit weights of ordinary size',
            },
          ]
        : []),
      {
        setting: 'network.hidden',
        because: compared === undefined ? reasonForHidden(inputs, hidden) : reasonFor(compared, hidden),
      },
      ...(hidden.length === 0 ? [] : [{ setting: 'network.activation', because: reasonForActivation(isSmooth) }]),
      { setting: 'training.loss', because: answer.because },
      { setting: 'training.optimizer', because: 'adam with alpha 0.01 learns most data without tuning' },
      ...(l2 === undefined
        ? []
        : [
            {
              setting: 'training.l2',
              because:
                compared?.isCurved !== false
                  ? 'a small penalty keeps the network from memorizing noise'
                  : 'the penalty of the best ridge regression; this network is the same model',
            },
          ]),
      {
        setting: 'training.batch',
        because:
          batch < rows
            ? `${batch} of ${count(rows)} rows per update, shuffled, give many steps in a short time`
            : `${counted(rows, 'row')} fit into one update`,
      },
      { setting: 'training.iterations', because: reasonForIterations(iterations / batches, isShort) },
    ],
    notice: compared
      ? noticeOf(compared, rows, 'the mean')
      : ofClasses && noticeOf(ofClasses, rows, 'the shares of the classes'),
  };
}

/** A table with fewer rows says too little about rows that are left out. */
const FEWEST_COMPARED = 8;
/** In a larger table hidden units find what a straight line cannot, and have enough rows not to learn them by heart. */
const MOST_COMPARED = 10_000;
const MOST_INPUTS_COMPARED = 100;
/** From here on L2 gets weaker, since it is compared with a mean over more rows. */
const ROWS_OF_FULL_PENALTY = 1000;
/** From this r² of curves on, the penalty costs more than the noise that it keeps out. */
const LITTLE_NOISE = 0.9;

function comparisonOf({ train }: Dataset): Comparison | undefined {
  const { rows, columns } = train.inputs;
  const isOfRange = rows >= FEWEST_COMPARED && rows <= MOST_COMPARED && columns <= MOST_INPUTS_COMPARED;
  return isOfRange ? compareCurves(train.inputs, train.targets) : undefined;
}

/**
 * The factor of L2. The loss is a mean over rows and outputs, and L2 has half of the factor: without a hidden layer it is that of the ridge
 * regression.
 */
function penaltyOf({ straight, curved, isCurved }: Comparison, rows: number, outputs: number): number {
  const full = curved.r2 > LITTLE_NOISE ? 0.003 : 0.01;
  const l2 = isCurved ? full * Math.min(1, ROWS_OF_FULL_PENALTY / rows) : (2 * straight.alpha) / (rows * outputs);
  return Number(l2.toPrecision(2));
}

/** With more rows in a plane, borders that wind too much for these curves can be learned. */
const MOST_IN_A_PLANE = 150;

function comparisonOfClasses({ train }: Dataset): Comparison | undefined {
  const { rows, columns } = train.inputs;
  const isOfRange = rows >= FEWEST_FOR_SHORT && rows <= ROWS_OF_FULL_PENALTY && columns <= MOST_INPUTS_COMPARED;
  if (!isOfRange || (columns <= 2 && rows >= MOST_IN_A_PLANE)) return undefined;
  return compareCurves(train.inputs, train.targets);
}

/** From this r² on, classes are apart: no row has to be learned by heart. */
const CLASSES_APART = 0.6;

/** The factor of L2 for classes with noise that a straight border parts as well as a curved one; undefined for others. */
function penaltyOfClasses(compared: Comparison, rows: number): number | undefined {
  const { straight, curved, isCurved } = compared;
  if (isCurved || Math.max(straight.r2, curved.r2) >= CLASSES_APART) return undefined;
  return isChance(compared, rows) ? 0.1 : 0.03;
}

/** The output activation and loss for the kind of target. */
function answerOf({ classes, train }: Dataset): Answer {
  const { columns, data } = train.targets;
  if (classes !== undefined && columns > 1) {
    const because = `softmax gives each of ${columns} classes a share, and cross-entropy is the loss for shares`;
    return { activation: 'softmax', loss: 'cross-entropy', because };
  }
  if (classes !== undefined || data.every((cell) => cell === 0 || cell === 1)) {
    const because = 'a sigmoid gives the probability of a 1, and binary cross-entropy is its loss';
    return { activation: 'sigmoid', loss: 'binary-cross-entropy', because };
  }
  const because = 'quantities can have any value, as a linear output can; mean-squared measures the squared difference';
  return { activation: 'linear', loss: 'mean-squared', because };
}

function hiddenFor(inputs: number): readonly number[] {
  if (inputs <= 2) return [16, 16];
  if (inputs <= MOST_FOR_TANH) return [16];
  return inputs <= 100 ? [32] : [64];
}

/** Fewer units where those of all rows would be more activations than a network may have. @param ends inputs and outputs. */
function fitting(hidden: readonly number[], rows: number, ends: number): readonly number[] {
  const room = Math.floor((Math.floor(most.activations / rows) - ends) / hidden.length);
  return hidden.map((units) => Math.max(1, Math.min(units, room)));
}

function reasonForHidden(inputs: number, hidden: readonly number[]): string {
  const units = `${hidden[0]} units`;
  if (hidden.length > 1)
    return `borders in a plane can be curved, and two layers of ${units} fit them better than one wide layer`;
  return `${units} are enough for most data with ${counted(inputs, 'input')}`;
}

function reasonForActivation(isSmooth: boolean): string {
  return isSmooth
    ? 'tanh is smooth and sufficient for few inputs; xavier weights suit it'
    : 'relu learns fast from many inputs; he weights suit it';
}

function reasonFor({ straight, curved, isCurved }: Comparison, hidden: readonly number[]): string {
  const [line, curve] = [straight, curved].map(({ r2 }) => printR2(r2));
  const models = isCurved
    ? `${hidden.length > 1 ? 'two layers of ' : ''}${hidden[0]} units, because curves predict held-out rows better than a straight line`
    : 'none, because curves predict held-out rows no better than a straight line';
  return `${models} (ridge regression): r² ${curve} and ${line}`;
}

/** By chance, an r² of this divided by √rows is found in inputs that predict nothing. */
const CHANCE_R2 = 0.5;

function isChance({ straight, curved }: Comparison, rows: number): boolean {
  return Math.max(straight.r2, curved.r2) < CHANCE_R2 / Math.sqrt(rows);
}

function noticeOf(compared: Comparison, rows: number, instead: string): string | undefined {
  if (!isChance(compared, rows)) return undefined;
  const best = Math.max(compared.straight.r2, compared.curved.r2);
  const better = best >= 0.005 ? 'hardly better' : 'no better';
  return `the inputs may not predict the target: a ridge regression, also on curves, predicts held-out rows ${better} than ${instead}, r² ${printR2(best)}`;
}

function printR2(r2: number): string {
  return r2
    .toFixed(2)
    .replace(/^-0\.00$/, '0.00')
    .replace('-', '−');
}

/** Epochs count full batches only: the rows left over by a shuffled epoch are not part of it. */
function reasonForIterations(epochs: number, isShort: boolean): string {
  if (epochs < 1) return 'less than an epoch, because more would take too long';
  const length = counted(Math.floor(epochs), 'epoch');
  return isShort ? `${length}; with few columns, longer training mostly memorizes` : length;
}

/** The number of iterations, rounded down to one digit. */
function iterationsFor(
  sizes: readonly number[],
  batch: number,
  batches: number,
  { epochs, leastIterations }: Length,
): number {
  const weights = sizes.slice(1).reduce((sum, size, layer) => sum + size * ((sizes[layer] as number) + 1), 0);
  const seconds = SECONDS_PER_ITERATION + SECONDS_PER_WEIGHT * weights * batch;
  const wanted = Math.max(leastIterations, epochs * batches);
  const longest = Math.max(FEWEST, Math.min(wanted, SECONDS / seconds));
  const digit = 10 ** Math.floor(Math.log10(longest));
  return Math.floor(longest / digit) * digit;
}
