import type { DebugRun } from '../script/debug/debug-run.ts';
import type { Met } from '../script/debug/meetings.ts';
import { sameBits } from '../script/debug/numbers.ts';
import { rateOf } from '../script/debug/rate.ts';
import { curveOf } from '../script/debug/trainings.ts';
import type { ScriptRun } from '../script/machine/script-run.ts';
import type { Roles } from '../script/roles/find.ts';
import { printPath } from '../script/roles/path.ts';
import type {
  EndingView,
  FoundReport,
  FoundRoles,
  Mark,
  MatrixView,
  Recollection,
  RunState,
  ScriptView,
  SeedView,
  Snapshot,
  Verdict,
  WatchView,
} from './protocol.ts';
import { changesOf } from './script-edits.ts';
import { type OutputTail, plainLines, valueView, variableViews } from './script-texts.ts';
import { beginningOf, endOf } from './script-trainings.ts';
import { viewOf } from './snapshot.ts';

/** The parts of a snapshot that the run does not know. */
export interface ScriptPosition {
  readonly number: number;
  readonly request: number;
  readonly state: RunState;
  readonly isMoving: boolean;
  readonly isStepping: boolean;
  readonly isLooking: boolean;
  readonly verdict: Verdict | undefined;
  /** The name of the file that was opened. */
  readonly file: string;
  /** The predictions and targets of the last iteration. */
  readonly met: Met | undefined;
  readonly asks: boolean;
  /** The seeds that the search for roles has met: those before their lines run. */
  readonly seeds: readonly SeedView[];
  readonly needsAnswer: boolean;
  /** The watch whose past is shown, from 0. */
  readonly history: number | undefined;
  readonly rate: number | undefined;
  readonly risingSpeed: number | undefined;
}

/** The run of a script as the screen shows it now. */
export function scriptSnapshot(debug: DebugRun, position: ScriptPosition, output: OutputTail): Snapshot {
  const { number, request, state, isMoving, met, rate, risingSpeed } = position;
  const { iteration, error, furthest } = debug;
  const solved = debug.judge?.solved;
  return {
    type: 'snapshot',
    run: number,
    request,
    state,
    stopReason: undefined,
    goal: goalOf(debug),
    iteration,
    error,
    parameters: parameterViews(debug),
    prediction: met?.prediction ?? new Float64Array(0),
    line: debug.linesSince,
    furthest: furthest.iteration,
    lines: isMoving ? undefined : [],
    rate,
    ...(risingSpeed === undefined ? {} : { risingSpeed }),
    solvedAt: typeof solved === 'number' ? beginningOf(debug) + solved : undefined,
    curve: curveOf(debug.trainings.at(debug.training), debug.errors),
    alpha: rateOf(debug) ?? 1,
    epoch: undefined,
    batch: undefined,
    changes: changesOf(debug),
    changed: debug.changed,
    verdict: position.verdict,
    watches: debug.watches.now.map(watchView),
    stoppedBy: isMoving ? undefined : debug.watches.firedAt,
    ...historyOf(debug, position.history),
    nonFiniteLine: undefined,
    script: scriptView(debug, position, output),
  };
}

type WatchNow = DebugRun['watches']['now'][number];

/** Numbers of a trail. */
const MOST_TRAIL = 64;
/** The most cells that are sent one by one. */
const FEW_CELLS = 16;

function watchView({ value, holds, stops, points }: WatchNow): WatchView {
  const trail = points.filter((_, at) => at % Math.ceil(points.length / MOST_TRAIL) === 0).map(([, own]) => own);
  if (value.kind !== 'numbers') return { value: undefined, text: plainLines(value.text), holds, stops, trail };
  const { rows, columns, data } = value.numbers;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const cell of data) [least, most] = [Math.min(least, cell), Math.max(most, cell)];
  const cells = data.length <= FEW_CELLS ? data : new Float64Array(0);
  return { value: { least, most, cells, rows, columns }, holds, stops, trail };
}

/** The past of a watch of a single number in this training, from when it was set. */
function historyOf(debug: DebugRun, watch: number | undefined): Pick<Snapshot, 'history'> {
  const from = beginningOf(debug);
  const next = debug.trainings.at(debug.training + 1)?.from ?? Number.POSITIVE_INFINITY;
  const all = debug.watches.now[watch ?? -1]?.points ?? [];
  const points = all.filter(([iteration]) => iteration > from && iteration <= next);
  if (watch === undefined || points.length === 0) return {};
  const iterations = Float64Array.from(points, ([iteration]) => iteration - 1 - from);
  const values = Float64Array.from(points, ([, value]) => value);
  return {
    history: { watch, curves: [{ cell: '', iterations, values }], since: iterations[0] ?? 0, replayed: undefined },
  };
}

/** Iterations at the end of the training; where that is not known, those that have run. */
function goalOf(debug: DebugRun): number {
  return Math.max(1, endOf(debug) ?? debug.furthest.iteration);
}

function parameterViews({ parameters }: DebugRun): readonly MatrixView[] {
  return parameters.flatMap(({ path, numbers }) => {
    if (numbers === undefined || numbers.data.length === 0) return [];
    const { shape, lists } = numbers;
    return [{ ...viewOf(printPath(path), numbers), form: { shape, lists } }];
  });
}

/**
 * The weights, the prediction and the error at a mark, in pieces.
 * @param metNow the predictions and targets at the position of the run, as a snapshot shows them
 */
export function recalling(
  debug: DebugRun,
  mark: Mark,
  metNow: () => Met | undefined,
): Generator<void, Omit<Recollection, 'type' | 'run' | 'mark'>> {
  const now = metNow()?.target;
  return debug.visit(Math.min(mark.iteration, debug.furthest.iteration), mark.changes, () => {
    const met = metNow();
    return {
      iteration: debug.iteration,
      error: debug.error,
      parameters: parameterViews(debug),
      prediction: met?.prediction ?? new Float64Array(0),
      layers: [],
      hasOtherTargets: now !== undefined && met !== undefined && !sameBits(now, met.target),
    };
  });
}

function scriptView(debug: DebugRun, position: ScriptPosition, output: OutputTail): ScriptView {
  const { isMoving, isStepping, file, asks, needsAnswer, seeds } = position;
  const { run, lines, furthest, training } = debug;
  const { calls } = run;
  const [inner] = calls;
  const printed = output.view(run);
  const [from, end] = [beginningOf(debug), endOf(debug)];
  return {
    line: inner?.file === file ? inner.line : undefined,
    lines,
    furthestLines: furthest.lines,
    training,
    ...(from === 0 ? {} : { from }),
    ...(end === undefined ? {} : { end }),
    ...(debug.isAfterTraining && { isAfterTraining: true }),
    ...(position.isLooking && { isLooking: true }),
    calls: calls.map((call) => ({ name: call.name, file: call.file, line: call.line })),
    values: isMoving ? [] : [...debug.values].map(([line, all]) => valueView(line, all)),
    output: printed,
    variables: isMoving ? [] : variableViews(run),
    ending: endingOf(debug),
    ...(debug.judge?.why === undefined ? {} : { whyNoVerdict: debug.judge.why }),
    ...(needsAnswer && { needsAnswer }),
    asks: asks ? output.openLine(run) : undefined,
    ...(isStepping && { isStepping }),
    ...seedsOf(debug, file, seeds),
    ...(isMoving || debug.stoppedAt === undefined ? {} : { stoppedAt: debug.stoppedAt }),
  };
}

function seedsOf({ run }: DebugRun, file: string, met: readonly SeedView[]): Pick<ScriptView, 'seeds'> {
  const now = seedViews(run, file);
  const seeds = now.length > 0 ? now : met;
  return seeds.length === 0 ? {} : { seeds };
}

/** The seeds that lines of a file have given. */
export function seedViews({ state }: ScriptRun, file: string): readonly SeedView[] {
  return state.seeds.flatMap(({ file: of, line, own, used }) => (of === file ? [{ line, own, used }] : []));
}

function endingOf({ run }: DebugRun): EndingView | undefined {
  const { ending } = run;
  switch (ending?.kind) {
    case undefined:
      return undefined;
    case 'finished':
      return ending;
    case 'exit':
      return { ...ending, message: ending.message === undefined ? undefined : plainLines(ending.message) };
    case 'exception':
      return {
        kind: 'exception',
        traceback: plainLines(run.traceback ?? '').trimEnd(),
        advice: ending.exception.advice,
      };
  }
}

/** The roles of a run with the targets of its last iteration. */
export function foundReport(run: number, roles: Roles | undefined, met: Met | undefined): FoundReport {
  const columns = met?.columns ?? 0;
  const rows = met === undefined ? 0 : Math.floor(met.target.length / columns);
  const data = met?.target.slice(0, rows * columns) ?? new Float64Array(0);
  return { type: 'found', run, found: roles && foundRoles(roles), targets: { rows, columns, data } };
}

function foundRoles({ loop, weights, biases, memory, meeting, read, learningRate }: Roles): FoundRoles {
  const named = read !== undefined && 'prediction' in read ? read : undefined;
  return {
    line: loop.line,
    weights: weights.map(printPath),
    biases: biases.map(printPath),
    memory: memory.map(printPath),
    prediction: named === undefined ? meeting?.prediction : printPath(named.prediction),
    target: named === undefined ? meeting?.target : printPath(named.target),
    errorLine: meeting?.line,
    learningRate,
  };
}
