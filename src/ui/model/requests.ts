import { type CellName, printCell } from '../../language/change.ts';
import { MAX_SEED } from '../../language/expression.ts';
import { type Edit, MOST_CHANGES, type PlannedEdits } from '../../network/edits.ts';
import type { Command, RunChange, Snapshot } from '../../worker/protocol.ts';
import { refusalOf, settingsIn } from '../../worker/subject.ts';
import { whyNoTraining } from '../keys/why-not.ts';
import { formatTyped } from '../text/numbers.ts';
import type { Effect } from './message.ts';
import { type Model, type Notice, networkOf, type ShownSubject, shownState } from './model.ts';
import type { Question } from './prompt.ts';
import { rivalSettings, withRivalsAgain } from './rivals.ts';

/** The result of a message: the next model, and the effects outside it. */
export interface Update {
  readonly model: Model;
  readonly effects: readonly Effect[];
}

/** A command without the fields that every command has. */
type Request = Command extends infer C ? (C extends Command ? Omit<C, 'run' | 'request'> : never) : never;

/** The update to a new model, without effects. */
export function withoutEffects(model: Model): Update {
  return { model, effects: [] };
}

/** Sends a command that changes the run. `wanted` is the state after it, shown until the training thread answers. */
export function ask(model: Model, wanted: Model['wanted'], what: Request): Update {
  return send({ ...model, request: model.request + 1, wanted }, what);
}

/** Runs to a later iteration at full speed, until any key. */
export function runTo(model: Model, iteration: number): Update {
  const reason = whyNoTraining(model);
  if (reason !== undefined) return withoutEffects(withNotice(model, reason));
  return ask({ ...model, cursor: undefined, runsTo: iteration }, 'running', { type: 'runTo', iteration });
}

/** Sends a command that leaves the state of the run as it is. */
export function send(model: Model, what: Request): Update {
  const command = { ...what, run: model.run, request: model.request } as Command;
  return { model, effects: [{ type: 'send', command }] };
}

/** Starts a new run; one of a script may go to an iteration first. The snapshot of the previous one stays on the screen until the new run reports. */
export function start(model: Model, seed: number, wanted: Model['wanted'], goTo = 0): Update {
  const next: Model = withoutCompareView({
    ...withRivalsAgain(model, seed),
    // A file has the changes of the run before.
    saved: undefined,
    seed,
    run: model.run + 1,
    failure: undefined,
    journey: undefined,
    runsTo: undefined,
    trainings: [],
    cursor: undefined,
  });
  const subject = { ...model.subject, watches: model.watches };
  const { speed, risesFrom, viewRequest } = model;
  const rise = risesFrom === undefined ? {} : { risesFrom };
  const rivals = rivalSettings(next);
  const breaks = model.breakpoints.length === 0 ? {} : { breakpoints: model.breakpoints };
  return ask(next, wanted, {
    type: 'start',
    subject,
    seed,
    speed,
    ...rise,
    paused: wanted === 'paused',
    viewRequest,
    ...breaks,
    ...(rivals.length === 0 ? {} : { rivals }),
    ...(goTo === 0 ? {} : { goTo }),
  });
}

/** Starts over. Settings that were changed by hand stay; all other changes are gone. */
export function restart(model: Model, seed: number): Update {
  const isScript = model.subject.kind === 'script';
  const lost = changesByHand(model).some(({ edits }) => edits.some(({ kind }) => isScript || kind === 'cell'));
  const started = start(forRestart(model), seed, stateAfterRestart(model));
  const what = isScript ? 'values' : 'weights';
  if (lost) return noted(started, `the run starts over: the ${what} that were changed by hand are lost`);
  // The header shows another seed.
  return seed === model.seed ? noted(started, `the run starts over from seed ${seed}`) : started;
}

/** Starts over with the scenario as it was opened: its settings, seed, stop conditions and watches. */
export function reset(model: Model): Update {
  const { subject, seed } = model.opened;
  const isChanged = isOtherSubject(model.subject, subject) || changesByHand(model).length > 0;
  const isWatched = !hasWatchesOf(model, subject);
  const original: Model = {
    ...onOtherSubject(model, subject),
    markedBefore: [],
    ...(isWatched ? withWatchesOf(model, subject) : {}),
    // The options there are those of the program before.
    view: isChanged || model.view.kind === 'options' ? { kind: 'panes' } : model.view,
  };
  const words = [`the ${subject.kind === 'script' ? 'script' : 'scenario'} as it was opened`];
  if (isChanged || isWatched) words.push('all changes are removed');
  if (model.seed !== seed) words.push(`seed ${seed} again`);
  return noted(start(original, seed, stateAfterRestart(model)), words.join(', '));
}

/** A script from another seed is the same one. */
function isOtherSubject(one: ShownSubject, other: ShownSubject): boolean {
  return one.kind === 'script' && other.kind === 'script' ? one.text !== other.text : one !== other;
}

function hasWatchesOf({ watches }: Model, { watches: own }: ShownSubject): boolean {
  return watches.length === own.length && watches.every((watch, index) => watch === own[index]);
}

function withWatchesOf({ snapshot, request, chart }: Model, { watches }: ShownSubject): Partial<Model> {
  // Older snapshots hold values of other watches.
  return {
    ...{ watches, chosenWatch: 0, chart: { ...chart, watch: undefined }, watchesSince: request + 1 },
    snapshot: snapshot && withWatches(snapshot, []),
  };
}

/** A snapshot with the values of some of its watches, and without the past of one. */
export function withWatches({ history: _, ...snapshot }: Snapshot, watches: Snapshot['watches']): Snapshot {
  return { ...snapshot, watches };
}

/** The changes of the current run that a person made. */
export function changesByHand({ snapshot, run }: Model): Snapshot['changes'] {
  return snapshot?.run === run ? snapshot.changes.filter(({ byHand }) => byHand) : [];
}

function noted(update: Update, words: string): Update {
  return { ...update, model: withNotice(update.model, words, 'news') };
}

/** Opens a question for a file again, with the problem of its answer. */
export function askedAgain(model: Model, question: Question, typed: string, problem: string): Model {
  const { view } = model;
  // Another question may be open meanwhile.
  if (view.kind === 'prompt') return withNotice(model, problem);
  const fault = { message: problem, offset: 0, length: typed.length };
  return { ...model, view: { kind: 'prompt', question, typed, fault, covered: view } };
}

/** Starts over from the next seed. A script that gives seeds itself gets that number in their place. */
export function reseed(model: Model): Update {
  const seed = nextSeed(model);
  const { subject } = model;
  return restart(subject.kind === 'script' ? { ...model, subject: { ...subject, namedSeed: seed } } : model, seed);
}

/** The largest seed is followed by 0. */
function nextSeed({ seed }: Model): number {
  return seed === MAX_SEED ? 0 : seed + 1;
}

/** The model with the subject of a run that starts over. */
export function forRestart(model: Model): Model {
  if (model.subject.kind === 'script') return model;
  const byHand = model.snapshot?.changes.some(
    (entry) => entry.byHand && entry.edits.some(({ kind }) => kind === 'settings'),
  );
  return byHand === true ? withSubject(model, model.network.subject, []) : model;
}

/** The model with another subject for the next run, and the changes that it plans. */
export function withSubject(model: Model, begun: ShownSubject, plan: readonly PlannedEdits[]): Model {
  // The stop conditions belong to no program.
  return onOtherSubject(model, { ...begun, plan, stop: model.subject.stop });
}

/** The model with another subject. Its panes are shown from their first rows, and nothing in them is chosen. */
export function onOtherSubject(model: Model, subject: ShownSubject): Model {
  return { ...model, subject, network: networkOf(subject), scroll: {}, weight: undefined, unit: undefined };
}

/** Changes the current run, from the beginning of the current iteration on. */
export function edit(model: Model, edits: readonly Edit[]): Update {
  if ((model.snapshot?.changes.length ?? 0) >= MOST_CHANGES) {
    return withoutEffects(withNotice(model, `a run has at most ${MOST_CHANGES} changes`));
  }
  const refused = refusalOf(model.network.subject, edits);
  if (refused !== undefined) return withoutEffects(withNotice(model, refused));
  const told = withNotice(withoutCompareView(model), sideEffectOf(model), 'news');
  return ask(told, isRunning(model) ? 'running' : 'paused', { type: 'edit', edits });
}

/** Sets a cell of a learned matrix. The predictions on the screen are those before it until a line or an iteration runs. */
export function editCell(model: Model, cell: CellName, value: number): Update {
  const changed = edit(model, [{ kind: 'cell', ...cell, value }]);
  if (changed.effects.length === 0 || isRunning(model)) return changed;
  const was = cellValue(model, cell);
  const before = was === undefined ? '' : `, was ${formatTyped(was)}`;
  const side = changed.model.notice === undefined ? '' : `; ${changed.model.notice.text}`;
  const words = `${printCell(cell)} = ${formatTyped(value)}${before}: s runs an iteration and shows the effect${side}`;
  return { ...changed, model: withNotice(changed.model, words, 'news') };
}

/** The current value of a cell; undefined where the snapshot has sums of several cells. */
export function cellValue({ snapshot }: Model, { name, row, column }: CellName): number | undefined {
  const matrix = snapshot?.parameters.find((parameter) => parameter.name === name);
  if (matrix === undefined || matrix.blockRows !== 1 || matrix.blockColumns !== 1) return undefined;
  return matrix.sums[row * matrix.columns + column];
}

/** The words for a side effect of a change: later changes are discarded, or the iteration begins again. */
function sideEffectOf({ snapshot }: Model): string | undefined {
  if (snapshot === undefined) return undefined;
  const { changes, changed, iteration, line, script } = snapshot;
  // A script is changed before its next line, which may be within an iteration.
  const isLost = (entry: RunChange, index: number): boolean =>
    entry.byHand && (script === undefined ? entry.at > iteration : index >= changed);
  const lost = changes.filter(isLost).length;
  if (lost > 0)
    return `the run continues differently from here: ${lost === 1 ? 'a later change is' : `${lost} later changes are`} removed`;
  return line > 0 && script === undefined ? 'changed from the beginning of this iteration on' : undefined;
}

/** Closes the compare view: the run that its mark belongs to is about to change. */
export function withoutCompareView(model: Model): Model {
  return model.view.kind === 'compare' ? { ...model, view: { kind: 'panes' } } : model;
}

/** True while the run is running, or starts running. */
export function isRunning(model: Model): boolean {
  const state = shownState(model);
  return state === 'running' || state === 'again' || (state === 'starting' && model.wanted === 'running');
}

/** A paused run starts over paused. After the end of a run the new one runs, but beside a lesson: its next step may ask what the run will show. */
export function stateAfterRestart(model: Model): Model['wanted'] {
  if (model.course !== undefined) return isRunning(model) ? 'running' : 'paused';
  const state = shownState(model);
  const isPaused = state === 'paused' || state === 'stopped' || (state === 'starting' && model.wanted === 'paused');
  return isPaused ? 'paused' : 'running';
}

/** The model with a message in the footer, or without one. The same model where nothing changes. */
export function withNotice(model: Model, text: string | undefined, kind: Notice['kind'] = 'refusal'): Model {
  if (model.notice?.text === text && (text === undefined || model.notice?.kind === kind)) return model;
  return { ...model, notice: text === undefined ? undefined : { text, kind } };
}

/** The words before the description of a scenario, for a run with other settings or another seed; undefined otherwise. */
export function descriptionOpening(model: Model): string | undefined {
  const { subject, opened, seed } = model;
  const { describedSeed = opened.seed } = opened.subject;
  const textOf = (own: Model['subject']): string => JSON.stringify(settingsIn(own));
  const isSame = subject === opened.subject || textOf(subject) === textOf(opened.subject);
  const hasOwnSettings = isSame && changesByHand(model).length === 0;
  if (seed === describedSeed) return hasOwnSettings ? undefined : 'The scenario as it was opened:';
  return hasOwnSettings
    ? `With seed ${describedSeed}:`
    : `The scenario with its own settings and seed ${describedSeed}:`;
}
