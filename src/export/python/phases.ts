import { count } from '../../program/wording.ts';
import type { Phase } from '../phases.ts';
import type { ScriptSource } from '../source.ts';
import { conditionsOf, epochEnd, isJudgedAtBeginning } from '../stopping.ts';
import { stopLines, stopSetup } from './stopping.ts';
import { indented, range } from './text.ts';

/** How a language of matrices writes what belongs to one phase. */
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
  words: PhaseWords,
): readonly string[] {
  const [first] = phases as readonly [Phase];
  const isOneLoop = phases.length === 1;
  const looks = conditionsOf(stop).length > 0;
  const stopping = (phase: Phase, error: string | undefined): readonly string[] =>
    stopLines(stop, { error, t: words.t(phase), epochEnd: epochEnd(phase.program), norm: words.norm, isOneLoop });

  const loop = (phase: Phase, next: Phase | undefined): readonly string[] => {
    if (phase.to === phase.from) return [];
    const error = words.error(phase);
    const judged = stopping(phase, error);
    const last = phase.to - 1;
    const guarded = [`if iteration < ${last}:  # the last is looked at after the change`, ...indented(judged)];
    const isAlone = next !== undefined && last === phase.from;
    const reported = [`if iteration % ${reportEvery} == 0:`, `    ${words.report(error)}`];
    return [
      '',
      `for iteration in ${range(phase.from, phase.to)}:`,
      ...indented([
        ...words.iterate(phase),
        ...(!looks || isAlone ? [] : next === undefined ? judged : guarded),
        ...(reportEvery === 0 ? [] : reported),
      ]),
    ];
  };

  const others = phases.flatMap((phase, index): readonly string[] => {
    const [before, next] = [phases[index - 1], phases[index + 1]];
    if (before === undefined) return loop(phase, next);
    const judged =
      looks && isJudgedAtBeginning(phase, next)
        ? stopping(phase, phase.isPredicted ? words.error(phase) : undefined)
        : [];
    const title = phase.from === 0 ? '# Before the first iteration' : `# After ${count(phase.from)} iterations`;
    return ['', title, ...words.begin(phase, before), ...judged, ...loop(phase, next)];
  });
  const setup = [...stopSetup(stop), ...words.begin(first, undefined)];
  if (isOneLoop || !looks) return [...setup, ...others];
  return [
    ...setup,
    '',
    'try:',
    ...indented(others[0] === '' ? others.slice(1) : others),
    'except Stop as reason:',
    '    print(f"Stopped after {iteration + 1} iterations: {reason}")',
  ];
}
