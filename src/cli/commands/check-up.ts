import type { CheckUp } from '../../engine/check-up/check-up.ts';
import { causesBefore } from '../../engine/verdict/causes.ts';
import { valuesOf } from '../../engine/verdict/measure.ts';
import type { Cause } from '../../engine/verdict/verdict.ts';
import { checkedRows, drawFinding } from '../../ui/panes/check-up-pane.ts';
import { paintFrame } from '../../ui/text/frame.ts';
import type { ColumnWords } from '../../ui/words/cause-briefly.ts';
import { checkUpOf } from '../../worker/check-up.ts';
import { beginRun } from '../../worker/session-run.ts';
import type { Subject } from '../../worker/subject.ts';
import { themeFor } from '../screen-options.ts';

/** The width of a check-up without a terminal. */
const DEFAULT_COLUMNS = 100;
const FEWEST_COLUMNS = 40;

/** The faults of a run that are visible before its first iteration. */
export function warningsOf(subject: Subject, seed: number): readonly Cause[] {
  const training = beginRun(subject, seed);
  const values = valuesOf(training);
  return values === undefined ? [] : causesBefore(training.program, values, subject.test);
}

/** The check-up of a run before its first iteration. */
export function checkUpAtStart(subject: Subject, seed: number): CheckUp | undefined {
  const checkUp = checkUpOf({ subject, training: beginRun(subject, seed), seed, changes: [] });
  while (checkUp !== undefined && !checkUp.advance());
  return checkUp;
}

/** The findings as lines of text. */
export function checkUpLines({ rows, of, findings }: CheckUp, words: ColumnWords): readonly string[] {
  const theme = themeFor();
  const columns = Math.max(FEWEST_COLUMNS, Math.min(DEFAULT_COLUMNS, process.stdout.columns ?? DEFAULT_COLUMNS));
  const frame = findings.flatMap((finding) => drawFinding(finding, words, columns, theme));
  return [
    `check-up of the initial weights, on ${checkedRows(rows, of)}`,
    ...paintFrame(frame, theme).map((line) => line.trimEnd()),
  ];
}
