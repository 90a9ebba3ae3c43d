import { type Curve, curveOfSlopes, curveOfValues } from '../../language/curves.ts';
import type { Explanation } from '../../worker/protocol.ts';
import { drawCurve } from '../charts/function-curve.ts';
import { type Frame, span, truncate } from '../text/line.ts';
import { formatSigned } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import { partsOf, signed } from './inspect-pen.ts';

export const CURVE_COLUMNS = 36;
export const CURVE_ROWS = 12;
/** A picture that is lower shows no curve. */
export const LEAST_CURVE_ROWS = 7;

/** Where on the curve of an activation an explanation has its place. */
export interface CurvePlace {
  readonly curve: Curve;
  /** The sum that goes in; undefined where all of a level part gives this output, NaN where nothing does. */
  readonly z: number | undefined;
  /** What comes out, where it was looked up by that. */
  readonly output?: number;
  /** The slope, where that is what the line computes. */
  readonly slope?: number;
}

/** By the sum that goes into the activation, or by what the slope is a function of: the sum again, or the output. */
export function curvePlace(explanation: Explanation): CurvePlace | undefined {
  if (explanation.kind === 'call') {
    const { function: own, of, value } = explanation;
    const forward = curveOfValues(own);
    if (forward !== undefined) return { curve: forward, z: of.value };
    const back = curveOfSlopes(own);
    if (back?.slopeOf === 'sum') return { curve: back, z: of.value, slope: value };
    if (back !== undefined) return { curve: back, z: back.sumOf(of.value), output: of.value, slope: value };
  }
  // The terms of a sum have their places, not a place.
  if (explanation.kind === 'product' || explanation.kind === 'fold') return undefined;
  return partsOf(explanation)
    .map(curvePlace)
    .find((place) => place !== undefined);
}

/** The curve, and below it in numbers what it shows. */
export function drawPlace(place: CurvePlace, columns: number, rows: number, theme: Theme): Frame {
  const { curve, z, output, slope } = place;
  const level = z === undefined && output !== undefined ? { level: output } : {};
  const picture = { curve, z, tangent: slope !== undefined, ...level };
  const caption = truncate(captionOf(place, theme), columns, theme.glyphs.ellipsis);
  return [...drawCurve(picture, columns, rows - 1, theme), [span(caption, theme.styles.quiet)]];
}

/** `tanh: slope +0.5957 at z = −0.75` */
function captionOf({ curve, z, output, slope }: CurvePlace, theme: Theme): string {
  const steepness = slope === undefined ? '' : `: slope ${signed(slope, theme)}`;
  if (z === undefined) return `${curve.value}: slope 0 at every z up to 0`;
  if (Number.isNaN(z)) return `no ${curve.value} is ${signed(output ?? Number.NaN, theme)}${steepness}`;
  return `${curve.value}${steepness} at z = ${formatSigned(z, Math.abs(z) < 10 ? 2 : 0, theme.glyphs)}`;
}
