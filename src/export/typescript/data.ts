import type { Dataset, Examples } from '../../data/dataset.ts';
import type { Matrix } from '../../engine/matrix.ts';
import { columnComment, pieces } from '../text.ts';
import { typescript } from './language.ts';

/** More cells than these are no longer for a person to read in a script. */
const MOST_WRITTEN = 2000;
const BYTES_A_LINE = 75;

/** X and y, and what they are tested with. */
export function dataLines({ train, test, inputNames, targetNames }: Dataset): readonly string[] {
  return [
    ...columnComment('//', inputNames),
    ...matrixLines('X', train.inputs),
    ...columnComment('//', targetNames),
    ...matrixLines('y', train.targets),
    ...(test === undefined ? [] : testData(test)),
  ];
}

function testData({ inputs, targets }: Examples): readonly string[] {
  return [...matrixLines('X_test', inputs), ...matrixLines('y_test', targets)];
}

function matrixLines(name: string, matrix: Matrix): readonly string[] {
  if (matrix.data.length <= MOST_WRITTEN) return pieces(matrix, typescript.number, `const ${name} = array(`, ');');
  const lines = encoded(matrix.data).map((line) => `  '${line}',`);
  return [`const ${name} = decoded(${matrix.rows}, ${matrix.columns}, [`, ...lines, "].join(''));"];
}

/** Cells as 64-bit floats, low byte first, in base 64. */
function encoded(data: Float64Array): readonly string[] {
  const view = new DataView(new ArrayBuffer(8 * data.length));
  data.forEach((value, i) => {
    view.setFloat64(8 * i, value, true);
  });
  const bytes = new Uint8Array(view.buffer);
  return Array.from({ length: Math.ceil(bytes.length / BYTES_A_LINE) }, (_, line) =>
    btoa(String.fromCharCode(...bytes.subarray(line * BYTES_A_LINE, (line + 1) * BYTES_A_LINE))),
  );
}
