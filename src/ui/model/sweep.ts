import { counted } from '../../language/wording.ts';
import { ranges } from '../../network/ranges.ts';
import type { RunLook, RunResult, SweepCombination, SweepFacts } from '../../worker/protocol.ts';
import { networkSubject, settingsIn } from '../../worker/subject.ts';
import { openedName, openedSettings } from './cell-names.ts';
import { keepRun } from './kept-runs.ts';
import { changesOf } from './leaving.ts';
import type { Effect, Saved } from './message.ts';
import type { Fault, Model, ShownSubject } from './model.ts';
import {
  askedAgain,
  forRestart,
  onOtherSubject,
  runTo,
  start,
  type Update,
  withNotice,
  withoutEffects,
} from './requests.ts';

/*
 * The sweep beside the run on the screen: many runs with other seeds and settings, which the map shows. Threads of the command train
 * them; the model gives orders as effects, and hears news as messages.
 * One file, though it is long: orders, news and the state that they change.
 */

/** An order to the threads of a sweep. */
export type SweepOrder =
  /** Begins a sweep, and ends the one before. */
  | {
      readonly type: 'start';
      /** The number of the sweep, which its news repeat. */
      readonly sweep: number;
      /** The axes as typed: `seeds 1..100 alpha 0.1,1`. */
      readonly asked: string;
      readonly what: Saved;
    }
  /** Holds the runs where they are, or lets them continue. */
  | { readonly type: 'hold'; readonly isHeld: boolean }
  /** Ends the threads. The results stay. */
  | { readonly type: 'cancel' }
  /** Trains the runs that have no result after `cancel`. */
  | { readonly type: 'resume' }
  /** Writes the runs so far to a file. */
  | { readonly type: 'write'; readonly file: string };

/** News of a sweep. */
export type SweepNews = { readonly sweep: number } & (
  | { readonly type: 'planned'; readonly facts: SweepFacts }
  /** The axes cannot be used. */
  | { readonly type: 'refused'; readonly asked: string; readonly fault: Fault }
  | { readonly type: 'found'; readonly results: readonly RunResult[] }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly reason: string }
  /** The file has been written; `problem` says why not. */
  | { readonly type: 'written'; readonly file: string; readonly problem: string | undefined }
);

/** The threads of sweeps. */
export interface Sweeps {
  order(order: SweepOrder): void;
  /** Ends them. */
  close(): void;
}

/** Starts the threads of sweeps, with the first order. @param tell takes their news. */
export type StartSweeps = (tell: (news: SweepNews) => void) => Sweeps;

/** A sweep whose axes are being read. */
export interface AskedSweep {
  readonly number: number;
  /** The axes as typed. */
  readonly asked: string;
  /** The subject whose settings the axes change. */
  readonly subject: ShownSubject;
}

export interface SweepState extends AskedSweep {
  readonly facts: SweepFacts;
  /** Combinations × seeds: the runs that have ended. */
  readonly cells: readonly (RunResult | undefined)[];
  readonly found: number;
  readonly state: 'running' | 'held' | 'cancelled' | 'done' | 'failed';
  /** The map as it was shown last. */
  readonly shown: ShownMap;
}

/** The choices of the map. */
export interface ShownMap {
  /** The chosen cell. */
  readonly chosen: number;
  /** An index of the looks; undefined for the end of the runs. */
  readonly look: number | undefined;
  /** True where the cells of solved runs show the iterations that they took. */
  readonly showsTimes: boolean;
}

/** A run to go back to. */
export interface FormerRun extends RunBefore {
  /** The subject of the cell that was opened last, and its settings in words, but for its alpha. */
  readonly cell: { readonly subject: ShownSubject; readonly settings: string };
}

interface RunBefore {
  readonly subject: ShownSubject;
  readonly seed: number;
  readonly iteration: number;
  /** Its changes that no file has. */
  readonly changes: number;
}

/** Work of a sweep (examples × weights × iterations × runs) from which on fewer seeds are proposed. */
const MUCH_WORK = 2e9;
const SEEDS = { most: 50, least: 10 };
const DEFAULT_ALPHA = 1;

/** The axes that are proposed: seeds, and the learning rate by powers of 10 around the current one. */
export function proposedAxes(model: Model): string {
  const subject = forRestart(model).subject;
  const settings = settingsIn(subject);
  const alpha = settings?.learningRate ?? DEFAULT_ALPHA;
  const alphas = [0.01, 0.1, 1, 10, 100].map((factor) => Number((alpha * factor).toPrecision(6)));
  const sizes = settings?.layerSizes ?? [];
  const weights = sizes.slice(1).reduce((sum, size, layer) => sum + size * (sizes[layer] as number), 0);
  const rows = settings?.batchSize === undefined || settings.batchSize === 0 ? subject.inputs.rows : settings.batchSize;
  const work = rows * weights * subject.iterations * alphas.length * SEEDS.most;
  const seeds = work > MUCH_WORK ? SEEDS.least : SEEDS.most;
  const allowed = alphas.filter((value) => value > 0 && value <= ranges.learningRate.high);
  return `seeds 1..${seeds} alpha ${allowed.join(',')}`;
}

/** Begins a sweep of the settings with which the run would start over. The sweep before continues until the axes have been read. */
export function startSweep(model: Model, asked: string): Update {
  const { subject } = forRestart(model);
  const changes = subject.plan.map((edits) => ({ ...edits, byHand: false }));
  const what: Saved = { seed: model.seed, subject, iterations: subject.iterations, changes, watches: [] };
  const number = Math.max(model.sweep?.number ?? 0, model.askedSweep?.number ?? 0) + 1;
  const effects = [sweepEffect({ type: 'start', sweep: number, asked, what })];
  return { model: { ...model, askedSweep: { number, asked, subject } }, effects };
}

function sweepEffect(order: SweepOrder): Effect {
  return { type: 'sweep', order };
}

/** The map before a choice: its first cell, at the end of the runs. */
export const FIRST_SHOWN: ShownMap = { chosen: 0, look: undefined, showsTimes: false };

/** The model after news of a sweep. News of another sweep are dropped. */
export function hearSweep(model: Model, news: SweepNews): Update {
  const { sweep, askedSweep, view } = model;
  if (askedSweep !== undefined && news.sweep === askedSweep.number) {
    const isOpen = view.kind === 'prompt' && view.question.kind === 'sweep' && view.typed === askedSweep.asked;
    const settled: Model = { ...model, askedSweep: undefined };
    if (news.type === 'planned') {
      const { facts } = news;
      const cells = Array.from({ length: facts.combinations.length * facts.seeds.length }, () => undefined);
      const begun = { ...askedSweep, facts, cells, found: 0, state: 'running', shown: FIRST_SHOWN } as const;
      const planned: Model = { ...settled, sweep: begun };
      const own = isOpen ? view.covered : view;
      return withoutEffects({ ...planned, view: own.kind === 'map' ? { kind: 'map', ...FIRST_SHOWN } : own });
    }
    if (news.type === 'refused') {
      if (isOpen) return withoutEffects({ ...settled, view: { ...view, fault: news.fault } });
      return withoutEffects(withNotice(settled, news.fault.message));
    }
  }
  if (sweep === undefined || news.sweep !== sweep.number) return withoutEffects(model);
  switch (news.type) {
    case 'planned':
    case 'refused':
      return withoutEffects(model);
    case 'found': {
      const cells = [...sweep.cells];
      for (const result of news.results) cells[cellOf(sweep.facts, result)] = result;
      return withoutEffects({ ...model, sweep: { ...sweep, cells, found: sweep.found + news.results.length } });
    }
    case 'done':
      return withoutEffects({ ...model, sweep: { ...sweep, state: 'done' } });
    case 'failed':
      return withoutEffects(withNotice({ ...model, sweep: { ...sweep, state: 'failed' } }, news.reason));
    case 'written': {
      const { file, problem } = news;
      if (problem === undefined) return withoutEffects(withNotice(model, `the map is written to ${file}`, 'news'));
      return withoutEffects(askedAgain(model, { kind: 'mapFile' }, file, problem));
    }
  }
}

/** The reason why there is no run to pause, or to continue with. */
export function whyNoPause({ sweep }: Model): string | undefined {
  return sweep === undefined || sweep.state === 'done' ? 'all runs of the map have ended: e trains others' : undefined;
}

/** Holds the runs of the sweep, or lets them continue; trains those that a cancelled sweep lacks. */
export function holdSweep(model: Model): Update {
  const { sweep } = model;
  switch (sweep?.state) {
    case 'running':
      return ordered(model, sweep, 'held', { type: 'hold', isHeld: true });
    case 'held':
      return ordered(model, sweep, 'running', { type: 'hold', isHeld: false });
    case 'cancelled':
    case 'failed':
      return ordered(model, sweep, 'running', { type: 'resume' });
    case 'done':
    case undefined:
      return withoutEffects(model);
  }
}

/** The reason why there is no run to end. */
export function whyNoCancel({ sweep }: Model): string | undefined {
  return sweep?.state === 'running' || sweep?.state === 'held' ? undefined : 'no run of the map is training';
}

/** Ends the runs of the sweep; the results stay. */
export function cancelSweep(model: Model): Update {
  const { sweep } = model;
  if (sweep === undefined || whyNoCancel(model) !== undefined) return withoutEffects(model);
  return ordered(model, sweep, 'cancelled', { type: 'cancel' });
}

/** Writes the runs so far to a file. */
export function writeSweep(model: Model, file: string): Update {
  return { model, effects: [sweepEffect({ type: 'write', file })] };
}

function ordered(model: Model, sweep: SweepState, state: SweepState['state'], order: SweepOrder): Update {
  return { model: { ...model, sweep: { ...sweep, state } }, effects: [sweepEffect(order)] };
}

// Cells

/** The number of the cell of a run. */
function cellOf({ seeds }: SweepFacts, { combination, seed }: RunResult): number {
  return combination * seeds.length + seeds.indexOf(seed);
}

/** The runs of a combination, seed by seed; undefined for those that have not ended. */
export function runsOf(
  { facts: { seeds }, cells }: Pick<SweepState, 'facts' | 'cells'>,
  combination: number,
): readonly (RunResult | undefined)[] {
  return cells.slice(combination * seeds.length, (combination + 1) * seeds.length);
}

/** The state of a run at a look of the map: an index of the looks, or undefined for the end. A run that ended before has its end. */
export function lookAt(result: RunResult, look: number | undefined): RunLook {
  return (look === undefined ? undefined : result.looks[look]) ?? result;
}

/** The iteration at which a run is opened: where it was solved, or where it went wrong; otherwise the iteration of the look. */
function openingOf(result: RunResult, look: number | undefined): number {
  const { verdict, since, solvedAt, iteration } = lookAt(result, look);
  // The predictions of an iteration are those before its update.
  if (solvedAt !== undefined) return solvedAt + 1;
  switch (verdict) {
    // The next iteration is the one that fails.
    case 'diverged':
      return iteration + 1;
    case 'stuck':
    case 'plateau':
    case 'saturated':
    case 'oscillating':
    case 'overfitting':
      return since ?? iteration;
    default:
      return iteration;
  }
}

/** The reason why a cell without a result has no run to open. */
function whyNotOpen(sweep: SweepState | undefined): string {
  switch (sweep?.state) {
    case 'held':
      return 'this run has not ended yet: p lets the runs go on';
    case 'cancelled':
    case 'failed':
      return 'this run has not been trained: p trains the missing ones';
    default:
      return 'this run has not ended yet';
  }
}

/** Opens the run of a cell, and goes to where it was solved or went wrong. The run on the screen is kept. */
export function openCell(model: Model, { chosen, look }: ShownMap): Update {
  const { sweep } = model;
  const result = sweep?.cells[chosen];
  if (sweep === undefined || result === undefined) {
    return withoutEffects(withNotice(model, whyNotOpen(sweep)));
  }
  const { facts } = sweep;
  const { settings, iterations, plan, stop } = facts.combinations[result.combination] as SweepCombination;
  const kept = keepRun({ ...model, view: { kind: 'panes' } }, true);
  const subject = networkSubject({ ...sweep.subject, settings, iterations, plan, stop });
  const cell = { subject, settings: openedSettings(facts, chosen) };
  const former = { ...(model.former ?? formerRun(model)), cell };
  const opened = start(onSubject({ ...kept, former, unchanged: subject }, subject), result.seed, 'paused');
  const gone = runTo(opened.model, openingOf(result, look));
  const text = `from the map: ${openedName(facts, chosen)}; backspace goes back to the earlier run`;
  return { model: withNotice(gone.model, text, 'news'), effects: [...opened.effects, ...gone.effects] };
}

/** The run on the screen, as it is now. */
function formerRun(model: Model): RunBefore {
  const { subject, seed, snapshot, run } = model;
  const changes = changesOf(model);
  if (snapshot === undefined || snapshot.run !== run) return { subject, seed, iteration: 0, changes };
  const plan = snapshot.changes.map(({ byHand: _, ...edits }) => edits);
  return { subject: { ...subject, plan }, seed, iteration: snapshot.iteration, changes };
}

/** Goes back to the run before the first cell that was opened, and to the iteration where it was. */
export function backToFormer(model: Model): Update {
  const { former } = model;
  if (former === undefined) {
    return withoutEffects(withNotice(model, 'no run of a map has been opened: Z, then enter'));
  }
  const { subject, seed, iteration, changes } = former;
  const unchanged = changes === 0 ? subject : undefined;
  const back = start(onSubject({ ...model, former: undefined, unchanged }, subject), seed, 'paused');
  const gone = iteration === 0 ? back : runTo(back.model, iteration);
  const effects = gone === back ? back.effects : [...back.effects, ...gone.effects];
  const text = `back to seed ${seed}, after ${counted(iteration, 'iteration')}`;
  return { model: withNotice(gone.model, text, 'news'), effects };
}

function onSubject(model: Model, subject: ShownSubject): Model {
  return { ...onOtherSubject(model, subject), view: { kind: 'panes' } };
}
