/* The text of a level that is not solved yet, as a file keeps it. */
import { isCount, isRecord } from '../../learn/kept-json.ts';
import type { Level } from '../../learn/rebuild/levels.ts';
import { shownLine } from '../text/python.ts';
import { type Editor, goTo, MOST_COLUMNS, MOST_LINES, openEditor } from './editor.ts';
import { isSolved, openModel, type RebuildModel } from './model.ts';
import { atRest, type Order, type OrderRow, openOrder } from './order.ts';

export interface Draft extends Pick<RebuildModel, 'keys' | 'hint' | 'hintsUsed'> {
  readonly editor: Editor | undefined;
  readonly order: Order | undefined;
  /** The time that was spent on the level, in ms. */
  readonly spent: number;
}

/** True where a model has nothing to keep: a solved level, or one in which nothing was changed. */
function isEmpty(model: RebuildModel): boolean {
  if (isSolved(model)) return true;
  if (model.hintsUsed > 0) return false;
  const start = openModel({ level: model.level, place: model.place }, model.size);
  return textKey(model) === textKey(start);
}

function textKey({ editor, order }: RebuildModel): string {
  return JSON.stringify(order === undefined ? editor.lines : order.rows.map(({ text, isJoined }) => [text, isJoined]));
}

/** The text of a model for a file; undefined where there is nothing to keep. @param now in ms, on the clock of `openedAt`. */
export function writtenDraft(model: RebuildModel, now: number): string | undefined {
  if (isEmpty(model)) return undefined;
  const { level, editor, order, keys, hint, hintsUsed, openedAt } = model;
  const { network, level: name } = level.task;
  const rows = order?.rows.map(({ text, piece, isJoined }) => ({
    text,
    piece: piece === undefined ? null : level.pieces.indexOf(piece),
    isJoined,
  }));
  const own = rows === undefined ? { lines: editor.lines, row: editor.row, column: editor.column } : { rows };
  const spent = openedAt === undefined ? 0 : Math.round(now - openedAt);
  const about = { network, level: name, seed: level.seed, start: level.start };
  return `${JSON.stringify({ ...about, ...own, keys, hint, hintsUsed, spent }, undefined, 1)}\n`;
}

/** Reads the text of a level; undefined for a damaged one, or one of another level. */
export function readDraft(text: string, level: Level): Draft | undefined {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(found)) return undefined;
  const { network, level: name, seed, start } = found;
  // The start of a level may differ between versions of the program.
  if (network !== level.task.network || name !== level.task.level || seed !== level.seed) return undefined;
  if (JSON.stringify(start) !== JSON.stringify(level.start)) return undefined;
  const isOrder = level.pieces.length > 0;
  const order = isOrder ? orderIn(found['rows'], level) : undefined;
  const editor = isOrder ? undefined : editorIn(found);
  if (order === undefined && editor === undefined) return undefined;
  const count = (key: string): number => (isCount(found[key]) ? found[key] : 0);
  const hint = Math.min(3, count('hint')) as Draft['hint'];
  return { editor, order, keys: count('keys'), hint, hintsUsed: count('hintsUsed'), spent: count('spent') };
}

function editorIn({ lines, row, column }: Readonly<Record<string, unknown>>): Editor | undefined {
  if (!Array.isArray(lines) || lines.length < 1 || lines.length > MOST_LINES) return undefined;
  if (!lines.every(isLine)) return undefined;
  return goTo(openEditor(lines), isCount(row) ? row : 0, isCount(column) ? column : 0);
}

function isLine(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MOST_COLUMNS && shownLine(value) === value;
}

/** The rows of a file; undefined unless they have all labels in their order, and each right line once. */
function orderIn(found: unknown, level: Level): Order | undefined {
  const fresh = openOrder(level);
  if (!Array.isArray(found) || found.length > fresh.rows.length) return undefined;
  const rows = found.flatMap((own: unknown): readonly OrderRow[] => {
    if (!isRecord(own) || !isLine(own['text'])) return [];
    const piece = typeof own['piece'] === 'number' ? level.pieces[own['piece']] : undefined;
    return own['piece'] !== null && piece === undefined
      ? []
      : [{ text: own['text'], piece, isJoined: own['isJoined'] === true && piece !== undefined }];
  });
  const pieces = rows.flatMap(({ piece }) => piece ?? []);
  const labels = (own: readonly OrderRow[]): string => own.flatMap((row) => (row.piece ? [] : [row.text])).join('\n');
  const isWhole = level.pieces.every((piece) => piece.mistake !== undefined || pieces.includes(piece));
  const isOnce = new Set(pieces).size === pieces.length;
  const isSame = labels(rows) === labels(fresh.rows) && rows[0]?.piece === undefined;
  if (rows.length !== found.length || !isWhole || !isOnce || !isSame) return undefined;
  return atRest({ ...fresh, rows });
}
