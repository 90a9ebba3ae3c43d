import type { Floats } from '../../language/dtypes.ts';
import { classMark, DISCRETISED_CONFIDENCE, drawPlane, type PlaneGrid, planeColour } from '../charts/boundary-plane.ts';
import { drawXyAxes, type PlaneAxis, pictureStart, placeOn, roomInside } from '../charts/xy-axes.ts';
import type { HeldInputs } from '../model/plane-inputs.ts';
import {
  abbreviate,
  type Frame,
  fitLine,
  joinRuns,
  type Line,
  lineWidth,
  type Span,
  span,
  widthOf,
} from '../text/line.ts';
import { formatCount, formatDatum } from '../text/numbers.ts';
import { classLetter, inkOn } from '../theme/colours.ts';
import type { Colour } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { CURRENT_WEIGHTS } from '../words/predictions-words.ts';
import { BORDER, box, inside } from './box.ts';

/* One picture in one file, though it is long: cells, marks, legend and notes share their places. */

/** A decision boundary: the network's outputs over the plane of two inputs, and the examples in it. */
interface Boundary {
  readonly x: PlaneAxis;
  readonly y: PlaneAxis;
  /** Undefined before the first answer of the training thread. */
  readonly grid: PlaneGrid | undefined;
  readonly classNames: readonly string[];
  readonly points: readonly Points[];
  /** The inputs on no axis, if any need words. */
  readonly held?: HeldInputs | undefined;
  /** The row that a person asks about; not `isOnPlane` where another input differs from that of the plane. */
  readonly asked?: { readonly x: number; readonly y: number; readonly isOnPlane: boolean } | undefined;
  /** The values at 0 and 1 of a grid that shows a quantity or a unit instead of classes. */
  readonly ends?: readonly [number, number] | undefined;
  /** Classes without their confidence. */
  readonly discretised: boolean;
}

/** Examples in the plane of two inputs. */
export interface Points {
  /** Training set or test set. */
  readonly part: 'train' | 'test';
  readonly x: Floats;
  readonly y: Floats;
  /** Class indices. */
  readonly classes: Uint8Array;
  /** 1 for each misclassified example; empty before the first prediction. */
  readonly wrong: Uint8Array;
}

export interface BoundaryProps extends Boundary {
  /** The name of the output or unit that the plane shows. */
  readonly outputName: string;
  /** The name of the picture; `decision boundary` by default. */
  readonly title?: string | undefined;
  /** True where the header shows predictions of the last iteration, and the marks those of the current weights. */
  readonly isAhead?: boolean;
  readonly focused: boolean;
}

/** The decision boundary in the plane of two inputs, with the examples. */
export function drawBoundaryPane(props: BoundaryProps, size: Size, theme: Theme): Frame {
  const { x, y, outputName, held, discretised, ends, focused } = props;
  const plane = `${outputName} by ${x.name} and ${y.name}`;
  // Inputs that never differ need no line of their own.
  const constants = held?.off === 'none' ? `, ${constantsOf(held, theme)}` : '';
  const text = {
    title: props.title ?? 'decision boundary',
    details: [...(constants === '' ? [] : [plane + constants]), plane, outputName],
    note: ends === undefined ? (discretised ? 'class' : 'confidence') : discretised ? 'side' : 'value',
    footnotes: wrongNotes(props),
    focused,
  };
  return box(text, size, drawBoundary(props, inside(size), theme), theme);
}

/** `wrong: 3 of 150 train, 1 of 50 test`; beside other numbers in the header, of the current weights. */
function wrongNotes({ points, isAhead = false }: BoundaryProps): readonly string[] {
  const predicted = points.filter(({ wrong, x }) => wrong.length > 0 && x.length > 0);
  if (predicted.length === 0) return [];
  const counts = predicted.map(({ part, wrong }) => {
    const count = wrong.reduce((sum, one) => sum + one, 0);
    return `${formatCount(count)} of ${formatCount(wrong.length)} ${part}`;
  });
  const words = `wrong: ${counts.join(', ')}`;
  return isAhead ? [`${CURRENT_WEIGHTS}: ${counts.join(', ')} wrong`, `${words} now`] : [words];
}

/** `x3 = 1, x4 = 0` */
export function constantsOf({ first, count }: HeldInputs, { glyphs }: Theme): string {
  const named = first.map(({ name, value }) => `${name} = ${formatDatum(value, glyphs, HELD_WIDTH)}`);
  return [...named, ...(count > first.length ? [`${formatCount(count - first.length)} more`] : [])].join(', ');
}

const HELD_WIDTH = 7;

/** `others at their mean`; with a test set, that of the training set. */
export function heldHeading({ hasTest }: HeldInputs): string {
  return hasTest ? `${HELD} (training set)` : HELD;
}

const HELD = 'others at their mean';

/** `others at their mean: width = 3.06, 61 more`: as many of them as fit. */
function heldLine(held: HeldInputs, columns: number, theme: Theme): string {
  const { first, count } = held;
  const forms = Array.from({ length: first.length }, (_, left) => {
    const values = constantsOf({ ...held, first: first.slice(0, first.length - left) }, theme);
    return [`${heldHeading(held)}: ${values}`, `${HELD}: ${values}`];
  }).flat();
  const fitting = forms.find((form) => widthOf(form) <= columns);
  return fitting ?? `${formatCount(count)} ${count === 1 ? 'other at its' : 'others at their'} mean`;
}

/** The lines that say where the plane lies, below the legend; none where all examples are points of it. */
function planeNotes(held: HeldInputs | undefined, columns: number, theme: Theme): Frame {
  if (held === undefined || held.off === 'none') return [];
  const examples = held.off === 'all' ? 'examples' : 'some examples';
  const forms = [
    `${examples} are off this plane: their other inputs differ, and only these two inputs place them`,
    `${examples} are off this plane: their other inputs differ`,
    `${examples} are off this plane`,
  ];
  const off = forms.find((form) => widthOf(form) <= columns) ?? forms.at(-1)!;
  return [heldLine(held, columns, theme), off].map((text): Line => [span(text, theme.styles.quiet)]);
}

/** The size of the picture with its axes, above the legend and the notes. */
export function pictureSize({ held }: Pick<Boundary, 'held'>, { columns, rows }: Size): Size {
  const notes = held === undefined || held.off === 'none' ? 0 : NOTE_ROWS;
  return { columns, rows: rows - LEGEND_ROWS - notes };
}

const NOTE_ROWS = 2;
const LEGEND_ROWS = 1;
const GAP = '   ';
const WIDEST_NAME = 14;
/** Widths of class names in the legend, widest first; 0 is the letter alone. */
const NAME_WIDTHS = [WIDEST_NAME, 8, 6, 0];
const SCALE_CELLS = 9;

/** The plane with the examples, axes around it, and a legend below. */
function drawBoundary(boundary: Boundary, { columns, rows }: Size, theme: Theme): Frame {
  const { x, y, grid, classNames, points } = boundary;
  const size = pictureSize(boundary, { columns, rows });
  const room = roomInside(size);
  const isNamed = boundary.ends === undefined;
  const marks = withAsked(boundary, pointMarks(points, x, y, classNames.length, room, theme), room);
  const cells =
    grid === undefined
      ? emptyPlane(room)
      : drawPlane(grid, boundary.discretised, (cell) => isNamed && marks[cell] === undefined, room, theme);
  const picture = cells.map((line, row) => joinRuns(withMarks(line, marks, row * room.columns, theme)));
  return [
    ...drawXyAxes(x, y, picture, size, theme),
    legendOf(boundary, columns, theme),
    ...planeNotes(boundary.held, columns, theme),
  ];
}

function emptyPlane({ columns, rows }: Size): Span[][] {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => span(' ')));
}

/** A row of cells with its marks, which start at index `from`. Cells beside a mark have no shade. */
function withMarks(cells: Span[], marks: readonly (PointMark | undefined)[], from: number, theme: Theme): Line {
  const { shades } = theme.glyphs;
  return cells.map((cell, column) => {
    const mark = marks[from + column];
    if (mark !== undefined) return drawMark(mark, cell, theme);
    if (theme.depth > 1 || !shades.includes(cell.text)) return cell;
    const isBeside =
      (column > 0 && marks[from + column - 1] !== undefined) ||
      (column < cells.length - 1 && marks[from + column + 1] !== undefined);
    return isBeside ? span(' ') : cell;
  });
}

function drawMark({ text, isWrong }: PointMark, cell: Span, { depth, styles }: Theme): Span {
  if (isWrong) return span(text, styles.alarm);
  const background = cell.style?.background ?? cell.style?.foreground;
  return span(text, background === undefined ? styles.strong : onColour(background, depth));
}

function onColour(background: Colour, depth: Theme['depth']): Span['style'] {
  return { background, foreground: inkOn(background, depth), bold: true };
}

/**
 * The legend: classes with colours and names, or the colour scale, then the marks. Parts without room are dropped from
 * the end.
 */
function legendOf(boundary: Boundary, columns: number, theme: Theme): Line {
  const { points, classNames, grid, ends } = boundary;
  const { quiet } = theme.styles;
  const count = classNames.length;
  const isScale = ends !== undefined || (count <= 2 && grid?.kind !== 'classes');
  const has = (part: Points['part']): boolean => points.some((set) => set.part === part && set.x.length > 0);
  const marksOf = (part: Points['part']): string =>
    [...new Set([0, 1].map((index) => rightMark(part, index, count, theme)))].join(' ');
  const marks: readonly Line[] = [
    ...(boundary.asked === undefined ? [] : [askedMark(boundary, theme)]),
    ...(points.some(({ wrong }) => wrong.includes(1))
      ? [[span(wrongMark(0, count, theme), theme.styles.alarm), span(' wrong', quiet)]]
      : []),
    ...(has('test') ? [[span(`${marksOf('test')} test`, quiet)]] : []),
    ...(has('train') && (!isScale || ends !== undefined) ? trainMarks(boundary, theme) : []),
  ];
  const forms = isScale
    ? [scale(boundary, theme)]
    : NAME_WIDTHS.map((width) => classNames.flatMap((name, index) => swatch(name, index, width, theme)));
  const room = columns - marks.reduce((sum, mark) => sum + GAP.length + lineWidth(mark), 0);
  let line = forms.find((form) => lineWidth(form) <= room) ?? forms.at(-1)!;
  for (const mark of marks) {
    if (lineWidth(line) + GAP.length + lineWidth(mark) > columns) break;
    line = [...line, span(GAP), ...mark];
  }
  return fitLine(line, columns);
}

/** `○ no  ● yes` for two classes on the plane of a unit; otherwise `○ ● train`. */
function trainMarks({ classNames, ends }: Boundary, theme: Theme): readonly Line[] {
  const count = classNames.length;
  const { quiet } = theme.styles;
  if (count > 2 || ends === undefined) {
    const marks = [...new Set([0, 1].map((index) => rightMark('train', index, count, theme)))].join(' ');
    return [[span(`${marks} train`, quiet)]];
  }
  const named = classNames.map(
    (name, index) =>
      `${rightMark('train', index, count, theme)} ${abbreviate(name, WIDEST_NAME, theme.glyphs.ellipsis)}`,
  );
  return [[span(named.join('  '), quiet)]];
}

function askedMark(boundary: Boundary, { styles }: Theme): Line {
  if (!isAskedDrawn(boundary)) return [span('the typed row is not on this plane', styles.quiet)];
  return [span(ASKED, styles.alarm), span(' asked', styles.quiet)];
}

/** True when the typed row has a mark: it lies on the plane, or examples lie off it too. */
function isAskedDrawn({ asked, held }: Boundary): boolean {
  return asked?.isOnPlane === true || (asked !== undefined && held !== undefined && held.off !== 'none');
}

function swatch(name: string, index: number, width: number, theme: Theme): Line {
  const colour = planeColour(index, 1, 'classes', theme);
  const mark = span(` ${classMark(index, 'classes')} `, colour && onColour(colour, theme.depth));
  if (width === 0) return [mark];
  const gap = index === 0 ? '' : '  ';
  return [span(gap), mark, span(` ${abbreviate(name, width, theme.glyphs.ellipsis)}`, theme.styles.quiet)];
}

/** The colour scale `○ 0 no ▒▒▒▒▒ ● 1 yes` between two classes, or between the ends of a quantity. */
function scale({ classNames, discretised, ends }: Boundary, theme: Theme): Line {
  const { styles, glyphs, depth } = theme;
  const named = (index: number): string => {
    const name = abbreviate(classNames[index] ?? '', WIDEST_NAME, glyphs.ellipsis);
    const mark = classMark(index, 'values');
    return `${rightMark('train', index, 2, theme)} ${name === mark || name === '' ? mark : `${mark} ${name}`}`;
  };
  const cells = Array.from({ length: SCALE_CELLS }, (_, i): Span => {
    const value = i / (SCALE_CELLS - 1);
    const index = value < 0.5 ? 0 : 1;
    if (depth === 1) return span(glyphs.shades[discretised ? index : Math.min(3, Math.floor(4 * value))]!);
    const colour = planeColour(index, discretised ? DISCRETISED_CONFIDENCE : Math.abs(2 * value - 1), 'values', theme);
    return span(' ', colour && { background: colour });
  });
  const [low, high] = ends?.map((end) => formatDatum(end, glyphs)) ?? [named(0), named(1)];
  return [span(`${low} `, styles.quiet), ...cells, span(` ${high}`, styles.quiet)];
}

/** The mark of an example in a cell. */
interface PointMark {
  readonly text: string;
  readonly isWrong: boolean;
}

/**
 * The marks of the examples by cell, row-major. In a cell with several examples a misclassified one wins, then the
 * last. With two classes the mark shows the class; with more, only misclassified examples show theirs, as a letter.
 */
function pointMarks(
  sets: readonly Points[],
  x: PlaneAxis,
  y: PlaneAxis,
  classCount: number,
  { columns, rows }: Size,
  theme: Theme,
): readonly (PointMark | undefined)[] {
  const marks = new Array<PointMark | undefined>(columns * rows).fill(undefined);
  for (const isWrong of [false, true]) {
    for (const points of sets) {
      for (let i = 0; i < points.x.length; i++) {
        if ((points.wrong[i] === 1) !== isWrong) continue;
        const column = placeOn(x, points.x[i]!, columns);
        const fromBelow = placeOn(y, points.y[i]!, rows);
        if (column === undefined || fromBelow === undefined) continue;
        const text = isWrong
          ? wrongMark(points.classes[i]!, classCount, theme)
          : rightMark(points.part, points.classes[i]!, classCount, theme);
        marks[(rows - 1 - fromBelow) * columns + column] = { text, isWrong };
      }
    }
  }
  return marks;
}

/** The marks with that of the typed row, which is above all others. */
function withAsked(
  boundary: Boundary,
  marks: readonly (PointMark | undefined)[],
  { columns, rows }: Size,
): readonly (PointMark | undefined)[] {
  const { asked, x, y } = boundary;
  if (asked === undefined || !isAskedDrawn(boundary)) return marks;
  const [column, fromBelow] = [placeOn(x, asked.x, columns), placeOn(y, asked.y, rows)];
  if (column === undefined || fromBelow === undefined) return marks;
  return marks.with((rows - 1 - fromBelow) * columns + column, { text: ASKED, isWrong: true });
}

/** A terminal cell is about twice as tall as it is wide. */
const CELL_HEIGHT = 2;
/** The distance of the farthest example that a click means, in columns. */
const REACH = 6;

/** The example nearest to a cell of the pane, the topmost in a cell with several; undefined where none is near. */
export function exampleNear(
  { points, x, y, held }: Pick<Boundary, 'points' | 'x' | 'y' | 'held'>,
  size: Size,
  cell: { readonly column: number; readonly row: number },
): { readonly set: Points['part']; readonly row: number } | undefined {
  const { columns, rows } = roomInside(pictureSize({ held }, inside(size)));
  const across = cell.column - BORDER.columns / 2 - pictureStart.column;
  const down = cell.row - 1 - pictureStart.row;
  if (across < 0 || across >= columns || down < 0 || down >= rows) return undefined;
  let nearest: ReturnType<typeof exampleNear>;
  let least = REACH;
  // In the order of the marks: a misclassified example is above the others.
  for (const isWrong of [false, true]) {
    for (const { part, ...set } of points) {
      for (let row = 0; row < set.x.length; row++) {
        if ((set.wrong[row] === 1) !== isWrong) continue;
        const [column, fromBelow] = [placeOn(x, set.x[row]!, columns), placeOn(y, set.y[row]!, rows)];
        if (column === undefined || fromBelow === undefined) continue;
        const distance = Math.hypot(column - across, CELL_HEIGHT * (rows - 1 - fromBelow - down));
        if (distance > least) continue;
        least = distance;
        nearest = { set: part, row };
      }
    }
  }
  return nearest;
}

/** The axis at a cell of the pane: its name or its labels. */
export function axisAt(
  { held }: Pick<Boundary, 'held'>,
  size: Size,
  cell: { readonly column: number; readonly row: number },
): 'x' | 'y' | undefined {
  const { rows } = roomInside(pictureSize({ held }, inside(size)));
  const across = cell.column - BORDER.columns / 2;
  const down = cell.row - 1;
  if (across < 0 || across >= inside(size).columns) return undefined;
  const below = down - pictureStart.row - rows;
  if (across < pictureStart.column) return down >= 0 && below < 0 ? 'y' : undefined;
  return below === 0 || below === 1 ? 'x' : undefined;
}

const ASKED = '?';

function rightMark(part: Points['part'], index: number, classCount: number, { glyphs }: Theme): string {
  return glyphs.points[part][classCount > 2 || index > 0 ? 1 : 0];
}

function wrongMark(index: number, classCount: number, { glyphs }: Theme): string {
  return classCount > 2 ? classLetter(index).toUpperCase() : glyphs.cross;
}
