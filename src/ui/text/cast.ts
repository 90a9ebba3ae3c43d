import { endOf, lineUpdate, newPen, type PictureLine, pictureLine } from '../picture.ts';
import type { Size } from '../views/layout.ts';
import { grounds } from './svg-screen.ts';

/** The painted lines of a screen from one time on. */
export interface CastScreen {
  /** Milliseconds from the beginning. */
  readonly time: number;
  readonly lines: readonly string[];
  /** The names of moments to go to. */
  readonly marks: readonly string[];
}

/** The 16 colours of a terminal, which a header must name. Screens have 24-bit colours. */
const palette = '#1e1f22:#d04040:#409050:#a07020:#3070c0:#9050a0:#308090:#d6d9de';

/**
 * Screens as a recording for asciinema, version 2 (docs.asciinema.org/manual/asciicast/v2): a header, then an event a line. Each
 * event writes the cells that have changed.
 * @param length of the recording in milliseconds.
 */
export function asciicast(
  title: string,
  { columns, rows }: Size,
  screens: readonly CastScreen[],
  length: number,
  ground: keyof typeof grounds = 'dark',
): string {
  const theme = { fg: grounds[ground].text, bg: grounds[ground].paper, palette };
  const events: (readonly [seconds: number, code: string, data: string])[] = [[0, 'o', '\u001b[?25l\u001b[2J']];
  const shown: PictureLine[] = Array.from({ length: rows }, () => pictureLine(''));
  for (const { time, lines, marks } of screens) {
    const pen = newPen();
    let update = '';
    for (let row = 0; row < rows; row++) {
      const after = pictureLine(lines[row] ?? '');
      update += lineUpdate(row, shown[row]!, after, columns, pen);
      shown[row] = after;
    }
    update += endOf(pen);
    events.push(...marks.map((mark) => [time / 1000, 'm', mark] as const));
    if (update !== '') events.push([time / 1000, 'o', update]);
  }
  // A player stops at the last event.
  events.push([length / 1000, 'o', '']);
  const header = { version: 2, width: columns, height: rows, title, theme };
  return [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join('');
}
