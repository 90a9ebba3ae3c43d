import type { Layer } from '../../program/program.ts';
import { printShape, sameShape } from '../../program/shapes.ts';
import type { Moment } from '../../worker/protocol.ts';
import type { Size } from '../layout.ts';
import {
  abbreviate,
  type Frame,
  type Line,
  lineWidth,
  padEnd,
  type Span,
  span,
  spread,
  widthOf,
} from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import {
  beside,
  type Column,
  changeOf,
  drawAlike,
  EXTRA_ROWS,
  type Names,
  NUMBER_CELL,
  type Picture,
  pictureOf,
  reachOf,
  type Side,
  SIGN_CELL,
  withMargin,
  withoutLabels,
} from './compare-pictures.ts';
import type { Compared } from './compare-table.ts';

/** A layer, and how its pictures are drawn. */
interface Place {
  readonly layer: Layer;
  readonly names: Names;
  /** The columns there are, and the most lines that a picture may take. */
  readonly size: Size;
  /** Lines of a cell. */
  readonly height: number;
  /** Columns for the names of rows: the same for all layers, so that pictures stand below one another. */
  readonly labels: number;
}

/** A picture with what is said above it. */
interface Captioned {
  readonly caption: string;
  readonly reach: string;
  readonly frame: Frame;
}

const LONGEST_LABEL = 8;
const GAP = { least: 2, most: 4 };
const ROOMY = 100;

/** Each layer then, now and by how much it has changed, each picture at most as tall as `size`, in cells of so many lines. */
export function drawLayers(props: Compared, size: Size, height: number, theme: Theme): readonly Frame[] {
  const { layers } = props.program.roles;
  const labels = labelsWidth(props);
  return layers.map((layer, index) => {
    const [then, now] = [sideOf(layer, props.earlier), sideOf(layer, props.now)];
    const names = {
      before: index === 0 ? props.inputNames : [],
      after: index === layers.length - 1 ? props.targetNames : [],
      bias: layer.bias ?? '',
    };
    const place = { layer, names, size, height, labels };
    return then !== undefined && now !== undefined && isComparable(then, now)
      ? drawChange(then, now, props.title, place, theme)
      : drawApart(then, now, props.title, place, theme);
  });
}

function sideOf({ weights, bias }: Layer, { parameters }: Moment): Side | undefined {
  const find = (name: string | undefined) => parameters.find((view) => view.name === name);
  const found = find(weights);
  return found === undefined ? undefined : { weights: found, bias: find(bias) };
}

function isComparable(then: Side, now: Side): boolean {
  return sameShape(then.weights, now.weights) && (then.bias === undefined) === (now.bias === undefined);
}

function labelsWidth({ program, inputNames, earlier: then, now }: Compared): number {
  const views = [...then.parameters, ...now.parameters];
  const names = program.roles.layers.flatMap(({ weights, bias = '' }, index) => {
    const rows = Math.max(1, ...views.filter(({ name }) => name === weights).map((view) => view.rows));
    return [bias, ...(index === 0 ? inputNames : [`h${rows}`])];
  });
  return Math.min(LONGEST_LABEL, Math.max(...names.map(widthOf))) + 1;
}

/** Then, now and the change where they fit side by side, or now and the change; where not even these do, one above the other. */
function drawChange(then: Side, now: Side, title: string, place: Place, theme: Theme): Frame {
  const { size, labels, height, names } = place;
  const gap = gapIn(size.columns);
  const widthOfEach = (across: number): number => Math.floor((size.columns - labels - (across - 1) * gap) / across);
  const across = acrossFor(now.weights.columns, widthOfEach);
  const width = widthOfEach(across);
  const most = { columns: Math.floor(width / SIGN_CELL), rows: size.rows - EXTRA_ROWS };
  const states = [pictureOf(then, names, most), pictureOf(now, names, most)] as const;
  const change = changeOf(...states);
  const reach = reachOf(states, theme);
  const [before = [], after = []] = drawAlike(states, labels + width, height, theme);
  const [difference = []] = drawAlike([change], labels + width, height, theme);
  const pictures: readonly Captioned[] = [
    ...(across === 3 ? [{ caption: title, reach, frame: before }] : []),
    { caption: 'now', reach, frame: after },
    { caption: 'change', reach: reachOf([change], theme), frame: difference },
  ];
  const columns = pictures.map(({ caption, reach, frame }, index): Column => {
    const isFirst = index % across === 0;
    const own = isFirst ? labels + width : width;
    const text = captionOf(caption, reach, theme);
    const line = isFirst ? [nameOf(index === 0 ? place.layer.weights : '', labels, theme), text] : [text];
    return {
      caption: index === pictures.length - 1 ? withBlock(line, change, own, theme) : line,
      width: own,
      frame: isFirst ? withMargin(frame, labels) : withoutLabels(frame),
    };
  });
  return across === 1 ? columns.flatMap((column) => beside([column], gap)) : beside(columns, gap);
}

/** How many pictures stand side by side: numbers before signs, and three before two. */
function acrossFor(columns: number, widthOfEach: (across: number) => number): number {
  for (const needed of [columns * NUMBER_CELL - 1, columns * SIGN_CELL]) {
    const across = [3, 2].find((count) => needed <= widthOfEach(count));
    if (across !== undefined) return across;
  }
  return 1;
}

/** Two matrices between which nothing can be subtracted: why, and the two of them. */
function drawApart(
  then: Side | undefined,
  now: Side | undefined,
  title: string,
  { layer, names, size, height, labels }: Place,
  theme: Theme,
): Frame {
  const why = span(`${apartWords(then, now, layer, theme)}: no change cell by cell`, theme.styles.quiet);
  const gap = gapIn(size.columns);
  const width = Math.floor((size.columns - gap) / 2);
  const most = { columns: Math.floor((width - labels) / SIGN_CELL), rows: size.rows - EXTRA_ROWS - 1 };
  const drawSide = (side: Side, caption: string): Column => {
    const picture = pictureOf(side, names, most);
    const [frame = []] = drawAlike([picture], width, height, theme);
    const line = [span(' '.repeat(labels)), captionOf(caption, reachOf([picture], theme), theme)];
    return { caption: withBlock(line, picture, width, theme), width, frame: withMargin(frame, labels) };
  };
  const columns = [
    ...(then === undefined ? [] : [drawSide(then, title)]),
    ...(now === undefined ? [] : [drawSide(now, 'now')]),
  ];
  return [[nameOf(layer.weights, labels, theme), why], ...(columns.length === 0 ? [] : beside(columns, gap))];
}

function apartWords(then: Side | undefined, now: Side | undefined, { bias = '' }: Layer, { glyphs }: Theme): string {
  if (then !== undefined && now !== undefined && sameShape(then.weights, now.weights)) {
    return then.bias === undefined ? `without ${bias} then` : `without ${bias} now`;
  }
  const shapeOf = (side: Side | undefined): string =>
    side === undefined ? 'none' : printShape(side.weights).replace('×', glyphs.times);
  return `${shapeOf(then)} then, ${shapeOf(now)} now`;
}

function captionOf(caption: string, reach: string, { styles }: Theme): Span {
  return span(reach === '' ? caption : `${caption}  ${reach}`, styles.quiet);
}

/** A caption that says at its right end, where there is room, of how many weights a cell is the mean. */
function withBlock(caption: Line, { block }: Picture, width: number, { glyphs, styles }: Theme): Line {
  if (block === undefined) return caption;
  const shown = block.replace('×', glyphs.times);
  const note = [`means of ${shown}`, `by ${shown}`].find((text) => lineWidth(caption) + 2 + widthOf(text) <= width);
  return note === undefined ? caption : spread(caption, [span(note, styles.quiet)], width);
}

/** What a matrix is called, before the caption of its first picture. */
function nameOf(name: string, labels: number, { glyphs, styles }: Theme): Span {
  const shown = abbreviate(name, LONGEST_LABEL, glyphs.ellipsis);
  return span(padEnd(shown, Math.max(labels, shown === '' ? 0 : widthOf(shown) + 1)), styles.strong);
}

function gapIn(columns: number): number {
  return columns >= ROOMY ? GAP.most : GAP.least;
}
