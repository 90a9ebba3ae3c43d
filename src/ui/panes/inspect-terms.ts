import type { Explanation } from '../../worker/protocol.ts';
import { signedBar } from '../charts/signed-bar.ts';
import { type Frame, type Line, lineWidth, padEnd, padStart, span, truncate, widthOf } from '../text/line.ts';
import { formatReading, formatSigned } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';

const DECIMALS = 4;
/** Below this four decimals show one digit or none. */
const SMALLEST = 0.001;
const WIDEST_BAR = 16;

export function signed(value: number, theme: Theme): string {
  // What four decimals would hide has an exponent.
  const isSmall = value !== 0 && Math.abs(value) < SMALLEST;
  return isSmall ? formatReading(value, theme.glyphs) : formatSigned(value, DECIMALS, theme.glyphs);
}

/** What is added up: two factors, or a single number. */
interface Row {
  readonly names: string;
  readonly numbers: string;
  readonly value: number;
}

/**
 * A sum, term by term, each with its bar; then what pushed up, what pushed down, and what is left. Where there are more
 * terms than lines, the largest are shown, and how many there are is said.
 */
export function drawSum(
  sum: Explanation & { kind: 'product' | 'fold' },
  columns: number,
  rows: number,
  theme: Theme,
): Frame {
  const all = rowsOf(sum, theme);
  const room = Math.max(1, rows - 2 - (all.length > rows - 2 ? 1 : 0));
  const shown = all.length <= room ? all : largest(all, room);
  const left = all.length > shown.length ? [hidden(all, shown.length, theme)] : [];
  return [...table(shown, columns, theme), ...left, ...balance(all, theme), [totalOf(sum, theme)]];
}

function rowsOf(sum: Explanation & { kind: 'product' | 'fold' }, theme: Theme): readonly Row[] {
  const { times } = theme.glyphs;
  return sum.kind === 'fold'
    ? sum.terms.map(({ text, value }) => ({ names: text, numbers: '', value }))
    : sum.terms.map(({ left, right, product }) => ({
        names: `${left.text} ${times} ${right.text}`,
        numbers: `${signed(left.value, theme)} ${times} ${signed(right.value, theme)}`,
        value: product,
      }));
}

function largest(rows: readonly Row[], count: number): readonly Row[] {
  const bySize = [...rows].sort((one, other) => Math.abs(other.value) - Math.abs(one.value));
  const chosen = new Set(bySize.slice(0, count));
  return rows.filter((row) => chosen.has(row));
}

function hidden(rows: readonly Row[], shown: number, { glyphs, styles }: Theme): Line {
  return [span(`${glyphs.ellipsis} the ${shown} largest of ${rows.length} terms`, styles.quiet)];
}

function table(rows: readonly Row[], columns: number, theme: Theme): Frame {
  const names = Math.max(...rows.map((row) => widthOf(row.names)));
  const numbers = Math.max(...rows.map((row) => widthOf(row.numbers)));
  const values = Math.max(...rows.map((row) => widthOf(signed(row.value, theme))));
  const fixed = numbers + values + 5;
  const half = Math.min(WIDEST_BAR, Math.floor((columns - names - fixed - 4) / 2));
  const nameRoom = half >= 4 ? names : Math.max(0, columns - fixed - 2);
  const most = Math.max(...rows.map(({ value }) => Math.abs(value)));
  return rows.map((row) => [
    span(
      `${padEnd(truncate(row.names, nameRoom, theme.glyphs.ellipsis), Math.min(names, nameRoom))}  `,
      theme.styles.quiet,
    ),
    span(padStart(row.numbers, numbers)),
    span(numbers === 0 ? '  ' : ' = ', theme.styles.quiet),
    span(padStart(signed(row.value, theme), values), theme.styles.strong),
    ...(half >= 4 ? [span('  '), ...signedBar(row.value, most, half, theme)] : []),
  ]);
}

/** `up +0.6600   down −0.7400   9 % is left` */
function balance(rows: readonly Row[], theme: Theme): Frame {
  const up = rows.reduce((sum, { value }) => sum + Math.max(0, value), 0);
  const down = rows.reduce((sum, { value }) => sum + Math.min(0, value), 0);
  const left = up - down === 0 ? 0 : Math.round((100 * Math.abs(up + down)) / (up - down));
  const text: Line = [
    span('up ', theme.styles.quiet),
    span(signed(up, theme), theme.styles.positive),
    span('   down ', theme.styles.quiet),
    span(signed(down, theme), theme.styles.negative),
    ...(up > 0 && down < 0 ? [span(`   ${left} % is left, the rest cancels`, theme.styles.quiet)] : []),
  ];
  return lineWidth(text) === 0 ? [] : [text];
}

function totalOf(sum: Explanation & { kind: 'product' | 'fold' }, theme: Theme): ReturnType<typeof span> {
  return span(`${sum.text} = ${signed(sum.value, theme)}`, theme.styles.strong);
}
