import { hasKeys, type StripFocus } from '../../learn/course/state.ts';
import type { Part, StripText } from '../../learn/course/strip-text.ts';
import { box } from '../panes/box.ts';
import { type Frame, type Line, lineWidth, type Span, span, spread, truncate, widthOf, wrap } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';

/*
 * The strip of a lesson: a box at the right of the dashboard, or lines above its footer. Pure functions of the words.
 */

/** The rows of a strip above the footer, its heading included. */
export const ROWS = { least: 5, most: 7 };

export interface StripProps {
  readonly text: StripText;
  readonly focus: StripFocus;
}

/** The rows that a strip above the footer needs. */
export function stripRows(props: StripProps, columns: number, theme: Theme): number {
  if (props.focus === 'folded') return 1;
  return Math.max(ROWS.least, Math.min(ROWS.most, neededRows(props, columns, theme)));
}

/** The rows that the words of an open strip would take without a limit. */
export function neededRows(props: StripProps, columns: number, theme: Theme): number {
  return 1 + bodyLines(props, columns - 2, theme).length;
}

export function drawStripBelow(props: StripProps, { columns, rows }: Size, theme: Theme): Frame {
  if (props.focus === 'folded') return [folded(props, columns, theme)];
  const lines = bodyLines(props, columns - 2, theme).slice(0, rows - 1);
  return [heading(props, columns, theme), ...lines.map((line) => [span(' '), ...line])];
}

export function drawStripBeside(props: StripProps, size: Size, theme: Theme): Frame {
  const { text } = props;
  const room = size.columns - 4;
  const keys = wrappedKeys(text.keys, room, theme);
  const passed = text.passed === undefined ? [] : [[passedMark(text.passed, theme)], []];
  const content = [...passed, ...bodyLines(props, room, theme, true), [], ...keys];
  return box({ title: text.title, details: [], note: text.place, focused: hasKeys(props) }, size, content, theme);
}

/** The mark of a step that is done. It names the step before, so that it is not taken for the one that is open. */
function passedMark(passed: string, { styles, glyphs }: Theme): Span {
  return span(`${glyphs.check} ${passed}`, styles.good);
}

/** `── One forward line  3 of 9  ✓ 2 done ───────────── enter next  h hint ──` */
function heading(props: StripProps, columns: number, theme: Theme): Line {
  const { text } = props;
  const { styles, glyphs } = theme;
  const hasFocus = hasKeys(props);
  const rule = hasFocus ? styles.accent : styles.quiet;
  const across = glyphs.box.across;
  const keys = text.keys.flatMap(({ key, words }) => [
    span(` ${key} `, styles.strong),
    span(words, styles.quiet),
    span(' '),
  ]);
  const passed: Line = text.passed === undefined ? [] : [span(' '), passedMark(text.passed, theme), span(' ')];
  const room = columns - lineWidth(keys) - widthOf(text.place) - lineWidth(passed) - 10;
  const title = truncate(hasFocus ? `${glyphs.pointer} ${text.title}` : text.title, Math.max(4, room), glyphs.ellipsis);
  const left: Line = [
    span(`${across} `, rule),
    span(title, styles.strong),
    span(`  ${text.place} `, styles.quiet),
    ...passed,
  ];
  const gap = columns - lineWidth(left) - lineWidth(keys) - 2;
  return [...left, span(across.repeat(Math.max(1, gap)), rule), ...keys, span(across.repeat(2), rule)];
}

function folded({ text }: StripProps, columns: number, { styles, glyphs }: Theme): Line {
  const keys = 'tab opens';
  const [first] = text.parts;
  const words = first === undefined ? '' : first.text;
  const start = ` ${text.place} ${glyphs.dot} `;
  const room = columns - widthOf(start) - widthOf(keys) - 3;
  const left: Line = [span(start, styles.quiet), span(truncate(words, Math.max(1, room), glyphs.ellipsis))];
  return spread(left, [span(`${keys} `, styles.quiet)], columns);
}

function bodyLines(props: StripProps, width: number, theme: Theme, isSpaced = false): Frame {
  const { text } = props;
  const blocks = text.parts.map((part) => partLines(part, hasKeys(props), width, theme));
  const isApart = (at: number): boolean =>
    isSpaced && at > 0 && !(text.parts[at]?.kind === 'choice' && text.parts[at - 1]?.kind === 'choice');
  return blocks.flatMap((lines, at) => (isApart(at) ? [[], ...lines] : lines));
}

function partLines(part: Part, hasFocus: boolean, width: number, theme: Theme): Frame {
  const { styles, glyphs } = theme;
  switch (part.kind) {
    case 'choice': {
      const mark =
        part.mark === 'right'
          ? glyphs.check
          : part.mark === 'wrong'
            ? glyphs.cross
            : part.mark === 'yours'
              ? glyphs.pointer
              : ' ';
      const style = part.mark === 'right' ? styles.good : part.mark === 'wrong' ? styles.bad : undefined;
      const start: Span[] = [span(`${mark} `, style), span(`${part.number} `, styles.strong)];
      return hanging(start, part.text, width, style);
    }
    case 'input':
      return [
        [span('answer ', styles.quiet), span(part.text, styles.strong), span(hasFocus ? '_' : '', styles.accent)],
      ];
    case 'truth': {
      const [mark, style] = part.isRight ? [glyphs.check, styles.good] : [glyphs.cross, styles.bad];
      return hanging([span(`${mark} `, style)], part.text, width, styles.strong);
    }
    case 'text':
    // A wrong answer is no fault: only its mark is red.
    case 'why':
    case 'remark':
      return plain(part.text, width);
    case 'hint':
      return plain(part.text, width, styles.quiet);
    case 'player':
      return plain(part.text, width, styles.accent);
  }
}

function plain(text: string, width: number, style?: Span['style']): Frame {
  return wrap(text, width).map((line) => [span(line, style)]);
}

/** A text whose further lines begin below its first word. */
function hanging(start: readonly Span[], text: string, width: number, style?: Span['style']): Frame {
  const indent = lineWidth(start);
  return wrap(text, width - indent).map((line, at) =>
    at === 0 ? [...start, span(line, style)] : [span(' '.repeat(indent)), span(line, style)],
  );
}

function wrappedKeys(keys: StripText['keys'], width: number, { styles }: Theme): Frame {
  const lines: Line[] = [];
  for (const { key, words } of keys) {
    const own: Line = [span(`${key} `, styles.strong), span(`${words}  `, styles.quiet)];
    const last = lines.at(-1);
    if (last !== undefined && lineWidth(last) + lineWidth(own) <= width + 2)
      lines[lines.length - 1] = [...last, ...own];
    else lines.push(own);
  }
  return lines;
}
