import { counted } from '../../language/wording.ts';
import type {
  FoundRoles,
  ScriptGradientCheck,
  ScriptGradientReport,
  ScriptParameterCheck,
} from '../../worker/protocol.ts';
import { type Frame, type Line, padStart, type Span, span, widthOf, wrap } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';

/** The gradient check of a script: the loss that its updates descend, and the updates that do not. */
export function scriptGradients(
  { answer }: ScriptGradientReport,
  found: FoundRoles | undefined,
  columns: number,
  theme: Theme,
): Frame {
  const { styles, glyphs } = theme;
  const quiet = (words: string): Frame => wrap(words, columns).map((line): Line => [span(line, styles.quiet)]);
  if ('why' in answer) {
    return [...headline(span(`${glyphs.dash} not checked`, styles.strong), answer.why, columns), [], ...quiet(METHOD)];
  }
  return [
    ...verdictLines(answer, columns, theme),
    ...reasonWords(answer).flatMap((words) => wrap(words, columns).map((line): Line => [span(line)])),
    ...quiet(lossWords(answer, found)),
    ...factorWords(answer).flatMap(quiet),
    [],
    ...answer.parameters.flatMap((parameter) => parameterLines(parameter, answer, columns, theme)),
    [],
    ...quiet(METHOD),
    ...memoryWords(answer).flatMap((words) => [[], ...quiet(words)]),
    [],
    ...quiet(looksWords(answer)),
  ];
}

const METHOD =
  'A cell of a weight is moved a little up and down, the lines of the script run up to the difference of prediction and target, ' +
  'and the slope of the loss is compared with the update of the cell. A script does not name its loss: the common losses are tried.';

function verdictLines(check: ScriptGradientCheck, columns: number, { styles, glyphs }: Theme): Frame {
  const { result, iteration, parameters, loss } = check;
  const where = `after ${counted(iteration, 'iteration')}`;
  const isSample = parameters.some(({ checked, rows, columns: width }) => checked < rows * width);
  switch (result) {
    case 'passed': {
      const what = loss === undefined ? 'an unknown loss of the predictions' : 'the loss';
      const unclear = parameters.filter((own) => own.result === 'unclear').map(({ name }) => name);
      const cells = isSample ? ', in all checked cells' : '';
      const words =
        unclear.length === 0
          ? `${where} all updates descend ${what}${cells}`
          : `${where} the other updates descend ${what}${cells}; the update of ${unclear.join(', ')} is not judged`;
      return headline(span(`${glyphs.check} passed`, styles.good), words, columns);
    }
    case 'uneven': {
      const idle = parameters.filter(isIdle).map(({ name }) => name);
      const words =
        idle.length === 0
          ? `${where} all updates descend the loss, but with different factors`
          : `${where} the updates descend the loss, but ${idle.join(', ')} ${idle.length === 1 ? 'is' : 'are'} not updated`;
      return headline(span(`${glyphs.dash} uneven`, styles.strong), words, columns);
    }
    case 'failed': {
      const names = parameters.filter(isWrong).map(({ name }) => name);
      const are = names.length === 1 ? 'the update of' : 'the updates of';
      const one = names.length === 1;
      const not =
        loss === undefined
          ? `${one ? 'descends' : 'descend'} no loss of the predictions`
          : `${one ? 'does' : 'do'} not descend the loss`;
      const words = `${where} ${are} ${names.join(', ')} ${not}`;
      return headline(span(`${glyphs.cross} failed`, styles.bad), words, columns);
    }
  }
}

function headline(verdict: Span, words: string, columns: number): Frame {
  const indent = widthOf(verdict.text) + 3;
  return wrap(words, columns - indent).map(
    (line, index): Line => [...(index === 0 ? [verdict, span('   ')] : [span(' '.repeat(indent))]), span(line)],
  );
}

function isWrong({ result }: ScriptParameterCheck): boolean {
  return result === 'unlike' || result === 'climbs';
}

/** True for a weight that the loss has a slope of, and the script does not update. */
function isIdle({ result, times }: ScriptParameterCheck): boolean {
  return result === 'factor' && times[0] === 0;
}

function reasonWords({ parameters, lateReads }: ScriptGradientCheck): readonly string[] {
  const climbing = parameters.filter(({ result }) => result === 'climbs');
  const against = climbing.map(({ name }) => name).join(', ');
  const some = climbing.length === 1 ? `The update of ${against} goes` : `The updates of ${against} go`;
  const who = climbing.length === parameters.length ? 'All updates go' : some;
  return [
    ...(climbing.length === 0 ? [] : [`${who} up the slope of the loss: the sign is reversed.`]),
    ...lateReads.map(
      ({ name, line, read, readLine }) =>
        `The update of ${name} in line ${line} uses ${read} after the update of ${read} in line ${readLine}: the slope is that of the weights before both updates.`,
    ),
  ];
}

/** `L = ½ Σ (y − l2)², over the 4 predictions of an iteration` */
function lossWords({ loss, predictions, isOfSeveral }: ScriptGradientCheck, found: FoundRoles | undefined): string {
  const over = isOfSeveral
    ? `the ${counted(predictions, 'prediction')} before the first update of an iteration`
    : `the ${counted(predictions, 'prediction')} of an iteration`;
  if (loss === undefined) return `No loss was assumed: any function of ${over}.`;
  const [p, t] = [found?.prediction ?? 'prediction', found?.target ?? 'target'];
  const [prediction, target] = [/^[\w.]+$/.test(p) ? p : 'prediction', /^[\w.]+$/.test(t) ? t : 'target'];
  const part = loss.meetings === 'all' ? '' : `, only of the ${loss.meetings} of them`;
  return `L = ${lossText(loss.name, prediction, target)}, or a multiple of it, over ${over}${part}.`;
}

type LossName = NonNullable<ScriptGradientCheck['loss']>['name'];

function lossText(name: LossName, p: string, t: string): string {
  switch (name) {
    case 'half square':
      return `½ Σ (${t} − ${p})²`;
    case 'binary cross-entropy':
      return `−Σ (${t} log ${p} + (1 − ${t}) log(1 − ${p}))`;
    case 'cross-entropy':
      return `−Σ ${t} log ${p}`;
    case 'absolute':
      return `Σ |${t} − ${p}|`;
    case 'huber':
      return `Σ of ½ e² up to |e| = 1 and |e| − ½ beyond, with e = ${t} − ${p}`;
    case 'hinge':
      return `Σ max(0, 1 − ${t} ${p})`;
  }
}

function factorWords({ result, factor, pulls, loss, isOfMemory, parameters }: ScriptGradientCheck): readonly string[] {
  if (loss === undefined || !Number.isFinite(factor)) return [];
  const pull = pulls.length === 0 ? '' : `, plus a pull towards 0, as from ${pulls.join(' and ')}`;
  const isEach = result === 'passed' && parameters.every((parameter) => parameter.result !== 'unclear');
  const own = isEach ? 'Each update' : 'Each expected update';
  const what = isOfMemory ? 'Each gradient that enters a memory' : own;
  return [`${what} is ${short(factor)} times the descent direction of L${pull}.`];
}

function memoryWords({ cleared, isOfMemory }: ScriptGradientCheck): readonly string[] {
  if (cleared.length === 0) return [];
  const names =
    cleared.length > 4 ? `${cleared.slice(0, 3).join(', ')} and ${cleared.length - 3} more` : cleared.join(', ');
  const step = isOfMemory
    ? ' The gradients that enter them are compared; the steps that the optimizer makes of them are not.'
    : '';
  return [
    `The carried arrays ${names} were set to 0 for the check: an update with a memory is not the gradient.${step}`,
  ];
}

function looksWords({ looks, isOfSeveral }: ScriptGradientCheck): string {
  if (isOfSeveral)
    return `An iteration updates the weights several times: ${counted(looks, 'update')} ${looks === 1 ? 'was' : 'were'} checked.`;
  return looks > 1
    ? 'The iteration was checked with its own weights, and again with weights changed at random.'
    : 'The iteration was checked with its own weights.';
}

function parameterLines(own: ScriptParameterCheck, check: ScriptGradientCheck, columns: number, theme: Theme): Frame {
  const { styles, glyphs } = theme;
  const { name, rows, columns: width, checked, atKinks, lines, result, worst } = own;
  const [glyph, style] = isWrong(own)
    ? [glyphs.cross, styles.bad]
    : result === 'agrees'
      ? [glyphs.check, styles.good]
      : [glyphs.dash, styles.quiet];
  const all = rows * width;
  const share = checked === all ? '' : `, ${formatCount(checked)} of ${formatCount(all)} cells`;
  const places =
    lines.length === 0 ? '' : `   ${lines.length === 1 ? 'line' : 'lines'} ${lines.slice(0, 4).join(', ')}`;
  const kinks = atKinks === 0 ? '' : `   ${formatCount(atKinks)} at a kink`;
  const words = resultWords(own, check);
  const title = span(`${glyph} ${name}  `, style);
  const about = `${rows}${glyphs.times}${width}${share}${places}${kinks}`;
  const told = words ?? `worst ${worst.toExponential(1)}`;
  const isShort = widthOf(`${title.text}${about}   ${told}`) <= columns;
  const heading: Frame = isShort
    ? [[title, span(`${about}   ${told}`, styles.quiet)]]
    : [
        [title, span(about, styles.quiet)],
        ...wrap(told, columns - 2).map((line): Line => [span('  '), span(line, styles.quiet)]),
      ];
  if (!isWrong(own) && result !== 'factor') return heading;
  return [...heading, ...cellLines(own, check, columns, theme)];
}

function resultWords(own: ScriptParameterCheck, { loss }: ScriptGradientCheck): string | undefined {
  const { result, times } = own;
  switch (result) {
    case 'agrees':
      return undefined;
    case 'still':
      return 'neither an update nor a slope here';
    case 'unclear':
      return 'not judged: few cells, or a large pull towards 0';
    case 'factor':
      return isIdle(own)
        ? 'has a slope, and no update'
        : `its factor is ${short(times[0] ?? 1)} times that of the others`;
    case 'climbs':
      return 'up the slope';
    case 'unlike':
      return loss === undefined ? 'no sum of the slopes of the predictions' : 'not along the slope';
  }
}

/** The cells that differ most. */
function cellLines(
  { cells, isElsewhere }: ScriptParameterCheck,
  { isOfSeveral }: ScriptGradientCheck,
  columns: number,
  { styles }: Theme,
): Frame {
  const where = !isElsewhere
    ? ''
    : isOfSeveral
      ? ', in a later update of the iteration'
      : ', with weights changed at random';
  const known = cells.filter(({ expected }) => !Number.isNaN(expected));
  const texts = (known.length > 0 ? known : cells).map(({ row, column, update, expected }) => [
    `[${row},${column}]`,
    `update ${short(update)}`,
    Number.isNaN(expected) ? '' : `expected ${short(expected)}`,
    Number.isNaN(expected) || expected === 0 ? '' : `ratio ${short(update / expected)}`,
  ]);
  // In a narrow view the ratio is left out.
  const widths = [0, 1, 2, 3].map((at) => Math.max(...texts.map((own) => widthOf(own[at] as string))));
  const shown = widths.reduce((sum, own) => sum + own + 2, 0) <= columns ? 4 : 3;
  const indented = (words: string, style?: Style): Frame =>
    wrap(words, columns - 2).map((line): Line => [span('  '), span(line, style)]);
  return [
    ...texts.flatMap((own) =>
      indented(
        own
          .slice(0, shown)
          .map((text, at) => padStart(text, widths[at] as number))
          .join('  ')
          .trimEnd(),
      ),
    ),
    ...(where === '' ? [] : indented(`the largest differences${where}`, styles.quiet)),
  ];
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
