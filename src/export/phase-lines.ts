import type { StopConditions } from '../language/stop-conditions.ts';
import { count } from '../language/wording.ts';
import type { Phase } from './phases.ts';
import type { PrintedError } from './results.ts';
import { type ScriptSource, wordsOf } from './source.ts';
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
  /** The prediction for all examples. */
  prediction(phase: Phase): string;
  /** Predictions in the units of the targets. */
  own(prediction: string): string;
}

/** Printed as the prediction when the program was changed after the last iteration, as a run without a dashboard does. */
const NONE = 'none: it was changed after the last iteration';

/** The lines of all phases, and the expression for the last prediction. */
interface WrittenPhases {
  readonly lines: readonly string[];
  /** In the units of the targets, to print it; a text if there is none. */
  readonly output: string;
  /** The same in the numbers of the program; undefined where there is none wherever the run ends. */
  readonly prediction: string | undefined;
  /** True when the prediction may be a text, because the run may end without one. */
  readonly mayLack: boolean;
}

/** The phases of a run one after the other, with their error reports and stop conditions. */
export function phaseLines(
  phases: readonly Phase[],
  source: ScriptSource,
  syntax: Syntax,
  writer: PhaseWriter,
  printed: PrintedError,
): WrittenPhases {
  const { stop, reportEvery } = source;
  const words = wordsOf(source);
  const isOneLoop = phases.length === 1;
  const hasConditions = conditionsOf(stop).length > 0;
  const canStop = canStopInAnyPhase(phases, stop);

  const reportOf = (phase: Phase): readonly string[] => [
    syntax.print('Error', printed.value(writer.error(phase)), printed.unit),
  ];
  const checks = (
    phase: Phase,
    error: string | undefined,
    completed: string,
    report: readonly string[],
  ): readonly string[] =>
    stopLines(syntax, stop, {
      ...{ error, completed, isOneLoop, words, report },
      ...{ t: writer.t(phase), norm: writer.norm, epochEnd: epochEnd(phase.program) },
    });
  const checksInLoop = (phase: Phase, next: Phase | undefined): readonly string[] => {
    // The iteration at which a condition ends the run is always reported.
    const report = reportEvery <= 1 ? [] : syntax.when(`iteration % ${reportEvery} > 0`, reportOf(phase));
    const lines = checks(phase, writer.error(phase), 'iteration + 1', report);
    const last = phase.to - 1;
    if (!hasConditions || next === undefined) return lines;
    const remark = 'the last iteration is checked after the change';
    return last === phase.from ? [] : syntax.when(`iteration < ${last}`, lines, remark);
  };
  const reportsInLoop = (phase: Phase): readonly string[] => {
    if (reportEvery === 0) return [];
    const report = reportOf(phase);
    return reportEvery === 1 ? report : syntax.when(syntax.isZero(`iteration % ${reportEvery}`), report);
  };

  const shown = (phase: Phase): string => writer.own(writer.prediction(phase));
  const predicted = (phase: Phase): string => (phase.isPredicted ? shown(phase) : syntax.text(NONE));
  // A run that can stop in several phases defines `output`, unless the last prediction is the same expression in all of them.
  const checked = phases.filter((phase, index) => index > 0 && isCheckedAtBeginning(phase, phases[index + 1]));
  const predictions = new Set(checked.map(predicted));
  const definesOutput = canStop && new Set([...predictions, ...phases.map(shown)]).size > 1;
  const output = (value: string): readonly string[] => (definesOutput ? [syntax.define('output', value)] : []);

  const loop = (phase: Phase, next: Phase | undefined): readonly string[] => {
    if (phase.to === phase.from) return [];
    const lines = [...writer.iterate(phase), ...reportsInLoop(phase), ...checksInLoop(phase, next)];
    const isDefined = hasConditions && phase.from > 0 && phase.isPredicted;
    return [...(isDefined ? [] : output(shown(phase))), '', ...syntax.repeat(phase.from, phase.to, lines)];
  };
  const checksAtBeginning = (phase: Phase): readonly string[] => {
    const isDue = reportEvery === 0 || (phase.from - 1) % reportEvery === 0;
    const report = isDue || !phase.isPredicted ? [] : reportOf(phase);
    return checks(phase, phase.isPredicted ? writer.error(phase) : undefined, `${phase.from}`, report);
  };
  const changed = (phase: Phase, before: Phase, next: Phase | undefined): readonly string[] => {
    const title = phase.from === 0 ? 'Before the first iteration' : `After ${count(phase.from)} iterations`;
    const isChecked = hasConditions && isCheckedAtBeginning(phase, next);
    return [
      '',
      syntax.comment(title),
      ...writer.begin(phase, before),
      ...(isChecked ? output(predicted(phase)) : []),
      ...(isChecked ? checksAtBeginning(phase) : []),
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
    output: definesOutput ? 'output()' : hasIterations ? shown(last) : predicted(last),
    prediction: definesOutput ? 'output()' : hasIterations || last.isPredicted ? writer.prediction(last) : undefined,
    mayLack: definesOutput && predictions.has(syntax.text(NONE)),
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
