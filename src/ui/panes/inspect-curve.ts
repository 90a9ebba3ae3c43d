import { type Curve, curveOfSlopes, curveOfValues, saturates } from '../../language/activations.ts';
import { elementwise } from '../../language/functions.ts';
import type { Explanation } from '../../worker/protocol.ts';
import { Dots } from '../charts/dots.ts';
import { type Frame, type Line, padStart, type Span, span, truncate, widthOf } from '../text/line.ts';
import { formatSigned } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import { partsOf } from './inspect-blocks.ts';
import { signed } from './inspect-pen.ts';

export const CURVE_COLUMNS = 36;
export const CURVE_ROWS = 12;
/** Fewer rows are too few for a curve. */
export const LEAST_CURVE_ROWS = 7;

interface CurvePicture {
  readonly curve: Curve;
  /** The sum at the place; NaN for no place, undefined for a level part. */
  readonly z: number | undefined;
  /** The output of the level part, if `z` is undefined. */
  readonly level?: number;
  /** True to draw a tangent at the place. */
  readonly tangent: boolean;
}

/** The x axis goes from −edge to edge, further if the place needs it. */
const EDGES = { bounded: 6, unbounded: 4 } as const;
const FARTHEST = 99;
/** Points of the curve per column. */
const FINENESS = 8;

/** A place on the curve of an activation or of its slope. */
interface CurvePlace {
  readonly curve: Curve;
  /**
   * The sum at the place; undefined for a level part, all of which has this output; NaN for an output off the curve.
   */
  readonly z: number | undefined;
  /** The output, if the place was found by it. */
  readonly output?: number;
  /** The slope, if the line computes it. */
  readonly slope?: number;
}

/** The place of an explanation: by the argument of its activation, or by that of its slope, a sum or an output. */
export function curvePlace(explanation: Explanation): CurvePlace | undefined {
  if (explanation.kind === 'call') {
    const { function: own, of, value } = explanation;
    const forward = curveOfValues(own);
    if (forward !== undefined) return { curve: forward, z: of.value };
    const back = curveOfSlopes(own);
    if (back?.slopeOf === 'sum') return { curve: back, z: of.value, slope: value };
    if (back !== undefined) return { curve: back, z: back.sumOf(of.value), output: of.value, slope: value };
  }
  // Each term of a sum may have a place of its own.
  if (explanation.kind === 'product' || explanation.kind === 'fold') return undefined;
  return partsOf(explanation)
    .map(curvePlace)
    .find((place) => place !== undefined);
}

/** The curve with its place, and a caption below. */
export function drawPlace(place: CurvePlace, columns: number, rows: number, theme: Theme): Frame {
  const { curve, z, output, slope } = place;
  const level = z === undefined && output !== undefined ? { level: output } : {};
  const picture = { curve, z, tangent: slope !== undefined, ...level };
  const caption = truncate(captionOf(place, theme), columns, theme.glyphs.ellipsis);
  return [...drawCurve(picture, columns, rows - 1, theme), [span(caption, theme.styles.quiet)]];
}

/** The caption `tanh: slope +0.5957 at z = −0.75`. */
function captionOf({ curve, z, output, slope }: CurvePlace, theme: Theme): string {
  const steepness = slope === undefined ? '' : `: slope ${signed(slope, theme)}`;
  if (z === undefined) return `${curve.value}: slope 0 at every z up to 0`;
  if (Number.isNaN(z)) return `no ${curve.value} is ${signed(output ?? Number.NaN, theme)}${steepness}`;
  return `${curve.value}${steepness} at z = ${formatSigned(z, Math.abs(z) < 10 ? 2 : 0, theme.glyphs)}`;
}

/** A curve in `columns` × `rows` with a dot at the place and the tangent there. */
export function drawCurve(picture: CurvePicture, columns: number, rows: number, theme: Theme): Frame {
  const { curve, tangent } = picture;
  const f = elementwise[curve.value];
  const edge = edgeOf(picture);
  const [low, high] = extentOf(curve, edge);
  const height = rows - 1;
  const yOf = (value: number): number => (value - low) / (high - low);
  const rowOf = (value: number): number => Math.max(0, Math.min(height - 1, Math.floor((1 - yOf(value)) * height)));
  const labels = labelsOf(low, high, height, rowOf, theme);
  const labelWidth = Math.max(3, ...[...labels.values()].map(widthOf));
  const width = columns - labelWidth - 2;
  const fine = theme.braille;
  const xOf = (sum: number): number => (sum + edge) / (2 * edge);
  const drawn = new Dots(width, height, fine);
  const line = new Dots(width, height, fine);
  const z = placeOf(picture, edge);
  const slope = slopeAt(curve, z);
  for (let step = 0; step <= FINENESS * width; step++) {
    const at = (2 * edge * step) / (FINENESS * width) - edge;
    drawn.set(xOf(at), yOf(f(at)));
    const isOnLine = picture.z === undefined ? f(at) === picture.level : tangent && Math.abs(at - z) <= edge / 3;
    // A third of the axis to each side shows the direction without hiding the curve.
    if (isOnLine) line.set(xOf(at), yOf(f(z) + slope * (at - z)));
  }
  const dot = Number.isNaN(z)
    ? undefined
    : { column: Math.max(0, Math.min(width - 1, Math.floor(xOf(z) * width))), row: rowOf(f(z)) };
  const cell = (column: number, row: number): Span => {
    if (column === dot?.column && row === dot.row) return span(theme.glyphs.bullet, theme.styles.strong);
    const over = line.at(column, row);
    return over === ' ' ? span(drawn.at(column, row), theme.styles.quiet) : span(over, theme.styles.accent);
  };
  const area = Array.from({ length: height }, (_, row): Line => {
    const label = span(`${padStart(labels.get(row) ?? '', labelWidth)} ${theme.glyphs.box.down}`, theme.styles.quiet);
    return [label, ...Array.from({ length: width }, (_cell, column) => cell(column, row))];
  });
  return [...area, [span(' '.repeat(labelWidth + 2) + sumAxis(edge, width, theme), theme.styles.quiet)]];
}

function edgeOf({ curve, z }: CurvePicture): number {
  const least = saturates(curve) ? EDGES.bounded : EDGES.unbounded;
  return Number.isFinite(z) ? Math.max(least, Math.ceil(Math.min(Math.abs(z as number), FARTHEST)) + 1) : least;
}

/** The sum of the dot: the middle of a level part, or an end of the axis for a sum beyond it. */
function placeOf({ z }: CurvePicture, edge: number): number {
  return z === undefined ? -edge / 2 : Math.max(-edge, Math.min(edge, z));
}

function slopeAt({ value, slope, slopeOf }: Curve, z: number): number {
  return elementwise[slope](slopeOf === 'sum' ? z : elementwise[value](z));
}

/** The y range, rounded to halves; the bounds of a bounded curve. */
function extentOf(curve: Curve, edge: number): readonly [number, number] {
  const f = elementwise[curve.value];
  if (saturates(curve)) return [Math.round(f(-FARTHEST)), Math.round(f(FARTHEST))];
  const values = Array.from({ length: 65 }, (_, i) => f((edge * (i - 32)) / 32));
  return [Math.floor(2 * Math.min(...values) + 1e-9) / 2, Math.ceil(2 * Math.max(...values) - 1e-9) / 2];
}

/** Labels by row: both ends of the y axis, and between them 0, or the middle if 0 is an end. */
function labelsOf(
  low: number,
  high: number,
  height: number,
  rowOf: (value: number) => number,
  { glyphs }: Theme,
): ReadonlyMap<number, string> {
  const write = (value: number): string => `${value < 0 ? glyphs.minus : ''}${Math.abs(value)}`;
  const inner =
    low < 0 ? ([rowOf(0), '0'] as const) : ([Math.floor((height - 1) / 2), write((low + high) / 2)] as const);
  return new Map([inner, [0, write(high)], [height - 1, write(low)]]);
}

function sumAxis(edge: number, width: number, { glyphs }: Theme): string {
  const left = formatSigned(-edge, 0, glyphs);
  const middle = Math.max(1, Math.floor(width / 2) - widthOf(left));
  const numbers = `${left}${' '.repeat(middle)}0`;
  return numbers + padStart(formatSigned(edge, 0, glyphs), width - widthOf(numbers));
}
