import { scaleOf } from '../charts/heatmap.ts';
import {
  abbreviate,
  type Frame,
  fitLine,
  type Line,
  lineWidth,
  padEnd,
  padStart,
  type Span,
  span,
  widthOf,
} from '../text/line.ts';
import { formatPlain } from '../text/numbers.ts';
import { divergingStyle } from '../theme/colours.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, box, inside } from './box.ts';
import { drawConnections, type Weights } from './network-lines.ts';

/* One picture in one file, though it is long: columns, names and values of all layers share the width. */

/** A layer and its activations for the chosen example. */
export interface NetworkLayer {
  /** `l1` */
  readonly name: string;
  /** Names of inputs and outputs; undefined for hidden layers, whose units have none. */
  readonly unitNames?: readonly string[] | undefined;
  /** The values of scaled inputs and outputs in their own units, beside their names. */
  readonly ownValues?: readonly string[] | undefined;
  /** The values of the units: activations, or deltas in the backward pass. */
  readonly activations: ArrayLike<number>;
  /** True for deltas: they may be small, and have colours up to the largest of their layer. */
  readonly isDelta?: boolean;
  /** False for a layer whose line has not run in this iteration: its values are not shown. */
  readonly isComputed?: boolean;
}

export interface NetworkProps {
  readonly layers: readonly NetworkLayer[];
  /** Weights between each layer and the next. */
  readonly weights: readonly Weights[];
  /** Forward: activations and weights. Backward: deltas, and what each weight gets from this example. */
  readonly pass: 'forward' | 'backward';
  /** The unit that is marked. */
  readonly chosen?: UnitName | undefined;
  /** Words on what the units and lines show, longest first. */
  readonly shows: readonly string[];
  /** The reason why the backward pass has no deltas to show. */
  readonly whyNoDeltas?: string;
  /** Footnote about the example: `example 12, target cross, predicted ring`. */
  readonly example: string;
  /** Words behind it, longest first, where the table of predictions has another prediction. */
  readonly weightsOf?: readonly string[];
  readonly focused: boolean;
}

const HEADER_ROWS = 1;
const LEGEND_ROWS = 1;
const WIDEST_NAME = 12;
const NARROWEST_NAME = 7;
/** Columns of a number with three decimals. */
const FIGURE = 6;
/** Columns of a unit's cell: with a number of three or two decimals, and with a sign. */
const CELL = { number: FIGURE + 2, short: FIGURE + 1, sign: 3 };
/** Columns between cells with signs, and between those with numbers. */
const NARROWEST_GAP = { signs: 5, numbers: 4 };
const WIDEST_GAP = 36;
/** The least colour scale: values up to 1 have the same colours in every layer. */
const LEAST_SCALE = 1;

/** A cell for each unit, coloured by its activation, layer beside layer, with lines for the strongest weights. */
export function drawNetwork(props: NetworkProps, size: Size, theme: Theme): Frame {
  const { layers, example, focused } = props;
  const room = inside(size);
  const sizes = layers.map(({ activations }) => activations.length).join(theme.glyphs.dash);
  const text = {
    title: props.pass === 'forward' ? 'network' : 'network, backward',
    details: [...props.shows.map((words) => `${sizes}  ${words}`), sizes],
    footnotes: [...(props.weightsOf ?? []).map((words) => example + words), example],
    focused,
  };
  const places = placesIn(layers, room);
  if (places === undefined) {
    return box(text, size, [[span('too many units to draw: see the weights', theme.styles.quiet)]], theme);
  }
  const { hasLegend, rows } = rowsOfUnits(layers, room);
  const content = drawLayers(props, places, rows, theme);
  return box(text, size, hasLegend ? [...content, legendOf(props, room.columns, theme)] : content, theme);
}

/** The rows for units; in a full pane every row is a unit's. */
function rowsOfUnits(
  layers: readonly NetworkLayer[],
  room: Size,
): { readonly hasLegend: boolean; readonly rows: number } {
  const most = Math.max(...layers.map(({ activations }) => activations.length));
  const hasLegend = most <= room.rows - HEADER_ROWS - LEGEND_ROWS;
  return { hasLegend, rows: room.rows - HEADER_ROWS - (hasLegend ? LEGEND_ROWS : 0) };
}

/** A unit of a layer, both from 0; layer 0 has the inputs. */
export interface UnitName {
  readonly layer: number;
  readonly unit: number;
}

/** The unit at a cell of the pane, on its value or on its name; undefined elsewhere. */
export function unitAt(
  { layers }: Pick<NetworkProps, 'layers'>,
  size: Size,
  { column, row }: { readonly column: number; readonly row: number },
): UnitName | undefined {
  const room = inside(size);
  const places = placesIn(layers, room);
  if (places === undefined) return undefined;
  const { rows } = rowsOfUnits(layers, room);
  const down = row - 1 - HEADER_ROWS;
  const across = column - BORDER.columns / 2 - places.margin - places.before;
  if (across < -places.before || column >= size.columns - BORDER.columns / 2) return undefined;
  const stride = places.cell + places.gap;
  const layer = Math.max(0, Math.min(layers.length - 1, Math.floor(across / stride)));
  const isName = across < 0 || layer === layers.length - 1;
  if (!isName && across % stride >= places.cell) return undefined;
  const count = layers[layer]!.activations.length;
  const unit = Array.from({ length: count }, (_, own) => own).find((own) => rowOf(own, count, rows) === down);
  return unit === undefined ? undefined : { layer, unit };
}

/** The row of a unit of `count`. */
function rowOf(unit: number, count: number, rows: number): number {
  return Math.floor(((unit + 0.5) * rows) / count);
}

/** The meaning of colours and lines, as far as there is room. */
function legendOf({ pass }: NetworkProps, columns: number, theme: Theme): Line {
  const { styles, depth } = theme;
  const swatch = (share: number): Span => span(depth === 1 ? '' : '  ', divergingStyle(share, theme));
  const [unit, positive, negative] =
    pass === 'forward' ? ['activation', 'positive weight', 'negative'] : ['delta', 'raises the weight', 'lowers it'];
  const mark = (isPositive: boolean): Span => {
    if (theme.braille) {
      const dots = isPositive ? '⠒⠒⠒⠒' : '⠒ ⠒ ';
      return span(dots, isPositive ? styles.positive : styles.negative);
    }
    return span(isPositive ? '+++' : theme.glyphs.minus.repeat(3), isPositive ? styles.positive : styles.negative);
  };
  const cells =
    depth === 1 ? [] : [swatch(-1), swatch(-0.5), swatch(0), swatch(0.5), swatch(1), span(` ${unit}   `, styles.quiet)];
  const parts: readonly Line[] = [
    [...cells, mark(true), span(` ${positive}   `, styles.quiet), mark(false), span(` ${negative}`, styles.quiet)],
    [mark(true), span(` ${positive}   `, styles.quiet), mark(false), span(` ${negative}`, styles.quiet)],
  ];
  return parts.find((line) => lineWidth(line) <= columns) ?? [];
}

/** True when every unit has a cell in a pane of this size. */
export function hasRoomForNetwork({ layers }: Pick<NetworkProps, 'layers'>, size: Size): boolean {
  return placesIn(layers, inside(size)) !== undefined;
}

/** Columns of names, cells and the gaps between layers. */
interface Places {
  /** Free columns at the left of a wide pane. */
  readonly margin: number;
  readonly before: number;
  readonly after: number;
  readonly cell: number;
  readonly gap: number;
}

/** Undefined when a unit would have no row of its own, or a layer no columns. */
function placesIn(layers: readonly NetworkLayer[], room: Size): Places | undefined {
  if (layers.some(({ activations }) => activations.length > room.rows - HEADER_ROWS)) return undefined;
  const placesWith = (cell: number, widest: number): Places | undefined => {
    const [before, after] = [labelWidth(layers[0], widest), labelWidth(layers.at(-1), widest)];
    const left = room.columns - before - after - cell * layers.length;
    const gap = Math.min(WIDEST_GAP, Math.floor(left / Math.max(1, layers.length - 1)));
    if (gap < (cell === CELL.sign ? NARROWEST_GAP.signs : NARROWEST_GAP.numbers)) return undefined;
    const spare = left - gap * (layers.length - 1);
    return { margin: Math.floor(spare / 2), before, after, cell, gap };
  };
  // A number tells more than the end of a long name.
  for (let widest = WIDEST_NAME; widest >= NARROWEST_NAME; widest--) {
    const found = placesWith(CELL.number, widest) ?? placesWith(CELL.short, widest);
    if (found !== undefined) return found;
  }
  return placesWith(CELL.sign, WIDEST_NAME);
}

/** Columns of the names of a layer, with their own values, and of a space. */
function labelWidth(
  { unitNames = [], ownValues = [] }: NetworkLayer = { name: '', activations: [] },
  widest: number,
): number {
  return Math.min(widest, Math.max(0, ...unitNames.map(widthOf))) + ownWidth(ownValues) + 1;
}

/** Columns of own values and of the space before them. */
function ownWidth(ownValues: readonly string[] = []): number {
  return ownValues.length === 0 ? 0 : 1 + Math.max(...ownValues.map(widthOf));
}

/** `area 84`: the name of a unit, cut where it is long, and its own value. */
function labelOf({ unitNames, ownValues }: NetworkLayer, unit: number, width: number, { glyphs }: Theme): string {
  const name = abbreviate(unitNames?.[unit] ?? '', width - 1 - ownWidth(ownValues), glyphs.ellipsis);
  const own = ownValues?.[unit];
  return own === undefined ? name : `${name} ${own}`;
}

function drawLayers({ layers, weights, chosen }: NetworkProps, places: Places, rows: number, theme: Theme): Frame {
  const { margin, before, after, cell, gap } = places;
  const { quiet } = theme.styles;
  const rowIn = (layer: NetworkLayer) => (unit: number) => rowOf(unit, layer.activations.length, rows);
  const between = layers
    .slice(1)
    .map((layer, i) => drawConnections(weights[i]!, rowIn(layers[i]!), rowIn(layer), { columns: gap, rows }, theme));
  const units = layers.map((layer) => {
    const at = new Map<number, number>();
    for (let unit = 0; unit < layer.activations.length; unit++) at.set(rowIn(layer)(unit), unit);
    return at;
  });
  const name = (layer: NetworkLayer | undefined, unit: number | undefined, width: number): string =>
    unit === undefined || layer === undefined ? '' : labelOf(layer, unit, width, theme);
  const nameAbove = (layer: NetworkLayer, i: number, row: number): string => {
    if (i === 0 || i === layers.length - 1) return '';
    const below = units[i]!.get(row + 1);
    // Without a free row above each unit, none has a name.
    return below === undefined || rows < 2 * layer.activations.length ? '' : `h${below + 1}`;
  };
  // A name that fills its cell has no space after it; in narrow cells only its beginning fits.
  const heading = layers.map(({ name: own }) => {
    const shown = widthOf(own) <= cell ? own : abbreviate(own.replace(/_.*$/, ''), cell - 1, '');
    return padEnd(padStart(shown, cell - 1), cell);
  });
  return [
    [span(' '.repeat(margin + before) + heading.join(' '.repeat(gap)), quiet)],
    ...Array.from(
      { length: rows },
      (_, row): Line => [
        span(
          padEnd(padStart(name(layers[0], units[0]?.get(row), before), margin + before - 1), margin + before),
          quiet,
        ),
        ...layers.flatMap((layer, i): readonly Span[] => [
          ...(i === 0 ? [] : fitLine(between[i - 1]![row] ?? [], gap)),
          drawUnit(
            layer,
            units[i]!.get(row),
            nameAbove(layer, i, row),
            chosen?.layer === i && chosen.unit === units[i]!.get(row),
            cell,
            theme,
          ),
        ]),
        span(` ${name(layers.at(-1), units.at(-1)?.get(row), after)}`, quiet),
      ],
    ),
  ];
}

const SMALL_DELTA = 0.01;

/** The largest absolute value; 1 where there is none. */
function largestOf(values: ArrayLike<number>): number {
  return (
    Array.from(values).reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0) ||
    1
  );
}

function drawUnit(
  { activations, isComputed = true, isDelta = false }: NetworkLayer,
  unit: number | undefined,
  name: string,
  isChosen: boolean,
  width: number,
  theme: Theme,
): Span {
  if (unit === undefined && name === '') return span(' '.repeat(width));
  if (unit === undefined) return span(padEnd(padStart(name, width - 1), width), theme.styles.quiet);
  const mark = isChosen ? theme.glyphs.pointer : ' ';
  if (!isComputed) return span(`${mark}${padStart(theme.glyphs.dash, width - 2)} `, theme.styles.quiet);
  const value = activations[unit]!;
  const scale = isDelta ? largestOf(activations) : Math.max(LEAST_SCALE, scaleOf(activations));
  const share = Number.isFinite(value) ? value / scale : Math.sign(value);
  const style = isChosen ? { ...divergingStyle(share, theme), bold: true } : divergingStyle(share, theme);
  if (width === CELL.sign) {
    const sign = Number.isNaN(value)
      ? theme.glyphs.cross
      : value < 0
        ? theme.glyphs.minus
        : value > 0
          ? '+'
          : theme.glyphs.dot;
    return span(`${mark}${sign} `, style);
  }
  const size = Math.abs(value);
  // Three decimals of a small delta would be zeros.
  const isSmall = isDelta && size > 0 && size < SMALL_DELTA;
  const sign = value < 0 ? theme.glyphs.minus : '';
  const small = [1, 0].map((digits) => sign + size.toExponential(digits));
  const text = isSmall
    ? (small.find((own) => widthOf(own) <= width - 2) ?? small.at(-1)!)
    : formatPlain(value, width === CELL.number ? 3 : 2, width - 2, theme.glyphs);
  return span(`${mark}${padStart(text, width - 2)} `, style);
}
