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

/**
 * In the order of the tab key. The network and the boundary are panes only where there is much room. The program of a script is its
 * source; output and variables are panes of scripts alone.
 */
export const paneNames = [
  'error',
  'weights',
  'network',
  'predictions',
  'program',
  'output',
  'variables',
  'boundary',
  'notes',
] as const;
export type PaneName = (typeof paneNames)[number];

/** The rows (borders included) and columns that the panes need for all of their content. */
export interface Wishes {
  /**
   * With a decimal in every cell: `across`, the columns of all layers side by side, and the `tall` rows that they use; `numbers` and
   * `stacked`, the columns and rows of all layers below one another. `whole`: the least sizes in which none is scaled down.
   */
  readonly weights: Size &
    Readonly<Record<'across' | 'tall' | 'numbers' | 'stacked', number>> & { readonly whole: readonly Size[] };
  /** `short`: the columns with short names. */
  readonly predictions: Size & { readonly short: number };
  readonly program: Size;
  /** The fewest rows that show the chosen example inside the network; 0 where there is no such picture. */
  readonly network: { readonly rows: number };
  /** True where the inputs are points of a plane. */
  readonly hasBoundary: boolean;
  /** 0 without notes. */
  readonly notes: { readonly rows: number };
  /** Present for a script; `trains` is false where it is known that no loop trains. */
  readonly script?: { readonly trains: boolean };
  /** Rows above the footer that are left free. */
  readonly strip?: number;
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
  /** Rows that are left free. */
  readonly strip?: Rectangle;
  readonly footer: Rectangle;
}

export const smallestSize: Size = { columns: 60, rows: 20 };
const gridSize: Size = { columns: 80, rows: 24 };
const threeColumns = 150;
/** From this size on, the network and the boundary are panes beside the others. */
const roomySize: Size = { columns: 160, rows: 44 };

const HEADER_ROWS = 3;
const SHORTEST_CHART = 8;
/** Beside rows that are left free, which a lesson has: its table is read more than its chart. */
const SHORTEST_CHART_IN_LESSON = 6;
const SHORTEST_PANE = 5;
const SHORTEST_WEIGHTS = 9;
/** Beside a lesson: the lines of an iteration need the rows more than the space between heatmaps does. */
const SHORTEST_WEIGHTS_IN_LESSON = 7;
/** The rows that the program keeps below heatmaps which are not scaled down. */
const SHORTEST_PROGRAM = 6;
const SHORTEST_NOTES = 4;
/** Rows that the panes keep beside a description. */
const SHORTEST_BODY = SHORTEST_WEIGHTS + SHORTEST_PANE;
/** A share of the rows between header and footer. */
const LARGEST_NOTES = 0.25;

/**
 * Divides a terminal among the panes; undefined where it is too small.
 *
 * - from 160×44: error over predictions | weights over network | program over boundary; where the weights need their column, the
 *   network is between error and predictions
 * - from 150 columns: error over predictions | weights | program
 * - from 80×24: error over predictions | weights over program
 *   (in both, notes under all of them, where there are any)
 * - below, and where a pane is zoomed: one pane at a time, the focused one
 *
 * For a script:
 * - from 150 columns: error over predictions | weights | source over output; from 160 columns with variables below the weights
 * - from 80×24: error over weights over predictions | source over output
 * - without a training loop: source | output over variables
 */
export function layoutFor(size: Size, wishes: Wishes, focus: PaneName, isZoomed = false): Layout | undefined {
  const { columns, rows } = size;
  if (columns < smallestSize.columns || rows < smallestSize.rows) return undefined;
  const least = isGrid(size) ? SHORTEST_BODY : SHORTEST_WEIGHTS;
  const { strip = 0 } = wishes;
  const about = wishes.about?.(rows - HEADER_ROWS - wishes.footer - strip - least) ?? 0;
  const bodyRows = rows - HEADER_ROWS - wishes.footer - strip - about;
  const body: Rectangle = { x: 0, y: HEADER_ROWS, columns, rows: bodyRows };
  return {
    header: { x: 0, y: 0, columns, rows: HEADER_ROWS },
    panes: isZoomed ? { [focus]: body } : panesIn(body, size, wishes, focus),
    ...(about === 0 ? {} : { about: { x: 0, y: HEADER_ROWS + bodyRows, columns, rows: about } }),
    ...(strip === 0 ? {} : { strip: { x: 0, y: HEADER_ROWS + bodyRows + about, columns, rows: strip } }),
    footer: { x: 0, y: HEADER_ROWS + bodyRows + about + strip, columns, rows: wishes.footer },
  };
}

/** True when several panes have room beside each other. */
export function isGrid({ columns, rows }: Size): boolean {
  return columns >= gridSize.columns && rows >= gridSize.rows;
}

function panesIn(body: Rectangle, size: Size, wishes: Wishes, focus: PaneName): Layout['panes'] {
  if (!isGrid(size)) return { [focus]: body };
  // A long message in the footer, or a lesson, may leave no room for the notes beside the others.
  if (wishes.notes.rows > 0 && body.rows >= SHORTEST_WEIGHTS + SHORTEST_PANE + SHORTEST_NOTES) {
    const most = Math.max(SHORTEST_NOTES, Math.floor(body.rows * LARGEST_NOTES));
    const [above, notes] = splitRows(body, body.rows - Math.min(wishes.notes.rows, most));
    return { ...panesIn(above, size, { ...wishes, notes: { rows: 0 } }, focus), notes };
  }
  if (wishes.notes.rows > 0 && focus === 'notes') return { notes: body };
  if (wishes.script !== undefined) return scriptPanes(body, size, wishes, wishes.script);
  if (size.columns >= roomySize.columns && size.rows >= roomySize.rows) return roomyPanes(body, wishes);
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
  // The program has a fixed number of lines; heatmaps use the remaining rows with taller cells. None is scaled down where all fit whole.
  const least = wishes.strip === undefined ? SHORTEST_WEIGHTS : SHORTEST_WEIGHTS_IN_LESSON;
  const fairShare = Math.max(least, Math.min(wishes.weights.rows, Math.floor(body.rows * 0.4)));
  const most = body.rows - SHORTEST_PROGRAM;
  const whole = wishes.weights.whole.find(({ columns, rows }) => columns <= right.columns && rows <= most);
  const [weights, program] = splitRows(
    right,
    Math.max(fairShare, whole?.rows ?? 0, body.rows - Math.max(SHORTEST_PANE, wishes.program.rows)),
  );
  return { ...errorOverPredictions(left, wishes), weights, program };
}

/** Columns and rows of the panes of a script. */
const SCRIPT = { source: 40, widest: 0.5, output: 5, table: 5, chart: 8, variables: 160, tall: 30 };

function scriptPanes(
  body: Rectangle,
  size: Size,
  wishes: Wishes,
  { trains }: { readonly trains: boolean },
): Layout['panes'] {
  const sourceOver = (column: Rectangle): Pick<Layout['panes'], 'program' | 'output'> => {
    const outputRows = Math.max(SCRIPT.output, Math.floor(column.rows * 0.35));
    const [program, output] = splitRows(column, column.rows - outputRows);
    return { program, output };
  };
  const wish = wishes.program.columns;
  if (!trains) {
    const [program, right] = splitColumns(
      body,
      clamp(wish, Math.floor(size.columns / 2), Math.floor(size.columns * 0.65)),
    );
    const [output, variables] = splitRows(right, Math.ceil(body.rows / 2));
    return { program, output, variables };
  }
  if (size.columns < threeColumns) {
    const [left, right] = splitColumns(
      body,
      size.columns - clamp(wish, SCRIPT.source, Math.floor(size.columns * SCRIPT.widest)),
    );
    // A message below may leave no room for all three.
    const least = SCRIPT.chart + SHORTEST_WEIGHTS - 2;
    if (left.rows < least + SCRIPT.table) {
      const [error, weights] = splitRows(left, Math.max(SHORTEST_PANE, left.rows - SHORTEST_WEIGHTS + 2));
      return { error, weights, ...sourceOver(right) };
    }
    const chart = Math.max(SCRIPT.chart, Math.floor(left.rows * 0.36));
    const [error, below] = splitRows(left, chart);
    const tableRows = clamp(wishes.predictions.rows, SCRIPT.table, Math.floor(below.rows * 0.42));
    const [weights, predictions] = splitRows(below, below.rows - tableRows);
    return { error, weights, predictions, ...sourceOver(right) };
  }
  const source = clamp(wish, 56, Math.floor(size.columns * 0.42));
  const rest = size.columns - source;
  const weightsColumns = clamp(wishes.weights.columns, 40, Math.floor(rest * 0.5));
  const [left, others] = splitColumns(body, rest - weightsColumns);
  const [middle, right] = splitColumns(others, weightsColumns);
  const panes = { ...errorOverPredictions(left, wishes), ...sourceOver(right) };
  if (size.columns < SCRIPT.variables || body.rows < SCRIPT.tall) return { ...panes, weights: middle };
  const weightsRows = clamp(wishes.weights.stacked, Math.floor(body.rows * 0.4), Math.floor(body.rows * 0.6));
  const [weights, variables] = splitRows(middle, weightsRows);
  return { ...panes, weights, variables };
}

/** Columns and rows of the panes of a roomy terminal. */
const ROOMY = {
  left: 58,
  middle: 46,
  right: 52,
  chart: 15,
  table: 10,
  program: 12,
  boundary: 20,
  wideWeights: 0.44,
  wideProgram: 0.36,
};

function roomyPanes(body: Rectangle, wishes: Wishes): Layout['panes'] {
  const [leftColumns, middleColumns] = roomyColumns(body.columns, wishes);
  const [left, others] = splitColumns(body, leftColumns);
  const [middle, right] = splitColumns(others, middleColumns);
  const { network, hasBoundary } = wishes;
  const programRows = Math.max(ROOMY.program, Math.min(wishes.program.rows, Math.floor(body.rows * 0.55)));
  const [program, boundary] = splitRows(right, programRows);
  const below = hasBoundary && boundary.rows >= ROOMY.boundary ? { program, boundary } : { program: right };
  const { weights: wish } = wishes;
  const weightsWish = middle.columns >= wish.across ? wish.tall : wish.stacked;
  const weightsLeast = middle.columns >= wish.across ? wish.rows : wish.stacked;
  const weightsRows = Math.max(SHORTEST_WEIGHTS, Math.min(weightsWish, body.rows - network.rows));
  if (network.rows === 0) return { ...errorOverPredictions(left, wishes), weights: middle, ...below };
  if (weightsRows >= weightsLeast && body.rows - weightsRows >= network.rows) {
    const [weights, place] = splitRows(middle, weightsRows);
    return { ...errorOverPredictions(left, wishes), weights, network: place, ...below };
  }
  const room = left.rows - network.rows;
  if (room < ROOMY.chart + ROOMY.table) return { ...errorOverPredictions(left, wishes), weights: middle, ...below };
  const tableRows = Math.max(ROOMY.table, Math.min(wishes.predictions.rows, room - ROOMY.chart, Math.floor(room / 2)));
  const [upper, predictions] = splitRows(left, left.rows - tableRows);
  const [error, place] = splitRows(upper, upper.rows - network.rows);
  return { error, network: place, predictions, weights: middle, ...below };
}

/** The widths of the first two columns: the least of each, then what most of the content needs, in the order of need. */
function roomyColumns(columns: number, { weights, predictions, program }: Wishes): readonly [number, number] {
  const widest = { weights: Math.floor(columns * ROOMY.wideWeights), program: Math.floor(columns * ROOMY.wideProgram) };
  const widths = { left: ROOMY.left, middle: ROOMY.middle, right: ROOMY.right };
  let spare = columns - ROOMY.left - ROOMY.middle - ROOMY.right;
  const widen = (column: keyof typeof widths, wish: number): void => {
    const more = clamp(wish - widths[column], 0, spare);
    widths[column] += more;
    spare -= more;
  };
  widen('middle', Math.min(weights.numbers, widest.weights));
  widen('left', Math.min(predictions.short, widest.weights));
  widen('left', Math.min(predictions.columns, Math.floor(columns / 2)));
  widen('middle', weights.across <= widest.weights ? weights.across : 0);
  widen('right', Math.min(program.columns, widest.program));
  widen('middle', Math.min(weights.columns, widest.weights));
  return [widths.left + Math.ceil(spare / 2), widths.middle];
}

function errorOverPredictions(column: Rectangle, wishes: Wishes): Pick<Layout['panes'], 'error' | 'predictions'> {
  const wanted = Math.min(wishes.predictions.rows, Math.floor(column.rows * 0.55));
  const [error, predictions] = splitRows(
    column,
    Math.max(
      wishes.strip === undefined ? SHORTEST_CHART : SHORTEST_CHART_IN_LESSON,
      column.rows - Math.max(SHORTEST_PANE, wanted),
    ),
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
