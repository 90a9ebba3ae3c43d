import { printStatement } from '../../language/print.ts';
import { counted } from '../../language/wording.ts';
import type { LineView, Speed } from '../../worker/protocol.ts';
import { type Model, shownSpeed, shownState } from '../model/model.ts';
import { goesByLines, isScript, scriptView } from '../model/script.ts';
import { iterationWords, ownIteration, trainingStart, trainingWords } from '../model/training.ts';
import { stopText } from '../panes/header-state.ts';
import { formatCount, formatError, matrixTexts } from '../text/numbers.ts';
import { headerProps, hidesCause, watchNotes } from '../views/panes-props.ts';
import { errorUnitText } from '../words/unit-words.ts';
import { stageOf, verdictLine } from '../words/verdict-headline.ts';
import { endingSentences, nextLineSentence, steppedSentences } from './script.ts';
import { sentence, spokenTheme } from './spoken.ts';

const { glyphs } = spokenTheme;
const ERROR_WIDTH = 7;

/** `error 0.0123 €` */
export function errorWords({ subject }: Model, error: number | undefined, name = 'error'): string {
  if (error === undefined) return `no ${name} yet`;
  const unit = errorUnitText(subject, glyphs);
  return `${name} ${formatError(error, ERROR_WIDTH)}${unit === undefined ? '' : ` ${unit}`}`;
}

/** `3,000 iterations a second` */
export function speedWords(speed: Speed): string {
  return speed === 'unlimited' ? 'unlimited speed' : `${formatCount(speed)} iterations a second`;
}

/** `40 iterations a second, rising to 3,000` */
function speedNow(model: Model): string {
  const { speed, risesFrom } = model;
  const now = shownSpeed(model);
  if (goesByLines(model) && now !== 'unlimited') return `${formatCount(Number(now.toPrecision(2)))} lines a second`;
  if (risesFrom === undefined || now === 'unlimited') return speedWords(now);
  // Two digits: it is another one with each iteration.
  return `${speedWords(Number(now.toPrecision(2)))}, rising to ${speed === 'unlimited' ? speed : formatCount(speed)}`;
}

/** `1,234 of 60,000` */
function placeWords(model: Model): string {
  const { subject, snapshot } = model;
  // The end of a script is not known.
  if (subject.kind === 'script') {
    const own = formatCount((snapshot?.iteration ?? 0) - trainingStart(model));
    const training = trainingWords(model);
    const { isAfterTraining = false, isLooking = false } = snapshot?.script ?? {};
    const after = isLooking
      ? ', testing whether the next loop trains'
      : isAfterTraining
        ? ', after the training loop'
        : '';
    return `${own}${training === undefined ? '' : ` of ${training}`}${after}`;
  }
  return `${formatCount(snapshot?.iteration ?? 0)} of ${formatCount(snapshot?.goal ?? subject.iterations)}`;
}

/** The state of the run, its iteration, its error, its verdict. */
export function statusLines(model: Model): readonly string[] {
  return [stateSentence(model), ...verdictSentence(model)];
}

export function verdictSentence(model: Model): readonly string[] {
  const { snapshot, subject } = model;
  const verdict = snapshot?.verdict;
  if (verdict === undefined) return [];
  const context = { words: subject, stage: stageOf(snapshot), glyphs, hidesCause: hidesCause(model) };
  return [sentence(verdictLine(verdict, context))];
}

/** `Running to iteration 700, space stops.` */
export function runningTo(model: Model, iteration: number): string {
  return `Running to iteration ${formatCount(ownIteration(model, iteration))}, space stops.`;
}

/** `Paused at iteration 12 of 60,000: error 0.4963.` */
function stateSentence(model: Model): string {
  const { snapshot, failure, runsTo } = model;
  const script = scriptView(model);
  const at = goesByLines(model)
    ? counted(script?.lines ?? 0, 'line')
    : `iteration ${placeWords(model)}: ${errorWords(model, snapshot?.error)}`;
  switch (shownState(model)) {
    case 'starting':
      return 'Starting.';
    case 'running': {
      if (runsTo !== undefined) return runningTo(model, runsTo);
      return `Running at ${speedNow(model)}, ${at}.`;
    }
    case 'again':
      return `Running again to iteration ${iterationWords(model, snapshot?.furthest ?? 0)}, now at ${at}.`;
    case 'paused':
      if (script !== undefined) return `Paused at ${at}. ${nextLineSentence(model)}`;
      return snapshot?.line === 0 || snapshot === undefined
        ? `Paused at ${at}.`
        : `Paused in iteration ${formatCount(snapshot.iteration + 1)}, after line ${snapshot.line} of ${linesIn(model)}.`;
    case 'stopped': {
      if (script?.stoppedAt !== undefined) {
        return `Breakpoint: stopped at line ${formatCount(script.stoppedAt)}, ${at}. ${nextLineSentence(model)}`;
      }
      const { text, view } = watchNotes(model)[snapshot?.stoppedBy ?? -1] ?? { text: 'a breakpoint', view: undefined };
      const value = view?.value === undefined ? '' : ` (${valuesText(view.value)})`;
      return `Breakpoint ${text}${value} holds: stopped at ${at}.`;
    }
    case 'finished': {
      if (script?.ending !== undefined) return [...endingSentences(script.ending), `At ${at}.`].join(' ');
      const { stopped, units = {} } = headerProps(model);
      const why = stopped === undefined ? '' : `, ${stopText(stopped, units.targetScaling !== undefined)}`;
      return `Finished${why}, at ${at}.`;
    }
    case 'diverged':
      return `Diverged at ${at}${nonFiniteWords(model)}.`;
    case 'crashed':
      return `The training thread failed: ${failure ?? ''}. R starts a new one.`;
  }
}

function nonFiniteWords({ snapshot, network }: Model): string {
  const line = snapshot?.nonFiniteLine;
  const statement = line === undefined ? undefined : network.program.iteration[line];
  if (line === undefined || statement === undefined) return '';
  return `; line ${line + 1}, ${printStatement(statement)}, gives the first NaN or infinity`;
}

/** The answer to a key that moves to another iteration: `Iteration 12 of 60,000: error 0.4963.` */
export function iterationSentence(model: Model): string {
  const { snapshot } = model;
  if (isScript(model) || shownState(model) !== 'paused' || snapshot === undefined || snapshot.line !== 0)
    return stateSentence(model);
  if (snapshot.iteration === 0) return 'Before the first iteration.';
  return `Iteration ${placeWords(model)}: ${errorWords(model, snapshot.error)}.`;
}

/** The answer to a key that runs a line, or takes one back: the line that ran last, and its values. @param ran in a script, from 1 */
export function lineSentences(model: Model, ran?: number): readonly string[] {
  if (scriptView(model) !== undefined) return steppedSentences(model, ran);
  const { snapshot } = model;
  if (shownState(model) !== 'paused' || snapshot?.lines === undefined) return [stateSentence(model)];
  if (snapshot.iteration === 0 && snapshot.line === 0) return ['Before the first line.'];
  const last = (snapshot.line + linesIn(model) - 1) % linesIn(model);
  const done = snapshot.line === 0 ? [iterationSentence(model)] : [];
  return [lineSentence(model, last), ...done];
}

function linesIn({ network }: Model): number {
  return network.program.iteration.length;
}

/** `Line 2 of 8: l2 = sigmoid(l1 @ syn1), 4x1, values +0.47 +0.48 +0.47 +0.48.` @param line from 0 */
export function lineSentence(model: Model, line: number): string {
  const { network, snapshot } = model;
  const statement = network.program.iteration[line];
  if (statement === undefined) return 'No such line.';
  const { rows, columns } = network.shapes.get(statement.target) ?? { rows: 1, columns: 1 };
  const view = snapshot?.lines?.[line];
  const values =
    view === undefined
      ? snapshot?.lines === undefined
        ? ', pause to hear its values'
        : ', not run yet'
      : `, ${rows}x${columns}: ${valuesText(view)}`;
  return sentence(`line ${line + 1} of ${linesIn(model)}: ${printStatement(statement)}${values}`);
}

/** The cells of a small matrix, or its least and largest value. */
export function valuesText(view: LineView): string {
  return (matrixTexts(view, glyphs)[0] ?? '').trim().replace(/ +/g, ' ');
}
