import { printStatement } from './print.ts';
import type { Program, Statement } from './program.ts';

/** A line of a difference: added, removed, or unchanged beside a change. */
export interface DifferenceLine {
  readonly sign: '+' | '-' | ' ';
  readonly text: string;
}

/** Unchanged lines that are shown before and after a change. */
const CONTEXT = 1;
/** The heading between the changes of the setup and those of the iteration. */
export const iterationLine: DifferenceLine = { sign: ' ', text: 'each iteration:' };
const SKIPPED: DifferenceLine = { sign: ' ', text: '...' };

/** The changes from one program to another, line by line, the setup first; empty when both have the same lines. */
export function difference(before: Program, after: Program): readonly DifferenceLine[] {
  const setup = inContext(compare(before.setup, after.setup));
  const iteration = inContext(compare(before.iteration, after.iteration));
  return iteration.length === 0 ? setup : [...setup, iterationLine, ...iteration];
}

function compare(before: readonly Statement[], after: readonly Statement[]): readonly DifferenceLine[] {
  return merged(before.map(printStatement), after.map(printStatement));
}

/** Both texts in one, with as many common lines as possible; removed lines come before added ones. */
function merged(before: readonly string[], after: readonly string[]): readonly DifferenceLine[] {
  const common = commonLengths(before, after);
  const lines: DifferenceLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && before[i] === after[j]) {
      lines.push({ sign: ' ', text: before[i]! });
      i++;
      j++;
    } else if (j === after.length || (i < before.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push({ sign: '-', text: before[i]! });
      i++;
    } else {
      lines.push({ sign: '+', text: after[j]! });
      j++;
    }
  }
  return lines;
}

/** At [i][j], the length of the longest common subsequence of `before` from i on and `after` from j on. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly Uint16Array[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        before[i] === after[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  return lengths;
}

/** The changed lines with their context. A single line between two of these is kept; a longer gap becomes dots. */
function inContext(lines: readonly DifferenceLine[]): readonly DifferenceLine[] {
  const isNear = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' '),
  );
  const isBetween = (index: number): boolean =>
    isNear[index] === true || (isNear[index - 1] === true && isNear[index + 1] === true);
  const kept = lines.map((line, index) => ({ line, index })).filter(({ index }) => isBetween(index));
  return kept.flatMap(({ line, index }, place) => {
    const previous = kept[place - 1];
    return previous === undefined || previous.index === index - 1 ? [line] : [SKIPPED, line];
  });
}

/** True when two lines compute the same, whatever their techniques or source text. */
export function isSameLine(one: Statement, other: Statement): boolean {
  return (
    one.target === other.target &&
    one.operator === other.operator &&
    isSame(one.value, other.value) &&
    isSame(one.when, other.when)
  );
}

/** Deep equality of plain values. Weights that are written out are mostly the same array, which is not searched. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const [own, others] = [Object.entries(one), other as Readonly<Record<string, unknown>>];
  return own.length === Object.keys(others).length && own.every(([key, value]) => isSame(value, others[key]));
}
