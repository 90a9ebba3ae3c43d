import {
  type Confusion,
  drawConfusionTable,
  confusionRows as rowsIn,
  visibleConfusionRows as visibleIn,
} from '../charts/confusion-table.ts';
import { type Frame, span } from '../text/line.ts';
import { formatCount, formatShare } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, box } from './box.ts';

export interface ConfusionProps extends Confusion {
  /** Which examples were counted. */
  readonly part: 'train' | 'test';
  /** How many of them there are, with those that the network gives no number for and that are not counted. */
  readonly examples: number;
  /** First visible row. */
  readonly first: number;
  readonly focused: boolean;
}

/** How many rows there are to scroll through in a pane of this size, and how many of them it shows. */
export function confusionRows(props: ConfusionProps, size: Size): number {
  return rowsIn(props, inside(size).columns);
}

export function visibleConfusionRows(size: Size): number {
  return visibleIn(inside(size));
}

/** Which classes are taken for which, and how often the network is right. */
export function drawConfusion(props: ConfusionProps, size: Size, theme: Theme): Frame {
  const { classNames, counts, part, examples, focused } = props;
  if (counts.length === 0) {
    const empty = [[span('nothing has been predicted yet', theme.styles.quiet)]];
    return box({ title: 'confusion', details: [part], focused }, size, empty, theme);
  }
  const right = classNames.reduce((sum, _, index) => sum + counts[index * (classNames.length + 1)]!, 0);
  const accuracy = `accuracy ${formatShare(right / examples)}`;
  const total = confusionRows(props, size);
  const visible = Math.min(visibleConfusionRows(size), total);
  // Of pairs there may be fewer by now.
  const first = Math.min(props.first, total - visible);
  const note =
    visible < total
      ? `${formatCount(first + 1)}${theme.glyphs.dash}${formatCount(first + visible)} of ${formatCount(total)}`
      : undefined;
  const text = {
    title: 'confusion',
    details: [
      `${accuracy}  ${formatCount(right)} of ${formatCount(examples)} ${part} examples`,
      `${accuracy}  ${part}`,
      accuracy,
    ],
    focused,
  };
  const content = drawConfusionTable(props, first, inside(size), theme);
  return box(note === undefined ? text : { ...text, note }, size, content, theme);
}

function inside({ columns, rows }: Size): Size {
  return { columns: columns - BORDER.columns, rows: rows - BORDER.rows };
}
