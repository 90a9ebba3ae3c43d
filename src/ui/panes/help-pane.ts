import { besideFrames, type Frame, type Line, lineWidth, padEnd, span, widthOf, wrap } from '../text/line.ts';
import { createTheme, type Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { inside, scrollBox, scrollLimitOf } from './box.ts';

/** Keys that serve one purpose, a line for each meaning. */
export interface KeyGroup {
  readonly group: string;
  readonly lines: readonly KeyLine[];
}

export interface KeyLine {
  readonly keys: string;
  readonly description: string;
}

export interface HelpProps {
  readonly description: string;
  /** Every key. */
  readonly groups: readonly KeyGroup[];
  /** First visible line. */
  readonly first?: number;
}

/** The description of the scenario, then all keys by purpose. */
export function drawHelp(props: HelpProps, size: Size, theme: Theme): Frame {
  const { first = 0 } = props;
  const content = contentOf(props, size, theme);
  return scrollBox({ title: 'keys', details: ['esc closes'], focused: true }, size, content, first, theme);
}

/** The first line at which the end of the help is visible. */
export function helpScrollLimit(props: HelpProps, size: Size): number {
  // The theme changes colours, not the number of lines.
  return scrollLimitOf(contentOf(props, size, createTheme(1, true)), size);
}

/** The most spacious form that fits: one column with empty lines, two columns, one column; the last one scrolls. */
function contentOf({ description, groups }: HelpProps, size: Size, theme: Theme): Frame {
  const inner = inside(size);
  const width = Math.max(...groups.flatMap(({ lines }) => lines.map(({ keys }) => widthOf(keys))));
  const groupsIn = (columns: number): readonly Frame[] =>
    groups.map(({ group, lines }) => [
      [span(group, theme.styles.accent)],
      ...lines.flatMap((line) => keyLines(line, width, columns, theme)),
    ]);
  const keys = groupsIn(inner.columns);
  const text = wrap(description, inner.columns).map((line): Line => [span(line, theme.styles.quiet)]);
  const about: Frame = description === '' ? [] : [...text, []];
  const airy = keys.flatMap((lines, group): Frame => (group === 0 ? lines : [[], ...lines]));
  const dense = keys.flat();
  const [left, right] = inTwo(groupsIn(Number.POSITIVE_INFINITY));
  const wide = [...left, ...right].every((line) => lineWidth(line) <= Math.floor((inner.columns - GAP) / 2));
  const beside = wide ? besideFrames(left, right, Math.ceil((inner.columns - GAP) / 2) + GAP) : dense;
  const choices = [airy, beside, dense].map((form) => [...about, ...form]);
  return choices.find(({ length }) => length <= inner.rows) ?? choices.at(-1)!;
}

/** Terminal columns between the two columns of keys. */
const GAP = 2;

/** Groups in two columns of about equal length, in order. */
function inTwo(groups: readonly Frame[]): readonly [Frame, Frame] {
  const cuts = groups.map((_, cut): [Frame, Frame] => [groups.slice(0, cut + 1).flat(), groups.slice(cut + 1).flat()]);
  const rows = ([left, right]: readonly [Frame, Frame]): number => Math.max(left.length, right.length);
  return cuts.reduce((best, cut) => (rows(cut) < rows(best) ? cut : best));
}

/** A key with its description, wrapped. */
function keyLines({ keys, description }: KeyLine, width: number, columns: number, theme: Theme): Frame {
  const indent = width + 2 * GAP;
  return wrap(description, columns - indent).map((text, line) => [
    span(padEnd(line === 0 ? `  ${keys}` : '', indent), theme.styles.strong),
    span(text),
  ]);
}
