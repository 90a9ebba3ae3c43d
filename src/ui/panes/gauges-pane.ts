import type { GaugesView as GaugesSnapshot } from '../../worker/protocol.ts';
import { type Axis, axisFor } from '../charts/axis.ts';
import type { ChartMark } from '../charts/error-chart.ts';
import { drawGaugeCurve, type GaugeCurve, levelRow } from '../charts/gauge-curve.ts';
import {
  type ChartWindow,
  columnOf,
  drawIterationAxis,
  type IterationAxis,
  iterationAxisFor,
  markAxis,
} from '../charts/iteration-axis.ts';
import { abbreviate, type Frame, type Line, padEnd, padStart, span, widthOf } from '../text/line.ts';
import { formatCount, formatSigned } from '../text/numbers.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import { createTheme, type Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { inside, scrollBox, scrollLimitOf } from './box.ts';

/*
 * One file, though it is long: half of it is the definitions of the gauges, beside the axes and formats that belong to them.
 */

export interface GaugesProps {
  /** Undefined until the training thread has measured them. */
  readonly gauges: GaugesSnapshot | undefined;
  /** True once an iteration has run. */
  readonly hasRun: boolean;
  /** The iteration at which the run ends. */
  readonly goal: number;
  readonly window: ChartWindow;
  /** The shown iteration, from 0, if it is not the newest. */
  readonly here?: number | undefined;
  readonly marks?: readonly ChartMark[];
  /** First visible line. */
  readonly first: number;
}

/** The size of an update that a rule of thumb calls healthy: log10(update / weights). */
export const USUAL_UPDATE = -3;
/** The lowest end of the axis of updates. */
const LOWEST_UPDATE = -10;
/** The fewest rows of each curve, and what they grow to where there is room, in this order. */
const GROWTH = [
  { kind: 'update', to: 4 },
  { kind: 'gradient', to: 3 },
  { kind: 'share', to: 2 },
  { kind: 'update', to: 9 },
  { kind: 'gradient', to: 6 },
  { kind: 'share', to: 4 },
  { kind: 'update', to: 16 },
  { kind: 'gradient', to: 12 },
  { kind: 'share', to: 8 },
] as const;
const FEWEST = { update: 2, gradient: 1, share: 1 };
const AXIS_ROWS = 2;
/** Columns of the labels of a value axis. */
const LABEL = 7;
const WIDEST_NAME = 14;

/** A gauge of all layers. */
interface Section {
  readonly title: string;
  /** Its definition, longest form first. */
  readonly definition: readonly string[];
  readonly kind: keyof typeof FEWEST;
  readonly axis: Axis;
  readonly low: string;
  readonly high: string;
  readonly rows: readonly { readonly name: string; readonly now: string; readonly curve: GaugeCurve }[];
}

/** The gauges of the step of each layer: the numbers of one iteration, and their curves over the run. */
export function drawGauges(props: GaugesProps, size: Size, theme: Theme): Frame {
  const { gauges, first } = props;
  const content = contentOf(props, inside(size), theme);
  const text = { title: 'gauges', details: detailsOf(gauges), note: 'esc closes', focused: true };
  return scrollBox(text, size, content, first, theme, { footnotes: ['esc closes'] });
}

/** The first line at which the end is visible. */
export function gaugesScrollLimit(props: GaugesProps, size: Size): number {
  // The theme changes colours, not the number of lines.
  return scrollLimitOf(contentOf(props, inside(size), createTheme(1, true)), size);
}

/** `iteration 1,200, curves of 310 measured iterations` */
function detailsOf(gauges: GaugesSnapshot | undefined): readonly string[] {
  if (gauges === undefined) return [];
  const place = `iteration ${formatCount(gauges.iteration)}`;
  const [curve] = gauges.stepCurves;
  const measured = `curves of ${formatCount(curve?.iterations.length ?? 0)} measured iterations`;
  const from = gauges.since === 0 ? '' : ` from ${formatCount(gauges.since + 1)} on`;
  return [`${place}, ${gauges.isWhole ? `${measured}${from}` : 'the past is measured now'}`, place];
}

function contentOf(props: GaugesProps, { columns, rows }: Size, theme: Theme): Frame {
  const { gauges, hasRun, window, goal, here } = props;
  if (gauges === undefined) {
    return [[span(hasRun ? 'measuring' : 'no iteration has run yet', theme.styles.quiet)]];
  }
  const all = [...gauges.stepCurves, ...gauges.unitCurves];
  const newest = Math.max(0, ...all.map(({ iterations }) => iterations.at(-1) ?? 0));
  const x = iterationAxisFor(window, newest, goal, here);
  const sections = sectionsOf(gauges, x, theme.glyphs);
  const heights = heightsIn(rows - AXIS_ROWS, sections, gauges);
  const lines = sections.flatMap(({ rows: own }) => own);
  const name = Math.min(WIDEST_NAME, Math.max(...lines.map((line) => widthOf(line.name))));
  const now = Math.max(...lines.map((line) => widthOf(line.now)));
  const indent = name + now + LABEL + 4;
  const drawn = sections.flatMap((section): Frame => {
    const height = heights[section.kind];
    return [
      headingOf(section, height, columns, theme),
      ...section.rows.flatMap((row) => {
        const curve = drawGaugeCurve(row.curve, x, section.axis, columns - indent, height, theme);
        return curve.map((line, at): Line => {
          const left = `${padEnd(at === 0 ? abbreviate(row.name, name, theme.glyphs.ellipsis) : '', name)}  `;
          const label = labelAt(section, at, height, theme);
          const axis = `${padStart(label, LABEL)}${label === '' ? theme.glyphs.box.down : theme.glyphs.chart[1]}`;
          return [
            span(left),
            span(`${padStart(at === 0 ? row.now : '', now)} `, theme.styles.strong),
            span(axis, theme.styles.quiet),
            ...line,
          ];
        });
      }),
    ];
  });
  const noHidden = gauges.unitCurves.length === 0 && gauges.steps.length === 1;
  return [
    ...drawn,
    ...(noHidden ? [[span('no hidden layer: no saturated values and no dead units', theme.styles.quiet)]] : []),
    ...markAxis(
      drawIterationAxis(x, indent, columns - indent, theme),
      axisMarks(props, x, columns - indent, theme),
      indent,
    ),
  ];
}

/** The shown iteration and the changes of the run. */
function axisMarks(
  { here, marks = [] }: GaugesProps,
  x: IterationAxis,
  columns: number,
  { glyphs, styles }: Theme,
): Parameters<typeof markAxis>[1] {
  const changes = marks
    .filter(({ kind }) => kind === 'change')
    .map(({ iteration }) => ({ iteration, mark: glyphs.change }));
  const all = here === undefined ? changes : [...changes, { iteration: here, mark: glyphs.here }];
  return all.flatMap(({ iteration, mark }) => {
    const column = columnOf(x, iteration, columns);
    return column === undefined ? [] : [{ column, mark: span(mark, styles.strong) }];
  });
}

function headingOf({ kind, title, definition }: Section, height: number, columns: number, theme: Theme): Line {
  const { styles, glyphs, braille } = theme;
  const room = columns - widthOf(title) - 2;
  // Two rows of characters cannot show a line between them.
  const hasLine = kind !== 'update' || braille || height > 2;
  const forms = hasLine
    ? definition
    : [`log10(|update| / |weights|), rule of thumb: ${wholeText(USUAL_UPDATE, glyphs)}`];
  const words = forms.find((form) => widthOf(form) <= room) ?? '';
  return [span(title, styles.strong), span(words === '' ? '' : `  ${words}`, styles.quiet)];
}

function labelAt({ low, high, kind, axis }: Section, row: number, height: number, theme: Theme): string {
  if (height === 1) return '';
  if (row === 0) return high;
  if (row === height - 1) return low;
  const isUsual = kind === 'update' && row === levelRow(USUAL_UPDATE, axis, height, theme);
  return isUsual ? wholeText(USUAL_UPDATE, theme.glyphs) : '';
}

/** The rows of the curves of each kind: as many as there is room for. */
function heightsIn(
  room: number,
  sections: readonly Section[],
  { steps, hidden }: GaugesSnapshot,
): Readonly<Record<keyof typeof FEWEST, number>> {
  const heights = { ...FEWEST };
  const curves = { update: steps.length, gradient: steps.length, share: 2 * hidden.length };
  const used = (): number =>
    sections.length +
    curves.update * heights.update +
    curves.gradient * heights.gradient +
    curves.share * heights.share;
  for (const { kind, to } of GROWTH) {
    while (curves[kind] > 0 && heights[kind] < to && used() + curves[kind] <= room) heights[kind]++;
  }
  return heights;
}

function sectionsOf(gauges: GaugesSnapshot, x: IterationAxis, glyphs: Glyphs): readonly Section[] {
  const { steps, hidden, stepCurves, unitCurves } = gauges;
  const stepRow = (name: string, kind: 'update' | 'gradient'): GaugeCurve => {
    const own = stepCurves.find((curve) => curve.name === name);
    return { iterations: own?.iterations ?? NONE, values: own?.[kind] ?? NONE };
  };
  const unitRow = (name: string, kind: 'saturated' | 'dead'): GaugeCurve => {
    const own = unitCurves.find((curve) => curve.name === name);
    return { iterations: own?.iterations ?? NONE, values: own?.[kind] ?? NONE };
  };
  const line = `${glyphs.minus}${-USUAL_UPDATE}`;
  const updates = steps.map(({ name, rows, columns, update }) => ({
    name: `${name} ${rows}${glyphs.times}${columns}`,
    now: formatSigned(update, 2, glyphs),
    curve: { ...stepRow(name, 'update'), line: USUAL_UPDATE },
  }));
  const norms = formatNorms(steps.map(({ gradient }) => gradient));
  const gradients = steps.map(({ name, rows, columns }, index) => ({
    name: `${name} ${rows}${glyphs.times}${columns}`,
    now: norms[index] ?? '',
    curve: stepRow(name, 'gradient'),
  }));
  const updateAxis = updateAxisFor(valuesOn(x, updates));
  const gradientAxis = gradientAxisFor(valuesOn(x, gradients));
  const share = { kind: 'share', axis: SHARES, low: '0 %', high: '100 %' } as const;
  const stepSections: readonly Section[] = [
    {
      title: 'update',
      definition: [
        `log10(|update| / |weights|) by the norms of each matrix; broken line: ${line}, the usual rule of thumb`,
        `log10(|update| / |weights|); broken line: ${line}, the usual rule of thumb`,
        `log10(|update| / |weights|), line at ${line}`,
      ],
      kind: 'update',
      axis: updateAxis,
      low: `${updateAxis.cutsBelow ? '<' : ''}${wholeText(updateAxis.low, glyphs)}`,
      high: wholeText(updateAxis.high, glyphs),
      rows: updates,
    },
    {
      title: 'gradient',
      definition: [
        'norm of the gradient of the loss in each matrix, before alpha and optimizer; logarithmic axis',
        'norm in each matrix, before alpha; logarithmic axis',
        'norm, before alpha; log axis',
      ],
      kind: 'gradient',
      axis: gradientAxis,
      low: tickText(gradientAxis.low, gradientAxis.cutsBelow),
      high: tickText(gradientAxis.high),
      rows: gradients,
    },
  ];
  if (hidden.length === 0) return stepSections;
  return [
    ...stepSections,
    {
      ...share,
      title: 'saturated',
      definition: [
        'share of the values of a hidden layer, over all examples, whose slope is below 4 % of the steepest',
        'share of values with a slope below 4 % of the steepest',
        'values: slope below 4 % of the steepest',
      ],
      rows: hidden.map(({ name, saturated }) => ({
        name,
        now: shareText(saturated),
        curve: unitRow(name, 'saturated'),
      })),
    },
    {
      ...share,
      title: 'dead',
      definition: ['hidden units that are saturated in every example', 'units saturated in every example'],
      rows: hidden.map(({ name, dead, units }) => ({
        name,
        now: `${formatCount(dead)} of ${formatCount(units)}`,
        curve: unitRow(name, 'dead'),
      })),
    },
  ];
}

const NONE = new Float64Array(0);
const SHARES: Axis = { scale: 'linear', low: 0, high: 1, cutsBelow: false };

/** The values of all curves on the x axis. */
function valuesOn({ from, to }: IterationAxis, rows: readonly { readonly curve: GaugeCurve }[]): readonly number[] {
  return rows.flatMap(({ curve: { iterations, values } }) =>
    [...values].filter((_, at) => iterations[at]! >= from && iterations[at]! <= to),
  );
}

/** Whole numbers at both ends, with the usual update between them. */
function updateAxisFor(values: readonly number[]): Axis {
  const finite = values.filter((value) => Number.isFinite(value));
  const least = finite.reduce((one, other) => Math.min(one, other), USUAL_UPDATE - 1);
  const most = finite.reduce((one, other) => Math.max(one, other), USUAL_UPDATE + 1);
  const low = Math.max(LOWEST_UPDATE, Math.floor(least));
  const cutsBelow = values.some((value) => value < low);
  return { scale: 'linear', low, high: Math.ceil(most), cutsBelow };
}

function gradientAxisFor(values: readonly number[]): Axis {
  const axis = axisFor(
    values.filter((value) => value > 0),
    'log',
  );
  return { ...axis, cutsBelow: axis.cutsBelow || values.some((value) => value < axis.low * (1 - 1e-9)) };
}

/** Norms in one format: four decimals, or three digits and an exponent where some are too small or too large for that. */
export function formatNorms(norms: readonly number[]): readonly string[] {
  const isPlain = norms.every((norm) => norm === 0 || !Number.isFinite(norm) || (norm >= 0.001 && norm < 1000));
  return norms.map((norm) => {
    if (!Number.isFinite(norm)) return Number.isNaN(norm) ? 'NaN' : 'inf';
    return isPlain ? norm.toFixed(4) : norm.toExponential(2);
  });
}

/** `12.5 %`; only 0 is `0.0 %`, and only 1 is `100.0 %`. */
export function shareText(share: number): string {
  const percent = 100 * share;
  return `${(share === 0 || share === 1 ? percent : Math.max(0.1, Math.min(99.9, percent))).toFixed(1)} %`;
}

function wholeText(value: number, { minus }: Glyphs): string {
  return value < 0 ? `${minus}${-value}` : String(value);
}

/** The end of an axis in at most `LABEL` columns: `0.0015`, `1.5e-7`, `<2e-7` where there are values below it. */
function tickText(value: number, isBelow = false): string {
  const rounded = Number(value.toPrecision(2));
  const plain = String(rounded);
  const text = plain.length < LABEL ? plain : rounded.toExponential().replace('e+', 'e');
  if (!isBelow) return text;
  return text.length < LABEL ? `<${text}` : `<${rounded.toExponential(0)}`;
}
