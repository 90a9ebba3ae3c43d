import { draws, mentions } from '../../language/expression.ts';
import { printExpression, printStatement } from '../../language/print.ts';
import { descendedLoss, meanAbsoluteError, type Program } from '../../language/program.ts';
import { forwardInIteration } from '../../language/reads.ts';
import type { GradientReport, ParameterCheck } from '../../worker/protocol.ts';
import { type Frame, type Line, padEnd, padStart, span, widthOf, wrap } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, box } from './box.ts';

export interface GradientsProps {
  /** Undefined until the thread has answered. */
  readonly report: GradientReport | undefined;
  readonly program: Program;
}

/** Whether the update lines follow the loss, matrix by matrix, cell by cell. */
export function drawGradients({ report, program }: GradientsProps, size: Size, theme: Theme): Frame {
  const { styles, glyphs } = theme;
  const columns = size.columns - BORDER.columns;
  const text = {
    title: 'gradient check',
    details: ['updates beside the slope of the loss'],
    note: 'esc closes',
    focused: true,
  };
  if (report === undefined) return box(text, size, [[span('checking', styles.quiet)]], theme);
  const { check, iteration } = report;
  const isSample = check.parameters.some(({ checked, rows, columns: width }) => checked < rows * width);
  const unknown = !Number.isFinite(check.loss) || !Number.isFinite(check.worst);
  const verdict: Line = unknown
    ? [span(`${glyphs.dash} not measured`, styles.strong), span('   the numbers are too large for differences of them')]
    : check.passed
      ? [
          span(`${glyphs.check} passed`, styles.good),
          span(
            `   the updates go where the loss falls, after ${formatCount(iteration)} iterations${isSample ? ', in the cells that were checked' : ''}`,
          ),
        ]
      : [span(`${glyphs.cross} failed`, styles.bad), span('   an update does not go where the loss falls')];
  const worst: Line = [
    span('worst relative difference ', styles.quiet),
    span(check.worst.toExponential(1), check.passed ? styles.good : styles.bad),
    span(`   passes below ${check.bound.toExponential(0)}   loss ${check.loss.toPrecision(6)}`, styles.quiet),
  ];
  const said = (text: string): Frame => wrap(text, columns).map((line): Line => [span(line, styles.quiet)]);
  const reason = check.passed || unknown ? undefined : failureWords(program);
  const words = [checkWords(program), chartWords(program)].flatMap((sentence): Frame => [...said(sentence), []]);
  const tables = check.parameters.flatMap(
    (parameter): Frame => [...drawParameter(parameter, check.bound, columns, theme), []],
  );
  const because = reason === undefined ? [] : said(reason);
  const content = [verdict, ...because, worst, ...said(lossWords(program)), [], ...tables, ...words];
  return box(text, size, content, theme);
}

/** A line for the matrix, and its cells as powers of ten of their difference. */
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

/** What the check compares with what, of this program. */
export function checkWords(program: Program): string {
  const anew = `the loss L of ${examplesOf(program)}${chanceOf(program)} is measured anew`;
  const updates =
    program.directions === undefined ? 'what its update line adds' : 'the gradient that its update line works with';
  return `Each weight is moved a little to both sides, ${anew}, and the slope of L there is compared with ${updates}.`;
}

/** `L = sum(l2_error ** 2) / 2` */
export function lossWords(program: Program): string {
  return `L = ${printExpression(descendedLoss(program))}`;
}

/** How the loss and the error of the chart go together. */
export function chartWords(program: Program): string {
  const chart = printExpression(meanAbsoluteError(program));
  if (printExpression(descendedLoss(program)) === chart) return 'L is the error that the chart shows, too.';
  const first = program.iteration.find(({ value }) => mentions(value, program.roles.error));
  const because = first === undefined ? 'they follow L' : `${printStatement(first)} makes them follow L`;
  return (
    `Why not the error of the chart, ${chart}? Because the lines do not descend that one: ${because}. ` +
    'The two mostly fall together, but their slopes differ.'
  );
}

/** Why a program fails that is meant to be as it is: what it overwrites no longer has the slope that the lines take. */
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
      `As it must: ${printStatement(layer)} overwrites the layer, so that ${taken} is that of the scaled values, ` +
      'not of what the activation gave. The corrected form of dropout passes.'
    );
  }
  const delta = overwriting.find(({ target }) => target.endsWith('_delta'));
  if (delta === undefined) return undefined;
  return `As it must where something is trimmed: ${printStatement(delta)} changes the delta, and what comes after it follows that.`;
}

/** The lines of an iteration see all examples, or those that a line has chosen. */
function examplesOf(program: Program): string {
  const [seen] = forwardInIteration(program);
  return seen?.value.kind === 'rows' ? 'this batch' : 'all examples';
}

/** What is drawn in each iteration and must stay the same for that: `, with the same l1_mask each time,`. */
function chanceOf(program: Program): string {
  const drawn = forwardInIteration(program)
    .filter(({ value }) => draws(value))
    .map(({ target }) => target);
  return drawn.length === 0 ? '' : `, with the same ${drawn.join(' and ')} each time,`;
}
