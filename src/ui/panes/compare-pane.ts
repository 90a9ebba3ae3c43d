import type { NetworkView } from '../../worker/protocol.ts';
import type { TrainingPlace } from '../model/training.ts';
import { type Frame, span, truncate, wrap } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import { createTheme, type Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, type BoxText, box, scrollNote } from './box.ts';
import {
  type Compared,
  drawErrors,
  drawHeadings,
  drawRows,
  type Earlier,
  rowsOf,
  type Table,
  tableOf,
} from './compare-table.ts';
import { drawLayers } from './compare-weights.ts';

export interface CompareProps extends Omit<Compared, 'earlier' | 'now'> {
  /** Undefined before the answer of the training thread. */
  readonly earlier: Earlier | undefined;
  readonly now: NetworkView | undefined;
  /** The note of the mark. */
  readonly note?: string | undefined;
  /** First visible row of the scrolled content. */
  readonly first: number;
  /** The iterations of the two states in their own trainings, for a script of several. */
  readonly places?: { readonly before: TrainingPlace; readonly now: TrainingPlace } | undefined;
}

/** Headings and errors do not scroll, nor does the note above them. */
const FIXED_ROWS = 2;
/** Rows of a note at most: never more than a third of the pane. */
const MOST_NOTE_ROWS = 4;
const NOTE_SHARE = 3;
const TALLEST_CELL = 3;

/** A block of the scrolled content, of which only the visible lines are drawn. */
interface Block {
  readonly kind: 'rows' | 'weights' | 'gap';
  readonly rows: number;
  readonly draw: (first: number, count: number) => Frame;
}

/** Two states of a run side by side: errors, predictions and all weights. */
export function drawCompare(props: CompareProps, size: Size, theme: Theme): Frame {
  const text: BoxText = {
    title: 'compare',
    details: detailsOf(props),
    footnotes: ['M next mark, esc closes', 'esc closes'],
    focused: true,
  };
  if (!isAnswered(props)) {
    const words = props.now === undefined ? 'starting' : `going back to ${props.title}`;
    return box(text, size, [[span(words, theme.styles.quiet)]], theme);
  }
  const columns = size.columns - BORDER.columns;
  const room = roomOf(props, size);
  const table = tableOf(props, columns, theme);
  const blocks = blocksOf(props, table, { columns, rows: room }, theme);
  const total = lengthOf(blocks);
  const first = Math.max(0, Math.min(props.first, total - room));
  const inSight = partsOf(blocks, first, room);
  const content = [
    ...noteRows(props, size, theme.glyphs.ellipsis).map((words) => [span(words, theme.styles.accent)]),
    drawHeadings(
      table,
      inSight.some(({ block }) => block.kind === 'rows'),
      theme,
    ),
    drawErrors(props, table, theme),
    ...inSight.flatMap(({ block, from, count }) => block.draw(from, count)),
  ];
  return box({ ...text, note: scrollNote(first, room, total, theme) }, size, content, theme);
}

/** The first row at which the end of the content is visible. */
export function compareScrollLimit(props: CompareProps, size: Size): number {
  if (!isAnswered(props)) return 0;
  const room = { columns: size.columns - BORDER.columns, rows: roomOf(props, size) };
  // The theme changes colours, not the number of lines.
  const theme = createTheme(1, true);
  const blocks = blocksOf(props, tableOf(props, room.columns, theme), room, theme);
  return Math.max(0, lengthOf(blocks) - room.rows);
}

function isAnswered(props: CompareProps): props is CompareProps & Compared {
  return props.earlier !== undefined && props.now !== undefined;
}

function roomOf(props: CompareProps, size: Size): number {
  // The theme changes the sign of a cut, not the number of lines.
  return Math.max(1, size.rows - BORDER.rows - FIXED_ROWS - noteRows(props, size, '…').length);
}

/** The note of the mark, on rows of its own. */
function noteRows({ note = '' }: CompareProps, { columns, rows }: Size, ellipsis: string): readonly string[] {
  const width = columns - BORDER.columns;
  const most = Math.min(MOST_NOTE_ROWS, Math.floor(rows / NOTE_SHARE));
  const all = note === '' ? [] : wrap(`note: ${note}`, width);
  if (all.length <= most) return all;
  return [...all.slice(0, most - 1), truncate(all.slice(most - 1).join(' '), width, ellipsis)];
}

function detailsOf({ title, earlier: then, now, places }: CompareProps): readonly string[] {
  if (then === undefined || now === undefined) return [];
  const [from, to] = [places?.before.iteration ?? then.iteration, places?.now.iteration ?? now.iteration];
  const [before, after] = [formatCount(from), formatCount(to)];
  const other = then.hasOtherTargets === true ? ', with other targets: no predictions are compared' : '';
  if (places !== undefined) {
    const [one, two] = [`training ${places.before.number}`, `training ${places.now.number}`];
    return [
      `${title} (${one}, after ${before} iteration${from === 1 ? '' : 's'}) and now (${two}, after ${after})${other}`,
      `${title} (${one}) and now (${two})${other}`,
      `${one} and ${two}`,
    ];
  }
  return [
    ...(other === ''
      ? []
      : [
          `${title} (after ${before}) and now (after ${after})${other}`,
          `${before} and ${after}${other}`,
          'other targets',
        ]),
    `${title} (after ${before} iteration${then.iteration === 1 ? '' : 's'}) and now (after ${after})`,
    `${title} (${before}) and now (${after})`,
    `${before} and ${after}`,
  ];
}

/** Rows and layers, with the tallest cells with which all fit, and with empty lines between blocks if they fit. */
function blocksOf(props: Compared, table: Table, room: Size, theme: Theme): readonly Block[] {
  const count = rowsOf(props);
  const rows: Block = {
    kind: 'rows',
    rows: count,
    draw: (first, shown) => drawRows(props, table, first, shown, theme),
  };
  const layers = layersThatFit(props, room, count, theme).map(blockOf);
  // Weights come first when the rows alone fill the pane.
  const blocks = count > room.rows ? [...layers, rows] : [rows, ...layers];
  const spare = room.rows - lengthOf(blocks);
  const gaps = spare < 0 ? blocks.length : spare;
  return blocks.flatMap((block, index) => (index === 0 || index > gaps ? [block] : [gap, block]));
}

/** The layers with the tallest cells with which all fit below the rows, each with a line before it. */
function layersThatFit(props: Compared, room: Size, rows: number, theme: Theme): readonly Frame[] {
  const fits = (layers: readonly Frame[]): boolean => rows + layers.flat().length + layers.length <= room.rows;
  let fitting = drawLayers(props, room, 1, theme);
  // Without colour, cells have one line.
  for (let height = 2; height <= TALLEST_CELL && theme.depth > 1 && fits(fitting); height++) {
    const layers = drawLayers(props, room, height, theme);
    if (!fits(layers)) break;
    fitting = layers;
  }
  return fitting;
}

function blockOf(frame: Frame): Block {
  return { kind: 'weights', rows: frame.length, draw: (first, count) => frame.slice(first, first + count) };
}

const gap: Block = { kind: 'gap', rows: 1, draw: () => [[]] };

function lengthOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { rows }) => sum + rows, 0);
}

/** The visible blocks, with the first visible line of each and the number of visible lines. */
function partsOf(blocks: readonly Block[], first: number, room: number) {
  let start = 0;
  return blocks.flatMap((block) => {
    const from = Math.max(0, first - start);
    const count = Math.min(block.rows, first + room - start) - from;
    start += block.rows;
    return count > 0 ? [{ block, from, count }] : [];
  });
}
