import type { TargetWords } from '../../language/scaling.ts';
import { isScaled } from '../../language/stop-conditions.ts';
import type { EndingView, JourneyProgress, ScriptView, StopReason } from '../../worker/protocol.ts';
import type { ShownState } from '../model/model.ts';
import { type Span, span } from '../text/line.ts';
import { formatCount, formatShort } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';

/** The facts that the words for the state of a run need. */
export interface RunStateProps {
  readonly state: ShownState;
  /** True while a run that rests works on a command; shown in place of its state. */
  readonly isWaiting?: boolean;
  /** A replay that takes a while; shown in place of the state of a run that rests. */
  readonly journey?: JourneyProgress | undefined;
  /** The iteration to which the run continues at full speed. */
  readonly runsTo?: number | undefined;
  /** The furthest iteration that this run has completed. */
  readonly furthest: number;
  /** The stop condition that ended the run before its last iteration, and its limit. */
  readonly stopped?: { readonly reason: StopReason; readonly limit: number } | undefined;
  readonly units?: TargetWords;
  /** Present for a script. */
  readonly script?: { readonly view: ScriptView | undefined };
}

/** The state, longest form first. */
export function drawRunState(props: RunStateProps, { glyphs, styles }: Theme): readonly Span[] {
  const { state, isWaiting = false, journey, runsTo, furthest, stopped, units = {} } = props;
  if (journey !== undefined && state !== 'running' && state !== 'again' && state !== 'crashed') {
    return journeyWords(journey).map((words) => span(`${glyphs.ellipsis} ${words}`, styles.accent));
  }
  if (isWaiting && state !== 'crashed') return [span(`${glyphs.ellipsis} working`, styles.accent)];
  switch (state) {
    case 'starting':
      return [span(`${glyphs.ellipsis} starting`, styles.quiet)];
    case 'running': {
      const to = runsTo === undefined ? undefined : `running to ${formatCount(runsTo)}`;
      const texts = to === undefined ? ['running'] : [`${to}, space stops`, to, 'running'];
      return texts.map((text) => span(`${glyphs.running} ${text}`, styles.accent));
    }
    case 'again':
      return [span(`${glyphs.running} replaying to ${formatShort(furthest)}`, styles.accent)];
    case 'stopped': {
      const line = props.script?.view?.stoppedAt;
      if (line !== undefined)
        return [`stopped at line ${line}`, `line ${line}`].map((text) =>
          span(`${glyphs.paused} ${text}`, styles.accent),
        );
      return [span(`${glyphs.paused} breakpoint`, styles.accent)];
    }
    case 'paused':
      return [span(`${glyphs.paused} paused`, styles.strong)];
    case 'finished': {
      const ending = props.script?.view?.ending;
      if (ending !== undefined) return endingSpans(ending, glyphs, styles);
      const why = stopped === undefined ? [] : [stopText(stopped, isScaled(units))];
      const texts = [...why.map((words) => `finished: ${words}`), ...why, 'finished'];
      return texts.map((text) => span(`${glyphs.dash} ${text}`, styles.strong));
    }
    case 'diverged':
      return [span(`${glyphs.cross} diverged`, styles.bad)];
    case 'crashed':
      return [span(`${glyphs.cross} crashed`, styles.bad)];
  }
}

/** The end of a script, longest form first. */
function endingSpans(ending: EndingView, glyphs: Theme['glyphs'], styles: Theme['styles']): readonly Span[] {
  switch (ending.kind) {
    case 'finished':
      return [span(`${glyphs.dash} ended`, styles.strong)];
    case 'exit':
      return [span(`${glyphs.dash} exit code ${ending.code}`, styles.strong)];
    case 'exception':
      return [span(`${glyphs.cross} ended by an error`, styles.bad), span(`${glyphs.cross} error`, styles.bad)];
  }
}

/** The words for a replay, longest form first. */
function journeyWords({ purpose, iteration, share }: JourneyProgress): readonly string[] {
  const done = `${Math.floor(100 * share)} %`;
  const forms = (words: string, short: string): readonly string[] => [
    `${words} ${formatCount(iteration)}  ${done}, esc cancels`,
    `${words} ${formatCount(iteration)}  ${done}`,
    `${short} ${done}`,
  ];
  switch (purpose) {
    case 'travel':
    case 'change':
      return forms('going to', 'going');
    case 'look':
      return forms('replaying', 'replaying');
    case 'search':
      return ['searching for the first NaN or infinity', 'searching for NaN', 'searching'];
    case 'roles':
      return [`counting the iterations  ${done}`, `counting ${done}`];
    case 'resume':
      return [`resuming at ${formatCount(iteration)}  ${done}`, `resuming ${done}`];
  }
}

/** `error < 0.01`, `no improvement in 5k` */
export function stopText({ reason, limit }: NonNullable<RunStateProps['stopped']>, ofScaled: boolean): string {
  switch (reason) {
    case 'errorBelow':
      return `${ofScaled ? 'scaled ' : ''}error < ${limit}`;
    case 'noImprovementFor':
      return `no improvement in ${formatShort(limit)}`;
    case 'gradientNormBelow':
      return `gradient < ${limit}`;
    case 'seconds':
      return `time limit of ${limit} s`;
  }
}
