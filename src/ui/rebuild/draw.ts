/* The screen of the rebuild: the lines with their marks, the text below or beside them, the keys. Pure functions of the model. */
import { networkOf } from '../../learn/rebuild/networks.ts';
import { BORDER, box, scrollBox } from '../panes/box.ts';
import { type Frame, fitFrame, fitLine, type Line, lineWidth, span, spread, wrap } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import type { PlacedFrame } from '../views/definition.ts';
import type { Size } from '../views/layout.ts';
import { drawCode } from './draw-code.ts';
import { drawNews, newsText } from './draw-news.ts';
import { footerKeys, helpKeys, helpLimit } from './keys.ts';
import { isSolved, type RebuildModel } from './model.ts';
import { levelTitles } from './words.ts';

/** Columns from which the news are beside the lines, and their width. */
const WIDE = 108;
const SIDE = 44;

/** Rows that the lines keep where the news below them are long. */
const LEAST_CODE = 7;

const LEAST: Size = { columns: 40, rows: 12 };

export function drawRebuild(model: RebuildModel, theme: Theme): readonly PlacedFrame[] {
  const { columns, rows } = model.size;
  if (columns < LEAST.columns || rows < LEAST.rows) {
    const text = `The window is too small: ${LEAST.columns} columns and ${LEAST.rows} rows are needed.`;
    const lines = wrap(text, columns).map((line): Line => [span(line)]);
    return [{ name: 'small', place: { x: 0, y: 0, columns, rows }, frame: fitFrame(lines, columns, rows) }];
  }
  const line = (y: number) => ({ x: 0, y, columns, rows: 1 });
  return [
    { name: 'header', place: line(0), frame: [fitLine(headerLine(model, columns, theme), columns)] },
    ...bodyOf(model, { columns, rows: rows - 2 }, theme),
    { name: 'footer', place: line(rows - 1), frame: [fitLine(footerLine(model, columns, theme), columns)] },
  ];
}

function bodyOf(model: RebuildModel, { columns, rows }: Size, theme: Theme): readonly PlacedFrame[] {
  if (model.isHelpOpen) {
    const place = { x: 0, y: 1, columns, rows };
    return [{ name: 'keys', place, frame: drawKeys(model, place, theme) }];
  }
  const isWide = columns >= WIDE;
  const below = isWide ? rows : rowsBelow(model, { columns, rows }, theme);
  const code = { x: 0, y: 1, columns: isWide ? columns - SIDE : columns, rows: isWide ? rows : rows - below };
  const news = isWide
    ? { x: columns - SIDE, y: 1, columns: SIDE, rows }
    : { x: 0, y: 1 + rows - below, columns, rows: below };
  return [
    { name: 'code', place: code, frame: drawCode(model, code, theme) },
    { name: 'news', place: news, frame: drawNews(model, news, isWide, theme) },
  ];
}

/** Rows of the news below the lines: a third of the screen, and more where the text is longer. */
function rowsBelow(model: RebuildModel, { columns, rows }: Size, theme: Theme): number {
  const least = Math.min(Math.max(6, Math.floor(rows * 0.36)), 9);
  const { lines } = newsText(model, { columns: columns - BORDER.columns, rows: least - BORDER.rows }, false, theme);
  return Math.max(least, Math.min(lines.length + BORDER.rows, rows - LEAST_CODE));
}

function headerLine(model: RebuildModel, columns: number, { styles, glyphs }: Theme): Line {
  const { task, hunt } = model.level;
  const [own, all] = model.place;
  const dot = span(` ${glyphs.dot} `, styles.quiet);
  const kind = span(hunt === undefined ? ' rebuild' : ' bug hunt', styles.strong);
  const network = span(networkOf(task.network).title);
  const level = task.level === 'hunt' ? [] : [dot, span(levelTitles[task.level])];
  const place = span(`${hunt === undefined ? 'level' : 'program'} ${own} of ${all} `, styles.quiet);
  const state = isSolved(model)
    ? span('right', styles.good)
    : model.checked === model.version
      ? undefined
      : span('checking', styles.quiet);
  const right = state === undefined ? [place] : [state, dot, place];
  // The place and the state are always in sight.
  const lefts: readonly Line[] = [
    [kind, dot, network, ...level],
    [kind, ...level],
    [kind, dot, network],
  ];
  const room = columns - lineWidth([span('checking'), dot, place]);
  const fitting = lefts.find((left) => lineWidth(left) < room);
  return spread(fitting ?? [kind], right, columns);
}

/** The list of keys. */
function drawKeys(model: RebuildModel, size: Size, theme: Theme): Frame {
  const keys = helpKeys(model);
  const wide = Math.max(...keys.map(({ keys: own }) => own.length));
  const content = keys.map(
    ({ keys: own, words }): Line => [span(own.padEnd(wide + 2), theme.styles.strong), span(words)],
  );
  const text = { title: 'keys', details: ['ctrl+g or esc closes'], focused: true };
  const first = Math.min(model.helpFirst, helpLimit(model));
  return content.length > size.rows - BORDER.rows
    ? scrollBox(text, size, content, first, theme)
    : box(text, size, content, theme);
}

/** The keys that matter now, as many as there is room for. */
function footerLine(model: RebuildModel, columns: number, { styles }: Theme): Line {
  const parts: Line[] = [];
  let used = 0;
  for (const { keys, words } of footerKeys(model)) {
    const own: Line = [span(` ${keys} `, styles.strong), span(`${words} `, styles.quiet)];
    if (used + lineWidth(own) > columns) continue;
    parts.push(own);
    used += lineWidth(own);
  }
  return parts.flat();
}
