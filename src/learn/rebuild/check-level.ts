/* The check of a text of a level: its blanks, a line that is half typed, and the labels of shuffled lines. */
import { filledLine, hasBlank } from './blanks.ts';
import { type CheckOptions, check } from './check.ts';
import { type Level, labelLine, makeLevel } from './levels.ts';
import { networkOf } from './networks.ts';
import type { Report } from './report.ts';

/**
 * Checks a text of a level. Lines that still have a blank are judged as if they were filled, and the program is not solved before
 * they are.
 */
export function* checkLevel(
  text: string,
  { task, seed }: Pick<Level, 'task' | 'seed'>,
  options: CheckOptions = {},
): Generator<Report | undefined, Report> {
  const network = networkOf(task.network);
  const lines = text.split('\n');
  const blanks = lines.flatMap((line, i) => (hasBlank(line.split('#')[0] as string) ? [i] : []));
  const level = makeLevel(task, seed);
  if (blanks.length === 0) {
    const report = yield* underLabels(check(text, network, options), lines, level);
    return report.fault?.stage === 'syntax' ? yield* withOtherMarks(report, lines, level) : report;
  }
  const filled = lines.map((line, i) => (blanks.includes(i) ? filledLine(line, level) : line));
  let report = yield* check(filled.join('\n'), network, { ...options, digits: 'none', hasBlanks: true });
  if (report.fault?.stage === 'syntax') report = yield* withOtherMarks(report, filled, level);
  const marks = report.marks.map((mark) =>
    blanks.includes(mark.line - 1) ? { line: mark.line, mark: 'open' as const, sentence: 'a blank to fill' } : mark,
  );
  const first = (blanks[0] as number) + 1;
  const sentence =
    blanks.length === 1
      ? `One blank is still open, in line ${first}.`
      : `${blanks.length} blanks are still open: the first is in line ${first}.`;
  const stages = report.stages.map((stage) =>
    stage.state === 'failed' || stage.name === 'syntax' ? stage : { ...stage, state: 'open' as const, sentence },
  );
  return {
    ...report,
    marks,
    stages,
    solved: false,
    missing: report.missing ?? { label: 'forward', sentence, mistake: undefined },
  };
}

/** A report on a line that Python cannot read, with the marks of the right lines beside it: the line may be half typed. */
function* withOtherMarks(report: Report, lines: readonly string[], level: Level): Generator<undefined, Report> {
  const at = (report.fault?.line ?? 0) - 1;
  const line = lines[at];
  if (line === undefined) return report;
  const other = filledLine(line, level);
  const indent = line.slice(0, line.length - line.trimStart().length);
  const work = check(
    lines.with(at, other === line ? `${indent}pass` : other).join('\n'),
    networkOf(level.task.network),
    {
      digits: 'none',
    },
  );
  for (;;) {
    const { done, value } = work.next();
    yield undefined;
    if (!done) continue;
    const marks = report.marks.map((mark, i) => {
      const own = value.marks[i];
      return i !== at && own?.mark === 'right' ? own : mark;
    });
    return { ...report, marks, shapes: value.shapes };
  }
}

/** The reports of a check: shuffled lines are solved in them only where each is under its label. */
function* underLabels(
  work: Generator<Report | undefined, Report>,
  lines: readonly string[],
  level: Level,
): Generator<Report | undefined, Report> {
  for (;;) {
    const { done, value } = work.next();
    const report = value && underItsLabel(value, lines, level);
    if (done) return report as Report;
    yield report;
  }
}

/** A right program of shuffled lines is solved once each line is under its label. A text without the labels is not judged by them. */
function underItsLabel(report: Report, lines: readonly string[], { pieces }: Level): Report {
  if (!report.solved || pieces.length === 0) return report;
  const texts = lines.map((line) => line.trim());
  const labels = [...new Set(pieces.map(({ label }) => label))];
  if (!labels.every((label) => texts.includes(labelLine(label)))) return report;
  // From the first line on: each move to a label then keeps the order of the lines.
  let own: string | undefined;
  for (const [at, text] of texts.entries()) {
    if (labels.some((label) => text === labelLine(label))) own = text;
    const piece = pieces.find(({ solution, mistake }) => mistake === undefined && solution === text);
    if (piece === undefined || own === labelLine(piece.label)) continue;
    const sentence = `The numbers are right. Still to move: line ${at + 1} belongs under "${piece.label}".`;
    return { ...report, solved: false, missing: { label: piece.label, sentence, mistake: undefined } };
  }
  return report;
}
