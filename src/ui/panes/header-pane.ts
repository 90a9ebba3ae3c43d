import type { FoundRoles, ScriptView, Speed, Verdict } from '../../worker/protocol.ts';
import { hasOnlyLines, NO_TRAINING } from '../model/script.ts';
import { type Frame, fitLine, type Line, lineWidth, span, spread, truncate, widthOf } from '../text/line.ts';
import { formatBrief, formatCount, formatError, formatShort, formatSpeed } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import { errorUnitText } from '../words/unit-words.ts';
import { type RunStage, stageOf } from '../words/verdict-headline.ts';
import { drawRunState, type RunStateProps } from './header-state.ts';
import { drawVerdictLine, kindLine } from './verdict-line.ts';

/** The facts of a script. */
export interface ScriptFacts {
  readonly version: 2 | 3;
  /** Null for a script that trains nothing; undefined until the roles have been looked for. */
  readonly found: FoundRoles | null | undefined;
  /** The roles in words, longest form first. */
  readonly words: readonly string[];
  readonly view: ScriptView | undefined;
  /** `training 2, alpha = 0.1`; absent for a run of one training. */
  readonly training?: string | undefined;
  /** The exception that has ended the script, on one line. */
  readonly failure?: string | undefined;
}

export interface HeaderProps extends RunStateProps {
  readonly name: string;
  readonly iteration: number;
  readonly goal: number;
  readonly error: number | undefined;
  /** Completed epochs, in a run with mini-batches. */
  readonly epoch: number | undefined;
  /** Measured iterations a second. */
  readonly rate: number | undefined;
  readonly seed: number;
  /** The current learning rate; undefined for a script in which none was found. */
  readonly learningRate: number | undefined;
  readonly speed: Speed;
  /** True while the speed rises. */
  readonly isRising?: boolean;
  readonly verdict: Verdict | undefined;
  /** True in a hunt, whose headline names no cause. */
  readonly hidesCause?: boolean | undefined;
  /** The settings of a run that was opened from a map, beside its seed and alpha: `hidden 2`. */
  readonly ofMap?: string | undefined;
  /** True for a program with 32-bit floats. */
  readonly isSingle?: boolean;
  /** Present for a script. */
  readonly script?: ScriptFacts;
}

const ERROR_WIDTH = 7;
const SHORTEST_BAR = 8;
/** Columns of alpha in a narrow header. */
const SHORT_ALPHA = 7;
const SHORTEST_NAME = 6;
/** Columns of the name that are more important than the words of the state. */
const LEGIBLE_NAME = 9;

/** Three lines: name, state and settings; progress; the verdict, or the roles of a script. */
export function drawHeader(props: HeaderProps, columns: number, theme: Theme): Frame {
  return [
    settingsLine(props, columns, theme),
    progressLine(props, columns, theme),
    props.script === undefined
      ? drawVerdictLine(props.verdict, columns, theme, {
          words: props.units ?? {},
          stage: stageOf(props),
          hidesCause: props.hidesCause,
        })
      : scriptLine(props.verdict, props.script, stageOf(props), columns, theme),
  ];
}

/** The roles of a script, and at the right end its verdict, where that says more than the curve. */
function scriptLine(
  verdict: Verdict | undefined,
  script: ScriptFacts,
  stage: RunStage,
  columns: number,
  theme: Theme,
): Line {
  if (verdict === undefined || verdict.kind === 'learning') return foundLine(script, columns, theme);
  const { strong, quiet } = theme.styles;
  const kind = kindLine(verdict, { words: {}, stage }, theme);
  const right: Line = [span('  '), kind, span('  v ', strong), span('why ', quiet)];
  return [...foundLine(script, columns - lineWidth(right), theme), ...right];
}

function settingsLine(props: HeaderProps, columns: number, theme: Theme): Line {
  const { styles, glyphs } = theme;
  const roomy = columns >= 80;
  const gap = roomy ? '   ' : '  ';
  const { learningRate } = props;
  const settings = (alpha: string | undefined, speed: string): Line => [
    span('seed ', styles.quiet),
    span(String(props.seed)),
    ...(alpha === undefined ? [] : [span(`${gap}${glyphs.alpha} `, styles.quiet), span(alpha)]),
    span(roomy ? `${gap}speed ` : gap, styles.quiet),
    // A column of margin at the right end.
    span(roomy ? speed.padEnd(9) : `${speed} `.padEnd(9)),
    ...(roomy ? [span(`${gap}? `, styles.strong), span('help ', styles.quiet)] : []),
  ];
  const product: Line =
    columns >= 100 ? [span(' backprop-tui ', styles.quiet), span(`${glyphs.dot} `, styles.quiet)] : [span(' ')];
  const full = settings(learningRate === undefined ? undefined : String(learningRate), speedText(props));
  const short = settings(
    learningRate === undefined ? undefined : formatBrief(learningRate, SHORT_ALPHA),
    paceText(props),
  );
  const layouts = drawRunState(props, theme).map((state) => {
    const room = columns - lineWidth(product) - widthOf(state.text) - 5;
    const isTooLong = room - lineWidth(full) < Math.min(SHORTEST_NAME, widthOf(props.name));
    const right = isTooLong ? short : full;
    return { state, right, room: room - lineWidth(right) };
  });
  const isLegible = ({ room }: { readonly room: number }): boolean =>
    room >= Math.min(LEGIBLE_NAME, widthOf(props.name));
  const { state, right, room } = layouts.find(isLegible) ?? layouts.at(-1)!;
  // The name is cut first: state, seed, alpha and speed are always visible.
  const name = truncate(props.name, room, glyphs.ellipsis);
  const remark = props.isSingle === true ? FLOAT32 : props.script?.version === 2 ? PYTHON_2 : '';
  const ofMap = props.ofMap === undefined || props.ofMap === '' ? '' : `  ${props.ofMap}`;
  // The first that fits.
  const rules = [remark + ofMap, ofMap, remark].find((text) => room - widthOf(name) >= widthOf(text)) ?? '';
  const named: Line = [span(name, styles.strong), span(rules, styles.quiet), span(name === '' ? '' : '   ')];
  return spread([...product, ...named, state], right, columns);
}

/** Where the script has left its training loop, and continues by lines. */
const AFTER = 'after the training loop';
/** Where the run rests before a loop until that is known. */
const LOOKING = 'testing whether the next loop trains';
/** In place of the roles until they are known. */
const SEEKING = 'looking for the training loop';
const SOUGHT_LATER = 'the search for the training loop waits for the next answer to input';
const PYTHON_2 = '  Python 2';
const FLOAT32 = '  float32';

/** `40 it/s, rising` */
function speedText(props: HeaderProps): string {
  return paceText(props) + (props.isRising === true ? ', rising' : '');
}

/** A script without roles continues by lines. */
function paceText(props: HeaderProps): string {
  const text = formatSpeed(roundedSpeed(props));
  return props.script !== undefined && hasOnlyLines(props.script.found, props.script.view)
    ? text.replace('it/s', 'lines/s')
    : text;
}

/** Two digits of a speed that rises, which is another one in each frame. */
function roundedSpeed({ speed, isRising }: HeaderProps): Speed {
  return isRising !== true || speed === 'unlimited' ? speed : Number(speed.toPrecision(2));
}

function progressLine(props: HeaderProps, columns: number, theme: Theme): Line {
  const { styles, glyphs } = theme;
  const { iteration, goal, rate, script } = props;
  if (script !== undefined) return scriptProgress(props, script, columns, theme);
  const left = (total: string): Line => [
    span(` ${formatCount(iteration).padStart(formatCount(goal).length)}`, styles.strong),
    span(` / ${total} `, styles.quiet),
    ...(props.epoch === undefined ? [] : [span('epoch ', styles.quiet), span(`${formatCount(props.epoch)} `)]),
  ];
  // Single steps may continue after the end.
  const share = Math.min(1, iteration / goal);
  const percent = `${Math.min(100, Math.floor((100 * iteration) / goal))}`.padStart(3);
  const isTraining = props.state === 'running' || props.state === 'again';
  // A mean over the last seconds would contradict a speed that has doubled since.
  const running = isTraining && props.isRising !== true && rate !== undefined ? formatRate(rate) : glyphs.dash;
  const right: Line = [
    span(` ${percent} %`),
    span('   error ', styles.quiet),
    ...errorSpans(props, columns, theme),
    ...(columns >= 80 ? [span(`  ${running.padStart(5)}`), span(' it/s', styles.quiet)] : []),
    span(' '),
  ];
  const room = columns - lineWidth(right);
  const full = left(formatCount(goal));
  const counts = room - lineWidth(full) < SHORTEST_BAR ? left(formatShort(goal)) : full;
  const bar = Math.max(0, room - lineWidth(counts));
  return [...counts, ...progressBar(share, bar, theme), ...right];
}

/** The roles that were found, or the reason why there are none: an error before the first iterations, or no training loop. */
function foundLine(
  { found, words, view, training: name, failure }: ScriptFacts,
  columns: number,
  { styles, glyphs }: Theme,
): Line {
  if (found === null && failure !== undefined) {
    return fitLine([span(` ${truncate(failure, columns - 1, glyphs.ellipsis)}`, styles.bad)], columns);
  }
  const place = [...(name === undefined ? [] : [name]), ...placeWords(view)].join(' ');
  const training = place === '' ? '' : `${place} ${glyphs.dot} `;
  const seeking = view === undefined ? [] : [view.needsAnswer === true ? SOUGHT_LATER : SEEKING];
  const facts = found === undefined ? seeking : found === null ? [NO_TRAINING] : words;
  const forms = facts.map((form) => training + form.replaceAll('·', glyphs.dot));
  const text = forms.find((form) => widthOf(form) < columns) ?? forms.at(-1) ?? '';
  return fitLine([span(` ${truncate(text, columns - 1, glyphs.ellipsis)}`, styles.quiet)], columns);
}

function placeWords(view: ScriptView | undefined): readonly string[] {
  if (view?.isLooking === true) return [LOOKING];
  return view?.isAfterTraining === true ? [AFTER] : [];
}

/** Iterations and lines of a script. A bar where the end of the training is known. */
function scriptProgress(props: HeaderProps, script: ScriptFacts, columns: number, theme: Theme): Line {
  const { view } = script;
  const { styles, glyphs } = theme;
  const { iteration, goal, rate, state } = props;
  const lines = view?.lines ?? 0;
  const counts = (number: string, word: string): Line => [
    span(` ${number}`, styles.strong),
    span(` ${word} `, styles.quiet),
  ];
  const trains = !hasOnlyLines(script.found, view);
  const isKnown = trains && view?.end !== undefined && view.end > (view.from ?? 0);
  const count = isKnown ? `${formatCount(iteration).padStart(formatCount(goal).length)}` : formatCount(iteration);
  const left: Line = [
    ...(trains ? counts(count, isKnown ? `/ ${formatCount(goal)}` : iteration === 1 ? 'iteration' : 'iterations') : []),
    ...counts(columns >= 100 ? formatCount(lines) : formatShort(lines), lines === 1 ? 'line' : 'lines'),
  ];
  const isTraining = state === 'running' || state === 'again';
  const running = isTraining && props.isRising !== true && rate !== undefined ? formatRate(rate) : glyphs.dash;
  const pace = trains ? ' it/s' : ' lines/s';
  const right: Line = [
    ...(trains ? [span('   error ', styles.quiet), ...errorSpans(props, columns, theme)] : []),
    ...(columns >= 80 ? [span(`  ${running.padStart(5)}`), span(pace, styles.quiet)] : []),
    span(' '),
  ];
  const room = columns - lineWidth(left) - lineWidth(right);
  return isKnown && room >= SHORTEST_BAR
    ? [...left, ...progressBar(Math.min(1, iteration / goal), room, theme), ...right]
    : spread(left, right, columns);
}

/** Columns of the unit of the error: at least, and at most. */
const UNIT = { least: 6, most: 20 };

/** `0.12345`, `12.346 €`: a long unit is cut. */
function errorSpans({ error, units = {} }: HeaderProps, columns: number, { styles, glyphs }: Theme): Line {
  const figure = error === undefined ? glyphs.dash : formatError(error, ERROR_WIDTH);
  const text = errorUnitText(units, glyphs);
  if (text === undefined) return [span(figure.padEnd(ERROR_WIDTH), styles.strong)];
  const unit = truncate(text, Math.max(UNIT.least, Math.min(UNIT.most, Math.floor(columns / 8))), glyphs.ellipsis);
  return [span(figure, styles.strong), span(` ${unit}${' '.repeat(ERROR_WIDTH - figure.length)}`, styles.quiet)];
}

/** Iterations a second; rounded from 1 on. */
function formatRate(rate: number): string {
  return formatShort(rate < 1 ? rate : Math.round(rate));
}

function progressBar(share: number, width: number, { glyphs, styles }: Theme): Line {
  const halves = Math.round(share * width * 2);
  const full = Math.floor(halves / 2);
  const edge = halves % 2 === 1 ? glyphs.progressEdge : '';
  return [
    span(glyphs.progressFull.repeat(full) + edge, styles.accent),
    span(glyphs.progressEmpty.repeat(width - full - edge.length), styles.quiet),
  ];
}
