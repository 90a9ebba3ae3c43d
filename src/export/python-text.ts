import type { Matrix } from '../engine/matrix.ts';

const WIDTH = 100;

/** A matrix as Python reads it back to the bit: `X = array([[0, 0, 1], …])`, rows on lines of their own where they are many. */
export function pythonArray(name: string, { rows, columns, data }: Matrix): readonly string[] {
  const texts = Array.from(
    { length: rows },
    (_, row) => `[${Array.from(data.subarray(row * columns, (row + 1) * columns), pythonNumber).join(', ')}]`,
  );
  const whole = `${name} = array([${texts.join(', ')}], dtype=float)`;
  if (whole.length <= WIDTH) return [whole];
  return [`${name} = array([`, ...packed(texts), '], dtype=float)'];
}

/** Several short rows on a line. */
function packed(texts: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + text.length + 2 <= WIDTH) lines[lines.length - 1] = `${last} ${text},`;
    else lines.push(`    ${text},`);
  }
  return lines;
}

function pythonNumber(value: number): string {
  return Object.is(value, -0) ? '-0.0' : String(value);
}

/** A text inside of a docstring: nothing in it ends the docstring or is an escape. */
export function docstringText(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/"/g, "'");
}

/** Lines of a docstring or a comment, broken between words. */
export function wrapped(text: string, width = WIDTH): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
