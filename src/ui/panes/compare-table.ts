import type { Program } from '../../language/program.ts';
import { original, ownValue, type Scaling, type TargetWords } from '../../language/scaling.ts';
import type { NetworkView, Recollection } from '../../worker/protocol.ts';
import type { Subject } from '../../worker/subject.ts';
import {
  abbreviate,
  type Frame,
  type Line,
  padEnd,
  padStart,
  type Span,
  span,
  truncate,
  widthOf,
} from '../text/line.ts';
import { formatCount, formatError, formatPlain, formatShort, formatSignedIn } from '../text/numbers.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import { errorUnitText } from '../words/unit-words.ts';
import { datumIn } from './datum-text.ts';
import { inputHeading } from './example-table.ts';
import { type Columns, columnsOf, DECIMALS, decimalsOf, ERROR_WIDTH, targetText } from './predictions-columns.ts';

type Matrix = Subject['inputs'];

/** An earlier state of the run, possibly of another network. */
export type Earlier = NetworkView & Pick<Recollection, 'layers' | 'hasOtherTargets'>;

/** Two states of a run, and its examples: the numbers of the program, shown in own units. */
export interface Compared extends Pick<TargetWords, 'targetScaling' | 'targetUnits'> {
  /** The name of the earlier state: `first`, `mark 2`. */
  readonly title: string;
  readonly earlier: Earlier;
  readonly now: NetworkView;
  readonly program: Program;
  readonly targets: Matrix;
  readonly inputs: Matrix;
  readonly inputScaling?: Scaling | undefined;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  /** True for a script: rows and columns have their numbers in Python as names. */
  readonly areNumbered?: boolean;
}

/** The columns of the table with their widths. */
export interface Table {
  readonly number: number;
  readonly given: Columns;
  /** Columns of the decimals of targets, point included, to align the points. */
  readonly fraction: number;
  readonly then: { readonly heading: string; readonly width: number };
  readonly mark: number;
}

/** The space between columns. */
const GAP = '  ';
/** Columns of a prediction or an error. */
const FIGURE = DECIMALS + 2;

/** Smaller differences vanish in the decimals. */
const SMALLEST = 0.5 * 10 ** -DECIMALS;
const SMALLEST_ERROR = 10 ** (1 - DECIMALS);
const SMALLEST_FACTOR = 1.05;
/** From here on a factor has no decimal; from LONG_FACTOR on it is short, such as `1.2M`. */
const WHOLE_FACTOR = 10;
const LONG_FACTOR = 1e6;

const WIDEST_TITLE = 9;
const HEADINGS = { number: '#', now: 'now', change: 'change' };
/** Columns of `✗ farther`, and in a wide table of `✓ 1,100 times smaller`. */
const MARK = { least: 9, most: 21 };
const ROOMY = 68;
/** The number of targets that determine `fraction`. */
const SAMPLES = 100;

/** Rows of the table: one for each output of each example. */
export function rowsOf({ targets }: Pick<Compared, 'targets'>): number {
  return targets.rows * targets.columns;
}

/** The columns that fit: number, target, both predictions and the change always, then as many inputs as possible. */
export function tableOf(props: Compared, room: number, theme: Theme): Table {
  const heading = abbreviate(props.title, WIDEST_TITLE, theme.glyphs.ellipsis);
  const then = { heading, width: Math.max(FIGURE, widthOf(heading)) };
  const number = Math.max(HEADINGS.number.length, formatCount(props.targets.rows).length);
  const names = { predictionName: '', targetName: props.program.roles.target ?? 'target' };
  // More than a table of predictions has: the number, a second prediction, and a wider mark.
  const reserved = number + then.width + (room >= ROOMY ? MARK.most : MARK.least) + 2 * GAP.length;
  const given = columnsOf({ ...props, ...names }, room - reserved, theme);
  const fraction = Math.max(
    0,
    ...Array.from(props.targets.data.subarray(0, SAMPLES), (value, place) =>
      fractionOf(targetIn(props, value, place % props.targets.columns, theme)),
    ),
  );
  const figures = then.width + FIGURE + ERROR_WIDTH + 4 * GAP.length;
  return { number, given, fraction, then, mark: room - leftWidth({ number, given }) - figures };
}

/** The headings; those of the examples only while rows are visible. */
export function drawHeadings(table: Table, withRows: boolean, { glyphs, styles }: Theme): Line {
  const { output, target } = table.given;
  const left = [
    padStart(HEADINGS.number, table.number),
    ...inputHeading(table.given, glyphs),
    ...(output > 0 ? [padEnd('', output)] : []),
    target,
  ].join(GAP);
  const right = [
    padStart(table.then.heading, table.then.width),
    padStart(HEADINGS.now, FIGURE),
    padStart(HEADINGS.change, ERROR_WIDTH),
  ];
  return [span([withRows ? left : padEnd('', widthOf(left)), ...right].join(GAP), styles.quiet)];
}

/** Both errors, their change and their ratio. */
export function drawErrors(props: Compared, table: Table, theme: Theme): Line {
  const { earlier: then, now } = props;
  const unit = errorUnitText(props, theme.glyphs);
  const room = leftWidth(table);
  const words = unit === undefined ? 'error' : truncate(`error in ${unit}`, room, theme.glyphs.ellipsis);
  const figures = { width: table.then.width, decimals: DECIMALS, textOf: errorText };
  return [
    span(padEnd(words, room), theme.styles.quiet),
    ...drawFigures(then.error, now.error, figures, theme),
    ...(isOfOtherTask(then, now)
      ? otherTargets(table.mark, theme)
      : drawFactor(then.error, now.error, table.mark, theme)),
  ];
}

/** `count` rows from `first` on: target, both predictions, and which of them is closer. */
export function drawRows(props: Compared, table: Table, first: number, count: number, theme: Theme): Frame {
  return Array.from({ length: count }, (_, index) => drawRow(props, table, first + index, index === 0, theme));
}

function drawRow(props: Compared, table: Table, row: number, isTop: boolean, theme: Theme): Line {
  const { given } = table;
  const { glyphs, styles } = theme;
  const { columns } = props.targets;
  const example = Math.floor(row / columns);
  const output = row % columns;
  // Number and inputs are beside the first output of their example, and beside the first visible row.
  const isNamed = output === 0 || isTop;
  const target = props.targets.data[row]!;
  const [then, now] = [props.earlier.prediction[row], props.now.prediction[row]];
  const own = (value: number | undefined) => (value === undefined ? undefined : ownValue(value, output, props));
  const figures = { width: table.then.width, decimals: decimalsOf(props, output), textOf: figureText };
  const inputs = given.inputs.map(({ index, width, decimals }) =>
    padStart(isNamed ? datumIn(width, inputOf(props, example, index), theme, decimals) : '', width),
  );
  const name = padEnd(abbreviate(props.targetNames[output] ?? '', given.output, glyphs.ellipsis), given.output);
  return [
    span(padStart(isNamed ? formatCount(example + 1) : '', table.number), styles.quiet),
    ...(inputs.length > 0 ? [span(GAP + inputs.join(' ') + (given.moreInputs ? GAP : ''))] : []),
    ...(given.output > 0 ? [span(GAP + name, styles.quiet)] : []),
    span(GAP + aligned(targetIn(props, target, output, theme), table, theme)),
    ...drawFigures(own(then), own(now), figures, theme),
    ...drawMark(distanceOf(target, then), distanceOf(target, now), theme),
  ];
}

function inputOf({ inputs, inputScaling }: Compared, example: number, input: number): number {
  return original(inputs.data[example * inputs.columns + input]!, input, inputScaling);
}

function distanceOf(target: number, prediction = Number.NaN): number {
  return Math.abs(target - prediction);
}

function leftWidth({ number, given }: Pick<Table, 'number' | 'given'>): number {
  const inputs = given.inputs.reduce((sum, { width }) => sum + width + 1, 0);
  const shown = inputs > 0 ? inputs + 1 + (given.moreInputs ? GAP.length : 0) : 0;
  return number + shown + (given.output > 0 ? GAP.length + given.output : 0) + GAP.length + widthOf(given.target);
}

function targetIn(props: Compared, value: number, output: number, { glyphs }: Theme): string {
  return targetText(ownValue(value, output, props), decimalsOf(props, output), glyphs.minus);
}

/** A target aligned at its point, if there is room. */
function aligned(text: string, { given, fraction }: Table, { glyphs }: Theme): string {
  const target = widthOf(given.target);
  const shown = widthOf(text) <= target ? text : glyphs.ellipsis;
  const padded = shown + ' '.repeat(Math.max(0, fraction - fractionOf(shown)));
  return padStart(widthOf(padded) <= target ? padded : shown, target);
}

function fractionOf(text: string): number {
  const [, fraction] = /^[^e]*?(\.\d+)$/.exec(text) ?? [];
  return fraction?.length ?? 0;
}

/** A figure then, the figure now and their change; a dash for undefined. */
function drawFigures(
  then: number | undefined,
  now: number | undefined,
  { width, decimals, textOf }: Figures,
  theme: Theme,
): readonly Span[] {
  const { glyphs, styles } = theme;
  const isChange = then !== undefined && now !== undefined;
  const change = isChange ? formatSignedIn(ERROR_WIDTH, now - then, decimals, glyphs) : glyphs.dash;
  return [
    span(GAP + padStart(textOf(then, decimals, theme), width)),
    span(GAP + padStart(textOf(now, decimals, theme), FIGURE), styles.strong),
    span(GAP + padStart(change, ERROR_WIDTH)),
  ];
}

/** The format of two figures: the columns of the first one, and the most decimals. */
interface Figures {
  readonly width: number;
  readonly decimals: number;
  readonly textOf: (value: number | undefined, decimals: number, theme: Theme) => string;
}

/** A figure; a dash for undefined. */
function figureText(value: number | undefined, decimals: number, { glyphs }: Theme): string {
  return value === undefined ? glyphs.dash : formatPlain(value, decimals, FIGURE, glyphs);
}

/** An error; one too small for the decimals gets an exponent. */
function errorText(error: number | undefined, decimals: number, theme: Theme): string {
  return error !== undefined && error > 0 && error < SMALLEST_ERROR
    ? formatError(error, FIGURE)
    : figureText(error, decimals, theme);
}

/** `✓ closer` or `✗ farther`: the change of a prediction's distance from its target. */
function drawMark(then: number, now: number, { glyphs, styles }: Theme): readonly Span[] {
  if (Number.isNaN(now - then)) return [];
  if (Math.abs(now - then) < SMALLEST) return markOf(`${glyphs.dot} same`, styles.quiet);
  return now < then ? markOf(`${glyphs.check} closer`, styles.good) : markOf(`${glyphs.cross} farther`, styles.bad);
}

/** True for the state of another training of a script: neither its targets nor its weights are those of the current one. */
function isOfOtherTask({ hasOtherTargets = false, parameters }: Earlier, now: NetworkView): boolean {
  return hasOtherTargets && !parameters.some(({ name }) => now.parameters.some((own) => own.name === name));
}

function otherTargets(width: number, { glyphs, styles }: Theme): readonly Span[] {
  const text = ['other targets', 'other'].map((words) => `${glyphs.dot} ${words}`).find((own) => widthOf(own) <= width);
  return markOf(text ?? glyphs.dot, styles.quiet);
}

/** `✓ 12 times smaller`: the ratio of two errors, in at most `width` columns. */
function drawFactor(
  then: number | undefined,
  now: number | undefined,
  width: number,
  { glyphs, styles }: Theme,
): readonly Span[] {
  if (then === undefined || now === undefined) return [];
  const isSmaller = now < then;
  const factor = isSmaller ? then / now : now / then;
  if (Number.isNaN(factor)) return [];
  const fitting = (glyph: string, texts: readonly string[]): string =>
    texts.map((text) => `${glyph} ${text}`).find((text) => widthOf(text) <= width) ?? glyph;
  if (factor < SMALLEST_FACTOR) return markOf(fitting(glyphs.dot, ['about the same', 'same']), styles.quiet);
  const word = isSmaller ? 'smaller' : 'larger';
  const times = factorText(factor);
  const texts = times === undefined ? [word] : [`${times} times ${word}`, `${times}${glyphs.times} ${word}`, word];
  return isSmaller
    ? markOf(fitting(glyphs.check, texts), styles.good)
    : markOf(fitting(glyphs.cross, texts), styles.bad);
}

function markOf(text: string, style: Style): readonly Span[] {
  return [span(GAP + text, style)];
}

/** A factor from 1 on; undefined for infinity. */
function factorText(factor: number): string | undefined {
  if (!Number.isFinite(factor)) return undefined;
  if (factor >= LONG_FACTOR) return formatShort(factor);
  return factor < WHOLE_FACTOR ? factor.toFixed(1) : formatCount(factor);
}
