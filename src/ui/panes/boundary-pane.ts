import { type Boundary, drawBoundary } from '../charts/boundary.ts';
import type { Frame } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, box } from './box.ts';

export interface BoundaryProps extends Boundary {
  /** What the network is asked for all over the plane: the name of an output. */
  readonly outputName: string;
  /** What the other inputs are held at, where there are more than two. */
  readonly held?: string | undefined;
  readonly focused: boolean;
}

/** What the network says everywhere in the plane of two inputs, with the examples on it. */
export function drawBoundaryPane(props: BoundaryProps, size: Size, theme: Theme): Frame {
  const { x, y, outputName, held, discretised, ends, focused } = props;
  const plane = `${outputName} by ${x.name} and ${y.name}`;
  const text = {
    title: 'boundary',
    details: [...(held === undefined ? [] : [`${plane}, ${held}`]), plane, outputName],
    note: ends === undefined ? (discretised ? 'class' : 'sureness') : discretised ? 'side' : 'value',
    footnotes: wrongNotes(props),
    focused,
  };
  return box(text, size, drawBoundary(props, inside(size), theme), theme);
}

function inside({ columns, rows }: Size): Size {
  return { columns: columns - BORDER.columns, rows: rows - BORDER.rows };
}

/** `wrong: 3 of 150 train, 1 of 50 test` */
function wrongNotes({ points }: BoundaryProps): readonly string[] {
  const asked = points.filter(({ wrong, x }) => wrong.length > 0 && x.length > 0);
  if (asked.length === 0) return [];
  const counts = asked.map(({ part, wrong }) => {
    const count = wrong.reduce((sum, one) => sum + one, 0);
    return `${formatCount(count)} of ${formatCount(wrong.length)} ${part}`;
  });
  return [`wrong: ${counts.join(', ')}`];
}
