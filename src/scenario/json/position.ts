/*
 * Where something is in a JSON text: the path to a value, and the line and column of an offset.
 */

/** The steps to a value in a parsed file: ['network', 'hidden', 1]. */
export type Path = readonly (string | number)[];

/** A place in a file as editors count it: from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** `network.hidden[1]` */
export function printPath(path: Path): string {
  return path.reduce<string>((printed, step) => {
    if (typeof step === 'number') return `${printed}[${step}]`;
    return printed === '' ? step : `${printed}.${step}`;
  }, '');
}

/** The section of an object: its path without numbers, `changes[].set`. */
export function sectionAt(path: Path): string {
  return printPath(path).replace(/\[\d+\]/g, '[]');
}

/** The value at a path, or undefined where there is none. Inherited properties do not count. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((parent, step) => memberOf(parent, step), value);
}

function memberOf(parent: unknown, step: string | number): unknown {
  return typeof parent === 'object' && parent !== null && Object.hasOwn(parent, step)
    ? (parent as Record<string | number, unknown>)[step]
    : undefined;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * The positions of offsets into a text. A line ends with \n, \r\n or \r.
 * @param offsets in ascending order, so that the text is read once: a file may have millions of lines.
 */
export function positionsOf(text: string, offsets: readonly number[]): readonly Position[] {
  let line = 1;
  let lineStart = 0;
  let at = 0;
  return offsets.map((offset) => {
    for (; at < offset; at++) {
      const code = text.charCodeAt(at);
      if (code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(at + 1) !== LINE_FEED)) {
        line++;
        lineStart = at + 1;
      }
    }
    return { line, column: offset - lineStart + 1 };
  });
}
