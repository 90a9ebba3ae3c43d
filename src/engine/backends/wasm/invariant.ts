import type { Operation, Slot } from '../../lower.ts';

/**
 * The lines whose values are the same in every iteration, such as `l0 = X`: they read nothing that an iteration changes, no other line assigns
 * their targets, and no earlier line reads them. Run once before many iterations, they leave the same values.
 * @param scratch the first cell of scratch, which is a line's own
 */
export function invariantLines(iteration: readonly (readonly Operation[])[], scratch: number): ReadonlySet<number> {
  const isNamed = ({ offset }: Slot): boolean => offset < scratch;
  const lines = iteration.map((operations) => ({
    reads: new Set(
      operations
        .flatMap(readBy)
        .filter(isNamed)
        .map(({ offset }) => offset),
    ),
    writes: new Set(
      operations
        .flatMap(writtenBy)
        .filter(isNamed)
        .map(({ offset }) => offset),
    ),
    isSteady: operations.every(({ kind }) => kind !== 'fill' && kind !== 'when'),
  }));
  const found = new Set<number>();
  for (const [index, { reads, writes, isSteady }] of lines.entries()) {
    const isChanged = (offset: number): boolean =>
      lines.some((other, at) => other.writes.has(offset) && !(at < index && found.has(at)));
    const isShared = (offset: number): boolean =>
      lines.some((other, at) => (at !== index && other.writes.has(offset)) || (at <= index && other.reads.has(offset)));
    if (isSteady && ![...reads].some(isChanged) && ![...writes].some(isShared)) found.add(index);
  }
  return found;
}

/** True where two lists of operations write the same matrix. */
export function sharesTarget(some: readonly Operation[], others: readonly Operation[], scratch: number): boolean {
  const written = new Set(some.flatMap(writtenBy).map(({ offset }) => offset));
  return others.flatMap(writtenBy).some(({ offset }) => offset < scratch && written.has(offset));
}

function writtenBy(operation: Operation): readonly Slot[] {
  return operation.kind === 'when' ? operation.operations.flatMap(writtenBy) : [operation.out];
}

function readBy(operation: Operation): readonly Slot[] {
  switch (operation.kind) {
    case 'constant':
    case 'literal':
    case 'fill':
      return [];
    case 'rows':
      return [operation.of, operation.at];
    case 'combine':
    case 'product':
      return [operation.left, operation.right];
    case 'when':
      return [operation.condition, ...operation.operations.flatMap(readBy)];
    default:
      return [operation.of];
  }
}
