import { ownDifference, ownValue } from '../../language/scaling.ts';
import { counted } from '../../language/wording.ts';
import type { Miss, Remedy, SetFacts, TestFacts, Verdict, VerdictFacts, VerdictKind } from '../../worker/protocol.ts';
import { formatCount, formatSize, formatTyped } from '../text/numbers.ts';
import { type ColumnWords, classWords, decimals } from './cause-briefly.ts';
import { errorUnitText } from './unit-words.ts';
import { causeAdvice, causeWords } from './verdict-causes.ts';
import {
  isByClass,
  isByRow,
  isLasting,
  isQuantity,
  marginWords,
  plainContext,
  share,
  square,
  type VerdictContext,
  verdictLine,
} from './verdict-headline.ts';
import { remedyWords } from './verdict-remedies.ts';

/*
 * A verdict in English. Examples, outputs and units are numbered from 1; classes have their names, and quantities their own units.
 * One file, though it is long: evidence and meaning must agree, and share their numbers.
 */

export interface VerdictWords {
  readonly line: string;
  /** Sentences of any length: the measurements, then one for each cause. */
  readonly evidence: readonly string[];
  /** Things to look at, where no setting helps. */
  readonly advice: readonly string[];
  /** In the verdict's order. */
  readonly remedies: readonly { readonly remedy: Remedy; readonly text: string }[];
}

/** Smaller changes in percent count as none. */
const LEAST_PERCENT = 0.001;
/** Significant digits of a value with a unit. */
const DIGITS = 4;
/** A straight line is better on the test set when it leaves at most this share of what the network leaves. */
const CLEARLY_LESS = 0.9;
/** The test error has clearly risen when it is this many times the lowest one. */
const CLEARLY_MORE = 1.1;
/** Below this, a gap between training set and test set may be chance. */
const VISIBLE_GAP = 2;

export function verdictWords(verdict: Verdict, context: VerdictContext = plainContext): VerdictWords {
  return {
    line: verdictLine(verdict, context),
    evidence: [
      ...evidenceOf(verdict, context),
      ...verdict.causes.map((cause) => causeWords(cause, context.words, context.glyphs)),
    ],
    advice: verdict.causes.flatMap((cause) => causeAdvice(cause, context.words) ?? []),
    remedies: verdict.remedies.map((remedy) => ({ remedy, text: remedyWords(remedy) })),
  };
}

function evidenceOf({ kind, since, pending, facts, causes }: Verdict, context: VerdictContext): readonly string[] {
  if (facts === undefined) return [];
  const { error, measuredAt, wrong, misses, progress, progressSince, stillSince } = facts;
  const measured = `after ${counted(measuredAt, 'iteration')}: mean error ${errorWords(error, context)}`;
  if (kind === 'diverged') return [measured];
  const turning = pending === undefined ? [] : [turningWords(pending)];
  const tested = facts.test === undefined ? [] : testWords(facts.test, facts, context);
  if (wrong === 0 || (isByClass(facts) && facts.train.wrong === 0)) {
    return [measured, ...trainWords(facts, context), ...tested, ...turning];
  }
  const listed = misses.map((miss) => missWords(miss, facts, context));
  const more =
    (isByClass(facts) ? facts.train.wrong : isByRow(facts) ? wrong : (facts.train?.wrong ?? wrong)) - listed.length;
  return [
    measured,
    ...trainWords(facts, context),
    ...listed,
    ...(more > 0 ? [`and ${formatCount(more)} more`] : []),
    ...tested,
    ...(stillSince === undefined
      ? []
      : [
          `since iteration ${formatCount(stillSince)} no update has changed a prediction by more than ${stillWords(facts, context)}`,
        ]),
    ...(progress === undefined || stillSince !== undefined ? [] : [progressWords(progress, progressSince)]),
    ...(kind === 'learning' ? [] : [`${stateWords(kind, causes)} since iteration ${formatCount(since)}`]),
    ...turning,
  ];
}

/** The most that updates move a prediction while a run is still: the verdict's threshold, in standard deviations for quantities. */
export const STILL = 1e-12;

function stillWords({ targets }: VerdictFacts, { glyphs }: VerdictContext): string {
  return targets === 'quantities' ? `${STILL} ${glyphs.sigma}` : String(STILL);
}

/** The training set: its wrong examples, or how much of quantities is explained. */
function trainWords(facts: VerdictFacts, context: VerdictContext): readonly string[] {
  const { train, wrong, predictions, worst } = facts;
  if (isByClass(facts)) {
    if (train?.wrong === 0) return [`all ${counted(facts.train.rows, 'example')} are classified correctly`];
    return [wrongRowWords(facts.train, context), ...majorityWords(facts.train, context)];
  }
  const noun = isByRow(facts) ? 'example' : 'prediction';
  const offBy = differenceWords(worst, 0, facts, context);
  const near = marginWords(facts, context);
  const right =
    predictions === 1
      ? `the only ${noun} is within ${near} of its target; the difference is ${offBy}`
      : `all ${counted(predictions, noun)} are within ${near} of their targets; the largest difference is ${offBy}`;
  const off =
    wrong === 0
      ? right
      : `${formatCount(wrong)} of ${counted(predictions, noun)} ${wrong === 1 ? 'is' : 'are'} off by more than ${near}`;
  if (!isQuantity(facts) || train === undefined) return [off];
  const line = train.line === undefined ? '' : `; a straight line through the inputs has ${share(1 - train.line)}`;
  return [off, `${square(context)} ${share(1 - train.unexplained)}${line}`];
}

/** `12 of 120 examples wrong, most of them: versicolor predicted as virginica` */
function wrongRowWords({ wrong, rows: all, mistake }: SetFacts, context: VerdictContext): string {
  const of = `${formatCount(wrong)} of ${counted(all, 'example')} wrong`;
  if (mistake === undefined || wrong === 0) return of;
  const taken = `${classWords(mistake.actual, context.words)} predicted as ${classWords(mistake.predicted, context.words)}`;
  if (mistake.rows === wrong) return `${of}, ${wrong === 1 ? '' : 'all of them: '}${taken}`;
  return 2 * mistake.rows > wrong
    ? `${of}, most of them: ${taken}`
    : `${of}, ${formatCount(mistake.rows)} of them: ${taken}`;
}

/** The most common class as a comparison, where the predictions are not far better. */
function majorityWords({ wrong, rows: all, majority }: SetFacts, context: VerdictContext): readonly string[] {
  if (majority === undefined || 4 * wrong < majority.wrong) return [];
  const always = `always predicting ${classWords(majority.class, context.words)}`;
  const also = wrong === majority.wrong ? 'also ' : '';
  return [`${always} ${also}gets ${formatCount(majority.wrong)} of ${counted(all, 'example')} wrong`];
}

function testWords(test: TestFacts, facts: VerdictFacts, context: VerdictContext): readonly string[] {
  const at = test.measuredAt === facts.measuredAt ? '' : `, at iteration ${formatCount(test.measuredAt)}`;
  const worse =
    test.gap >= VISIBLE_GAP && test.unexplained > (facts.train?.unexplained ?? 0)
      ? [`the test set is predicted worse than the training set, by ${test.gap.toFixed(1)} standard errors`]
      : [];
  const lowest = `the squared error of the test set was lowest at iteration ${formatCount(test.lowestAt)}`;
  const risen = hasRisen(test) ? [`${lowest}${test.rise === undefined ? '' : riseWords(test, test.rise)}`] : [];
  if (test.majority !== undefined) {
    const { wrong, majority, rows: all } = test;
    const isChance = wrong >= majority.wrong && wrong > 0;
    const always = `always predicting ${classWords(majority.class, context.words)}`;
    const chance = isChance
      ? [`${always} gets ${formatCount(majority.wrong)} of ${counted(all, 'test example')} wrong`]
      : [];
    const single =
      majority.wrong === 0
        ? [
            `all ${counted(all, 'test example')} are ${classWords(majority.class, context.words)}: always predicting it is right, too`,
          ]
        : [];
    return [
      `test set: ${wrongRowWords(test, context)}${at}`,
      ...(wrong === 0 ? single : chance),
      ...worse,
      ...(wrong > 0 || test.rise !== undefined ? risen : []),
    ];
  }
  if (Number.isNaN(test.unexplained)) return [`test set: mean error ${errorWords(test.error, context)}${at}`];
  const explained = `test set: mean error ${errorWords(test.error, context)}, ${square(context)} ${share(1 - test.unexplained)}${at}`;
  const chance =
    test.unexplained > 1 ? ['always predicting the mean of its targets would be better on the test set'] : [];
  const isLineBetter = test.line !== undefined && test.line < CLEARLY_LESS * test.unexplained && test.line < 1;
  const line = isLineBetter
    ? [`a straight line is better there: ${square(context)} ${share(1 - (test.line as number))}`]
    : [];
  return [explained, ...chance, ...line, ...worse, ...risen];
}

/** `, and is now 1.6 times as large: a difference of 3.0 standard errors, example by example` */
function riseWords({ unexplained, lowest }: TestFacts, rise: number): string {
  return `, and is now ${(unexplained / lowest).toFixed(1)} times as large: a difference of ${rise.toFixed(1)} standard errors, example by example`;
}

function missWords(miss: Miss, facts: VerdictFacts, context: VerdictContext): string {
  const { row, column, prediction, target, slope, taken } = miss;
  const { targetNames } = context.words;
  if (taken !== undefined) {
    const actual = facts.outputs === 1 ? Number(target > 0.5) : column;
    const own = classWords(actual, context.words);
    const is = `example ${row + 1}: ${own} predicted as ${classWords(taken, context.words)}`;
    return facts.outputs === 1
      ? `${is}, at ${decimals(prediction)}`
      : `${is}, output for ${own} ${decimals(prediction)}`;
  }
  const name = targetNames?.[column] ?? `output ${column + 1}`;
  const where = facts.outputs > 1 ? `example ${row + 1}, ${name}` : `example ${row + 1}`;
  const isOwn = context.words.targetScaling === undefined && context.words.targetUnits === undefined;
  const said = valueWords(prediction, column, context);
  const wanted = isOwn ? formatTyped(target) : valueWords(target, column, context);
  const steep = facts.misses.every((other) => other.slope === 1) ? '' : `; slope ${decimals(slope)}`;
  return `${where}: prediction ${said}, target ${wanted}${steep}`;
}

function turningWords({ kind, since }: NonNullable<Verdict['pending']>): string {
  return `since iteration ${formatCount(since)} the run seems to be ${kindWords(kind).replace(/,$/, '')}; the verdict changes if this lasts`;
}

function stateWords(kind: VerdictKind, [cause]: Verdict['causes']): string {
  return kind === 'plateau' && isLasting(cause) ? 'likely stuck, but not proven,' : kindWords(kind);
}

/** A kind as a predicate: it is stuck. */
function kindWords(kind: VerdictKind): string {
  switch (kind) {
    case 'fits':
      return 'at rest close to the targets';
    case 'plateau':
      return 'on a plateau';
    default:
      return kind;
  }
}

function progressWords(progress: number, since: number): string {
  const start = `since iteration ${formatCount(since)}`;
  if (!Number.isFinite(progress)) return `${start} the remaining error has grown without limit`;
  const percent = Math.abs(100 * progress);
  if (percent < LEAST_PERCENT) return `${start} the remaining error has changed by less than ${LEAST_PERCENT} %`;
  const size = percent >= 10 ? percent.toFixed(0) : String(Number(percent.toPrecision(2)));
  return `${start} the remaining error has ${progress > 0 ? 'fallen' : 'risen'} by ${size} %`;
}

// Numbers

function errorWords(error: number, { words, glyphs }: VerdictContext): string {
  const unit = errorUnitText(words, glyphs);
  const own = hasOneUnit(words) ? ownDifference(error, 0, words) : error;
  return unit === undefined ? decimals(own) : `${formatSize(own, DIGITS)} ${unit}`;
}

function differenceWords(
  size: number,
  column: number,
  { outputs }: VerdictFacts,
  { words, glyphs }: VerdictContext,
): string {
  const unit = errorUnitText(words, glyphs);
  const own = outputs === 1 ? ownDifference(size, column, words) : size;
  return unit === undefined ? decimals(own) : `${formatSize(own, DIGITS)} ${unit}`;
}

function valueWords(value: number, column: number, { words }: VerdictContext): string {
  const unit = words.targetUnits?.[column];
  if (words.targetScaling === undefined && unit === undefined) {
    return Number.isInteger(value) && Math.abs(value) < 1e6 ? formatTyped(value) : decimals(value);
  }
  const own = formatSize(ownValue(value, column, words), DIGITS);
  const name = words.targetNames?.[column];
  return unit === undefined || unit === name || unit === `"${name}"` ? own : `${own} ${unit}`;
}

function hasOneUnit({ targetScaling }: ColumnWords): boolean {
  return targetScaling === undefined || targetScaling.unit.length === 1;
}

// Below the evidence

/** The reason for which a verdict has no remedy. */
export function nothingToTry({ kind, facts, causes }: Verdict, context: VerdictContext = plainContext): string {
  const { stage, script } = context;
  if (facts === undefined) return 'Nothing to try yet: run the network first.';
  switch (kind) {
    case 'solved':
    case 'fits':
      if (facts.test !== undefined && !isTestFine(facts.test, facts.train)) {
        return 'The training set is learned. The test set is predicted worse: more examples or a smaller network could help.';
      }
      return kind === 'solved' && facts.wrong > 0 && !isByClass(facts)
        ? 'Nothing to try: let it train.'
        : 'Nothing needs to be done.';
    case 'learning':
      if (facts.test !== undefined && hasRisen(facts.test) && !isTestFine(facts.test, facts.train)) {
        return `The test set was predicted best at iteration ${formatCount(facts.test.lowestAt)}, though the difference may be chance. If it grows, stop there, or add L2.`;
      }
      return stage === 'ended' ? 'Nothing to try: space continues the training.' : 'Nothing to try: let it train.';
    case 'plateau':
      return 'Only waiting may help: some of these plateaus end by themselves.';
    default:
      if (script !== undefined) return toTryInScript(causes, script.rate);
      if (causes[0]?.kind === 'chance') {
        return 'If dropout draws the random numbers, less dropout and a lower alpha may help.';
      }
      return causes.some(({ kind: cause }) => isInData(cause))
        ? 'No setting is known to help.'
        : 'No cause with a remedy was found. More hidden units may help; this was not tested.';
  }
}

function toTryInScript(causes: Verdict['causes'], rate: string | undefined): string {
  return rate !== undefined && causes.some(({ kind }) => kind === 'largeSteps')
    ? `Try a lower ${rate}: a and A change it, or name its line.`
    : 'The predictions show no cause. c checks the updates against the loss.';
}

/** True for causes in the data, which no setting removes. */
function isInData(kind: Verdict['causes'][number]['kind']): boolean {
  return [
    'alikeInputs',
    'noise',
    'unrelated',
    'testAtChance',
    'largeInputs',
    'largeTargets',
    'smallInputs',
    'smallTargets',
  ].includes(kind);
}

function hasRisen({ unexplained, lowest, lowestAt, measuredAt }: TestFacts): boolean {
  return unexplained >= CLEARLY_MORE * lowest && lowestAt < measuredAt;
}

/** True when the test set is predicted as well as the training set: with at most one example more wrong than its share. */
function isTestFine(test: TestFacts, train: SetFacts | undefined): boolean {
  if (test.majority === undefined) return test.gap < VISIBLE_GAP && !(test.unexplained >= 1);
  const share = train === undefined ? 0 : train.wrong / train.rows;
  return test.wrong <= Math.ceil(share * test.rows) + 1 && (test.wrong < test.majority.wrong || test.wrong === 0);
}

/** The meaning of a verdict and its measure. */
export function measuredFrom({ kind, facts, causes }: Verdict, context: VerdictContext = plainContext): string {
  if (causes[0]?.kind === 'notFinite' && causes[0].line !== undefined) return 'Diverged: the error is NaN or infinite.';
  if (facts === undefined) return meaningOf('untrained', '');
  if (kind === 'plateau' && isLasting(causes[0])) {
    return `Likely stuck: the last part of the run hardly lowered the remaining error, and the cause is likely to last. ${scaleOf(kind, marginWords(facts, context)).join(' ')}`;
  }
  const margin = marginWords(facts, context);
  const classes = isByClass(facts) && (kind === 'solved' || kind === 'fits' || kind === 'settled');
  return [classes ? meaningForClasses(kind) : meaningOf(kind, margin), ...scaleOf(kind, margin)].join(' ');
}

function meaningForClasses(kind: VerdictKind): string {
  if (kind === 'solved')
    return 'Solved: for a while, the class of every training example has been predicted correctly.';
  return meaningOf(kind, '');
}

function meaningOf(kind: VerdictKind, margin: string): string {
  switch (kind) {
    case 'untrained':
      return 'The verdict depends on the predictions: how far they are from their targets, how fast this distance shrinks, and how much one update changes them.';
    case 'learning':
      return 'Learning: the last part of the run lowered the remaining error, or it is too early to say.';
    case 'solved':
      return `Solved: every prediction has been within ${margin} of its target for a while.`;
    case 'fits':
      return 'Fits: the last part of the run hardly lowered the remaining error, and this error is small. It may come from noise or contradictions in the data.';
    case 'settled':
      return 'Settled: the last part of the run hardly lowered the remaining error. The predictions are better than the most common class or the mean, or as good as the data allow. The rest may be noise, or too difficult for this network.';
    case 'overfitting':
      return 'Overfitting: the training set is predicted clearly better than the test set, which stands for new examples. The difference is measured in standard errors, because a small test set differs by chance.';
    case 'plateau':
      return 'Plateau: the last part of the run hardly lowered the remaining error, but it is not proven that this lasts. An example from other data: of 200 runs of XOR (2 or 3 hidden units, alpha 1), 66 were on such a plateau after 20,000 iterations, and 30 of these were solved by iteration 60,000.';
    case 'stuck':
      return 'Stuck: the last part of the run hardly lowered the remaining error, and the cause lasts.';
    case 'saturated':
      return 'Saturated: the last part of the run hardly lowered the remaining error, and at least half of the wrong predictions have a slope near 0.';
    case 'oscillating':
      return 'Oscillating: each update changes predictions by a large amount, and the remaining error hardly falls.';
    case 'diverged':
      return 'Diverged: the next line would compute the first NaN or infinity.';
  }
}

/** The measure of wrong predictions, for verdicts that depend on it. */
function scaleOf(kind: VerdictKind, margin: string): readonly string[] {
  if (kind === 'untrained' || kind === 'solved' || kind === 'diverged') return [];
  return [
    `The remaining error is the mean of (difference - ${margin}) ** 2; a difference within ${margin} counts as 0.`,
    'The verdict changes when a large part of the run shows something else.',
  ];
}
