import { printCell } from '../../language/change.ts';
import { caretLines } from '../../language/parse-fault.ts';
import { nextTarget, scriptTargets } from '../../language/script-targets.ts';
import type { FooterKey } from '../keys/footer.ts';
import type { Fault, Notice } from '../model/model.ts';
import type { Question } from '../model/prompt.ts';
import { type Frame, fitLine, type Line, span, truncate, widthOf, wrap } from '../text/line.ts';
import { formatTyped } from '../text/numbers.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import type { Theme } from '../theme/theme.ts';

export interface FooterProps extends FooterMessages {
  /** The keys of the view, in the order in which they are shown. */
  readonly keys: readonly FooterKey[];
  /** A text at the right end, after the keys. */
  readonly sign?: string | undefined;
}

/** Texts shown instead of the keys, on one or more rows. */
export interface FooterMessages {
  readonly notice: Notice | undefined;
  /** The reason for which the training thread ended. */
  readonly failure: string | undefined;
  /** The problems with the files of the run. They stay, on a row above the others. */
  readonly problem?: string | undefined;
  /** An open question. */
  readonly prompt?: PromptProps | undefined;
}

export interface PromptProps {
  readonly question: Question;
  readonly typed: string;
  readonly fault: Fault | undefined;
}

const FAILED = 'the training thread failed: ';
/** The most rows of the footer. */
const MOST_ROWS = 4;
const WAY_OUT = ' (R starts a new one)';

/**
 * A failure, an open question, or a notice, on one to `MOST_ROWS` lines; otherwise the most important keys that fit.
 * Carets and a message follow a wrong answer.
 */
export function drawFooter(props: FooterProps, columns: number, theme: Theme): Frame {
  const { styles, glyphs } = theme;
  const rows = drawMessages(props, columns, theme);
  const { problem } = props;
  if (problem === undefined || rows.length >= MOST_ROWS) return rows;
  return [[span(` ${truncate(problem, columns - 2, glyphs.ellipsis)}`, styles.bad)], ...rows];
}

function drawMessages({ notice, failure, prompt, keys, sign = '' }: FooterProps, columns: number, theme: Theme): Frame {
  const { styles, glyphs } = theme;
  const cut = (text: string, width: number): string => truncate(text, width, glyphs.ellipsis);
  if (failure !== undefined) {
    const reason = cut(failure, columns - 2 - widthOf(FAILED) - widthOf(WAY_OUT));
    return [[span(` ${FAILED}${reason}${WAY_OUT}`, styles.bad)]];
  }
  if (prompt !== undefined) return drawPrompt(prompt, columns, theme);
  if (notice !== undefined) {
    const style = notice.kind === 'news' ? styles.accent : styles.bad;
    return wordsIn(notice.text, columns, roomFor(undefined), glyphs).map((text) => [span(` ${text}`, style)]);
  }
  const chosen = keysThatFit(columns - widthOf(sign), keys);
  const named = keys
    .filter((key) => chosen.has(key))
    .flatMap((key) => [span(labelOf(key), styles.strong), span(`${key.words} `, styles.quiet)]);
  return [sign === '' ? named : [...fitLine(named, columns - widthOf(sign)), span(sign, styles.accent)]];
}

/** The question and the typed answer; of a long answer, its end. */
function drawPrompt({ question, typed, fault }: PromptProps, columns: number, theme: Theme): Frame {
  const { styles } = theme;
  const { asks, enter } = questionWords(question);
  const start = ` ${asks} `;
  // Without room, the effect of an empty answer goes first.
  const hints = [enter, enter.replace(/, .*$/, '')].map((words) => `   enter ${words}, esc leaves`);
  const room = Math.max(1, columns - widthOf(start) - 2);
  const hidden = Math.max(0, [...typed].length - room);
  const shown = [...typed].slice(hidden).join('');
  const left = columns - widthOf(start) - widthOf(shown) - 1;
  const hint = hints.find((words) => widthOf(words) <= left);
  const line: Line = [
    span(start, styles.strong),
    span(shown),
    span('_', styles.accent),
    ...(hint === undefined ? [] : [span(hint, styles.quiet)]),
  ];
  if (fault === undefined) return [line];
  const [, carets] = caretLines(shown, { ...fault, offset: Math.max(0, fault.offset - hidden) });
  const places = pointsSomewhere(typed, fault) ? [[span(' '.repeat(widthOf(start))), span(carets, styles.bad)]] : [];
  return [
    line,
    ...places,
    ...wordsIn(fault.message, columns, roomFor({ question, typed, fault }), theme.glyphs).map(
      (text): Line => [span(` ${text}`, styles.bad)],
    ),
  ];
}

/** True when only a part of the typed answer is wrong. */
function pointsSomewhere(typed: string, { offset, length }: Fault): boolean {
  return offset > 0 || length < typed.length;
}

/** A message on at most `most` lines, with one free column at each end. */
function wordsIn(message: string, columns: number, most: number, { ellipsis }: Glyphs): readonly string[] {
  const lines = wrap(message, columns - 2);
  if (lines.length <= most) return lines;
  const last = truncate(lines.slice(most - 1).join(' '), columns - 2, ellipsis);
  return [...lines.slice(0, most - 1), last];
}

/** The most lines of a message: all rows but those of the answer and the carets. */
function roomFor(prompt: PromptProps | undefined): number {
  if (prompt?.fault === undefined) return MOST_ROWS - 1;
  return MOST_ROWS - (pointsSomewhere(prompt.typed, prompt.fault) ? 2 : 1);
}

/** The rows of the footer. */
export function footerRows(messages: FooterMessages, columns: number): number {
  const rows = messageRows(messages, columns);
  return messages.problem === undefined ? rows : Math.min(MOST_ROWS, rows + 1);
}

function messageRows({ notice, failure, prompt }: FooterMessages, columns: number): number {
  const rowsOf = (message: string): number => Math.min(roomFor(prompt), wrap(message, columns - 2).length);
  if (failure !== undefined) return 1;
  if (prompt !== undefined) {
    const { typed, fault } = prompt;
    return fault === undefined ? 1 : 1 + (pointsSomewhere(typed, fault) ? 1 : 0) + rowsOf(fault.message);
  }
  return notice === undefined ? 1 : rowsOf(notice.text);
}

/** The key whose words are in a column of the footer. */
export function footerKeyAt(keys: readonly FooterKey[], columns: number, column: number): string | undefined {
  const chosen = keysThatFit(columns, keys);
  let end = 0;
  return keys.find((key) => {
    if (!chosen.has(key)) return false;
    end += widthOf(labelOf(key)) + widthOf(key.words) + 1;
    return column < end;
  })?.key;
}

/** The most important keys that fit. */
function keysThatFit(columns: number, keys: readonly FooterKey[]): ReadonlySet<FooterKey> {
  const chosen = new Set<FooterKey>();
  let used = 0;
  for (const key of [...keys].sort((one, other) => one.rank - other.rank)) {
    const width = widthOf(labelOf(key)) + widthOf(key.words) + 1;
    if (used + width > columns) continue;
    chosen.add(key);
    used += width;
  }
  return chosen;
}

function labelOf({ label }: FooterKey): string {
  return ` ${label.split(', ')[0]} `;
}

/** Columns of the question of a script. */
const MOST_PROMPT = 36;

/** A question, and the action of enter. */
export function questionWords(question: Question): { readonly asks: string; readonly enter: string } {
  switch (question.kind) {
    case 'iteration':
      return { asks: 'go to iteration', enter: 'goes' };
    case 'alpha':
      return { asks: `alpha${nowWords(question.now)} =`, enter: 'sets it' };
    case 'weight':
      return { asks: `${printCell(question.cell)}${nowWords(question.now)} =`, enter: 'sets it' };
    case 'watch':
      return { asks: 'watch', enter: 'adds it' };
    case 'file':
      return { asks: 'save as', enter: 'saves' };
    case 'script':
      return {
        asks: `export to ${scriptTargets[question.target].title} as`,
        enter: `exports, tab: ${scriptTargets[nextTarget(question.target)].title}`,
      };
    case 'option':
      return { asks: `${question.name} =`, enter: 'sets it' };
    case 'plane':
      return { asks: 'two inputs, by name or number', enter: 'shows their plane' };
    case 'race':
      return { asks: 'race with, such as optimizer=momentum,adam', enter: 'starts over with them' };
    case 'surface':
      return { asks: 'two weights, such as syn0[0,1] syn1[1,0]', enter: 'shows their surface' };
    case 'note':
      return { asks: `note of mark ${question.mark}`, enter: 'keeps it, empty: no note' };
    case 'row':
      return { asks: `predict ${question.names} =`, enter: 'predicts it, empty: no row' };
    case 'input':
      return {
        asks: truncate(`input ${question.prompt.trim()}`, MOST_PROMPT, '~').trimEnd(),
        enter: 'answers the script',
      };
    case 'sweep':
      return { asks: 'map of', enter: 'trains these runs' };
    case 'mapFile':
      return { asks: 'write the map as', enter: 'writes .ndjson or .csv' };
    case 'find':
      return { asks: 'find example or class', enter: 'finds, empty: all' };
  }
}

function nowWords(value: number | undefined): string {
  return value === undefined ? '' : ` (now ${formatTyped(value)})`;
}
