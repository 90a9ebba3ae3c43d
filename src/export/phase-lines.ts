import { count } from '../language/wording.ts';
import type { Phase } from './phases.ts';
import type { ScriptSource } from './source.ts';
import { conditionsOf, epochEnd, isJudgedAtBeginning, isLeftAnywhere, stopLines } from './stopping.ts';
import type { Language } from './syntax.ts';

/** How a script writes what belongs to one phase. */
export interface PhaseWords {
  /** What makes it of the one before; of the first, what makes it. */
  begin(phase: Phase, before: Phase | undefined): readonly string[];
  /** One iteration. */
  iterate(phase: Phase): readonly string[];
  /** The error of all examples after an iteration. */
  error(phase: Phase): string;
  /** Counts the iterations of its epochs. */
  t(phase: Phase): string;
  /** What holds the norm of the gradients. */
  readonly norm: string;
  report(error: string): string;
  /** What it predicts of all examples. */
  prediction(phase: Phase): string;
}

const NONE = 'none: it was changed after the last iteration';

/** The phases of a run, and what shows the last prediction. */
interface PhasesWritten {
  readonly lines: readonly string[];
  readonly prediction: string;
  /** Whether there is one however the run ends. */
  readonly isPredicted: boolean;
}

/** All phases of a run behind one another, with reports and reasons to stop, and what is predicted at the end. */
export function phaseLines(
  phases: readonly Phase[],
  { stop, reportEvery }: ScriptSource,
  language: Language,
  words: PhaseWords,
): PhasesWritten {
  const isOneLoop = phases.length === 1;
  const looks = conditionsOf(stop).length > 0;
  const isLeft = isLeftAnywhere(phases, stop);
  const isReported = (iteration: number): boolean => reportEvery > 0 && iteration >= 0 && iteration % reportEvery === 0;

  const judged = (phase: Phase, error: string | undefined, completed: string): readonly string[] =>
    stopLines(language, stop, {
      ...{ error, completed, isOneLoop },
      ...{ t: words.t(phase), norm: words.norm, epochEnd: epochEnd(phase.program) },
    });
  const judgedInLoop = (phase: Phase, next: Phase | undefined): readonly string[] => {
    const lines = judged(phase, words.error(phase), 'iteration + 1');
    const last = phase.to - 1;
    if (!looks || next === undefined) return lines;
    const remark = 'the last is looked at after the change';
    return last === phase.from ? [] : language.when(`iteration < ${last}`, lines, remark);
  };
  const reported = (phase: Phase, next: Phase | undefined): readonly string[] => {
    if (reportEvery === 0) return [];
    const own = language.isZero(`iteration % ${reportEvery}`);
    const isDelayed = isLeft && next !== undefined && isReported(phase.to - 1);
    const condition = isDelayed ? language.both(own, `iteration < ${phase.to - 1}`) : own;
    return language.when(condition, [words.report(words.error(phase))]);
  };
  const loop = (phase: Phase, next: Phase | undefined): readonly string[] => {
    if (phase.to === phase.from) return [];
    const lines = [...words.iterate(phase), ...judgedInLoop(phase, next), ...reported(phase, next)];
    const isKnown = looks && phase.from > 0 && phase.isPredicted;
    return [...(isKnown ? [] : output(words.prediction(phase))), '', ...language.repeat(phase.from, phase.to, lines)];
  };
  const predicted = (phase: Phase): string => (phase.isPredicted ? words.prediction(phase) : language.text(NONE));
  // Where it ends says what has been predicted last, unless that is the same everywhere.
  const predictions = new Set(phases.flatMap((phase, index) => (index === 0 ? [] : [predicted(phase)])));
  const isDefined = isLeft && new Set([...predictions, ...phases.map(words.prediction)]).size > 1;
  const output = (value: string): readonly string[] => (isDefined ? [language.define('output', value)] : []);

  const changed = (phase: Phase, before: Phase, next: Phase | undefined): readonly string[] => {
    const title = phase.from === 0 ? 'Before the first iteration' : `After ${count(phase.from)} iterations`;
    const isDelayed = isLeft && isReported(phase.from - 1);
    const isJudged = looks && isJudgedAtBeginning(phase, next);
    return [
      '',
      language.comment(title),
      ...(isDelayed && before.to > before.from ? [language.assign('reported', words.error(before))] : []),
      ...words.begin(phase, before),
      ...(isJudged ? output(predicted(phase)) : []),
      ...(isJudged ? judged(phase, phase.isPredicted ? words.error(phase) : undefined, `${phase.from}`) : []),
      ...(isDelayed && isJudged ? [words.report('reported')] : []),
      ...loop(phase, next),
    ];
  };

  const [first, last] = [phases[0], phases.at(-1)] as readonly [Phase, Phase];
  const setup = [...language.beginStopping(stop), ...words.begin(first, undefined)];
  const lines = phases.flatMap((phase, index) => {
    const [before, next] = [phases[index - 1], phases[index + 1]];
    return before === undefined ? loop(phase, next) : changed(phase, before, next);
  });
  const own = last.to > last.from ? words.prediction(last) : predicted(last);
  const [opening, ...rest] = lines[0] === '' ? lines : ['', ...lines];
  return {
    lines: isLeft ? [...setup, opening as string, ...language.leavable(rest)] : [...setup, ...lines],
    prediction: isDefined ? 'output()' : own,
    isPredicted: !isDefined && (last.to > last.from || last.isPredicted),
  };
}

/**
 * Whether a phase of a run has to define what the network makes of any examples before its iterations. Where the last one has
 * not, that can be said when all is done; in a run that may end in any of them each has to.
 */
export function definesForward(phases: readonly Phase[], { dataset, stop }: ScriptSource): (phase: Phase) => boolean {
  if (isLeftAnywhere(phases, stop)) return () => true;
  const isTested = dataset.test !== undefined;
  return (phase) => phase.program.evaluation !== undefined || (isTested && phase === phases.at(-1));
}
