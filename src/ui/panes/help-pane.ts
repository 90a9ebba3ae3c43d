import { type KeyLine, keyTable } from '../keys/bindings.ts';
import type { Size } from '../layout.ts';
import { type Frame, type Line, padEnd, span, widthOf, wrap } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import { BORDER, box } from './box.ts';

export interface HelpProps {
  readonly description: string;
}

/** What the scenario is about, where there is room, and every key, by what a person wants to do. */
export function drawHelp({ description }: HelpProps, size: Size, theme: Theme): Frame {
  const inner = { columns: size.columns - BORDER.columns, rows: size.rows - BORDER.rows };
  const table = keyTable();
  const width = Math.max(...table.flatMap(({ lines }) => lines.map(({ keys }) => widthOf(keys))));
  const keys = table.map(
    ({ group, lines }): Frame => [
      [span(group, theme.styles.accent)],
      ...lines.map((line) => keyLine(line, width, theme)),
    ],
  );
  const text = wrap(description, inner.columns).map((line): Line => [span(line, theme.styles.quiet)]);
  const about: Frame = description === '' ? [] : [...text, []];
  const airy = keys.flatMap((lines, group): Frame => (group === 0 ? lines : [[], ...lines]));
  const dense = keys.flat();
  const choices = [[...about, ...airy], [...about, ...dense], airy];
  const content = choices.find(({ length }) => length <= inner.rows) ?? dense;
  return box({ title: 'keys', details: ['esc closes'], focused: true }, size, content, theme);
}

function keyLine({ keys, description }: KeyLine, width: number, theme: Theme): Line {
  return [span(`  ${padEnd(keys, width)}  `, theme.styles.strong), span(description)];
}
