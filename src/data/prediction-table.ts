import type { Matrix } from '../engine/matrix.ts';
import { classOf } from '../language/class-of.ts';
import type { DatasetColumns } from './network-inputs.ts';
import { unscaled } from './scaling.ts';

/**
 * What a network gives, as delimited text: a row for each example and a column for each target, as they were before scaling;
 * where targets are classes, beside them which one it is.
 * @param predictions examples × outputs
 */
export function* predictionTable(predictions: Matrix, about: DatasetColumns): Generator<string> {
  const { targetNames, classes, targetScaling } = about;
  const { rows, columns, data } = targetScaling === undefined ? predictions : unscaled(predictions, targetScaling);
  const heading = classes === undefined ? targetNames : [...targetNames, headingOfClass(targetNames)];
  yield heading.map(cellText).join(',');
  for (let row = 0; row < rows; row++) {
    const values = data.subarray(row * columns, (row + 1) * columns);
    const cells = Array.from(values, String);
    yield (classes === undefined ? cells : [...cells, cellText(classes[classOf(values, 0, columns)] ?? '')]).join(',');
  }
}

/** What no target is called. */
function headingOfClass(targetNames: readonly string[]): string {
  let heading = 'class';
  while (targetNames.includes(heading)) heading = `predicted ${heading}`;
  return heading;
}

/** As RFC 4180 has it. */
function cellText(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
