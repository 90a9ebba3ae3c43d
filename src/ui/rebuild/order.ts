/* Lines that are put in order under their labels: pure functions from an order to the next one. */

import { hasBlank } from '../../learn/rebuild/blanks.ts';
import type { Level, Piece } from '../../learn/rebuild/levels.ts';

export const LEFT_OUT = '# left out';

/** A label, or a line. */
export interface OrderRow {
  readonly text: string;
  /** Undefined for a label. */
  readonly piece: Piece | undefined;
  /** True for a line that moves with the one before it. */
  readonly isJoined: boolean;
}

type Rows = readonly OrderRow[];

export interface Order {
  readonly rows: Rows;
  readonly chosen: number;
  readonly isLifted: boolean;
  /** True while the blank of the chosen row is typed. */
  readonly isFilling: boolean;
  /** The rows before each move and each filling, and those that were undone. */
  readonly past: readonly Rows[];
  readonly future: readonly Rows[];
}

export function openOrder({ start, pieces, task }: Level): Order {
  const left = [...pieces];
  const rows = start.map((line): OrderRow => {
    const text = line.trim();
    const at = left.findIndex((piece) => piece.text === text);
    const [piece] = at < 0 ? [] : left.splice(at, 1);
    return { text, piece, isJoined: false };
  });
  const all = task.level === 'faded' ? [...rows, { text: LEFT_OUT, piece: undefined, isJoined: false }] : rows;
  return { rows: all, chosen: 1, isLifted: false, isFilling: false, past: [], future: [] };
}

/** The rows that are part of the program. */
export function shownRows(rows: Rows): Rows {
  const end = rows.findIndex(({ text }) => text === LEFT_OUT);
  return end < 0 ? rows : rows.slice(0, end);
}

/** Rows that move together, from a row on. */
export function blockSize(rows: Rows, at: number): number {
  let size = 1;
  while (rows[at + size]?.isJoined === true) size++;
  return size;
}

/** Orders that can be undone, at most. */
const MOST_ORDERS = 200;

/** The order, with its rows to come back to. */
export function remembered(order: Order): Order {
  return { ...order, past: [...order.past, order.rows].slice(-MOST_ORDERS), future: [] };
}

/** Undefined where there is nothing to undo. */
export function undone(order: Order): Order | undefined {
  const at = order.past.findLastIndex((rows) => rows !== order.rows);
  const rows = order.past[at];
  return rows && atRest({ ...order, rows, past: order.past.slice(0, at), future: [...order.future, order.rows] });
}

/** Undefined where there is nothing to do again. */
export function redone(order: Order): Order | undefined {
  const rows = order.future.at(-1);
  return rows && atRest({ ...order, rows, past: [...order.past, order.rows], future: order.future.slice(0, -1) });
}

/** No line is lifted or filled, and the chosen row is one of the rows. */
export function atRest(order: Order): Order {
  return { ...order, isLifted: false, isFilling: false, chosen: Math.min(order.chosen, order.rows.length - 1) };
}

/** Lifts the chosen line, or puts it down; undefined on a label. */
export function lifted(order: Order): Order | undefined {
  let { chosen } = order;
  while (chosen > 0 && order.rows[chosen]?.isJoined === true) chosen--;
  if (order.rows[chosen]?.piece === undefined) return undefined;
  return { ...(order.isLifted ? order : remembered(order)), chosen, isLifted: !order.isLifted };
}

/** Moves the lifted line by some rows, or else chooses another row. */
export function moved(order: Order, step: number): Order {
  const settled = { ...order, isFilling: false };
  if (!order.isLifted) {
    return { ...settled, chosen: Math.max(0, Math.min(order.chosen + step, order.rows.length - 1)) };
  }
  let { rows, chosen } = order;
  for (let i = 0; i < Math.abs(step); i++) {
    const next = exchanged(rows, chosen, step > 0 ? 1 : -1);
    if (next === undefined) break;
    [rows, chosen] = next;
  }
  return { ...settled, rows, chosen };
}

/** Exchanges the block at a row with the one above or below it. The first label stays at the top. */
function exchanged(rows: Rows, at: number, step: 1 | -1): readonly [Rows, number] | undefined {
  const size = blockSize(rows, at);
  const block = rows.slice(at, at + size);
  if (step === 1) {
    const below = at + size;
    if (below >= rows.length) return undefined;
    const end = below + blockSize(rows, below);
    return [[...rows.slice(0, at), ...rows.slice(below, end), ...block, ...rows.slice(end)], at + end - below];
  }
  let above = at - 1;
  while (above > 0 && rows[above]?.isJoined === true) above--;
  if (above < 1) return undefined;
  return [[...rows.slice(0, above), ...block, ...rows.slice(above, at), ...rows.slice(at + size)], above];
}

/** The next row with a blank, or the one before; undefined where no blank is left. */
export function nextBlankRow({ rows, chosen }: Order, direction: 1 | -1): number | undefined {
  const blanks = rows.flatMap(({ text }, i) => (hasBlank(text) ? [i] : []));
  return direction === 1
    ? (blanks.find((row) => row > chosen) ?? blanks[0])
    : (blanks.findLast((row) => row < chosen) ?? blanks.at(-1));
}

/** The order with another text in the chosen row. */
export function withText(order: Order, text: string): Order {
  const row = order.rows[order.chosen];
  return row === undefined ? order : { ...order, rows: order.rows.with(order.chosen, { ...row, text }) };
}

/** The order without one of its wrong lines. */
export function withoutWrongLine(order: Order): Order {
  const at = order.rows.findIndex(({ piece }) => piece?.mistake !== undefined);
  return atRest({ ...remembered(order), rows: order.rows.filter((_, i) => i !== at) });
}

/** The distance of an order from the end of its level: the pairs of rows in the wrong order, and the blanks. */
export function workLeft({ rows }: Order, level: Level): number {
  const ranks = rows.flatMap((row) => rankOf(row, level) ?? []);
  const pairs = ranks.flatMap((rank, i) => ranks.slice(i + 1).filter((later) => later < rank));
  return pairs.length + rows.filter(({ text }) => hasBlank(text)).length;
}

/** The place of a row in the right program; wrong lines are below all others. Undefined for a row that is no part of it. */
function rankOf({ text, piece }: OrderRow, { solution }: Level): number | undefined {
  if (text === LEFT_OUT) return solution.length;
  if (piece?.mistake !== undefined) return solution.length + 1;
  const own = piece === undefined ? text : piece.solution;
  const rank = solution.findIndex((line) => line.trim() === own?.trim());
  return rank < 0 ? undefined : rank;
}

/** Two lines that follow each other in the right program, and are not joined; undefined where there are none. */
export function joinable(rows: Rows, { solution }: Level): readonly [OrderRow, OrderRow] | undefined {
  const rowOf = (text: string | undefined): number =>
    rows.findIndex(({ piece }) => piece?.mistake === undefined && piece !== undefined && piece.solution === text);
  for (const [i, text] of solution.entries()) {
    const [one, other] = [rowOf(text), rowOf(solution[i + 1])];
    const [first, second] = [rows[one], rows[other]];
    if (first === undefined || second === undefined) continue;
    if (!second.isJoined && blockSize(rows, other) === 1) return [first, second];
  }
  return undefined;
}

/** The order with two lines joined: the second one goes to the first. */
export function joined(order: Order, [first, second]: readonly [OrderRow, OrderRow]): Order {
  const rest = order.rows.filter((row) => row !== second);
  const at = rest.indexOf(first);
  const end = at + blockSize(rest, at);
  const rows = [...rest.slice(0, end), { ...second, isJoined: true }, ...rest.slice(end)];
  return atRest({ ...remembered(order), rows, chosen: at });
}
