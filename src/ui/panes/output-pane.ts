import { counted } from '../../language/wording.ts';
import type { EndingView, OutputView } from '../../worker/protocol.ts';
import { type Frame, piecesOf, span, wrap } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import { shownLine } from '../text/python.ts';
import { ascii } from '../theme/glyphs.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, box } from './box.ts';

export interface OutputProps {
  readonly output: OutputView | undefined;
  readonly ending: EndingView | undefined;
  /** The prompt of `input`, which waits for an answer. */
  readonly asks: string | undefined;
  /** The first visible row. */
  readonly first: number;
  readonly focused: boolean;
}

/** A row of the pane: a part of a printed line, or of the words about the end. */
interface OutputRow {
  readonly text: string;
  readonly kind: 'printed' | 'note' | 'fault' | 'advice';
  /** The number of a printed line, from 1. */
  readonly line?: number;
}

/** A text of a script as this theme can show it. */
export function shownText(text: string, { glyphs }: Theme): string {
  const safe = shownLine(text);
  return glyphs === ascii ? safe.replace(/[^\x20-\x7e]/gu, '?') : safe;
}

/** A short text about a value: it has signs of our own. */
export function ownText(text: string, theme: Theme): string {
  const { minus, ellipsis, times } = theme.glyphs;
  return shownText(text.replaceAll('−', minus).replaceAll('…', ellipsis).replaceAll('×', times), theme);
}

/** The last printed lines, and the ending. Long lines are broken where the pane ends. */
export function outputRows(
  { output, ending, asks }: Pick<OutputProps, 'output' | 'ending' | 'asks'>,
  columns: number,
): readonly OutputRow[] {
  const room = Math.max(1, columns - BORDER.columns);
  if (output === undefined) return [];
  const { first, lines } = output;
  const note = (text: string, kind: OutputRow['kind'] = 'note'): readonly OutputRow[] =>
    wrap(text, room).map((row) => ({ text: row, kind }));
  const broken = (text: string, kind: OutputRow['kind'], line?: number): readonly OutputRow[] =>
    piecesOf(shownLine(text), room).map((row) => ({ text: row, kind, ...(line === undefined ? {} : { line }) }));
  const earlier = first > 1 ? note(`${counted(first - 1, 'earlier line')} not shown`) : [];
  const nothing = lines.length === 0 && ending === undefined && asks === undefined ? note('nothing printed yet') : [];
  const printed = lines.flatMap((text, index) => broken(text, 'printed', first + index));
  const waiting = asks === undefined ? [] : note('the script waits for input: n asks for it');
  return [...earlier, ...printed, ...nothing, ...waiting, ...endingRows(ending, note, broken)];
}

function endingRows(
  ending: EndingView | undefined,
  note: (text: string, kind?: OutputRow['kind']) => readonly OutputRow[],
  broken: (text: string, kind: OutputRow['kind']) => readonly OutputRow[],
): readonly OutputRow[] {
  switch (ending?.kind) {
    case undefined:
      return [];
    case 'finished':
      return note('the script has ended');
    case 'exit': {
      const words = `the script has ended: exit code ${ending.code}`;
      return [
        ...(ending.message ?? '')
          .split('\n')
          .filter(Boolean)
          .flatMap((text) => broken(text, 'fault')),
        ...note(words),
      ];
    }
    case 'exception':
      return [
        ...ending.traceback
          .trimEnd()
          .split('\n')
          .flatMap((text) => broken(text, 'fault')),
        ...(ending.advice === undefined ? [] : note(shownLine(ending.advice), 'advice')),
        ...note('the script has ended with this error'),
      ];
  }
}

/** The output of a script. */
export function drawOutput(props: OutputProps, size: Size, theme: Theme): Frame {
  const rows = outputRows(props, size.columns);
  const visible = size.rows - BORDER.rows;
  const first = Math.max(0, Math.min(props.first, rows.length - visible));
  const shown = rows.slice(first, first + visible);
  const count = props.output?.count ?? 0;
  const numbers = shown.flatMap(({ line }) => line ?? []);
  const isWhole = rows.length <= visible && (props.output?.first ?? 1) <= 1;
  const [from = 0, to = 0] = [numbers[0], numbers.at(-1)];
  const note =
    isWhole || numbers.length === 0
      ? undefined
      : `${formatCount(from)}${theme.glyphs.dash}${formatCount(to)} of ${formatCount(count)}`;
  const details = count === 0 ? [] : [counted(count, 'line')];
  return box(
    { title: 'output', details, note, focused: props.focused },
    size,
    shown.map(({ text, kind }) => [span(shownText(text, theme), styleOf(kind, theme))]),
    theme,
  );
}

function styleOf(kind: OutputRow['kind'], { styles }: Theme): Style | undefined {
  switch (kind) {
    case 'printed':
      return undefined;
    case 'note':
      return styles.quiet;
    case 'fault':
      return styles.bad;
    case 'advice':
      return styles.strong;
  }
}
