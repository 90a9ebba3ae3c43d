import type { Explanation } from '../../worker/protocol.ts';

type Cells = Explanation & { kind: 'cells' };
export type Fold = Explanation & { kind: 'fold' };
export type Sum = Fold | (Explanation & { kind: 'product' });

/** A part that is added or subtracted. */
interface Addend {
  readonly sign: 1 | -1;
  readonly of: Explanation;
}

/** A part of the arithmetic of a cell that is drawn as a unit. */
export type Block =
  /** A sum or a mean of many terms. */
  | { readonly kind: 'sum'; readonly of: Sum }
  /** A sum of a few parts of different kinds. */
  | { readonly kind: 'addends'; readonly of: Cells; readonly addends: readonly Addend[] }
  /** A term of a row divided by the sum of the row. */
  | { readonly kind: 'shares'; readonly of: Cells; readonly row: Fold }
  /** A single operation. */
  | { readonly kind: 'step'; readonly of: Explanation };

/** An explanation as blocks in the order of computation, from the innermost parts to the whole. */
export function blocksOf(explanation: Explanation): readonly Block[] {
  // Arithmetic of scalars, such as 1 - beta1, needs no block of its own among cells.
  const isPlain = isScalar(explanation) ? isGiven : (part: Explanation) => isGiven(part) || isScalar(part);
  const inside = (part: Explanation): readonly Block[] => (isPlain(part) ? [] : blocks(part));
  const blocks = (part: Explanation): readonly Block[] => {
    switch (part.kind) {
      case 'given':
      case 'drawn':
        return [];
      case 'skipped':
        return blocks(part.when);
      case 'row':
        return isGiven(part.at) ? [] : blocksOf(part.at);
      case 'product':
      case 'fold':
        return [{ kind: 'sum', of: part }];
      case 'negate':
      case 'cast':
      case 'clip':
      case 'call':
        return [...inside(part.of), { kind: 'step', of: part }];
      case 'cells': {
        const row = rowOfShares(part);
        if (row !== undefined) return [{ kind: 'shares', of: part, row }];
        if (isPlain(part.left) && isPlain(part.right)) return [{ kind: 'step', of: part }];
        const addends = addendsOf(part);
        if (!isScalar(part) && isSumOfParts(addends, isPlain))
          return [...addends.flatMap(({ of }) => insideAddend(of)), { kind: 'addends', of: part, addends }];
        return [...inside(part.left), ...inside(part.right), { kind: 'step', of: part }];
      }
    }
  };
  // The last operation of an addend is on the addend's own line.
  const insideAddend = (part: Explanation): readonly Block[] =>
    part.kind === 'cells' && !isPlain(part) ? [...inside(part.left), ...inside(part.right)] : inside(part);
  return blocks(explanation);
}

/** True for a number, a cell, or a function of one. */
function isGiven(part: Explanation): boolean {
  if (part.kind === 'row') return isGiven(part.at);
  return part.kind === 'given' || part.kind === 'drawn' || (part.kind === 'call' && part.of.kind === 'given');
}

/** True when no cell of a matrix is involved. */
function isScalar(part: Explanation): boolean {
  if (part.kind === 'given') return !part.text.includes('[');
  return part.kind !== 'product' && part.kind !== 'fold' && partsOf(part).every(isScalar);
}

/** True when a single step would hide an addend: more than two, or one that is computed here. */
function isSumOfParts(addends: readonly Addend[], isPlain: (part: Explanation) => boolean): boolean {
  return addends.length > 2 || (addends.length === 2 && addends.some(({ of }) => of.kind === 'cells' && !isPlain(of)));
}

/** `a - (b - c)` as a, −b and c. */
function addendsOf(part: Explanation, sign: 1 | -1 = 1): readonly Addend[] {
  if (part.kind !== 'cells' || (part.operator !== '+' && part.operator !== '-')) return [{ sign, of: part }];
  const other = part.operator === '-' ? (-sign as 1 | -1) : sign;
  return [...addendsOf(part.left, sign), ...addendsOf(part.right, other)];
}

function rowOfShares({ operator, left, right }: Cells): Fold | undefined {
  const isShare = operator === '/' && right.kind === 'fold' && right.function === 'sum';
  return isShare && right.terms.some(({ text }) => text === left.text) ? right : undefined;
}

/** The direct parts of an explanation. */
export function partsOf(explanation: Explanation): readonly Explanation[] {
  switch (explanation.kind) {
    case 'given':
    case 'drawn':
      return [];
    case 'skipped':
      return [explanation.when];
    case 'row':
      return [explanation.at, explanation.of];
    case 'negate':
    case 'cast':
    case 'clip':
    case 'call':
      return [explanation.of];
    case 'cells':
      return [explanation.left, explanation.right];
    case 'product':
      return explanation.terms.flatMap(({ left, right }) => [left, right]);
    case 'fold':
      return explanation.terms;
  }
}
