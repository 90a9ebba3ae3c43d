import { draws, mentions } from '../../language/expression.ts';
import { printExpression, printStatement } from '../../language/print.ts';
import { descendedLoss, meanAbsoluteError, type Program, requireRoles } from '../../language/program.ts';
import { forwardInIteration } from '../../language/reads.ts';
import type { GradientProgress, GradientReport, ParameterCheck } from '../../worker/protocol.ts';
import { type Frame, type Line, padEnd, padStart, span, widthOf, wrap } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, box } from './box.ts';

export interface GradientsProps {
  /** Undefined before the answer of the training thread. */
  readonly report: GradientReport | undefined;
  readonly progress?: GradientProgress | undefined;
  readonly program: Program;
}

/** The gradient check: updates against central differences of the loss, cell by cell. */
export function drawGradients({ report, progress, program }: GradientsProps, size: Size, theme: Theme): Frame {
  const { styles, glyphs } = theme;
  const columns = size.columns - BORDER.columns;
  const text = {
    title: 'gradient check',
    details: ['updates against central differences of the loss', 'updates against the loss'],
    note: 'esc closes',
    focused: true,
  };
  if (report === undefined) {
    const done = progress && `${formatCount(progress.done)} of ${formatCount(progress.total)} cells`;
    const line = done === undefined ? 'checking' : `checking   ${done}`;
    return box({ ...text, note: 'esc cancels' }, size, [[span(line, styles.quiet)]], theme);
  }
  const { check, iteration } = report;
  const isSample = check.parameters.some(({ checked, rows, columns: width }) => checked < rows * width);
  const unknown = !Number.isFinite(check.loss) || !Number.isFinite(check.worst);
  const verdict: Line = unknown
    ? [span(`${glyphs.dash} not measured`, styles.strong), span('   the numbers are too large for central differences')]
    : check.passed
      ? [
          span(`${glyphs.check} passed`, styles.good),
          span(
            `   after ${formatCount(iteration)} iterations the updates descend the loss${isSample ? ' in all checked cells' : ''}`,
          ),
        ]
      : [span(`${glyphs.cross} failed`, styles.bad), span('   an update does not descend the loss')];
  const worst: Line = [
    span('worst relative difference ', styles.quiet),
    span(check.worst.toExponential(1), check.passed ? styles.good : styles.bad),
    span(`   passes below ${check.bound.toExponential(0)}   loss ${check.loss.toPrecision(6)}`, styles.quiet),
  ];
  const paragraph = (text: string): Frame => wrap(text, columns).map((line): Line => [span(line, styles.quiet)]);
  const reason = check.passed || unknown ? undefined : failureWords(program);
  const words = [checkWords(program), chartWords(program)].flatMap((sentence): Frame => [...paragraph(sentence), []]);
  const tables = check.parameters.flatMap(
    (parameter): Frame => [...drawParameter(parameter, check.bound, columns, theme), []],
  );
  const because = reason === undefined ? [] : paragraph(reason);
  const content = [verdict, ...because, worst, ...paragraph(lossWords(program)), [], ...tables, ...words];
  return box(text, size, content, theme);
}

/** A matrix with its worst difference, and the relative difference of each cell as a power of ten. */
function drawParameter(parameter: ParameterCheck, bound: number, columns: number, theme: Theme): Frame {
  const { name, rows, columns: width, checked, worst, differences } = parameter;
  const { styles, glyphs } = theme;
  const all = rows * width;
  const share = checked === all ? '' : `, ${formatCount(checked)} of ${formatCount(all)} cells`;
  const passed = worst < bound;
  const heading: Line = [
    span(`${passed ? glyphs.check : glyphs.cross} ${name}  `, passed ? styles.good : styles.bad),
    span(`${rows}${glyphs.times}${width}${share}   worst ${worst.toExponential(1)}`, styles.quiet),
  ];
  const cell = (value: number): string =>
    Number.isNaN(value) ? glyphs.dot : value === 0 ? '0' : `1e${Math.ceil(Math.log10(value))}`;
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
          const style = differences[index]! < bound ? styles.good : styles.bad;
          return span(padEnd(padStart(cells[index]!, cellWidth - 1), cellWidth), style);
        }),
      ],
    ),
  ];
}

/** The method of the check. */
export function checkWords(program: Program): string {
  const again = `the loss L of ${examplesOf(program)}${chanceOf(program)} is computed again`;
  const update = program.directions === undefined ? 'its update' : 'the gradient in its update line';
  return `Central differences: each weight is moved a little up and down, ${again}, and the slope of L is compared with ${update}.`;
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
