import { drawPixels, type Pixels, pixelsSize, timesIn } from '../charts/pixels.ts';
import { abbreviate, type Frame, fitLine, type Line, padEnd, span, widthOf } from '../text/line.ts';
import { formatPlain } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, box } from './box.ts';
import { barOf } from './predictions-columns.ts';

/** An example, and what the network says of it. */
export interface OutcomeProps {
  /** Which example, the longest form first: `train 3 of 150`. */
  readonly example: readonly string[];
  /** What it is, and what the network says: `is 7, said 9`, or numbers. */
  readonly outcome: string;
  /** A class each, or a quantity. */
  readonly outputNames: readonly string[];
  readonly outputs: ArrayLike<number>;
  /** The class that it is, and the one that the network says it is, −1 where it says nothing; undefined of quantities. */
  readonly is: number | undefined;
  readonly said: number | undefined;
  readonly focused: boolean;
}

export interface ImageProps extends OutcomeProps {
  readonly pixels: Pixels;
  /** What is black, and what is white. */
  readonly low: number;
  readonly high: number;
}

const GAP = 3;
const FIGURE = 6;
const WIDEST_NAME = 12;
/** A bar, a number and a mark need so many columns beside a name. */
const BARS = { least: 4, most: 24, besides: FIGURE + 6 } as const;

/** A picture that the network is shown, and beside it what it says for each class. */
export function drawImage(props: ImageProps, size: Size, theme: Theme): Frame {
  const { pixels, example, outcome, focused } = props;
  const columns = size.columns - BORDER.columns;
  const rows = size.rows - BORDER.rows;
  const name = nameWidth(props);
  const timesBeside = (bar: number): number =>
    timesIn(pixels, { columns: Math.max(1, columns - name - BARS.besides - bar - GAP), rows }, theme);
  // Sooner no bars than not every pixel.
  const times = timesBeside(BARS.least) < 1 ? timesBeside(0) : timesBeside(BARS.least);
  const content =
    times < 1 ? onTop(props, name, { columns, rows }, theme) : beside(props, name, times, { columns, rows }, theme);
  const text = { title: 'example', details: example, footnotes: [outcome], focused };
  return box(text, size, content, theme);
}

/** What the network says of an example for each class, or each quantity, where there is no picture of it. */
export function drawOutcome(props: OutcomeProps, size: Size, theme: Theme): Frame {
  const [columns, rows] = [size.columns - BORDER.columns, size.rows - BORDER.rows];
  const text = { title: 'example', details: props.example, footnotes: [props.outcome], focused: props.focused };
  return box(text, size, outputBars(props, nameWidth(props), columns, rows, theme), theme);
}

function nameWidth({ outputNames }: OutcomeProps): number {
  return Math.min(WIDEST_NAME, Math.max(...outputNames.map(widthOf)));
}

/** The picture at the left, the outputs at the right. */
function beside(props: ImageProps, name: number, times: number, { columns, rows }: Size, theme: Theme): Frame {
  const picture = pictureOf(props, times, theme);
  const width = Math.ceil(Math.max(1, pixelsSize(props.pixels, times, theme).columns)) + GAP;
  const bars = outputBars(props, name, columns - width, rows, theme);
  return Array.from({ length: rows }, (_, row): Line => [...fitLine(picture[row] ?? [], width), ...(bars[row] ?? [])]);
}

/** The picture, and below it the outputs, of which the largest stay where there is no room for all. */
function onTop(props: ImageProps, name: number, { columns, rows }: Size, theme: Theme): Frame {
  const wanted = Math.min(props.outputNames.length, Math.floor(rows / 2));
  const picture = pictureOf(props, timesIn(props.pixels, { columns, rows: rows - wanted }, theme), theme);
  return [...picture, ...outputBars(props, name, columns, rows - picture.length, theme)];
}

function pictureOf({ pixels, low, high }: ImageProps, times: number, theme: Theme): Frame {
  return drawPixels(pixels, { kind: 'greys', low, high }, times, theme);
}

/** `7  ████████  0.9123 ✓`: all classes, or as many of the largest as there is room for. */
function outputBars(props: OutcomeProps, name: number, columns: number, rows: number, theme: Theme): Frame {
  const { outputNames, outputs, is, said } = props;
  const { glyphs, styles } = theme;
  const bar = Math.max(0, Math.min(BARS.most, columns - name - BARS.besides));
  const shown = outputNames.map((_, index) => index);
  if (shown.length > rows) {
    shown.sort((one, other) => (outputs[other] ?? 0) - (outputs[one] ?? 0) || one - other);
    shown.length = rows;
  }
  return shown.map((index): Line => {
    const output = outputs[index];
    const label = padEnd(abbreviate(outputNames[index]!, name, glyphs.ellipsis), name);
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
