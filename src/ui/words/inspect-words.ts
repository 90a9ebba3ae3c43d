import { type Curve, curveOfSlopes, saturates } from '../../language/activations.ts';
import type { Statement } from '../../language/program.ts';
import type { Explanation } from '../../worker/protocol.ts';

type Cells = Explanation & { kind: 'cells' };

/** The matrix that a cell belongs to: `v_syn0` of `v_syn0[1,2]`. */
export function matrixOf(part: Explanation): string {
  return part.text.replace(/\[.*/s, '');
}

/** What a part of a sum stands for, in a few words; none where its names say it. */
export function partWords(part: Explanation, statement: Statement): string {
  switch (part.kind) {
    case 'product':
      return comesBack(part.terms[0]?.right) ? 'the examples add' : '';
    case 'fold':
      if (!comesBack(part.terms[0])) return '';
      return part.function === 'mean' ? 'what all rows share' : part.function === 'sum' ? 'the examples add' : '';
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
    case 'call':
      return '';
  }
}

function comesBack(part: Explanation | undefined): boolean {
  return part !== undefined && /_(delta|back)$/.test(matrixOf(part));
}

function givenWords(part: Explanation): string {
  const own = matrixOf(part);
  if (own.endsWith('_grad')) return 'the gradient adds';
  if (own.endsWith('_beta')) return 'shifted';
  return comesBack(part) ? 'what comes back' : '';
}

function productWords({ left, right }: Cells, { target, operator }: Statement): string {
  const own = matrixOf(right);
  if ((own === target && operator === '=') || left.text === 'mu') return 'carried over';
  if (right.kind === 'call' && right.function === 'sign') return 'L1 pulls to 0';
  if (left.text.endsWith('_gamma') || matrixOf(left).endsWith('_gamma')) return 'scaled';
  if (right.kind === 'fold' && matrixOf(left).endsWith('_norm')) return 'what spreads the rows';
  if (own.startsWith('syn') && !own.endsWith('_grad')) return 'L2 pulls to 0';
  if (right.kind === 'cells' && right.operator === '**') return 'its square adds';
  return own.endsWith('_grad') ? 'the gradient adds' : '';
}

/** What a single operation does, in a few words; none where its names say it. */
export function stepWords(step: Explanation, { techniques }: Statement): string {
  if (step.kind === 'clip') return clipWords(step);
  if (step.kind !== 'cells') return '';
  const { operator, left, right } = step;
  if (operator === '*' && matrixOf(right).endsWith('_mask')) return maskWords(right.value);
  if (operator === '*' && techniques?.includes('weight decay')) return `takes ${percent(left.value)} of the weight`;
  if (operator === '/' && right.text.startsWith('1 - beta')) return 'corrected for its start at 0';
  if (operator === '+' && right.text === 'eps') return 'its usual size';
  return '';
}

/** A limit to both sides cuts off; a factor from 0 to 1 makes a norm no larger than its limit. */
function clipWords({ value, of, low, high, text }: Explanation & { kind: 'clip' }): string {
  if (low === -high) return value === of.value ? 'within the limits' : 'cut off';
  if (!/norm|sqrt/.test(text)) return '';
  return value < high ? 'too large: scaled down' : 'small enough: kept';
}

/** What a mask does to a unit. */
export function maskWords(factor: number): string {
  return factor === 0 ? 'left out' : `kept, times ${Number(factor.toPrecision(3))}`;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

/**
 * Of the steepest of a curve that is flat on both sides: below it a unit is sure of itself, above the other it is not.
 */
const FLAT = 0.36;
const STEEP = 0.75;
/** Below this share of what comes back next to nothing gets through. */
const CLOSED = 0.05;
const WRONG = 0.5;
const NEARLY_RIGHT = 0.1;

/** What is known of one cell of a delta. */
export interface DeltaFacts {
  /** How wrong the prediction is, or how much comes back to a hidden unit. */
  readonly error: number;
  /** Whether it is a prediction's own: that alone can be wrong. */
  readonly isPrediction: boolean;
  /** The slope and its curve; undefined where the error goes through as it is. */
  readonly gate: { readonly curve: Curve; readonly slope: number } | undefined;
  /** What the loss makes of the error on the way: its sign alone, or a part of it. */
  readonly counts?: 'sign' | 'part';
}

/** What an error and a slope together mean for one example, in a few words. */
export function deltaWords({ error, isPrediction, gate, counts }: DeltaFacts): string {
  if (error === 0) return isPrediction ? 'right: not moved' : 'nothing comes back';
  const isWrong = isPrediction && Math.abs(error) >= WRONG;
  if (counts === 'sign') return 'only its sign counts';
  if (counts === 'part') return 'far off: cut off';
  if (gate === undefined) {
    if (!isPrediction) return 'all of it passes';
    if (Math.abs(error) < NEARLY_RIGHT) return 'nearly right: moved little';
    return isWrong ? 'wrong: moved in full' : 'moved in full';
  }
  const { curve, slope } = gate;
  if (!saturates(curve)) return passing(curve, slope);
  if (slope === 0) return 'no slope: not moved';
  if (slope < 0) return 'beyond its range: turned round';
  const share = slope / curve.steepest;
  if (share < FLAT) return isWrong ? 'sure and wrong: hardly moved' : 'sure: left alone';
  if (share > STEEP) return 'unsure: moved most';
  return isWrong ? 'wrong: moved' : 'nearly sure: moved a little';
}

/** Of a curve that lets large sums through: how much of the error gets back. */
function passing({ value }: Curve, slope: number): string {
  if (slope < 0) return 'in the dip: turned round';
  if (value === 'relu') return slope === 0 ? 'off: learns nothing' : 'on: passes all on';
  if (slope < CLOSED) return `off: ${percent(slope)} passes`;
  if (slope < STEEP) return `half on: ${percent(slope)} passes`;
  return slope === 1 ? 'on: passes all on' : `on: passes ${percent(slope)}`;
}

/** The facts of a cell of a line that makes a delta; undefined for any other. `error` is the prediction's, by name. */
export function deltaFacts(cell: Explanation, target: string, error: string): DeltaFacts | undefined {
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

/** The slope that an error is multiplied by, somewhere among its factors. */
function findSlope(part: Explanation): Call | undefined {
  if (part.kind === 'call') return curveOfSlopes(part.function) === undefined ? undefined : part;
  return part.kind === 'cells' ? (findSlope(part.right) ?? findSlope(part.left)) : undefined;
}
