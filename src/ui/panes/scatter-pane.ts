import { determination, drawScatter, type Outcomes, type Scatter } from '../charts/scatter.ts';
import { type Frame, span } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, box } from './box.ts';

export interface ScatterProps extends Scatter {
  /** Which of how many quantities, the first being 0. */
  readonly of?: { readonly output: number; readonly outputs: number };
  readonly focused: boolean;
}

/** Predictions of a quantity over what they should be. */
export function drawScatterPane(props: ScatterProps, size: Size, theme: Theme): Frame {
  const { name, of, focused } = props;
  const outcomes = props.outcomes.filter(({ predictions }) => predictions.length > 0);
  const room = { columns: size.columns - BORDER.columns, rows: size.rows - BORDER.rows };
  const text = { title: 'predicted by target', details: detailsOf(name, outcomes, theme), ...noteOf(of), focused };
  const content =
    outcomes.length === 0
      ? [[span('nothing has been predicted yet', theme.styles.quiet)]]
      : drawScatter({ name, outcomes }, room, theme);
  return box(text, size, content, theme);
}

/** `2 of 3` */
function noteOf(of: ScatterProps['of']): { readonly note?: string } {
  return of === undefined || of.outputs === 1 ? {} : { note: `${of.output + 1} of ${of.outputs}` };
}

/** `r² 0.981 train, 0.942 test  120 + 30 examples` */
function detailsOf(name: string, outcomes: readonly Outcomes[], theme: Theme): readonly string[] {
  if (outcomes.length === 0) return [name];
  const sign = theme.glyphs.halves === undefined ? 'r2' : 'r²';
  const figures = outcomes.map((own) => `${figureOf(determination(own), theme)} ${own.part}`).join(', ');
  const counts = outcomes.map(({ targets }) => formatCount(targets.length)).join(' + ');
  const first = `${sign} ${figureOf(determination(outcomes.at(-1)!), theme)}`;
  return [`${sign} ${figures}  ${counts} examples`, `${sign} ${figures}`, first];
}

/** Of a fit that is worse than the mean the digits say little. */
function figureOf(value: number, { glyphs }: Theme): string {
  if (!Number.isFinite(value)) return glyphs.dash;
  if (value < -99) return `below ${glyphs.minus}99`;
  return `${value < 0 ? glyphs.minus : ''}${Math.abs(value).toFixed(3)}`;
}
