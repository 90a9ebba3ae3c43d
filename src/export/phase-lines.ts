import { count } from '../program/wording.ts';
import type { Language } from './language.ts';
import type { Phase } from './phases.ts';
import type { ScriptSource } from './source.ts';
import { stopLines } from './stop-lines.ts';
import { conditionsOf, epochEnd, isJudgedAtBeginning } from './stopping.ts';

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
}

/** All phases of a run behind one another, with reports and reasons to stop. */
export function phaseLines(
  phases: readonly Phase[],
  { stop, reportEvery }: ScriptSource,
  language: Language,
  words: PhaseWords,
): readonly string[] {
  const [first] = phases as readonly [Phase];
  const isOneLoop = phases.length === 1;
  const looks = conditionsOf(stop).length > 0;
  const judged = (phase: Phase, error: string | undefined, completed: string): readonly string[] =>
    stopLines(language, stop, {
      ...{ error, completed, isOneLoop },
      ...{ t: words.t(phase), norm: words.norm, epochEnd: epochEnd(phase.program) },
    });

  const judgedInLoop = (phase: Phase, next: Phase | undefined): readonly string[] => {
    const lines = judged(phase, words.error(phase), 'iteration + 1');
    const last = phase.to - 1;
    if (!looks || next === undefined) return lines;
    return last === phase.from
      ? []
      : language.when(`iteration < ${last}`, lines, 'the last is looked at after the change');
  };
  const reported = (phase: Phase): readonly string[] =>
    reportEvery === 0
      ? []
      : language.when(language.isZero(`iteration % ${reportEvery}`), [words.report(words.error(phase))]);
  const loop = (phase: Phase, next: Phase | undefined): readonly string[] => {
    if (phase.to === phase.from) return [];
    const lines = [...words.iterate(phase), ...judgedInLoop(phase, next), ...reported(phase)];
    return ['', ...language.repeat(phase.from, phase.to, lines)];
  };
  const changed = (phase: Phase, before: Phase, next: Phase | undefined): readonly string[] => {
    const title = phase.from === 0 ? 'Before the first iteration' : `After ${count(phase.from)} iterations`;
    const error = phase.isPredicted ? words.error(phase) : undefined;
    const after = looks && isJudgedAtBeginning(phase, next) ? judged(phase, error, `${phase.from}`) : [];
    return ['', language.comment(title), ...words.begin(phase, before), ...after, ...loop(phase, next)];
  };

  const setup = [...language.beginStopping(stop), ...words.begin(first, undefined)];
  const lines = phases.flatMap((phase, index) => {
    const [before, next] = [phases[index - 1], phases[index + 1]];
    return before === undefined ? loop(phase, next) : changed(phase, before, next);
  });
  return [...setup, ...(isOneLoop || !looks ? lines : ['', ...language.leavable(lines.slice(1))])];
}
