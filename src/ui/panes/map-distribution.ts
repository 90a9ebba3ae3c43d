import type { RunResult } from '../../worker/protocol.ts';
import { type Frame, type Line, lineWidth, padEnd, padStart, span, truncate, widthOf, wrap } from '../text/line.ts';
import { formatCount, formatShort } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import {
  axisName,
  type CellKind,
  cellKinds,
  cellName,
  cellWords,
  censusWords,
  combinationWords,
  glyphOf,
  kindOfCell,
  kindWords,
  progressWords,
  quartilesOf,
  sharedWords,
  styleOfKind,
  timeText,
} from '../words/map-words.ts';
import { box, inside } from './box.ts';
import type { MapProps } from './map-pane.ts';

/* The distributions beside the map: the verdicts of each combination, and the iterations that its solved runs took. */

export interface DistributionProps extends MapProps {
  /** The unit of the errors, as the header has it. */
  readonly unit: string | undefined;
}

/** A row of the tables: a combination. */
interface Row {
  readonly combination: number;
  readonly label: string;
  readonly results: readonly (RunResult | undefined)[];
  readonly isChosen: boolean;
}

export function drawDistribution(props: DistributionProps, size: Size, theme: Theme): Frame {
  const content = inside(size);
  const { rows, heading, title } = rowsOf(props);
  const label = Math.max(widthOf(heading), ...rows.map((row) => widthOf(row.label))) + 2;
  const about = aboutChosen(props, content, theme);
  const blank: Line = [];
  const chosen = rows.filter(({ isChosen }) => isChosen);
  const counts = countLines(props, rows, heading, label, content, theme);
  const times = timeLines(props, rows, label, content, theme);
  // The first that fits: both tables, one table of both, the chosen combination alone.
  const layouts: readonly Frame[] = [
    [...about, blank, ...counts, blank, ...times],
    [...about, blank, ...joined(props, rows, heading, label, content, theme)],
    [...about, ...joined(props, rows, heading, label, content, theme)],
    [...about, ...joined(props, chosen, heading, label, content, theme)],
    [...about, ...countLines(props, chosen, heading, label, content, theme)],
    [...about.slice(0, 2), ...joined(props, chosen, heading, label, content, theme)],
    [...about.slice(0, 2), ...countLines(props, chosen, heading, label, content, theme)],
  ];
  const lines = layouts.find((layout) => layout.length <= content.rows) ?? about;
  const facts = [title, sharedWords(props.facts)].filter((text) => text !== '').map((text) => `, ${text}`);
  const progress = progressWords(props);
  const details = [`${progress}${facts.join('')}`, progress];
  return box({ title: 'distribution', details, focused: false }, size, lines, theme);
}

/** Both tables as one, where its columns fit; otherwise the numbers alone. */
function joined(
  props: MapProps,
  rows: readonly Row[],
  heading: string,
  label: number,
  { columns, rows: height }: Size,
  theme: Theme,
): Frame {
  const counts = countLines(props, rows, heading, label, { columns: 0, rows: height }, theme);
  const used = Math.max(...counts.map(lineWidth)) + 3;
  const times = timeLines(props, rows, 0, { columns: columns - used, rows: height }, theme);
  if (times.length === 0) return countLines(props, rows, heading, label, { columns, rows: height }, theme);
  return times.map((line, row) => {
    const own = counts[row] ?? [];
    return [...own, span(' '.repeat(used - lineWidth(own))), ...line];
  });
}

/** The rows of the tables: the values of the first axis, in the group of the chosen cell; or the other combinations where it has one. */
function rowsOf({ facts, cells, chosen }: MapProps): {
  readonly rows: readonly Row[];
  readonly heading: string;
  readonly title: string;
} {
  const { axes, combinations, seeds } = facts;
  const [first] = axes;
  const columns = first?.values.length ?? 1;
  const groups = combinations.length / columns;
  const chosenCombination = Math.floor(chosen / seeds.length);
  const rowOf = (combination: number, label: string): Row => ({
    combination,
    label,
    results: cells.slice(combination * seeds.length, (combination + 1) * seeds.length),
    isChosen: combination === chosenCombination,
  });
  if (columns > 1) {
    const group = chosenCombination % groups;
    const rows = (first?.values ?? []).map((value, column) => rowOf(column * groups + group, value));
    // The values of the other axes, which these rows share.
    const shared = combinationWords(facts, chosenCombination).replace(/^[^,]*(?:, )?/, '');
    return { rows, heading: axisName(first?.name ?? ''), title: groups === 1 ? '' : shared };
  }
  const labels = combinations.map((_, combination) => combinationWords(facts, combination));
  const rows = labels.map((label, combination) => rowOf(combination, label === '' ? 'all seeds' : label));
  return { rows, heading: '', title: '' };
}

/** The chosen run, and what there is to say about its combination. */
function aboutChosen(
  { facts, cells, chosen, moment, unit }: DistributionProps,
  { columns }: Size,
  { styles }: Theme,
): Frame {
  const { seeds } = facts;
  const combination = Math.floor(chosen / seeds.length);
  const own = cells.slice(combination * seeds.length, (combination + 1) * seeds.length);
  const name = combinationWords(facts, combination);
  const census = censusWords(facts, own, moment).map((text, index) =>
    index === 0 && name !== '' ? `${name}: ${text}` : text,
  );
  return [
    ...wrap(cellName(facts, chosen), columns).map((text): Line => [span(text, styles.strong)]),
    ...cellWords(cells[chosen], moment, unit)
      .flatMap((text) => wrap(text, columns))
      .map((text): Line => [span(text)]),
    ...census.flatMap((text) => wrap(text, columns)).map((text): Line => [span(text, styles.quiet)]),
  ];
}

/** The number of runs of each kind, for each combination. */
function countLines(
  { moment, cells }: MapProps,
  rows: readonly Row[],
  heading: string,
  label: number,
  { columns }: Size,
  theme: Theme,
): Frame {
  const { styles } = theme;
  const isThere = new Set(cells.map((result) => kindOfCell(result, moment)));
  const shown = cellKinds.filter((kind) => isThere.has(kind));
  const wordsOf = (kind: CellKind, isBrief: boolean): string =>
    isBrief ? glyphOf(kind, theme) : `${glyphOf(kind, theme)} ${kindWords(kind)}`;
  const widthsOf = (isBrief: boolean): readonly number[] =>
    shown.map((kind) => Math.max(widthOf(wordsOf(kind, isBrief)), isBrief ? 4 : 0) + 2);
  const isBrief = label + widthsOf(false).reduce((sum, width) => sum + width, 0) > columns;
  const widths = widthsOf(isBrief);
  const head: Line = [
    span(padEnd(heading, label), styles.quiet),
    ...shown.map((kind, k) => span(padStart(wordsOf(kind, isBrief), widths[k] as number), styleOfKind(kind, theme))),
  ];
  return [
    head,
    ...rows.map((row): Line => {
      const kinds = row.results.map((result) => kindOfCell(result, moment));
      return [
        span(padEnd(row.label, label), row.isChosen ? styles.strong : styles.quiet),
        ...shown.map((kind, k) => {
          const amount = kinds.filter((own) => own === kind).length;
          const text = padStart(amount === 0 ? theme.glyphs.dot : formatCount(amount), widths[k] as number);
          return span(text, amount === 0 ? styles.quiet : row.isChosen ? styles.strong : undefined);
        }),
      ];
    }),
  ];
}

const TIME_WIDTH = 9;
/** The fewest columns of a strip. */
const SHORTEST_STRIP = 12;

/** The iterations to solved of each combination: how many runs took about so long, and the median. */
function timeLines({ cells }: MapProps, rows: readonly Row[], label: number, { columns }: Size, theme: Theme): Frame {
  const { styles, glyphs } = theme;
  const all = cells.flatMap((result) => result?.solvedAt ?? []).map((time) => Math.max(1, time));
  const width = columns - label - TIME_WIDTH - 2;
  if (all.length === 0 || width < SHORTEST_STRIP) return [];
  const [low, high] = rangeOf(all);
  const binOf = (time: number): number => {
    const share = (Math.log(Math.max(1, time)) - Math.log(low)) / (Math.log(high) - Math.log(low));
    return Math.max(0, Math.min(width - 1, Math.floor(share * width)));
  };
  const strips = rows.map(({ results, label: text, isChosen }): Line => {
    const times = results.flatMap((result) => result?.solvedAt ?? []);
    const bins = new Array<number>(width).fill(0);
    for (const time of times) bins[binOf(time)]!++;
    const most = Math.max(1, ...bins);
    const middle = quartilesOf(times)?.[1];
    const strip = bins.map((amount) =>
      amount === 0 ? ' ' : (glyphs.sparks[Math.max(0, Math.ceil((8 * amount) / most) - 1)] as string),
    );
    return [
      ...(label === 0 ? [] : [span(padEnd(text, label), isChosen ? styles.strong : styles.quiet)]),
      span(strip.join(''), styles.good),
      span(
        padStart(middle === undefined ? glyphs.dash : timeText(middle, false), TIME_WIDTH),
        isChosen ? styles.strong : undefined,
      ),
    ];
  });
  const title = truncate(
    `${padEnd('', label)}iterations to solved, logarithmic`,
    columns - TIME_WIDTH,
    glyphs.ellipsis,
  );
  return [
    [span(padEnd(title, label + width), styles.quiet), span(padStart('median', TIME_WIDTH), styles.quiet)],
    ...strips,
    [span(padEnd('', label)), ...axisLine(low, high, width, theme)],
  ].map((line) => (lineWidth(line) > columns ? line.slice(0, -1) : line));
}

/** The ends of the axis: powers of 10, or 2 and 5 times one, around all times. */
function rangeOf(times: readonly number[]): readonly [number, number] {
  const steps = [1, 2, 5];
  const round = (value: number, up: boolean): number => {
    const power = 10 ** Math.floor(Math.log10(value));
    const candidates = [...steps.map((step) => step * power), 10 * power];
    const found = up ? candidates.find((own) => own >= value) : candidates.findLast((own) => own <= value);
    return found ?? value;
  };
  const [low, high] = [round(Math.min(...times), false), round(Math.max(...times), true)];
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
