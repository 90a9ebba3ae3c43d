import { Dots } from '../charts/dots.ts';
import { scaleOf } from '../charts/heatmap.ts';
import {
  abbreviate,
  type Frame,
  fitLine,
  joinRuns,
  type Line,
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
import { BORDER, box } from './box.ts';

/** The units of one layer, and what they give for the example that is chosen. */
export interface NetworkLayer {
  /** `l1` */
  readonly name: string;
  /** Of the first layer and of the last; the others are h1, h2, … */
  readonly unitNames?: readonly string[] | undefined;
  /** One for each unit. */
  readonly activations: ArrayLike<number>;
}

export interface NetworkProps {
  readonly layers: readonly NetworkLayer[];
  /** Between each layer and the next. */
  readonly weights: readonly Weights[];
  /** What goes in: `example 12`. */
  readonly example: string;
  readonly focused: boolean;
}

const HEADER_ROWS = 1;
const WIDEST_NAME = 12;
const FIGURE = 6;
/** With a number in them, or too narrow for one. */
const CELLS = [FIGURE + 2, 3];
const NARROWEST_GAP = 5;
const WIDEST_GAP = 36;
/** Values up to this have the same colours in every layer. */
const USUAL = 1;

/** Units as cells in the colour of what they give, layer beside layer, and the strongest weights as lines between them. */
export function drawNetwork(props: NetworkProps, size: Size, theme: Theme): Frame {
  const { layers, example, focused } = props;
  const room = { columns: size.columns - BORDER.columns, rows: size.rows - BORDER.rows };
  const sizes = layers.map(({ activations }) => activations.length).join(theme.glyphs.dash);
  const isBroken = theme.depth === 1 && theme.glyphs.halves !== undefined;
  const lines = isBroken ? 'broken lines: negative weights' : 'lines: the strongest weights';
  const text = {
    title: 'network',
    details: [`${sizes}  ${lines}`, sizes],
    footnotes: [example],
    focused,
  };
  const places = placesIn(layers, room);
  if (places === undefined) {
    return box(text, size, [[span('too many units: see the heatmaps', theme.styles.quiet)]], theme);
  }
  return box(text, size, drawLayers(props, places, room.rows - HEADER_ROWS, theme), theme);
}

/** Whether every unit has a place in a pane of this size. */
export function hasRoomForNetwork({ layers }: Pick<NetworkProps, 'layers'>, size: Size): boolean {
  return placesIn(layers, { columns: size.columns - BORDER.columns, rows: size.rows - BORDER.rows }) !== undefined;
}

/** Widths of names, cells and the gaps between layers. */
interface Places {
  /** At either end, where there is more room than lines need. */
  readonly margin: number;
  readonly before: number;
  readonly after: number;
  readonly cell: number;
  readonly gap: number;
}

/** Undefined where not every unit has a row of its own, or the layers do not fit beside one another. */
function placesIn(layers: readonly NetworkLayer[], room: Size): Places | undefined {
  if (layers.some(({ activations }) => activations.length > room.rows - HEADER_ROWS)) return undefined;
  const nameWidth = (layer: NetworkLayer | undefined): number =>
    Math.min(WIDEST_NAME, Math.max(0, ...(layer?.unitNames ?? []).map(widthOf))) + 1;
  const [before, after] = [nameWidth(layers[0]), nameWidth(layers.at(-1))];
  for (const cell of CELLS) {
    const left = room.columns - before - after - cell * layers.length;
    const gap = Math.min(WIDEST_GAP, Math.floor(left / Math.max(1, layers.length - 1)));
    if (gap < NARROWEST_GAP) continue;
    const spare = left - gap * (layers.length - 1);
    return { margin: Math.floor(spare / 2), before, after, cell, gap };
  }
  return undefined;
}

function drawLayers({ layers, weights }: NetworkProps, places: Places, rows: number, theme: Theme): Frame {
  const { margin, before, after, cell, gap } = places;
  const { quiet } = theme.styles;
  const rowIn = (layer: NetworkLayer) => (unit: number) => Math.floor(((unit + 0.5) * rows) / layer.activations.length);
  const between = layers
    .slice(1)
    .map((layer, i) => drawConnections(weights[i]!, rowIn(layers[i]!), rowIn(layer), { columns: gap, rows }, theme));
  const units = layers.map((layer) => {
    const at = new Map<number, number>();
    for (let unit = 0; unit < layer.activations.length; unit++) at.set(rowIn(layer)(unit), unit);
    return at;
  });
  const name = (layer: NetworkLayer | undefined, unit: number | undefined, width: number): string =>
    unit === undefined ? '' : abbreviate(layer?.unitNames?.[unit] ?? '', width - 1, theme.glyphs.ellipsis);
  const heading = layers.map((layer) => padStart(abbreviate(layer.name, cell - 1, ''), cell - 1).padEnd(cell));
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
          drawUnit(layer, units[i]!.get(row), cell, theme),
        ]),
        span(` ${name(layers.at(-1), units.at(-1)?.get(row), after)}`, quiet),
      ],
    ),
  ];
}

function drawUnit({ activations }: NetworkLayer, unit: number | undefined, width: number, theme: Theme): Span {
  if (unit === undefined) return span(' '.repeat(width));
  const value = activations[unit]!;
  const share = Number.isFinite(value) ? value / Math.max(USUAL, scaleOf(activations)) : Math.sign(value);
  const style = divergingStyle(share, theme.depth);
  if (width < FIGURE) {
    const sign = Number.isNaN(value)
      ? theme.glyphs.cross
      : value < 0
        ? theme.glyphs.minus
        : value > 0
          ? '+'
          : theme.glyphs.dot;
    return span(` ${sign} `, style);
  }
  return span(`${padStart(formatPlain(value, 3, FIGURE, theme.glyphs), width - 1)} `, style);
}

/** Weights from the units of one layer to those of the next. */
interface Weights {
  readonly rows: number;
  readonly columns: number;
  readonly data: ArrayLike<number>;
}

/** A line more than this times weaker than the strongest is left out, and so are more than so many for each unit. */
const WEAKEST = 0.25;
const MOST_PER_UNIT = 3;

interface Connection {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** The strongest weights, the weakest of these first. */
export function strongest({ rows, columns, data }: Weights): readonly Connection[] {
  const all: Connection[] = [];
  let largest = 0;
  for (let cell = 0; cell < rows * columns; cell++) {
    if (Number.isFinite(data[cell])) largest = Math.max(largest, Math.abs(data[cell]!));
  }
  for (let cell = 0; cell < rows * columns; cell++) {
    const weight = data[cell]!;
    // What is no finite number has no strength.
    if (weight === 0 || !Number.isFinite(weight) || Math.abs(weight) < WEAKEST * largest) continue;
    all.push({ from: Math.floor(cell / columns), to: cell % columns, weight });
  }
  all.sort((one, other) => Math.abs(one.weight) - Math.abs(other.weight));
  return all.slice(-MOST_PER_UNIT * Math.max(rows, columns));
}

/**
 * Lines from units at the left to units at the right: orange where a weight is positive, blue and broken where it is
 * negative; in ASCII of plus and minus signs. Where lines cross the stronger one is seen.
 * @param fromRow on which row a unit of the left stands, `toRow` one of the right
 */
function drawConnections(
  weights: Weights,
  fromRow: (unit: number) => number,
  toRow: (unit: number) => number,
  { columns, rows }: Size,
  theme: Theme,
): readonly Line[] {
  const isFine = theme.glyphs.halves !== undefined;
  const dots = { positive: new Dots(columns, rows, isFine), negative: new Dots(columns, rows, isFine) };
  const signs = new Int8Array(columns * rows);
  const steps = 2 * columns;
  for (const { from, to, weight } of strongest(weights)) {
    const sign = weight > 0 ? 'positive' : 'negative';
    for (let step = 0; step < steps; step++) {
      if (sign === 'negative' && step % 4 > 1) continue;
      const x = (step + 0.5) / steps;
      const down = (fromRow(from) + (toRow(to) - fromRow(from)) * x + 0.5) / rows;
      dots[sign].set(x, 1 - down);
      signs[Math.min(rows - 1, Math.floor(down * rows)) * columns + Math.floor(x * columns)] = Math.sign(weight);
    }
  }
  const { styles, glyphs } = theme;
  return Array.from({ length: rows }, (_, row) =>
    joinRuns(
      Array.from({ length: columns }, (_cell, column): Span => {
        const sign = signs[row * columns + column];
        if (sign === 0) return span(' ');
        const text = isFine
          ? dots[sign === 1 ? 'positive' : 'negative'].at(column, row)
          : sign === 1
            ? '+'
            : glyphs.minus;
        return span(text, sign === 1 ? styles.positive : styles.negative);
      }),
    ),
  );
}
