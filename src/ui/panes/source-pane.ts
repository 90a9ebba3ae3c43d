import type { ScriptView } from '../../worker/protocol.ts';
import { type Frame, fitLine, type Line, lineWidth, span, truncate, widthOf } from '../text/line.ts';
import type { Kind, PythonText } from '../text/python.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, box, scrollNote } from './box.ts';
import { ownText, shownText } from './output-pane.ts';

export interface SourceProps {
  readonly file: string;
  readonly python: PythonText;
  /** The line that runs next, from 1; undefined while the script runs, and once it has ended. */
  readonly next: number | undefined;
  /** The line, from 1, at which an exception has ended the script. */
  readonly failed?: number | undefined;
  /** The lines, from 1, before which the run stops. */
  readonly breakpoints: readonly number[];
  /** The chosen line, from 1; undefined for the one that runs next. */
  readonly chosen: number | undefined;
  /** The calls, the innermost first. */
  readonly calls: ScriptView['calls'];
  readonly values: ScriptView['values'];
  /** The first visible line, from 0. */
  readonly first: number;
  readonly focused: boolean;
}

type LineValue = SourceProps['values'][number];

/** Columns of code that remain beside a value; in a narrow pane a share of the columns. */
const ENOUGH_CODE = 24;
const LEAST_CODE = 0.45;
const GAP = 2;

/** The lines of a script: the one that runs next, and beside the lines of this iteration the values that they have assigned. */
export function drawSource(props: SourceProps, size: Size, theme: Theme): Frame {
  const { python, first, focused } = props;
  const visible = size.rows - BORDER.rows;
  const numbers = python.lines.slice(first, first + visible).map((_, row) => first + row + 1);
  const values = new Map(props.values.map((value) => [value.line, value]));
  const content = numbers.map((number) => drawLine(number, values.get(number), props, size, theme));
  return box(
    {
      title: 'source',
      details: detailsOf(props, theme),
      note: scrollNote(first, numbers.length, python.lines.length, theme),
      focused,
    },
    size,
    content,
    theme,
  );
}

/** The file and the calls, longest form first: `my.py  train:12 ← <module>:40`. */
function detailsOf({ file, calls }: SourceProps, theme: Theme): readonly string[] {
  const own = shownText(file, theme);
  const base = own.replace(/^.*[/\\]/, '');
  const [innermost, ...others] = calls.map(({ name, line }) => ({ name: shownText(name, theme), line }));
  if (innermost === undefined || others.length === 0) return [own, base];
  const back = ` ${theme.glyphs.calledBy} `;
  const whole = [`${innermost.name}`, ...others.map(({ name, line }) => `${name}:${line}`)].join(back);
  const names = [innermost, ...others].map(({ name }) => name);
  const ends = [names[0], theme.glyphs.ellipsis, names.at(-1)].join(back);
  return [
    `${own}  ${whole}`,
    `${base}  ${whole}`,
    whole,
    names.join(back),
    ...(names.length > 2 ? [ends] : []),
    innermost.name,
  ];
}

function drawLine(number: number, value: LineValue | undefined, props: SourceProps, size: Size, theme: Theme): Line {
  const { python, next, failed, chosen, breakpoints } = props;
  const { styles, glyphs } = theme;
  const width = String(python.lines.length).length;
  const [isNext, isFailed] = [number === next, number === failed];
  const isChosen = number === chosen;
  const glyph = isFailed ? glyphs.cross : isNext ? glyphs.running : isChosen ? glyphs.pointer : ' ';
  const margin: Line = [
    span(String(number).padStart(width), isNext ? styles.accent : isChosen ? styles.strong : styles.quiet),
    span(breakpoints.includes(number) ? glyphs.breakpoint : ' ', styles.bad),
    span(`${glyph} `, isFailed ? styles.bad : styles.accent),
  ];
  const code: Line = python
    .piecesOf(number - 1)
    .map(({ text, kind }) => span(shownText(text, theme), styleOf(kind, theme)));
  const room = size.columns - BORDER.columns - lineWidth(margin);
  if (value === undefined || value.text === '') return [...margin, ...cut(code, room, glyphs.ellipsis)];
  const forms = valueForms(value, python.lines[number - 1] ?? '').map((form) => ownText(form, theme));
  // Indentation alone says nothing of a line.
  const indent = Math.min((python.lines[number - 1] ?? '').search(/\S|$/), Math.floor(room * LEAST_CODE));
  const share = Math.floor((room - indent) * LEAST_CODE);
  const enough = Math.min(lineWidth(code), indent + Math.min(ENOUGH_CODE, share));
  const fitting = (columns: number): string | undefined => forms.find((form) => columns + widthOf(form) + GAP <= room);
  const beside = fitting(lineWidth(code)) ?? fitting(enough) ?? forms.at(-1) ?? '';
  // The code keeps some columns, as far as the value has enough; a long value is cut, too.
  const wanted = Math.max(enough, Math.min(lineWidth(code), room - widthOf(beside) - GAP));
  const shown = truncate(beside, room - wanted - GAP, glyphs.ellipsis);
  const own = cut(code, room - widthOf(shown) - GAP, glyphs.ellipsis);
  const gap = ' '.repeat(Math.max(0, room - lineWidth(own) - widthOf(shown)));
  return [...margin, ...own, span(gap), span(shown, styles.quiet)];
}

/** The columns of the numbers of lines, with the marks of breakpoints. */
export function numberColumns(lines: number): number {
  return String(lines).length + 1;
}

/**
 * `l1 4×3: 0.0213 … 0.9714`; where the line begins with this name also `4×3: 0.0213 … 0.9714`; then fewer digits, and at last
 * no shape: `0.02 … 0.97`.
 */
function valueForms({ text, shorter = [] }: LineValue, code: string): readonly string[] {
  const named = [text, ...shorter];
  const [, name = ''] = /^(\S+) (?:= )?./.exec(text) ?? [];
  if (name === '' || !code.trimStart().startsWith(`${name} `)) return named;
  const bare = named.map((form) => form.slice(name.length + 1).replace(/^= /, ''));
  const ranges = bare.flatMap((form) => /^[\d×]+: ([^,]+)$/.exec(form)?.[1] ?? []);
  return [text, ...bare, ...ranges];
}

/** A line of at most `width` columns, with an ellipsis at the cut. */
function cut(line: Line, width: number, ellipsis: string): Line {
  if (lineWidth(line) <= width) return line;
  return [...fitLine(line, Math.max(0, width - widthOf(ellipsis))), span(ellipsis)];
}

function styleOf(kind: Kind, { styles }: Theme): Style | undefined {
  switch (kind) {
    case 'keyword':
      return styles.keyword;
    case 'string':
      return styles.text;
    case 'number':
      return styles.number;
    case 'comment':
      return styles.quiet;
    case 'plain':
      return undefined;
  }
}
