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
