import { counted } from '../../language/wording.ts';
import type { Cause, SetFacts, Verdict, VerdictFacts } from '../../worker/protocol.ts';
import type { ShownState } from '../model/model.ts';
import { formatCount, formatTyped } from '../text/numbers.ts';
import { type Glyphs, unicode } from '../theme/glyphs.ts';
import { type ColumnWords, causeBriefly, examples } from './cause-briefly.ts';
import { marginText } from './unit-words.ts';

/* The headline of a verdict. The first frame has it, so it is apart from the longer words of `verdict-words.ts`. */

/** The stage of a run: no iteration has run; some have, wherever the run is now; it is at its end. */
export type RunStage = 'new' | 'begun' | 'ended';

export function stageOf(run: { readonly state: ShownState; readonly furthest: number } | undefined): RunStage {
  if (run === undefined || run.furthest === 0) return 'new';
  return run.state === 'finished' ? 'ended' : 'begun';
}

/** Everything besides the verdict that its words depend on. */
export interface VerdictContext {
  /** The names of the inputs, and the names, classes and units of the targets. */
  readonly words: ColumnWords;
  readonly stage: RunStage;
  /** Present for a script: its learning rate, as it names it, where one is known. */
  readonly script?: { readonly rate: string | undefined } | undefined;
  /** True in a hunt: the headline names no cause, and says nothing of the future. */
  readonly hidesCause?: boolean | undefined;
  readonly glyphs: Pick<Glyphs, 'sigma' | 'times' | 'halves'>;
}

export const plainContext: VerdictContext = { words: {}, stage: 'new', glyphs: unicode };
/** The most columns of a headline: those of the narrowest screen, 60, with one free at each end. */
export const VERDICT_COLUMNS = 58;
const UNTRAINED = 'untrained: no iteration has run yet';
const UNTRAINED_AGAIN = 'untrained: back at the beginning';
/** The most examples or units that a headline names by number, in order of preference. */
const NAMED = [3, 2, 1];

/** The headline of a verdict: the one with the most names that fits. */
export function verdictLine(verdict: Verdict, context: VerdictContext = plainContext): string {
  const lines = NAMED.flatMap((named) => linesOf(verdict, named, context));
  const line = lines.find(({ length }) => length <= VERDICT_COLUMNS) ?? (lines.at(-1) as string);
  return line.length <= VERDICT_COLUMNS ? line : `${line.slice(0, VERDICT_COLUMNS - 3)}...`;
}

/** The first words of a headline, which name the kind. */
export function kindOfLine({ kind, facts, causes }: Verdict, { stage }: VerdictContext = plainContext): string {
  if (kind === 'plateau' && isLasting(causes[0])) return 'likely stuck';
  // Without progress at the end it is only too early to say, and after a change nothing is known yet.
  const hasLearned = facts?.progress !== undefined && facts.progress > 0;
  return kind === 'learning' && stage === 'ended' && hasLearned ? 'was still learning' : kind;
}

/** True for causes that do not go away while the run continues, although they do not prove that it stays where it is. */
export function isLasting(cause: Cause | undefined): boolean {
  switch (cause?.kind) {
    case 'noHiddenLayer':
    case 'linearLayers':
    case 'deadLayer':
    case 'constantWeights':
    case 'regularization':
    case 'scheduleEnded':
      return true;
    default:
      return false;
  }
}

/** Headlines of one content, the longest first. */
function linesOf(verdict: Verdict, named: number, context: VerdictContext): readonly string[] {
  const { kind, since, facts, causes } = verdict;
  const [cause] = causes;
  const untrained = context.stage === 'new' ? UNTRAINED : UNTRAINED_AGAIN;
  if (facts === undefined) {
    if (kind !== 'untrained') return ['learning: changed, no iteration since'];
    return cause === undefined || context.hidesCause === true || !isFault(cause)
      ? [untrained]
      : [`untrained: ${causeBriefly(cause, named, context.words)}`];
  }
  const start = kindOfLine(verdict, context);
  const now = scoreWords(facts, context);
  const state = now.map((words) => `${start}: ${words}`);
  if (cause !== undefined && context.hidesCause === true) {
    // `saturated` would name a cause.
    return kind === 'saturated' && facts.wrong > 0 ? now.map((words) => `unsolved: ${words}`) : state;
  }
  switch (kind) {
    case 'untrained':
      return [untrained];
    case 'learning':
      if (cause?.kind === 'smallSteps') return [`learning slowly: alpha ${formatTyped(cause.alpha)} makes small steps`];
      if (cause !== undefined && isFault(cause)) return [`learning, but ${causeBriefly(cause, named, context.words)}`];
      return state;
    case 'solved':
      return solvedLines(`solved since ${formatCount(since)}`, facts, context);
    case 'fits':
      if (facts.targets === 'bits' && facts.train?.wrong === 0)
        return ['fits: every prediction is on the right side of 1/2'];
      return now.map((words) => `fits: ${words}`);
    case 'settled':
      return now.map((words) => `settled: ${words}`);
    case 'overfitting':
      return overfittingLines(facts, context);
    case 'plateau':
      if (cause !== undefined && !isPlateauItself(cause.kind))
        return [`${start}: ${causeBriefly(cause, named, context.words)}`];
      return plateauLines(facts, named);
    case 'stuck':
      if (facts.wrong === 0) return [`stuck until now: every prediction within ${marginWords(facts, context)}`];
      return stuckLines(verdict, named, context) ?? now.map((words) => `stuck: ${words}`);
    case 'saturated':
      if (facts.wrong === 0) return [`saturated until now: every prediction within ${marginWords(facts, context)}`];
      return cause !== undefined && cause.kind !== 'flatOutputs'
        ? [`saturated: ${causeBriefly(cause, named, context.words)}`]
        : [`saturated: ${wrongCount(facts)} wrong, ${facts.flat === 1 ? 'with a slope' : 'many slopes'} near 0`];
    case 'oscillating': {
      const mover = cause?.kind === 'chance' ? 'chance' : 'each update';
      return [`oscillating: ${mover} moves predictions by ${swingOf(facts, context)}`];
    }
    case 'diverged':
      if (cause?.kind === 'notFinite' && cause.line !== undefined) {
        return [
          `diverged: ${cause.name} in line ${cause.line} is not finite`,
          `diverged: line ${cause.line} is not finite`,
        ];
      }
      return [`diverged: ${cause?.kind === 'notFinite' ? `the next ${cause.name}` : 'the error'} would not be finite`];
  }
}

/** False for causes that a run may well have while it learns: the predictions say more. */
function isFault(cause: Cause): boolean {
  // A small column may be of no use.
  if (cause.kind === 'smallInputs') return cause.column === undefined;
  return !['imbalance', 'leak', 'testScale', 'firstLoss', 'noise', 'unrelated', 'alikeInputs'].includes(cause.kind);
}

/** The first cause that is a reason, or else that no update changes anything; undefined without either. */
function stuckLines({ facts, causes }: Verdict, named: number, context: VerdictContext): readonly string[] | undefined {
  const since = facts?.stillSince;
  const cause = causes.find(({ kind }) => !isPlateauItself(kind)) ?? (since === undefined ? causes[0] : undefined);
  if (cause !== undefined) return [`stuck: ${causeBriefly(cause, named, context.words)}`];
  return since === undefined ? undefined : [`stuck: updates hardly change anything since ${formatCount(since)}`];
}

/** True for causes that only describe the plateau: they are no reason why it should last. */
function isPlateauItself(kind: Verdict['causes'][number]['kind']): boolean {
  return kind === 'plateau' || kind === 'flatRows' || kind === 'rowsAlike';
}

/** The predictions in a few words, the longest form first: `3 of 120 examples wrong, test 1 of 30`. */
function scoreWords(facts: VerdictFacts, context: VerdictContext): readonly string[] {
  const { train, test } = facts;
  if (isByClass(facts)) {
    const tested = test === undefined ? '' : `, test ${formatCount(test.wrong)} of ${formatCount(test.rows)}`;
    if (facts.train.wrong > 0) return [`${wrongCount(facts)} wrong${tested}`, `${wrongCount(facts)} wrong`];
    const own = 'all examples are right';
    return tested === '' ? [own] : [`${own}${tested} wrong`, own];
  }
  // A hunt needs the rows that are wrong, not the share of the variance.
  if (train !== undefined && isQuantity(facts) && context.hidesCause !== true) {
    const own = `${square(context)} ${share(1 - train.unexplained)}`;
    const tested =
      test === undefined || Number.isNaN(test.unexplained) ? [] : [`${own}, test ${share(1 - test.unexplained)}`];
    const isAsLine = train.line !== undefined && Math.abs(train.unexplained - train.line) < AS_LINE * train.line;
    if (tested.length > 0) return [...tested, own];
    if (isAsLine) return [`${own}, as good as a straight line`, own];
    const off = `off by more than ${marginWords(facts, context)}`;
    const bare = `${formatCount(facts.wrong)} of ${formatCount(facts.predictions)}`;
    return [`${own}, ${wrongCount(facts)} ${off}`, `${own}, ${bare} ${off}`, own];
  }
  if (facts.wrong === 0) return [`every prediction within ${marginWords(facts, context)} just now`];
  return [`${wrongCount(facts)} off by more than ${marginWords(facts, context)}`];
}

/** A fit is as good as a straight line when it differs from it by at most this share. */
const AS_LINE = 0.02;

function solvedLines(start: string, facts: VerdictFacts, context: VerdictContext): readonly string[] {
  const { train, test, wrong } = facts;
  if (isByClass(facts)) {
    if (facts.train.wrong > 0) return [`${start}, but ${wrongCount(facts)} wrong now`];
    if (test !== undefined && test.wrong > 0) {
      return [`${start}, but ${formatCount(test.wrong)} of ${formatCount(test.rows)} test examples wrong`];
    }
    return [`${start}: all examples are right`];
  }
  if (wrong > 0) return [`${start}, but ${wrongCount(facts)} off now`];
  const within = `${start}: every prediction within ${marginWords(facts, context)}`;
  if (train === undefined || test === undefined || Number.isNaN(test.unexplained)) return [within];
  return [`${start}: ${square(context)} ${share(1 - train.unexplained)}, test ${share(1 - test.unexplained)}`];
}

function overfittingLines({ train, test }: VerdictFacts, context: VerdictContext): readonly string[] {
  if (train === undefined || test === undefined) return ['overfitting'];
  if (test.majority !== undefined) {
    const [learned, tested] = [train, test].map(({ wrong, rows }) => `${formatCount(wrong)} of ${formatCount(rows)}`);
    return [
      `overfitting: train ${learned} wrong, but test ${tested} wrong`,
      `overfitting: ${tested} test examples wrong`,
    ];
  }
  const [own, tested] = [share(1 - train.unexplained), share(1 - test.unexplained)];
  return [`overfitting: ${square(context)} ${own}, but ${tested} on the test set`];
}

function plateauLines(facts: VerdictFacts, named: number): readonly string[] {
  const listed = facts.misses.map(({ row }) => row).sort((one, other) => one - other);
  const isWhole = listed.length === (isByClass(facts) ? facts.train.wrong : facts.wrong);
  const from = isWhole && listed.length <= named ? examples(listed, named) : undefined;
  return [
    ...(from === undefined
      ? []
      : [`plateau: hardly learns from ${from} yet; it may end`, `plateau: hardly learns from ${from} yet`]),
    `plateau: ${wrongCount(facts)} wrong; it may end`,
  ];
}

/** `0.42`, or for large swings `3e+272`; of quantities in standard deviations of the targets. */
function swingOf({ swing, targets }: VerdictFacts, { glyphs }: VerdictContext): string {
  const size = swing < 1e6 ? swing.toFixed(2) : swing.toExponential(0);
  return targets === 'quantities' ? `${size} ${glyphs.sigma}` : size;
}

/** `8 of 40 examples`; of several outputs that are no classes, `8 of 40 predictions`. */
function wrongCount(facts: VerdictFacts): string {
  const { wrong, predictions } = facts;
  if (isByClass(facts)) return `${formatCount(facts.train.wrong)} of ${counted(facts.train.rows, 'example')}`;
  if (facts.targets === undefined) return `${formatCount(wrong)} of ${formatCount(predictions)}`;
  return `${formatCount(wrong)} of ${counted(predictions, isByRow(facts) ? 'example' : 'prediction')}`;
}

// Shared with the other words of a verdict

export type ByClass = VerdictFacts & { readonly train: SetFacts };

/** True where rows are counted by their class. */
export function isByClass(facts: VerdictFacts): facts is ByClass {
  return facts.targets === 'classes' && facts.train !== undefined;
}

/** True where a row has a single prediction. */
export function isByRow({ outputs }: VerdictFacts): boolean {
  return outputs === 1;
}

export function isQuantity({ targets, train }: VerdictFacts): boolean {
  return targets === 'quantities' && train !== undefined && !Number.isNaN(train.unexplained);
}

/** A share with three decimals; far below 0 its digits mean little. */
export function share(value: number): string {
  return value > -10 ? value.toFixed(3) : String(Number(value.toPrecision(2)));
}

export function square({ glyphs }: VerdictContext): string {
  return glyphs.halves === undefined ? 'r2' : 'r\u00b2';
}

/** The margin as the table of predictions shows it. */
export function marginWords({ margin }: VerdictFacts, { words, glyphs }: VerdictContext): string {
  return marginText(words, margin, glyphs);
}
