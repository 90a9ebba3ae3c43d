import { axisName, cellName, combinationWords, groupWords, runOfCell } from '../model/cell-names.ts';
import { lookAt, runsOf } from '../model/sweep.ts';
import { type Frame, type Line, lineWidth, padEnd, padStart, span, widthOf, wrap } from '../text/line.ts';
import { formatCount, formatTyped } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import {
  type CellKind,
  cellKinds,
  cellWords,
  censusWords,
  glyphOf,
  kindOfCell,
  kindWords,
  progressWords,
  sharedWords,
  styleOfKind,
} from '../words/map-words.ts';
import { box, inside } from './box.ts';
import type { MapProps } from './map-pane.ts';
import { type Measure, type Row, stripsOf } from './map-strips.ts';

/* The distributions beside the map: the verdicts of each combination, and the iterations that its solved runs took, and the errors. */

export interface DistributionProps extends MapProps {
  /** The unit of the errors, as the header has it. */
  readonly unit: string | undefined;
}

export function drawDistribution(props: DistributionProps, size: Size, theme: Theme): Frame {
  const content = inside(size);
  const { rows, heading, title } = rowsOf(props);
  const label = Math.max(widthOf(heading), ...rows.map((row) => widthOf(row.label))) + 2;
  const about = aboutChosen(props, content, theme);
  const blank: Line = [];
  const chosen = rows.filter(({ isChosen }) => isChosen);
  const counts = countLines(props, rows, heading, label, content, theme);
  const times = stripsOf(rows, label, timesOf, content, theme);
  const errors = stripsOf(rows, label, errorsAt(props), content, theme);
  const strips = times.length > 0 ? times : errors;
  // The first that fits: all tables, one table of counts and iterations, the counts, the chosen combination alone.
  const layouts: readonly Frame[] = [
    ...(strips === errors ? [] : [[...about, blank, ...counts, blank, ...times, blank, ...errors]]),
    [...about, blank, ...counts, blank, ...strips],
    [...about, blank, ...joined(props, rows, heading, label, content, theme)],
    [...about, ...joined(props, rows, heading, label, content, theme)],
    [...about, ...counts],
    [...about, ...joined(props, chosen, heading, label, content, theme)],
    [...about, ...countLines(props, chosen, heading, label, content, theme)],
    [...about.slice(0, 2), ...counts],
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
  const times = stripsOf(rows, 0, timesOf, { columns: columns - used, rows: height }, theme);
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
  const { axes, combinations } = facts;
  const [first] = axes;
  const columns = first?.values.length ?? 1;
  const groups = combinations.length / columns;
  const chosenCombination = runOfCell(facts, chosen).combination;
  const rowOf = (combination: number, label: string): Row => ({
    label,
    results: runsOf({ facts, cells }, combination),
    isChosen: combination === chosenCombination,
  });
  if (columns > 1) {
    const group = chosenCombination % groups;
    const rows = (first?.values ?? []).map((value, column) => rowOf(column * groups + group, value));
    // The values of the other axes, which these rows share.
    return { rows, heading: axisName(first?.name ?? ''), title: groupWords(facts, chosenCombination) };
  }
  const labels = combinations.map((_, combination) => combinationWords(facts, combination));
  const rows = labels.map((label, combination) => rowOf(combination, label === '' ? 'all seeds' : label));
  return { rows, heading: '', title: '' };
}

/** The chosen run, and what there is to say about its combination. */
function aboutChosen(
  { facts, cells, chosen, look, unit }: DistributionProps,
  { columns }: Size,
  { styles }: Theme,
): Frame {
  const { combination } = runOfCell(facts, chosen);
  const name = combinationWords(facts, combination);
  const census = censusWords(facts, runsOf({ facts, cells }, combination), look).map((text, index) =>
    index === 0 && name !== '' ? `${name}: ${text}` : text,
  );
  return [
    ...wrap(cellName(facts, chosen), columns).map((text): Line => [span(text, styles.strong)]),
    ...cellWords(cells[chosen], look, unit)
      .flatMap((text) => wrap(text, columns))
      .map((text): Line => [span(text)]),
    ...census.flatMap((text) => wrap(text, columns)).map((text): Line => [span(text, styles.quiet)]),
  ];
}

/** The number of runs of each kind, for each combination. */
function countLines(
  { look, cells }: MapProps,
  rows: readonly Row[],
  heading: string,
  label: number,
  { columns }: Size,
  theme: Theme,
): Frame {
  const { styles } = theme;
  const isThere = new Set(cells.map((result) => kindOfCell(result, look)));
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
      const kinds = row.results.map((result) => kindOfCell(result, look));
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

/** The iterations to solved of each combination. */
const timesOf: Measure = {
  title: 'iterations to solved',
  style: 'good',
  valuesOf: ({ results }) => results.flatMap((result) => result?.solvedAt ?? []).map((time) => Math.max(1, time)),
  text: formatCount,
};

/** The errors of each combination at the look. */
function errorsAt({ look, unit }: DistributionProps): Measure {
  return {
    title: unit === undefined ? 'error' : `error in ${unit}`,
    style: 'accent',
    valuesOf: ({ results }) =>
      results.flatMap((result) => {
        const error = result === undefined ? undefined : lookAt(result, look).error;
        return error !== undefined && Number.isFinite(error) ? [Math.max(LEAST_ERROR, error)] : [];
      }),
    text: formatTyped,
  };
}

/** Smaller errors have no place on a logarithmic axis. */
const LEAST_ERROR = 1e-12;
