/*
 * The matrices of the compare view: then, now and change beside each other. One file: each width depends on how the other two are
 * written, from numbers down to single signs.
 */

import { type Layer, rowParameters } from '../../language/program.ts';
import { printShape, sameShape } from '../../language/shapes.ts';
import type { NetworkView } from '../../worker/protocol.ts';
import { drawHeatmap, type Heatmap, LONGEST_LABEL, scaleOf, WHOLE_LABEL, WIDE_CELL } from '../charts/heatmap.ts';
import {
  type LayerViews,
  layerPicture,
  layerViews,
  numbersTo,
  rowName,
  type UnitNames,
} from '../charts/layer-picture.ts';
import {
  abbreviate,
  type Frame,
  fitLine,
  type Line,
  lineWidth,
  padEnd,
  type Span,
  span,
  spread,
  widthOf,
} from '../text/line.ts';
import { formatDatum } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import type { Compared } from './compare-table.ts';

/** A layer, and the geometry of its pictures. */
interface Place {
  readonly layer: Layer;
  /** Names of units then and now; they differ when a layer was added after it. */
  readonly names: readonly [UnitNames, UnitNames];
  /** The columns of the pane, and the most lines of a picture. */
  readonly size: Size;
  /** Lines of a cell. */
  readonly height: number;
  /** Words after the caption of the change, the longest first. */
  readonly rest?: readonly string[];
  /** Columns of row labels: the same for all layers, to align their pictures. */
  readonly labels: number;
}

/** A picture with its caption and the range of its colours. */
interface Captioned {
  readonly caption: string;
  readonly range: string;
  readonly frame: Frame;
}

/** A heatmap, and the block size of a scaled-down one: `2×4`. */
interface Picture extends Heatmap {
  readonly block: string | undefined;
}

/** A drawn picture with its caption, in `width` columns. */
interface Column {
  readonly caption: Line;
  readonly width: number;
  readonly frame: Frame;
}

/** Columns of a cell and its gap: as a number, as a sign. */
const NUMBER_CELL = 5;
const SIGN_CELL = 2;
/** Lines of a picture besides its cells: caption and column labels. */
const EXTRA_ROWS = 2;
/** Lines of a heatmap besides its cells: column labels and legend. */
const HEATMAP_ROWS = 2;
/** Columns between pictures; the larger gap from ROOMY columns on. */
const GAP = { least: 2, most: 4 };
const ROOMY = 100;

/** The hidden values and the weights of each layer then and now and their change, in cells of `height` lines; each picture is at most as tall as `size`. */
export function drawLayers(props: Compared, size: Size, height: number, theme: Theme): readonly Frame[] {
  const labels = labelsWidth(props, size.columns);
  return [...drawHidden(props, size, height, labels, theme), ...drawWeightLayers(props, size, height, labels, theme)];
}

/** The values of each hidden layer then and now, and their change: a row for each of the first examples. */
function drawHidden(props: Compared, size: Size, height: number, labels: number, theme: Theme): readonly Frame[] {
  const total = props.targets.rows;
  return (props.now.hidden ?? []).flatMap((weights) => {
    const now = { weights, below: [] };
    const own = props.earlier.hidden?.find(({ name }) => name === weights.name);
    const then = own && { weights: own, below: [] };
    const before = Array.from({ length: weights.rows }, (_, row) => String(row + 1));
    const names = { before, after: [] };
    const layer = { weights: weights.name, output: '' };
    const shown = `1${theme.glyphs.dash}${weights.rows}`;
    const rest = weights.rows < total ? [`, examples ${shown} of ${total}`, `, examples ${shown}`, `, ${shown}`] : [];
    const place: Place = { layer, names: [names, names], size, height, labels, rest };
    if (then === undefined && props.earlier.hidden === undefined) return [];
    return then !== undefined && isComparable(then, now)
      ? [drawChange(then, now, props.title, place, theme)]
      : [drawApart(then, now, props.title, place, theme)];
  });
}

function drawWeightLayers(props: Compared, size: Size, height: number, labels: number, theme: Theme): readonly Frame[] {
  return layersOf(props).map((layer) => {
    const { layers } = props.program.roles;
    const views = (own: readonly Layer[], { parameters }: NetworkView): LayerViews | undefined => {
      const same = own.find(({ weights }) => weights === layer.weights);
      return same && layerViews(same, parameters);
    };
    const [then, now] = [views(props.earlier.layers, props.earlier), views(layers, props.now)];
    const names = props.areNumbered
      ? ([then, now].map((own) => ({
          before: numbersTo(own?.weights.rows ?? 0),
          after: numbersTo(own?.weights.columns ?? 0),
        })) as [UnitNames, UnitNames])
      : ([props.earlier.layers, layers].map((own) => namesIn(own, layer, props)) as [UnitNames, UnitNames]);
    const place: Place = { layer, names, size, height, labels };
    return then !== undefined && now !== undefined && isComparable(then, now)
      ? drawChange(then, now, props.title, place, theme)
      : drawApart(then, now, props.title, place, theme);
  });
}

/** The current layers, then those that only the earlier network has. */
function layersOf({ program, earlier }: Compared): readonly Layer[] {
  const { layers } = program.roles;
  return [...layers, ...earlier.layers.filter(({ weights }) => layers.every((layer) => layer.weights !== weights))];
}

/** Names of the units before and after a layer in one of the two networks. */
function namesIn(layers: readonly Layer[], { weights }: Layer, { inputNames, targetNames }: Compared): UnitNames {
  const index = layers.findIndex((layer) => layer.weights === weights);
  return { before: index === 0 ? inputNames : [], after: index === layers.length - 1 ? targetNames : [] };
}

function isComparable(then: LayerViews, now: LayerViews): boolean {
  return sameShape(then.weights, now.weights) && missing(then, now) === undefined && missing(now, then) === undefined;
}

/** A row parameter of `from` that `inside` lacks. */
function missing(inside: LayerViews, from: LayerViews): string | undefined {
  return from.below.find(({ name }) => inside.below.every((row) => row.name !== name))?.name;
}

/** Columns of the row labels with the space after them: long ones where no cell gets narrower for them. */
function labelsWidth(props: Compared, columns: number): number {
  const { inputNames, earlier: then, now } = props;
  const views = [...then.parameters, ...now.parameters];
  const names = layersOf(props).flatMap((layer, index) => {
    const rows = Math.max(1, ...views.filter(({ name }) => name === layer.weights).map((view) => view.rows));
    return [
      ...rowParameters(layer).map(rowName),
      ...(props.areNumbered ? [String(rows - 1)] : index === 0 ? inputNames : [`h${rows}`]),
    ];
  });
  const longest = Math.max(...names.map(widthOf));
  const shown = [...now.parameters, ...(now.hidden ?? [])].map((view) => view.columns);
  const least = Math.min(LONGEST_LABEL, longest);
  for (let width = Math.min(WHOLE_LABEL, longest); width > least; width--) {
    if (shown.every((count) => cellsOf(count, columns, width + 1) === cellsOf(count, columns, least + 1)))
      return width + 1;
  }
  return least + 1;
}

/** The pictures side by side, and the columns of a cell as far as wider ones show more. */
function cellsOf(count: number, columns: number, labels: number): string {
  const across = acrossFor(count, (own) => widthOfEach(columns, labels, own));
  const width = Math.floor((widthOfEach(columns, labels, across) + 1) / count);
  return `${across} ${Math.min(WIDE_CELL, width)}`;
}

/** The columns of each of `across` pictures side by side. */
function widthOfEach(columns: number, labels: number, across: number): number {
  return Math.floor((columns - labels - (across - 1) * gapIn(columns)) / across);
}

/** Then, now and change side by side; in a narrow pane now and change; narrower still, one above the other. */
function drawChange(then: LayerViews, now: LayerViews, title: string, place: Place, theme: Theme): Frame {
  const { size, labels, height, names } = place;
  const gap = gapIn(size.columns);
  const across = acrossFor(now.weights.columns, (own) => widthOfEach(size.columns, labels, own));
  const width = widthOfEach(size.columns, labels, across);
  const most = { columns: Math.floor(width / SIGN_CELL), rows: size.rows - EXTRA_ROWS };
  const states = [pictureOf(then, names[0], most), pictureOf(now, names[1], most)] as const;
  const change = changeOf(...states);
  const range = rangeOf(states, theme);
  // The row labels of this layer may be shorter than the longest of all layers: the cells still get no more than their columns.
  const own = 1 + Math.max(1, ...states.flatMap(({ rowLabels }) => rowLabels.map(widthOf)));
  const margin = Math.min(labels, own);
  const [before = [], after = []] = drawAlike(states, margin, width, height, theme);
  const [difference = []] = drawAlike([change], margin, width, height, theme);
  const pictures: readonly Captioned[] = [
    ...(across === 3 ? [{ caption: title, range, frame: before }] : []),
    { caption: 'now', range, frame: after },
    { caption: 'change', range: rangeOf([change], theme), frame: difference },
  ];
  const columns = pictures.map(({ caption, range, frame }, index): Column => {
    const isFirst = index % across === 0;
    const own = isFirst ? labels + width : width;
    const rest =
      index === pictures.length - 1 ? restWithin(own - widthOf(captionOf(caption, range, theme).text), place) : '';
    const text = captionOf(caption + rest, range, theme);
    const name = index === 0 ? place.layer.weights : '';
    const line = isFirst ? [nameOf(name, labels, own - widthOf(text.text) - 1, theme), text] : [text];
    return {
      caption: index === pictures.length - 1 ? withBlock(line, change, own, theme) : line,
      width: own,
      frame: isFirst ? withMargin(frame, labels) : withoutLabels(frame),
    };
  });
  return across === 1 ? columns.flatMap((column) => beside([column], gap)) : beside(columns, gap);
}

/** The longest words after the caption of the change that fit in these columns. */
function restWithin(columns: number, { rest = [] }: Place): string {
  return rest.find((words) => widthOf(words) <= columns) ?? '';
}

/** The number of pictures side by side: numbers before signs, three before two, else one. */
function acrossFor(columns: number, widthOfEach: (across: number) => number): number {
  for (const needed of [columns * NUMBER_CELL - 1, columns * SIGN_CELL]) {
    const across = [3, 2].find((count) => needed <= widthOfEach(count));
    if (across !== undefined) return across;
  }
  return 1;
}

/** Two matrices that cannot be subtracted: the reason, and both pictures. */
function drawApart(
  then: LayerViews | undefined,
  now: LayerViews | undefined,
  title: string,
  { layer, names, size, height, labels }: Place,
  theme: Theme,
): Frame {
  const why = span(`${apartWords(then, now, theme)}: no change to show`, theme.styles.quiet);
  const gap = gapIn(size.columns);
  const width = Math.floor((size.columns - gap) / 2);
  const most = { columns: Math.floor((width - labels) / SIGN_CELL), rows: size.rows - EXTRA_ROWS - 1 };
  const drawSide = (side: LayerViews | undefined, own: UnitNames, caption: string): Column => {
    if (side === undefined) {
      return { caption: [span(' '.repeat(labels)), captionOf(caption, 'none', theme)], width, frame: [] };
    }
    const picture = pictureOf(side, own, most);
    const [frame = []] = drawAlike([picture], labels, width - labels, height, theme);
    const line = [span(' '.repeat(labels)), captionOf(caption, rangeOf([picture], theme), theme)];
    return { caption: withBlock(line, picture, width, theme), width, frame: withMargin(frame, labels) };
  };
  const columns = [drawSide(then, names[0], title), drawSide(now, names[1], 'now')];
  const room = size.columns - widthOf(why.text) - 1;
  return [[nameOf(layer.weights, labels, room, theme), why], ...beside(columns, gap)];
}

function apartWords(then: LayerViews | undefined, now: LayerViews | undefined, { glyphs }: Theme): string {
  if (then !== undefined && now !== undefined && sameShape(then.weights, now.weights)) {
    const lacking = missing(then, now);
    return lacking === undefined ? `no ${missing(now, then)} now` : `no ${lacking} then`;
  }
  const shapeOf = (side: LayerViews | undefined): string =>
    side === undefined ? 'none' : printShape(side.weights).replace('×', glyphs.times);
  return `${shapeOf(then)} then, ${shapeOf(now)} now`;
}

function captionOf(caption: string, range: string, { styles }: Theme): Span {
  return span(range === '' ? caption : `${caption}  ${range}`, styles.quiet);
}

/** A caption with the block size of scaled-down cells at its right end, if there is room. */
function withBlock(caption: Line, { block }: Picture, width: number, { glyphs, styles }: Theme): Line {
  if (block === undefined) return caption;
  const shown = block.replace('×', glyphs.times);
  const note = [`means of ${shown}`, `by ${shown}`].find((text) => lineWidth(caption) + 2 + widthOf(text) <= width);
  return note === undefined ? caption : spread(caption, [span(note, styles.quiet)], width);
}

/** The name of a matrix before the caption of its first picture, in `room` columns. */
function nameOf(name: string, labels: number, room: number, { glyphs, styles }: Theme): Span {
  const shown = abbreviate(name, Math.max(LONGEST_LABEL, room), glyphs.ellipsis);
  return span(padEnd(shown, Math.max(labels, shown === '' ? 0 : widthOf(shown) + 1)), styles.strong);
}

function gapIn(columns: number): number {
  return columns >= ROOMY ? GAP.most : GAP.least;
}

/** A layer as a picture of at most `most` cells. */
function pictureOf(views: LayerViews, names: UnitNames, most: Size): Picture {
  const { bins, ...heatmap } = layerPicture(views, names, most);
  const isExact = bins.blockRows === 1 && bins.blockColumns === 1;
  return { ...heatmap, block: isExact ? undefined : printShape({ rows: bins.blockRows, columns: bins.blockColumns }) };
}

/** The change of each cell. */
function changeOf(then: Picture, now: Picture): Picture {
  return { ...now, values: Float64Array.from(now.values, (value, index) => value - then.values[index]!) };
}

/**
 * Pictures of one shape with a common scale and common decimals: one heatmap, cut apart, with column labels each.
 * @param labels columns of the row labels. @param width columns of the cells.
 */
function drawAlike(
  pictures: readonly Picture[],
  labels: number,
  width: number,
  height: number,
  theme: Theme,
): readonly Frame[] {
  const rowLabels = pictures.flatMap((picture) => picture.rowLabels);
  const values = valuesOf(pictures);
  const draw = ({ columnLabels }: Picture): Frame =>
    drawHeatmap(
      { rowLabels, columnLabels, values, labels },
      labels + width,
      rowLabels.length * height + HEATMAP_ROWS,
      theme,
    );
  const [first] = pictures;
  if (first === undefined) return [];
  const [header = [], ...lines] = draw(first);
  // Without colour, cells have one line.
  const each = ((theme.depth === 1 ? 1 : height) * rowLabels.length) / pictures.length;
  return pictures.map((picture, index) => {
    const own = picture.columnLabels.join() === first.columnLabels.join() ? header : (draw(picture)[0] ?? []);
    return [own, ...lines.slice(index * each, (index + 1) * each)];
  });
}

/** `±6`: the colour scale of pictures drawn alike; empty without colour. */
function rangeOf(pictures: readonly Picture[], { depth, glyphs }: Theme): string {
  return depth === 1 ? '' : `${glyphs.plusMinus}${formatDatum(scaleOf(valuesOf(pictures)), glyphs)}`;
}

/** A picture whose row labels take `labels` columns. */
function withMargin(frame: Frame, labels: number): Frame {
  const margin = span(' '.repeat(Math.max(0, labels - labelsOf(frame))));
  return frame.map((line) => [margin, ...line]);
}

/** A picture without row labels. */
function withoutLabels(frame: Frame): Frame {
  const labels = labelsOf(frame);
  const [header = [], ...lines] = frame;
  return [header.map((part) => ({ ...part, text: part.text.slice(labels) })), ...lines.map((line) => line.slice(1))];
}

/** Pictures side by side with captions above. */
function beside(columns: readonly Column[], gap: number): Frame {
  const rows = Math.max(...columns.map(({ frame }) => frame.length));
  const between = span(' '.repeat(gap));
  const padded = columns.map(paddedLines);
  return Array.from({ length: rows + 1 }, (_, row) =>
    padded.flatMap((lines, index) => {
      const line = lines[row] ?? [span(' '.repeat(columns[index]?.width ?? 0))];
      return index === 0 ? line : [between, ...line];
    }),
  );
}

/**
 * Caption, column labels and cells in `width` columns. Lines of cells are equally wide, so only the first is measured.
 */
function paddedLines({ caption, width, frame: [header = [], ...lines] }: Column): Frame {
  const rest = span(' '.repeat(Math.max(0, width - lineWidth(lines[0] ?? []))));
  return [fitLine(caption, width), fitLine(header, width), ...lines.map((line) => [...line, rest])];
}

function valuesOf(pictures: readonly Picture[]): readonly number[] {
  return pictures.flatMap(({ values }) => Array.from(values));
}

/** Columns of the row labels of a heatmap. */
function labelsOf(frame: Frame): number {
  return widthOf(frame[1]?.[0]?.text ?? '');
}
