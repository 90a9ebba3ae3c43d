import type { RunResult } from '../../worker/protocol.ts';
import { type Frame, type Line, lineWidth, padEnd, padStart, span, truncate, widthOf } from '../text/line.ts';
import { formatShort } from '../text/numbers.ts';
import { quartilesOf } from '../text/quartiles.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';

/* Strips beside the map: one row of a histogram for each combination, over one logarithmic axis, with its median. */

/** A row of the tables: a combination. */
export interface Row {
  readonly label: string;
  readonly results: readonly (RunResult | undefined)[];
  readonly isChosen: boolean;
}

/** A number that runs have, above 0. */
export interface Measure {
  /** Its name, with its unit. */
  readonly title: string;
  /** The colour of its strips. */
  readonly style: 'good' | 'accent';
  valuesOf(row: Row): readonly number[];
  text(value: number): string;
}

const MEDIAN_WIDTH = 9;
/** The fewest columns of a strip. */
const SHORTEST_STRIP = 12;

/** A heading, a strip for each row, and the axis. Empty where no run has the number, or where there is no room. */
export function stripsOf(
  rows: readonly Row[],
  label: number,
  { title, style: colour, valuesOf, text }: Measure,
  { columns }: Size,
  theme: Theme,
): Frame {
  const { styles, glyphs } = theme;
  const all = rows.flatMap(valuesOf);
  const width = columns - label - MEDIAN_WIDTH - 2;
  if (all.length === 0 || width < SHORTEST_STRIP) return [];
  const [low, high] = rangeOf(all);
  const binOf = (value: number): number => {
    const share = (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low));
    return Math.max(0, Math.min(width - 1, Math.floor(share * width)));
  };
  const strips = rows.map((row): Line => {
    const values = valuesOf(row);
    const bins = new Array<number>(width).fill(0);
    for (const value of values) bins[binOf(value)]!++;
    const most = Math.max(1, ...bins);
    const strip = bins.map((amount) =>
      amount === 0 ? ' ' : (glyphs.sparks[Math.max(0, Math.ceil((8 * amount) / most) - 1)] as string),
    );
    const median = quartilesOf(values)?.[1];
    const style = row.isChosen ? styles.strong : undefined;
    return [
      ...(label === 0 ? [] : [span(padEnd(row.label, label), row.isChosen ? styles.strong : styles.quiet)]),
      span(strip.join(''), styles[colour]),
      span(padStart(median === undefined ? glyphs.dash : text(median), MEDIAN_WIDTH), style),
    ];
  });
  const room = columns - MEDIAN_WIDTH - label;
  const name = [`${title}, logarithmic`, title].find((text) => widthOf(text) <= room) ?? title;
  const heading = padEnd('', label) + truncate(name, room, glyphs.ellipsis);
  return [
    [span(padEnd(heading, label + width), styles.quiet), span(padStart('median', MEDIAN_WIDTH), styles.quiet)],
    ...strips,
    [span(padEnd('', label)), ...axisLine(low, high, width, theme)],
  ].map((line) => (lineWidth(line) > columns ? line.slice(0, -1) : line));
}

/** The ends of the axis: powers of 10, or 2 and 5 times one, around all values. */
function rangeOf(values: readonly number[]): readonly [number, number] {
  const steps = [1, 2, 5];
  const round = (value: number, up: boolean): number => {
    const power = 10 ** Math.floor(Math.log10(value));
    const candidates = [...steps.map((step) => step * power), 10 * power];
    const found = up ? candidates.find((own) => own >= value) : candidates.findLast((own) => own <= value);
    return found ?? value;
  };
  const [low, high] = [round(Math.min(...values), false), round(Math.max(...values), true)];
  return high > low ? [low, high] : [low, low * 10];
}

/** `100        1k        10k`: powers of 10, and the ends. */
function axisLine(low: number, high: number, width: number, { styles }: Theme): Line {
  const texts: { at: number; text: string }[] = [];
  const xOf = (value: number): number =>
    Math.round(((Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))) * (width - 1));
  const powers: number[] = [];
  for (let power = 10 ** Math.ceil(Math.log10(low)); power < high; power *= 10) if (power > low) powers.push(power);
  const place = (value: number, isEnd: boolean): void => {
    const text = formatShort(value);
    const at = isEnd && value === high ? width - text.length : Math.max(0, Math.min(width - text.length, xOf(value)));
    if (texts.every((other) => at + text.length < other.at || at > other.at + other.text.length))
      texts.push({ at, text });
  };
  place(low, true);
  place(high, true);
  for (const power of powers) place(power, false);
  texts.sort((one, other) => one.at - other.at);
  let line = '';
  for (const { at, text } of texts) line = padEnd(line, at) + text;
  return [span(line, styles.quiet)];
}
