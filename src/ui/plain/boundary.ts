import type { Model } from '../model/model.ts';
import { type BoundaryProps, constantsOf, heldHeading } from '../panes/boundary-pane.ts';
import { valueAt } from '../panes/curve-pane.ts';
import { formatCount, formatDatum } from '../text/numbers.ts';
import { boundaryProps, curveProps, isCurve } from '../views/boundary-props.ts';
import { sentence, spokenTheme } from './spoken.ts';

const { glyphs } = spokenTheme;
const WIDTH = 8;
/** Rows and columns of the plane in words. */
const PLACES = 5;

/** The words before the name of an output or a unit, by the title of the picture. */
const TITLES: Readonly<Record<string, string>> = { prediction: 'prediction of', unit: 'unit' };

/** True while the newest snapshot has the plane of another unit, or none. */
export function isBoundaryPending({ snapshot, viewRequest }: Model): boolean {
  return JSON.stringify(snapshot?.plane?.request) !== JSON.stringify(viewRequest.plane);
}

/** The plane in a few rows from top to bottom, each with a few places from left to right. */
export function boundarySentences(model: Model): readonly string[] {
  if (isCurve(model)) return curveSentences(model);
  const props = boundaryProps(model, true);
  const { x, y, grid, outputName, points } = props;
  const wrong = points.filter((set) => set.wrong.length > 0);
  const counts = wrong.map(({ part, wrong: marks }) => {
    const count = marks.reduce((sum, one) => sum + one, 0);
    return `${formatCount(count)} of ${formatCount(marks.length)} ${part === 'test' ? 'test' : 'training'} examples are wrong${props.isAhead === true ? ' with the current weights' : ''}`;
  });
  const plane = `${TITLES[props.title ?? ''] ?? 'boundary of'} ${outputName} by ${x.name} and ${y.name}`;
  const heading = sentence(`${plane}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`);
  if (grid === undefined) return [heading, 'No prediction yet.'];
  const places = Array.from({ length: PLACES }, (_, place) => place / (PLACES - 1));
  const at = ({ low, high }: BoundaryProps['x'], share: number): string =>
    formatDatum(low + share * (high - low), glyphs, WIDTH);
  const rows = places.map((down) => {
    const cells = places.map((right) => cellText(props, right, down));
    return sentence(`${y.name} = ${at(y, 1 - down)}: ${cells.join(', ')}`);
  });
  return [
    heading,
    ...heldSentences(props),
    sentence(`from left to right, ${x.name} is ${places.map((share) => at(x, share)).join(', ')}`),
    ...rows,
  ];
}

/** The curve over a single input, at a few places from left to right. */
function curveSentences(model: Model): readonly string[] {
  const props = curveProps(model);
  const { x, y, values } = props;
  const heading = sentence(`${y.name} by ${x.name}`);
  if (values === undefined) return [heading, 'No prediction yet.'];
  const places = Array.from({ length: CURVE_PLACES }, (_, place) => place / (CURVE_PLACES - 1));
  const text = (value: number): string => formatDatum(Number(value.toPrecision(3)), glyphs, WIDTH);
  return [
    heading,
    ...places.map((share) => {
      const input = x.low + share * (x.high - x.low);
      return sentence(`${x.name} = ${text(input)}: ${text(valueAt(props, input) ?? Number.NaN)}`);
    }),
  ];
}

const CURVE_PLACES = 9;

/** The inputs that the plane holds, and where the examples are. */
function heldSentences({ held }: BoundaryProps): readonly string[] {
  if (held === undefined) return [];
  const values = constantsOf({ ...held, first: held.first.slice(0, HELD) }, spokenTheme);
  if (held.off === 'none') return [sentence(`other inputs: ${values}`)];
  const examples = held.off === 'all' ? 'examples' : 'some examples';
  return [
    sentence(`${heldHeading(held)}: ${values}`),
    sentence(`${examples} are off this plane: their other inputs differ`),
  ];
}

/** Held inputs that are named. */
const HELD = 8;

/** The class, or the value, at a place of the plane. @param right from 0 at the left, to 1 @param down from 0 at the top, to 1 */
function cellText({ grid, classNames, ends, discretised }: BoundaryProps, right: number, down: number): string {
  if (grid === undefined) return '';
  const { rows, columns } = grid;
  const cell = Math.round(down * (rows - 1)) * columns + Math.round(right * (columns - 1));
  if (grid.kind === 'classes') {
    const name = classNames[grid.classes[cell] ?? -1] ?? 'none';
    return discretised ? name : `${name} at ${(grid.confidence[cell] ?? Number.NaN).toFixed(2)}`;
  }
  const value = grid.values[cell] ?? Number.NaN;
  if (ends === undefined) {
    const isAbove = value > 0.5;
    const name = classNames[isAbove ? 1 : 0] ?? 'none';
    return discretised || Number.isNaN(value) ? name : `${name} at ${(isAbove ? value : 1 - value).toFixed(2)}`;
  }
  return formatDatum(Number((ends[0] + value * (ends[1] - ends[0])).toPrecision(3)), glyphs, WIDTH);
}
