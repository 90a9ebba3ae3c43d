import { draws, mentions } from '../../language/expression.ts';
import { printExpression, printStatement } from '../../language/print.ts';
import {
  descendedLoss,
  meanAbsoluteError,
  type Program,
  requireRoles,
  type Statement,
} from '../../language/program.ts';
import { forwardInIteration } from '../../language/reads.ts';
import { counted } from '../../language/wording.ts';
import type {
  FoundRoles,
  GradientCheck,
  GradientProgress,
  GradientReport,
  LineFault,
  ParameterCheck,
  ScriptGradientReport,
} from '../../worker/protocol.ts';
import { type Frame, type Line, lineWidth, padEnd, padStart, type Span, span, widthOf, wrap } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import { createTheme, type Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, scrollBox, scrollLimitOf } from './box.ts';
import { scriptGradients } from './script-gradients-pane.ts';

/** The most wrong lines that are listed. */
const MOST_FAULTS = 3;

export interface GradientsProps {
  /** Undefined before the answer of the training thread. */
  readonly report: GradientReport | ScriptGradientReport | undefined;
  readonly progress?: GradientProgress | undefined;
  readonly program: Program;
  /** The roles of a script. */
  readonly found?: FoundRoles | undefined;
  /** First visible line. */
  readonly first: number;
}

/** The gradient check: updates against differences of the loss, cell by cell. */
export function drawGradients(props: GradientsProps, size: Size, theme: Theme): Frame {
  const closing = props.report === undefined ? 'esc cancels' : 'esc closes';
  const details = ['updates against differences of the loss', 'updates against the loss'];
  const text = { title: 'gradient check', details, note: closing, focused: true };
  const content = gradientsContent(props, size.columns - BORDER.columns, theme);
  return scrollBox(text, size, content, props.first, theme, { footnotes: [closing] });
}

/** The first line at which the end is visible. */
export function gradientsScrollLimit(props: GradientsProps, size: Size): number {
  // The theme changes colours, not the number of lines.
  return scrollLimitOf(gradientsContent(props, size.columns - BORDER.columns, createTheme(1, true)), size);
}

/** The check in lines of at most `columns`. */
export function gradientsContent(props: GradientsProps, columns: number, theme: Theme): Frame {
  const { report, progress, program, found } = props;
  const { styles } = theme;
  if (report === undefined) {
    const done = progress && `${formatCount(progress.done)} of ${formatCount(progress.total)} cells`;
    return [[span(done === undefined ? 'checking' : `checking   ${done}`, styles.quiet)]];
  }
  if (report.type === 'scriptGradients') return scriptGradients(report, found, columns, theme);
  const { check } = report;
  const paragraph = (words: string): Frame => wrap(words, columns).map((line): Line => [span(line, styles.quiet)]);
  const paragraphs = (words: readonly string[]): Frame => words.flatMap(paragraph);
  const explanations = [checkWords(program), ...elsewhereWords(check), chartWords(program)];
  return [
    ...verdictLines(report, program, columns, theme),
    ...worstLines(check, columns, theme),
    ...paragraphs([...kinkWords(check), lossWords(program)]),
    [],
    ...check.parameters.flatMap((parameter): Frame => [...drawParameter(parameter, check, columns, theme), []]),
    ...explanations.flatMap(
      (sentence, index): Frame => (index === 0 ? paragraph(sentence) : [[], ...paragraph(sentence)]),
    ),
  ];
}

/** The verdict, and the reasons of a check that has failed. */
function verdictLines({ check, iteration }: GradientReport, program: Program, columns: number, theme: Theme): Frame {
  const { styles, glyphs } = theme;
  if (isUnmeasured(check)) {
    const words = 'the numbers are too large for differences';
    return headline(span(`${glyphs.dash} not measured`, styles.strong), words, columns);
  }
  const isSample = check.parameters.some(({ checked, rows, columns: width }) => checked < rows * width);
  const what = program.directions === undefined ? 'the updates descend the loss' : 'the gradients descend the loss';
  const where = `after ${counted(iteration, 'iteration')} ${what}${isSample ? ' in all checked cells' : ''}`;
  const updates =
    program.directions === undefined || !check.isDefined ? '' : ', and the updates follow their techniques';
  if (check.passed && areAllAtKinks(check)) {
    const words = `after ${counted(iteration, 'iteration')} all checked cells are at a kink; only random weights are checked`;
    return headline(span(`${glyphs.dash} not judged here`, styles.strong), words, columns);
  }
  if (check.passed && check.areZero) {
    const words = `after ${counted(iteration, 'iteration')} every gradient is 0: there is nothing to compare; only random weights are checked`;
    return headline(span(`${glyphs.dash} not judged here`, styles.strong), words, columns);
  }
  if (check.passed) return headline(span(`${glyphs.check} passed`, styles.good), `${where}${updates}`, columns);
  const isDescending = check.because.length === 0 && check.worst < check.bound && check.faults.length > 0;
  const reason = isDescending
    ? 'a line does not compute what its technique defines'
    : 'an update does not descend the loss';
  const reasons = reasonWords(check, program).flatMap((words) => wrap(words, columns));
  return [
    ...headline(span(`${glyphs.cross} failed`, styles.bad), reason, columns),
    ...reasons.map((line): Line => [span(line, styles.quiet)]),
  ];
}

/** A verdict and its words, which continue below their beginning. */
function headline(verdict: Span, words: string, columns: number): Frame {
  const indent = widthOf(verdict.text) + 3;
  return wrap(words, columns - indent).map(
    (line, index): Line => [...(index === 0 ? [verdict, span('   ')] : [span(' '.repeat(indent))]), span(line)],
  );
}

function isUnmeasured({ loss, worst }: GradientCheck): boolean {
  return !Number.isFinite(loss) || !Number.isFinite(worst);
}

/** The worst difference and the loss, on one line where both fit. */
function worstLines(check: GradientCheck, columns: number, { styles }: Theme): Frame {
  const loss = span(`loss ${check.loss.toPrecision(6)}`, styles.quiet);
  const style = check.worst < check.bound ? styles.good : styles.bad;
  const worst: Line = areAllAtKinks(check)
    ? [span('no relative difference', styles.quiet)]
    : [
        span('worst relative difference ', styles.quiet),
        span(check.worst.toExponential(1), style),
        span(`   passes below ${check.bound.toExponential(0)}`, styles.quiet),
      ];
  const line = [...worst, span('   '), loss];
  return lineWidth(line) <= columns ? [line] : [worst, [loss]];
}

/** True when no checked cell can be judged. */
function areAllAtKinks({ parameters }: GradientCheck): boolean {
  return parameters.every(({ checked, atKinks }) => checked === atKinks);
}

/** A matrix with its worst difference, and the relative difference of each cell. */
function drawParameter(parameter: ParameterCheck, check: GradientCheck, columns: number, theme: Theme): Frame {
  const { name, rows, columns: width, checked, atKinks, worst, elsewhere, differences } = parameter;
  const { styles, glyphs } = theme;
  const { bound, boundElsewhere } = check;
  const all = rows * width;
  const share = checked === all ? '' : `, ${formatCount(checked)} of ${formatCount(all)} cells`;
  const kinks = atKinks === 0 ? '' : `   ${formatCount(atKinks)} at a kink`;
  const passed = worst < bound && !(elsewhere >= boundElsewhere);
  const judged = checked === atKinks ? '   no cell is judged' : `   worst ${worst.toExponential(1)}`;
  const other = elsewhere >= boundElsewhere ? `   at random weights ${elsewhere.toExponential(1)}` : '';
  const heading: Line = [
    passed && checked === atKinks
      ? span(`${glyphs.dash} ${name}  `, styles.quiet)
      : span(`${passed ? glyphs.check : glyphs.cross} ${name}  `, passed ? styles.good : styles.bad),
    span(`${rows}${glyphs.times}${width}${share}${judged}${kinks}${other}`, styles.quiet),
  ];
  const cell = (value: number): string => (Number.isNaN(value) ? 'kink' : value === 0 ? '0' : value.toExponential(1));
  const cells = Array.from(differences, cell);
  const cellWidth = Math.max(...cells.map(widthOf)) + 1;
  if (checked < all || width * cellWidth + 2 > columns || rows > 8) return [heading];
  return [
    heading,
    ...Array.from(
      { length: rows },
      (_, row): Line => [
        span('  '),
        ...Array.from({ length: width }, (_cell, column) => {
          const index = row * width + column;
          const difference = differences[index]!;
          const style = Number.isNaN(difference) ? styles.quiet : difference < bound ? styles.good : styles.bad;
          return span(padEnd(padStart(cells[index]!, cellWidth - 1), cellWidth), style);
        }),
      ],
    ),
  ];
}

/** `3 cells are at a kink of relu, where there is no slope: they are not judged.` */
function kinkWords({ kinks }: Pick<GradientCheck, 'kinks'>): readonly string[] {
  return kinks.map(({ of, cells }) => {
    const [are, they] = cells === 1 ? ['is', 'it is'] : ['are', 'they are'];
    return `${counted(cells, 'cell')} ${are} at a kink of ${of}, where there is no slope: ${they} not judged.`;
  });
}

/** The reasons why a check has failed, as far as it knows them. */
function reasonWords(check: GradientCheck, program: Program): readonly string[] {
  const { faults, because, limited } = check;
  if (faults.length > 0) return faults.slice(0, MOST_FAULTS).map((fault) => faultWords(fault, program));
  if (because.length > 0) return [failureWords(program) ?? ''].filter((words) => words !== '');
  const found = limited.map(({ line, cells }) => {
    const statement = printStatement(program.iteration[line] as Statement);
    const where = cells === 1 ? 'In 1 cell' : `In ${formatCount(cells)} cells`;
    return `${where}, ${statement} divides by a number that clip limits, because a prediction is nearly 0 or 1: there it is not the slope of L.`;
  });
  const isElsewhere = check.worst < check.bound;
  return isElsewhere ? [...found, 'At the current weights all updates agree; at random weights some do not.'] : found;
}

/** `v_syn0[0,1] is 0.012; by the definition of momentum it is 0.013. Line: v_syn0 = mu * v_syn0 + syn0_grad` */
function faultWords({ name, line, row, column, found, expected }: LineFault, program: Program): string {
  const statement = program.iteration[line];
  const technique = statement?.techniques?.at(-1);
  const definition = technique === undefined ? 'by its definition' : `by the definition of ${technique}`;
  const [is, should] = differingTexts(found, expected);
  const text = statement === undefined ? 'No line assigns to it.' : `Line: ${printStatement(statement)}`;
  return `From known values, ${name}[${row},${column}] becomes ${is}; ${definition} it is ${should}. ${text}`;
}

/** Two numbers with as few digits as show that they differ. */
function differingTexts(one: number, other: number): readonly [string, string] {
  for (const digits of [4, 8]) {
    const [own, its] = [one, other].map((value) => String(Number(value.toPrecision(digits)))) as [string, string];
    if (own !== its) return [own, its];
  }
  return [String(one), String(other)];
}

/** The check at random weights. */
function elsewhereWords({ parameters, boundElsewhere, isDefined }: GradientCheck): readonly string[] {
  const worst = parameters.reduce((most, { elsewhere }) => Math.max(most, elsewhere), 0);
  if (Number.isNaN(worst)) return [];
  const lines = isDefined ? ' The other lines are compared with the formulas of their techniques.' : '';
  const bound = boundElsewhere.toExponential(0);
  return [
    'At the current weights, some lines may not affect the loss. So each matrix is also checked at random weights, along one direction: ' +
      `worst ${worst.toExponential(1)}, passes below ${bound}.${lines}`,
  ];
}

/** The method of the check. */
export function checkWords(program: Program): string {
  const again = `the loss L of ${examplesOf(program)}${chanceOf(program)} is computed again`;
  const update = program.directions === undefined ? 'its update' : 'the gradient in its update line';
  return (
    `Central differences: each checked weight is moved a little up and down, near a kink only to its own side, ${again}, ` +
    `and the slope of L is compared with ${update}.`
  );
}

/** `L = sum(l2_error ** 2) / 2` */
export function lossWords(program: Program): string {
  return `L = ${printExpression(descendedLoss(program))}`;
}

/** The loss against the error of the chart. */
export function chartWords(program: Program): string {
  const chart = printExpression(meanAbsoluteError(program));
  if (printExpression(descendedLoss(program)) === chart) return 'L is also the error of the chart.';
  const { error } = requireRoles(program, 'error');
  const first = program.iteration.find(({ value }) => mentions(value, error));
  const because = first === undefined ? '' : ` because of ${printStatement(first)}`;
  return (
    `L is not the error of the chart, ${chart}: the program descends L${because}. ` +
    'Both usually fall together, but their slopes differ.'
  );
}

/** The reason for an expected failure: a line overwrites a layer or a delta, and later lines use the changed values. */
export function failureWords(program: Program): string | undefined {
  const outputs = program.roles.layers.map(({ output }) => output);
  const overwriting = program.iteration.filter(
    ({ target, operator, value }) => operator === '=' && mentions(value, target),
  );
  const layer = overwriting.find(({ target }) => outputs.includes(target));
  if (layer !== undefined) {
    const slope = program.iteration.find(({ target }) => target === `${layer.target}_delta`);
    const taken = slope === undefined ? 'the slope after it' : `the slope in ${printStatement(slope)}`;
    return (
      `This is expected: ${printStatement(layer)} overwrites the layer, so that ${taken} is that of the scaled values, ` +
      "not of the activation's. The corrected form of dropout passes."
    );
  }
  const delta = overwriting.find(({ target }) => target.endsWith('_delta'));
  if (delta === undefined) return undefined;
  return `This is expected: ${printStatement(delta)} changes the delta, and the lines after it use the changed one.`;
}

/** The examples of an iteration: all, or a mini-batch. */
function examplesOf(program: Program): string {
  const [seen] = forwardInIteration(program);
  return seen?.value.kind === 'rows' ? 'this batch' : 'all examples';
}

/** The random matrices that the check holds constant: `, with the same l1_mask each time,`. */
function chanceOf(program: Program): string {
  const drawn = forwardInIteration(program)
    .filter(({ value }) => draws(value))
    .map(({ target }) => target);
  return drawn.length === 0 ? '' : `, with the same ${drawn.join(' and ')} each time,`;
}
