import { MAX_SEED } from '../../language/expression.ts';
import { type Edit, MOST_CHANGES, type PlannedEdits } from '../../network/edits.ts';
import type { Command } from '../../worker/protocol.ts';
import { refusalOf } from '../../worker/subject.ts';
import type { Effect } from './message.ts';
import { type Model, type Notice, networkOf, type ShownSubject, shownState } from './model.ts';

export interface Update {
  readonly model: Model;
  readonly effects: readonly Effect[];
}

/** A command without what every command carries. */
type Request = Command extends infer C ? (C extends Command ? Omit<C, 'run' | 'request'> : never) : never;

export function unchanged(model: Model): Update {
  return { model, effects: [] };
}

/** Sends a command that changes the state of the run. */
export function ask(model: Model, wanted: Model['wanted'], what: Request): Update {
  return send({ ...model, request: model.request + 1, wanted }, what);
}

export function send(model: Model, what: Request): Update {
  const command = { ...what, run: model.run, request: model.request } as Command;
  return { model, effects: [{ type: 'send', command }] };
}

/** A new run from the first iteration. The old one stays on the screen for the moment until the new one reports. */
export function start(model: Model, seed: number, wanted: Model['wanted']): Update {
  const next: Model = withoutComparison({ ...model, seed, run: model.run + 1, failure: undefined, cursor: undefined });
  const subject = { ...model.subject, watches: model.watches };
  const { speed, viewRequest } = model;
  return ask(next, wanted, { type: 'start', subject, seed, speed, paused: wanted === 'paused', viewRequest });
}

/** A new run with the program of this moment where it was edited by hand; all other changes are gone. */
export function restart(model: Model, seed: number): Update {
  return start(restarted(model), seed, stateAfterRestart(model));
}

/** The last seed that there is is followed by the first. */
export function nextSeed({ seed }: Model): number {
  return seed === MAX_SEED ? 0 : seed + 1;
}

/** What a run begins with that starts over. */
export function restarted(model: Model): Model {
  const byHand = model.snapshot?.log.some(
    (entry) => entry.byHand && entry.edits.some(({ kind }) => kind === 'settings'),
  );
  return byHand === true ? withSubject(model, model.network.subject, []) : model;
}

/** The next run begins with the program of this subject, and makes these edits on its way. */
export function withSubject(model: Model, begun: ShownSubject, plan: readonly PlannedEdits[]): Model {
  // The conditions to stop are part of no program.
  const subject = { ...begun, plan, stop: model.subject.stop };
  return { ...model, subject, network: networkOf(subject), scroll: {}, weight: undefined };
}

/** Changes the run that is on the screen, from the beginning of its iteration on. */
export function edit(model: Model, edits: readonly Edit[]): Update {
  if ((model.snapshot?.log.length ?? 0) >= MOST_CHANGES) {
    return unchanged(withNotice(model, `a run has at most ${MOST_CHANGES} changes`));
  }
  const refused = refusalOf(model.network.subject, edits);
  if (refused !== undefined) return unchanged(withNotice(model, refused));
  const told = withNotice(withoutComparison(model), lossOf(model), 'news');
  return ask(told, isRunning(model) ? 'running' : 'paused', { type: 'edit', edits });
}

/** What a change does besides, if anything. */
function lossOf({ snapshot }: Model): string | undefined {
  if (snapshot === undefined) return undefined;
  const { log, iteration, line } = snapshot;
  const lost = log.filter((entry) => entry.byHand && entry.at > iteration).length;
  if (lost > 0)
    return `another future begins here: ${lost === 1 ? 'a later change is' : `${lost} later changes are`} gone`;
  return line > 0 ? 'changed from the beginning of this iteration on' : undefined;
}

/** A moment of a run that is about to become another one cannot be compared with. */
export function withoutComparison(model: Model): Model {
  return model.view.kind === 'compare' ? { ...model, view: { kind: 'panes' } } : model;
}

/** Whether a run runs, or will as soon as it has started. */
export function isRunning(model: Model): boolean {
  const state = shownState(model);
  return state === 'running' || state === 'again' || (state === 'starting' && model.wanted === 'running');
}

/** Who was paused stays paused; after an end a new run is there to be watched. */
function stateAfterRestart(model: Model): Model['wanted'] {
  const state = shownState(model);
  const stands = state === 'paused' || state === 'stopped' || (state === 'starting' && model.wanted === 'paused');
  return stands ? 'paused' : 'running';
}

export function withNotice(model: Model, text: string | undefined, kind: Notice['kind'] = 'refusal'): Model {
  if (model.notice?.text === text && (text === undefined || model.notice?.kind === kind)) return model;
  return { ...model, notice: text === undefined ? undefined : { text, kind } };
}
