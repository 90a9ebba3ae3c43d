import { errorUnitName, ownValue } from '../language/scaling.ts';
import type { Model } from '../ui/model/model.ts';
import { decimalsOf } from '../ui/panes/predictions-columns.ts';
import { truncate } from '../ui/text/line.ts';
import { formatCount } from '../ui/text/numbers.ts';
import { formatNumber } from './numpy-format.ts';

/** Significant digits of a target. */
const DIGITS = 4;

/** Two lines that stay on the terminal: the iteration and error of the run, and its predictions. */
export function summaryOf({ subject, seed, run, snapshot, size }: Model): readonly string[] {
  const line = (text: string): string => truncate(text, size.columns, '...');
  // Before the first snapshot of a run, the model holds the last one of the run before.
  if (snapshot === undefined || snapshot.run !== run || snapshot.furthest + snapshot.line === 0) {
    return [line(`${subject.name}: seed ${seed}, no iteration has run`), line('predictions: none')];
  }
  const { iteration, error, solvedAt, prediction } = snapshot;
  const unit = errorUnitName(subject);
  const measured =
    error === undefined
      ? 'not run since its last change'
      : `error ${formatNumber(error)}${unit === undefined ? '' : ` ${unit}`}`;
  const solved = solvedAt === undefined ? '' : `, solved at ${formatCount(solvedAt)}`;
  const noun = iteration === 1 ? 'iteration' : 'iterations';
  // Each prediction takes at least one column of the line.
  const predictions = Array.from(prediction.subarray(0, size.columns), (value, cell) => {
    const output = cell % subject.targets.columns;
    const target = ownValue(subject.targets.data[cell] as number, output, subject);
    const decimals = decimalsOf(subject, output);
    return `${ownValue(value, output, subject).toFixed(decimals)} (${Number(target.toPrecision(DIGITS))})`;
  });
  return [
    line(`${subject.name}: seed ${seed}, ${formatCount(iteration)} ${noun}, ${measured}${solved}`),
    line(predictions.length === 0 ? 'predictions: none' : `predictions (targets): ${predictions.join('  ')}`),
  ];
}
