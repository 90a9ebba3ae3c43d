import { printStatement } from './print.ts';
import type { Program, Statement } from './program.ts';

/** A line of a difference: one that has come, one that has gone, or one that stays and shows where. */
export interface DifferenceLine {
  readonly sign: '+' | '-' | ' ';
  readonly text: string;
}

/** Lines that stay, before and after what has changed. */
const CONTEXT = 1;
/** Stands between what changes in the setup and what changes in each iteration. */
export const iterationLine: DifferenceLine = { sign: ' ', text: 'each iteration:' };
const SKIPPED: DifferenceLine = { sign: ' ', text: '...' };

/** What makes one program of another, line by line, the setup first; nothing where both have the same lines. */
export function difference(before: Program, after: Program): readonly DifferenceLine[] {
  const setup = inContext(compare(before.setup, after.setup));
  const iteration = inContext(compare(before.iteration, after.iteration));
  return iteration.length === 0 ? setup : [...setup, iterationLine, ...iteration];
}

function compare(before: readonly Statement[], after: readonly Statement[]): readonly DifferenceLine[] {
  return merged(before.map(printStatement), after.map(printStatement));
}

/** Both texts in one, with as many common lines as there can be; what has gone stands before what has come. */
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

/** How many lines are common to what is left of both from any two places on. */
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

/** What has changed, with the lines next to it; more than one line that is left out leaves dots. */
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
