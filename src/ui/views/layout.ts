/** A rectangle of terminal cells; (0, 0) is the top left. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly rows: number;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export const paneNames = ['error', 'weights', 'predictions', 'program', 'notes'] as const;
export type PaneName = (typeof paneNames)[number];

/** The rows (borders included) and columns that the panes need for all of their content. */
export interface Wishes {
  readonly weights: Size;
  readonly predictions: { readonly rows: number };
  readonly program: Size;
  /** 0 without notes. */
  readonly notes: { readonly rows: number };
  /** The rows of the footer: more than one for a long message. */
  readonly footer: number;
  /** The rows of the description above the footer, given the most that there is room for; 0 without one. */
  readonly about?: (most: number) => number;
}

/** The places of header, panes and footer. A pane without a rectangle is not on the screen. */
export interface Layout {
  readonly header: Rectangle;
  readonly panes: Readonly<Partial<Record<PaneName, Rectangle>>>;
  /** The description of the scenario, while it is shown. */
  readonly about?: Rectangle;
  readonly footer: Rectangle;
}

export const smallestSize: Size = { columns: 60, rows: 20 };
const gridSize: Size = { columns: 80, rows: 24 };
const threeColumns = 150;

const HEADER_ROWS = 3;
const SHORTEST_CHART = 8;
const SHORTEST_PANE = 5;
const SHORTEST_WEIGHTS = 9;
const SHORTEST_NOTES = 4;
/** Rows that the panes keep beside a description. */
const SHORTEST_BODY = SHORTEST_WEIGHTS + SHORTEST_PANE;
/** A share of the rows between header and footer. */
const LARGEST_NOTES = 0.25;

/**
 * Divides a terminal among the panes; undefined where it is too small.
 *
 * - from 150 columns: error over predictions | weights | program
 * - from 80×24: error over predictions | weights over program
 *   (in both, notes under all of them, where there are any)
 * - below, and where a pane is zoomed: one pane at a time, the focused one
 */
export function layoutFor(size: Size, wishes: Wishes, focus: PaneName, isZoomed = false): Layout | undefined {
  const { columns, rows } = size;
  if (columns < smallestSize.columns || rows < smallestSize.rows) return undefined;
  const least = isGrid(size) ? SHORTEST_BODY : SHORTEST_WEIGHTS;
  const about = wishes.about?.(rows - HEADER_ROWS - wishes.footer - least) ?? 0;
  const bodyRows = rows - HEADER_ROWS - wishes.footer - about;
  const body: Rectangle = { x: 0, y: HEADER_ROWS, columns, rows: bodyRows };
  return {
    header: { x: 0, y: 0, columns, rows: HEADER_ROWS },
    panes: isZoomed ? { [focus]: body } : panesIn(body, size, wishes, focus),
    ...(about === 0 ? {} : { about: { x: 0, y: HEADER_ROWS + bodyRows, columns, rows: about } }),
    footer: { x: 0, y: HEADER_ROWS + bodyRows + about, columns, rows: wishes.footer },
  };
}

/** True when several panes have room beside each other. */
function isGrid({ columns, rows }: Size): boolean {
  return columns >= gridSize.columns && rows >= gridSize.rows;
}

function panesIn(body: Rectangle, size: Size, wishes: Wishes, focus: PaneName): Layout['panes'] {
  if (!isGrid(size)) return { [focus]: body };
  // A long message in the footer may leave no room for the notes.
  if (wishes.notes.rows > 0 && body.rows >= SHORTEST_WEIGHTS + SHORTEST_PANE + SHORTEST_NOTES) {
    const most = Math.max(SHORTEST_NOTES, Math.floor(body.rows * LARGEST_NOTES));
    const [above, notes] = splitRows(body, body.rows - Math.min(wishes.notes.rows, most));
    return { ...panesIn(above, size, { ...wishes, notes: { rows: 0 } }, focus), notes };
  }
  if (size.columns >= threeColumns) {
    const program = clamp(wishes.program.columns, 40, Math.floor(size.columns * 0.36));
    const rest = size.columns - program;
    const weights = clamp(wishes.weights.columns, 36, Math.floor(rest * 0.55));
    const [left, right] = splitColumns(body, rest - weights);
    const [middle, last] = splitColumns(right, weights);
    return { ...errorOverPredictions(left, wishes), weights: middle, program: last };
  }
  const wide = Math.max(wishes.program.columns, wishes.weights.columns);
  const [left, right] = splitColumns(body, size.columns - clamp(wide, 43, Math.floor(size.columns * 0.54)));
  // The program has a fixed number of lines; heatmaps use the remaining rows with taller cells.
  const fairShare = Math.max(SHORTEST_WEIGHTS, Math.min(wishes.weights.rows, Math.floor(body.rows * 0.4)));
  const [weights, program] = splitRows(
    right,
    Math.max(fairShare, body.rows - Math.max(SHORTEST_PANE, wishes.program.rows)),
  );
  return { ...errorOverPredictions(left, wishes), weights, program };
}

function errorOverPredictions(column: Rectangle, wishes: Wishes): Pick<Layout['panes'], 'error' | 'predictions'> {
  const wanted = Math.min(wishes.predictions.rows, Math.floor(column.rows * 0.55));
  const [error, predictions] = splitRows(
    column,
    Math.max(SHORTEST_CHART, column.rows - Math.max(SHORTEST_PANE, wanted)),
  );
  return { error, predictions };
}

function splitColumns({ x, y, columns, rows }: Rectangle, left: number): [Rectangle, Rectangle] {
  return [
    { x, y, columns: left, rows },
    { x: x + left, y, columns: columns - left, rows },
  ];
}

function splitRows({ x, y, columns, rows }: Rectangle, top: number): [Rectangle, Rectangle] {
  return [
    { x, y, columns, rows: top },
    { x, y: y + top, columns, rows: rows - top },
  ];
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
