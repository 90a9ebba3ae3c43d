import { errorUnitName, ownValue } from '../language/scaling.ts';
import { counted } from '../language/wording.ts';
import { plainText } from '../scenario/plain-text.ts';
import type { Model } from '../ui/model/model.ts';
import { decimalsOf } from '../ui/panes/predictions-columns.ts';
import { truncate } from '../ui/text/line.ts';
import { formatCount } from '../ui/text/numbers.ts';
import type { EndingView } from '../worker/protocol.ts';
import { formatNumber } from './numpy-format.ts';

/** Significant digits of a target. */
const DIGITS = 4;

/**
 * Lines that stay on the terminal: the iteration and error of the run, its predictions, and the position of the checkpoint if it differs.
 * @param savedAt completed iterations in the checkpoint; undefined without one.
 */
export function summaryOf({ subject, seed, run, snapshot, size }: Model, savedAt?: number): readonly string[] {
  const line = (text: string): string => truncate(text, size.columns, '...');
  // Before the first snapshot of a run, the model holds the last one of the run before.
  if (snapshot === undefined || snapshot.run !== run || snapshot.furthest + snapshot.line === 0) {
    return [line(`${subject.name}: seed ${seed}, no iteration has run`), line('predictions: none')];
  }
  const { iteration, error, solvedAt, prediction, line: linesRun, script } = snapshot;
  const unit = errorUnitName(subject);
  const own = error === undefined ? undefined : `error ${formatNumber(error)}${unit === undefined ? '' : ` ${unit}`}`;
  // Only an iteration that follows a change has no error; of a script also each line outside of a training.
  const measured = own ?? (script === undefined ? 'not run since its last change' : undefined);
  const done =
    script !== undefined && iteration === 0 ? counted(script.lines, 'line') : counted(iteration, 'iteration');
  const words = [
    `seed ${seed}`,
    done,
    measured,
    solvedAt === undefined ? undefined : `solved at ${formatCount(solvedAt)}`,
    script?.ending === undefined ? undefined : endingWords(script.ending),
  ];
  // Each prediction takes at least one column of the line.
  const predictions = Array.from(prediction.subarray(0, size.columns), (value, cell) => {
    const output = cell % subject.targets.columns;
    const target = ownValue(subject.targets.data[cell] as number, output, subject);
    const decimals = decimalsOf(subject, output);
    return `${ownValue(value, output, subject).toFixed(decimals)} (${Number(target.toPrecision(DIGITS))})`;
  });
  return [
    line(`${subject.name}: ${words.filter((own) => own !== undefined).join(', ')}`),
    line(predictions.length === 0 ? 'predictions: none' : `predictions (targets): ${predictions.join('  ')}`),
    ...checkpointLines(savedAt, iteration, linesRun).map(line),
  ];
}

/** The end of a script: `ended by ZeroDivisionError: division by zero`. */
function endingWords(ending: EndingView): string {
  switch (ending.kind) {
    case 'finished':
      return 'ended';
    case 'exit':
      return `ended with exit code ${ending.code}`;
    case 'exception':
      return `ended by ${exceptionLine(ending.traceback)}`;
  }
}

/** The line of a traceback with the exception: the first one behind the places, which are indented. Its message may have further lines. */
function exceptionLine(traceback: string): string {
  const lines = traceback.trimEnd().split('\n');
  return plainText(lines.findLast((line, at) => /^\S/.test(line) && lines[at - 1]?.startsWith('  ')) ?? 'an error');
}

/** A run that has gone back is saved where it was furthest; within an iteration, at the beginning of that. */
function checkpointLines(savedAt: number | undefined, iteration: number, linesRun: number): readonly string[] {
  if (savedAt === undefined || (savedAt === iteration && linesRun === 0)) return [];
  const where = linesRun === 0 ? '' : `, line ${linesRun}`;
  const position = `${counted(iteration, 'iteration')}${where}`;
  const why = savedAt === iteration ? '; it holds whole iterations only' : ', the furthest of the run';
  return [
    `checkpoint: after ${counted(savedAt, 'iteration')}${why}`,
    `the lines above, and weights if saved: after ${position}`,
  ];
}
