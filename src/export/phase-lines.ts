import type { StopConditions } from '../language/stop-conditions.ts';
import { count } from '../language/wording.ts';
import type { Phase } from './phases.ts';
import type { ScriptSource } from './source.ts';
import { conditionsOf, epochEnd, stopLines } from './stopping.ts';
import type { Syntax } from './syntax.ts';

/** The lines and expressions of a script that depend on its library. */
export interface PhaseWriter {
  /** The setup of the first phase; for a later one, the change from the phase before. */
  begin(phase: Phase, before: Phase | undefined): readonly string[];
  /** One iteration. */
  iterate(phase: Phase): readonly string[];
  /** The error of all examples after an iteration. */
  error(phase: Phase): string;
  /** Completed iterations since the epochs began. */
  t(phase: Phase): string;
  /** The name of the norm of the gradients. */
  readonly norm: string;
  report(error: string): string;
  /** The prediction for all examples. */
  prediction(phase: Phase): string;
}

/** Printed as the prediction when the program was changed after the last iteration, as a run without a dashboard does. */
const NONE = 'none: it was changed after the last iteration';

/** The lines of all phases, and the expression for the last prediction. */
interface WrittenPhases {
  readonly lines: readonly string[];
  readonly prediction: string;
  /** True when there is a prediction wherever the run ends. */
  readonly isPredicted: boolean;
}

/** The phases of a run one after the other, with their error reports and stop conditions. */
export function phaseLines(
  phases: readonly Phase[],
  { stop, reportEvery }: ScriptSource,
  syntax: Syntax,
  writer: PhaseWriter,
): WrittenPhases {
  const isOneLoop = phases.length === 1;
  const hasConditions = conditionsOf(stop).length > 0;
  const canStop = canStopInAnyPhase(phases, stop);
  const isReported = (iteration: number): boolean => reportEvery > 0 && iteration >= 0 && iteration % reportEvery === 0;

  const checks = (phase: Phase, error: string | undefined, completed: string): readonly string[] =>
    stopLines(syntax, stop, {
      ...{ error, completed, isOneLoop },
      ...{ t: writer.t(phase), norm: writer.norm, epochEnd: epochEnd(phase.program) },
    });
  const checksInLoop = (phase: Phase, next: Phase | undefined): readonly string[] => {
    const lines = checks(phase, writer.error(phase), 'iteration + 1');
    const last = phase.to - 1;
    if (!hasConditions || next === undefined) return lines;
    const remark = 'the last iteration is checked after the change';
    return last === phase.from ? [] : syntax.when(`iteration < ${last}`, lines, remark);
  };
  const reportsInLoop = (phase: Phase, next: Phase | undefined): readonly string[] => {
    if (reportEvery === 0) return [];
    const isDue = syntax.isZero(`iteration % ${reportEvery}`);
    // A run that stops does not report, so the report of the last iteration waits for its check.
    const isDelayed = canStop && next !== undefined && isReported(phase.to - 1);
    const condition = isDelayed ? syntax.both(isDue, `iteration < ${phase.to - 1}`) : isDue;
    return syntax.when(condition, [writer.report(writer.error(phase))]);
  };

  const predicted = (phase: Phase): string => (phase.isPredicted ? writer.prediction(phase) : syntax.text(NONE));
  // A run that can stop in several phases defines `output`, unless the last prediction is the same expression in all of them.
  const predictions = new Set(phases.flatMap((phase, index) => (index === 0 ? [] : [predicted(phase)])));
  const definesOutput = canStop && new Set([...predictions, ...phases.map(writer.prediction)]).size > 1;
  const output = (value: string): readonly string[] => (definesOutput ? [syntax.define('output', value)] : []);

  const loop = (phase: Phase, next: Phase | undefined): readonly string[] => {
    if (phase.to === phase.from) return [];
    const lines = [...writer.iterate(phase), ...checksInLoop(phase, next), ...reportsInLoop(phase, next)];
    const isDefined = hasConditions && phase.from > 0 && phase.isPredicted;
    return [...(isDefined ? [] : output(writer.prediction(phase))), '', ...syntax.repeat(phase.from, phase.to, lines)];
  };
  const changed = (phase: Phase, before: Phase, next: Phase | undefined): readonly string[] => {
    const title = phase.from === 0 ? 'Before the first iteration' : `After ${count(phase.from)} iterations`;
    const isDelayed = canStop && isReported(phase.from - 1);
    const isChecked = hasConditions && isCheckedAtBeginning(phase, next);
    return [
      '',
      syntax.comment(title),
      ...(isDelayed && before.to > before.from ? [syntax.assign('reported', writer.error(before))] : []),
      ...writer.begin(phase, before),
      ...(isChecked ? output(predicted(phase)) : []),
      ...(isChecked ? checks(phase, phase.isPredicted ? writer.error(phase) : undefined, `${phase.from}`) : []),
      ...(isDelayed && isChecked ? [writer.report('reported')] : []),
      ...loop(phase, next),
    ];
  };

  const [first, last] = [phases[0], phases.at(-1)] as readonly [Phase, Phase];
  const setup = [...syntax.beginStopping(stop), ...writer.begin(first, undefined)];
  const lines = phases.flatMap((phase, index) => {
    const [before, next] = [phases[index - 1], phases[index + 1]];
    return before === undefined ? loop(phase, next) : changed(phase, before, next);
  });
  const [opening, ...rest] = lines[0] === '' ? lines : ['', ...lines];
  const hasIterations = last.to > last.from;
  return {
    lines: canStop ? [...setup, opening as string, ...syntax.stoppable(rest)] : [...setup, ...lines],
    prediction: definesOutput ? 'output()' : hasIterations ? writer.prediction(last) : predicted(last),
    isPredicted: !definesOutput && (hasIterations || last.isPredicted),
  };
}

/** True when a stop condition may end the run in one of several phases. */
export function canStopInAnyPhase(phases: readonly Phase[], stop: StopConditions): boolean {
  return phases.length > 1 && conditionsOf(stop).length > 0;
}

/** A run checks its stop conditions once between the changes at an iteration and the next iteration. */
function isCheckedAtBeginning(phase: Phase, next: Phase | undefined): boolean {
  return phase.from > 0 && (phase.to > phase.from || next === undefined);
}

/**
 * Tells which phases define `forward`, the prediction for any examples, before their iterations. A run that can stop in any
 * phase defines it in each; otherwise it is defined where it is needed during the run.
 */
export function definesForward(phases: readonly Phase[], { dataset, stop }: ScriptSource): (phase: Phase) => boolean {
  if (canStopInAnyPhase(phases, stop)) return () => true;
  const isTested = dataset.test !== undefined;
  return (phase) => phase.program.evaluation !== undefined || (isTested && phase === phases.at(-1));
}
