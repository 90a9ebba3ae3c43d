import { drawPixels, type Pixels, pixelsSize, timesIn } from '../charts/pixels.ts';
import type { Size } from '../layout.ts';
import { abbreviate, fitLine, type Frame, type Line, padEnd, span, widthOf } from '../text/line.ts';
import { formatCount, formatPlain } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import { BORDER, box } from './box.ts';
import { barOf } from './predictions-cells.ts';

export interface ImageProps {
  readonly pixels: Pixels;
  /** What is black, and what is white. */
  readonly low: number;
  readonly high: number;
  /** Of the example, counted from 1, and how many there are. */
  readonly example: number;
  readonly examples: number;
  readonly part: 'train' | 'test';
  readonly classNames: readonly string[];
  /** The output for each class; empty before the network has been asked. */
  readonly outputs: ArrayLike<number>;
  /** The class that it is, and the one that the network says it is, −1 where it says nothing. */
  readonly is: number;
  readonly said: number;
  readonly focused: boolean;
}

const GAP = 3;
const FIGURE = 6;
const WIDEST_NAME = 12;
/** A bar, a number and a mark need so many columns beside a name. */
const BARS = { least: 4, most: 24, besides: FIGURE + 6 } as const;

/** A picture that the network is shown, and beside it what it says for each class. */
export function drawImage(props: ImageProps, size: Size, theme: Theme): Frame {
  const { pixels, low, high, example, examples, part, classNames, is, said, focused } = props;
  const columns = size.columns - BORDER.columns;
  const rows = size.rows - BORDER.rows;
  const name = Math.min(WIDEST_NAME, Math.max(...classNames.map(widthOf)));
  const least = name + BARS.besides + BARS.least;
  const times = timesIn(pixels, { columns: Math.max(2, columns - least - GAP), rows }, theme);
  const picture = drawPixels(pixels, { kind: 'greys', low, high }, times, theme);
  const width = Math.max(1, pixelsSize(pixels, times, theme).columns);
  const bars = outputBars(props, name, columns - Math.ceil(width) - GAP, rows, theme);
  const content = Array.from(
    { length: rows },
    (_, row): Line => [...fitLine(picture[row] ?? [], Math.ceil(width) + GAP), ...(bars[row] ?? [])],
  );
  const which = `${part} ${formatCount(example)} of ${formatCount(examples)}`;
  const verdict = said === -1 ? `is ${classNames[is]}` : `is ${classNames[is]}, said ${classNames[said]}`;
  const text = {
    title: 'example',
    details: [`${which}  ${verdict}`, which],
    note: `${pixels.width}${theme.glyphs.times}${pixels.height}`,
    focused,
  };
  return box(text, size, content, theme);
}

/** `7  ████████  0.9123 ✓`: all classes, or as many of the largest as there is room for. */
function outputBars(props: ImageProps, name: number, columns: number, rows: number, theme: Theme): Frame {
  const { classNames, outputs, is, said } = props;
  const { glyphs, styles } = theme;
  const bar = Math.max(1, Math.min(BARS.most, columns - name - BARS.besides));
  const shown = classNames.map((_, index) => index);
  if (shown.length > rows) {
    shown.sort((one, other) => (outputs[other] ?? 0) - (outputs[one] ?? 0) || one - other);
    shown.length = rows;
  }
  return shown.map((index): Line => {
    const output = outputs[index];
    const label = padEnd(abbreviate(classNames[index]!, name, glyphs.ellipsis), name);
    const figure = output === undefined ? glyphs.dash : formatPlain(output, 4, FIGURE, glyphs);
    const mark = index === said ? (said === is ? glyphs.check : glyphs.cross) : index === is ? glyphs.pointer : ' ';
    return [
      span(label, index === is ? styles.strong : styles.quiet),
      span(`  ${output === undefined ? ' '.repeat(bar) : barOf(output, bar, theme)}`, styles.accent),
      span(`  ${figure.padStart(FIGURE)}`),
      span(` ${mark}`, index === said && said !== is ? styles.bad : styles.good),
    ];
  });
}
