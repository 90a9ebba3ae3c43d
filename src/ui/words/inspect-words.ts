import { type Curve, curveOfSlopes, saturates } from '../../language/activations.ts';
import { LEAK } from '../../language/functions.ts';
import type { Statement } from '../../language/program.ts';
import type { Explanation } from '../../worker/protocol.ts';

type Cells = Explanation & { kind: 'cells' };

/** The matrix that a cell belongs to: `v_syn0` of `v_syn0[1,2]`. */
export function matrixOf(part: Explanation): string {
  return part.text.replace(/\[.*/s, '');
}

/** The meaning of an addend in a few words; empty if its names are clear. */
export function partWords(part: Explanation, statement: Statement): string {
  switch (part.kind) {
    case 'product':
      return comesBack(part.terms[0]?.right) ? 'descent direction' : '';
    case 'fold':
      if (!comesBack(part.terms[0])) return '';
      return part.function === 'mean' ? 'through the mean' : part.function === 'sum' ? 'descent direction' : '';
    case 'given':
      return givenWords(part);
    case 'clip':
      return partWords(part.of, statement);
    case 'cells':
      return part.operator === '*' ? productWords(part, statement) : '';
    case 'drawn':
    case 'skipped':
    case 'row':
    case 'negate':
    case 'cast':
    case 'call':
      return '';
  }
}

function comesBack(part: Explanation | undefined): boolean {
  return part !== undefined && /_(delta|back)$/.test(matrixOf(part));
}

function givenWords(part: Explanation): string {
  const own = matrixOf(part);
  if (own.endsWith('_grad')) return 'gradient';
  if (own.endsWith('_beta')) return 'shifted';
  return comesBack(part) ? 'backpropagated error' : '';
}

function productWords({ left, right }: Cells, { target, operator }: Statement): string {
  const own = matrixOf(right);
  if ((own === target && operator === '=') || left.text === 'mu') return 'previous value';
  if (right.kind === 'call' && right.function === 'sign') return 'L1 penalty';
  if (left.text.endsWith('_gamma') || matrixOf(left).endsWith('_gamma')) return 'scaled';
  if (right.kind === 'fold' && matrixOf(left).endsWith('_norm')) return 'through the variance';
  if (own.startsWith('syn') && !own.endsWith('_grad')) return 'L2 penalty';
  if (right.kind === 'cells' && right.operator === '**') return 'squared gradient';
  return own.endsWith('_grad') ? 'gradient' : '';
}

/** The meaning of a single operation in a few words; empty if its names are clear. */
export function stepWords(step: Explanation, { techniques }: Statement): string {
  if (step.kind === 'clip') return clipWords(step);
  if (step.kind !== 'cells') return '';
  const { operator, left, right } = step;
  if (operator === '*' && matrixOf(right).endsWith('_mask')) return maskWords(right.value);
  if (operator === '*' && techniques?.includes('weight decay'))
    return `removes ${twoDigitPercent(left.value)} of the weight`;
  if (operator === '/' && right.text.startsWith('1 - beta')) return 'bias correction: it starts at 0';
  if (operator === '+' && right.text === 'eps') return 'RMS of the gradient';
  return '';
}

/** A symmetric clip limits a value; a clip around a norm is a factor from 0 to 1 that limits the norm. */
function clipWords({ value, of, low, high, text }: Explanation & { kind: 'clip' }): string {
  if (low === -high) return value === of.value ? 'within the limits' : 'clipped';
  if (!/norm|sqrt/.test(text)) return '';
  return value < high ? 'too large: scaled down' : 'small enough: unchanged';
}

/** The effect of a dropout mask on a unit. */
export function maskWords(factor: number): string {
  return factor === 0 ? 'dropped' : `kept, times ${Number(factor.toPrecision(3))}`;
}

/** `0.12 %`, `96 %` */
function twoDigitPercent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

/** Shares of the steepest slope of a bounded curve: below FLAT a unit is confident, above STEEP uncertain. */
const FLAT = 0.36;
const STEEP = 0.75;
/** Below this slope a unit passes next to nothing. */
const CLOSED = 0.05;
const WRONG = 0.5;
const NEARLY_RIGHT = 0.1;

/** The facts about one cell of a delta. */
export interface DeltaFacts {
  /** The error of a prediction, or the backpropagated error of a hidden unit. */
  readonly error: number;
  /** True for a prediction, which can be wrong. */
  readonly isPrediction: boolean;
  /** The slope and its curve; undefined if no slope multiplies the error. */
  readonly gate: { readonly curve: Curve; readonly slope: number } | undefined;
  /** The part of the error that the loss uses: its sign, or a clipped error. */
  readonly counts?: 'sign' | 'part';
}

/** The meaning of error times slope for one example, in a few words. */
export function deltaWords({ error, isPrediction, gate, counts }: DeltaFacts): string {
  if (error === 0) return isPrediction ? 'right: not moved' : 'no error arrives';
  const isWrong = isPrediction && Math.abs(error) >= WRONG;
  if (counts === 'sign') return 'only its sign counts';
  if (counts === 'part') return 'far off: clipped';
  if (gate === undefined) {
    if (!isPrediction) return 'passed on in full';
    if (Math.abs(error) < NEARLY_RIGHT) return 'nearly right: moved little';
    return isWrong ? 'wrong: moved in full' : 'moved in full';
  }
  const { curve, slope } = gate;
  if (!saturates(curve)) return passing(curve, slope);
  if (slope === 0) return 'no slope: not moved';
  if (slope < 0) return 'out of range: sign reversed';
  const share = slope / curve.steepest;
  if (share < FLAT) return isWrong ? 'confident but wrong: hardly moved' : 'confident: hardly moved';
  if (share > STEEP) return 'uncertain: moved';
  return isWrong ? 'wrong: moved' : 'in between: moved a little';
}

/**
 * The meaning of a delta among those of other examples, the longest form first: `0.49 too low, uncertain: 96 % of the largest delta`.
 * @param largest the largest absolute delta among the examples that are compared.
 * @param isWhole true when these are all examples of the line.
 */
export function deltaForms(
  facts: DeltaFacts,
  delta: number,
  largest: number,
  isWhole: boolean,
): readonly [string, string, string] {
  const words = deltaWords(facts);
  if (facts.error === 0) return [words, words, words];
  const size = Number(Math.abs(facts.error).toPrecision(2));
  const aim = facts.isPrediction
    ? `${size < 0.001 ? size.toExponential(0) : size} too ${facts.error > 0 ? 'low' : 'high'}`
    : `should be ${facts.error > 0 ? 'higher' : 'lower'}`;
  const isGraded = facts.gate !== undefined && saturates(facts.gate.curve) && facts.gate.slope > 0 && !facts.counts;
  const judged = isGraded ? words.replace(/:.*$/, '') : words;
  const share = Math.abs(delta) / largest;
  const most = `the largest delta${isWhole ? '' : ' of these examples'}`;
  const compared = share === 1 ? most : `${twoDigitPercent(share)} of ${most}`;
  const short = delta === 0 || !Number.isFinite(share) ? words : `${judged}${isGraded ? ':' : ','} ${compared}`;
  return [`${aim}, ${short}`, short, isGraded ? short : words];
}

/** The derivative of an activation as a formula of its output `l`, in words of the notation; undefined for a formula of the sum. */
export function slopeFormula(functionName: string): ((l: string) => string) | undefined {
  switch (functionName) {
    case 'slope':
      return (l) => `${l} * (1 - ${l})`;
    case 'tanh_slope':
      return (l) => `1 - ${l} * ${l}`;
    case 'relu_slope':
      return (l) => `1 where ${l} > 0, else 0`;
    case 'leaky_relu_slope':
      return (l) => `1 where ${l} > 0, else ${LEAK}`;
    case 'elu_slope':
      return (l) => `1 where ${l} > 0, else ${l} + 1`;
    case 'softplus_slope':
      return (l) => `1 - exp(-${l})`;
    default:
      return undefined;
  }
}

/** The share of the error that an unbounded activation passes back. */
function passing({ value }: Curve, slope: number): string {
  if (slope < 0) return 'in the dip: sign reversed';
  if (value === 'relu') return slope === 0 ? 'off: learns nothing' : 'on: passes all';
  if (slope < CLOSED) return `off: ${twoDigitPercent(slope)} passes`;
  if (slope < STEEP) return `half on: ${twoDigitPercent(slope)} passes`;
  return slope === 1 ? 'on: passes all' : `on: passes ${twoDigitPercent(slope)}`;
}

/** The facts about a cell of a delta; undefined for other matrices. `error` is the name of the prediction error. */
export function deltaFacts(cell: Explanation, target: string, error: string | undefined): DeltaFacts | undefined {
  if (!target.endsWith('_delta')) return undefined;
  const source = findError(cell);
  if (source === undefined) return undefined;
  const slope = findSlope(cell);
  const curve = slope === undefined ? undefined : curveOfSlopes(slope.function);
  return {
    error: source.of.value,
    isPrediction: matrixOf(source.of) === error,
    gate: slope === undefined || curve === undefined ? undefined : { curve, slope: slope.value },
    ...(source.counts === undefined ? {} : { counts: source.counts }),
  };
}

interface Source extends Pick<DeltaFacts, 'counts'> {
  readonly of: Explanation;
}

function findError(part: Explanation): Source | undefined {
  switch (part.kind) {
    case 'given':
      return matrixOf(part).endsWith('_error') ? { of: part } : undefined;
    case 'cells':
      return findError(part.left) ?? findError(part.right);
    case 'negate':
    case 'cast':
      return findError(part.of);
    case 'call': {
      const source = findError(part.of);
      return source !== undefined && part.function === 'sign' ? { ...source, counts: 'sign' } : source;
    }
    case 'clip': {
      const source = findError(part.of);
      return source !== undefined && part.value !== part.of.value ? { ...source, counts: 'part' } : source;
    }
    case 'drawn':
    case 'skipped':
    case 'row':
    case 'product':
    case 'fold':
      return undefined;
  }
}

type Call = Explanation & { kind: 'call' };

/** The slope among the factors of an error. */
export function findSlope(part: Explanation): Call | undefined {
  if (part.kind === 'call') return curveOfSlopes(part.function) === undefined ? undefined : part;
  return part.kind === 'cells' ? (findSlope(part.right) ?? findSlope(part.left)) : undefined;
}
