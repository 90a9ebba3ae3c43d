import { drawPixels, type Pixels, pixelsSize, timesIn } from '../charts/pixels.ts';
import { abbreviate, besideFrames, type Frame, type Line, padEnd, span, widthOf } from '../text/line.ts';
import { formatPlain } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { box, inside } from './box.ts';
import { barOf } from './predictions-columns.ts';

/** An example and its outputs. */
export interface OutcomeProps {
  /** Which example, longest form first: `train 3 of 150`. */
  readonly example: readonly string[];
  /** Target and prediction, longest form first: `target 7, predicted 9`. */
  readonly outcome: readonly string[];
  /** A class or a quantity for each output. */
  readonly outputNames: readonly string[];
  readonly outputs: ArrayLike<number>;
  /** The outputs in their own units; undefined where they have none. Then there are no bars: those are for 0 to 1. */
  readonly figures?: readonly string[] | undefined;
  /** Class indices, undefined for quantities; `predicted` is −1 for outputs of NaN. */
  readonly target: number | undefined;
  readonly predicted: number | undefined;
  readonly focused: boolean;
}

export interface ImageProps extends OutcomeProps {
  readonly pixels: Pixels;
  /** The values of black and white. */
  readonly low: number;
  readonly high: number;
}

const GAP = 3;
const FIGURE = 6;
const WIDEST_NAME = 12;
/** Columns of a bar, and of the number and the mark after it. */
const BARS = { least: 4, most: 24, besides: FIGURE + 6 } as const;

/** The image of an example, and a bar for each output beside or below it. */
export function drawImage(props: ImageProps, size: Size, theme: Theme): Frame {
  const { pixels, example, outcome, focused } = props;
  const { columns, rows } = inside(size);
  const name = nameWidth(props);
  const timesBeside = (bar: number): number =>
    timesIn(pixels, { columns: Math.max(1, columns - name - BARS.besides - bar - GAP), rows }, theme);
  // Every pixel is more important than the bars.
  const times = timesBeside(BARS.least) < 1 ? timesBeside(0) : timesBeside(BARS.least);
  const content =
    times < 1 ? onTop(props, name, { columns, rows }, theme) : beside(props, name, times, { columns, rows }, theme);
  const text = { title: 'example', details: example, footnotes: outcome, focused };
  return box(text, size, content, theme);
}

/** A bar for each output of an example without an image. */
export function drawOutcome(props: OutcomeProps, size: Size, theme: Theme): Frame {
  const { columns, rows } = inside(size);
  const text = { title: 'example', details: props.example, footnotes: props.outcome, focused: props.focused };
  return box(text, size, outputBars(props, nameWidth(props), columns, rows, theme), theme);
}

function nameWidth({ outputNames }: OutcomeProps): number {
  return Math.min(WIDEST_NAME, Math.max(...outputNames.map(widthOf)));
}

/** The image at the left, the outputs at the right. */
function beside(props: ImageProps, name: number, times: number, { columns, rows }: Size, theme: Theme): Frame {
  const picture = pictureOf(props, times, theme);
  const width = Math.ceil(Math.max(1, pixelsSize(props.pixels, times, theme).columns)) + GAP;
  const bars = outputBars(props, name, columns - width, rows, theme);
  return besideFrames(picture, bars, width);
}

/** The image, and the outputs below it; without room for all, the largest. */
function onTop(props: ImageProps, name: number, { columns, rows }: Size, theme: Theme): Frame {
  const wanted = Math.min(props.outputNames.length, Math.floor(rows / 2));
  const picture = pictureOf(props, timesIn(props.pixels, { columns, rows: rows - wanted }, theme), theme);
  return [...picture, ...outputBars(props, name, columns, rows - picture.length, theme)];
}

function pictureOf({ pixels, low, high }: ImageProps, times: number, theme: Theme): Frame {
  return drawPixels(pixels, { kind: 'greys', low, high }, times, theme);
}

/** `7  ████████  0.9123 ✓`: a line for each output, or for the `rows` largest. */
function outputBars(props: OutcomeProps, name: number, columns: number, rows: number, theme: Theme): Frame {
  const { outputNames, outputs, figures, target, predicted } = props;
  const { glyphs, styles } = theme;
  const bar = figures === undefined ? Math.max(0, Math.min(BARS.most, columns - name - BARS.besides)) : 0;
  const shown = outputNames.map((_, index) => index);
  if (shown.length > rows) {
    shown.sort((one, other) => (outputs[other] ?? 0) - (outputs[one] ?? 0) || one - other);
    shown.length = rows;
  }
  return shown.map((index): Line => {
    const output = outputs[index];
    const label = padEnd(abbreviate(outputNames[index]!, name, glyphs.ellipsis), name);
    const figure = output === undefined ? glyphs.dash : (figures?.[index] ?? formatPlain(output, 4, FIGURE, glyphs));
    const isRight = predicted === target;
    const mark =
      index !== predicted
        ? index === target
          ? glyphs.pointer
          : ' '
        : // A row that is no example has no target: nothing is right or wrong.
          target === undefined
          ? glyphs.pointer
          : isRight
            ? glyphs.check
            : glyphs.cross;
    return [
      span(label, index === target ? styles.strong : styles.quiet),
      span(`  ${output === undefined ? ' '.repeat(bar) : barOf(output, bar, theme)}`, styles.accent),
      span(`  ${figure.padStart(FIGURE)}`),
      span(` ${mark}`, index === predicted && !isRight && target !== undefined ? styles.bad : styles.good),
    ];
  });
}
