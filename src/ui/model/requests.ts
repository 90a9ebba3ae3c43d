import type { NetworkSettings } from '../../program/build.ts';
import { buildProgram } from '../../program/build.ts';
import type { Edit } from '../../program/change.ts';
import type { Command } from '../../worker/protocol.ts';
import type { Effect } from './message.ts';
import { type Model, networkOf, type Notice, shownState } from './model.ts';

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
  const next: Model = { ...model, seed, run: model.run + 1, failure: undefined, cursor: undefined };
  const job = { ...model.subject.job, watches: model.watches };
  return ask(next, wanted, { type: 'start', job, seed, speed: model.speed, paused: wanted === 'paused' });
}

/** A new run with the settings of this moment, where they were changed by hand; what else was changed is gone. */
export function restart(model: Model, seed: number): Update {
  const byHand = model.snapshot?.log.some(
    (entry) => entry.byHand && entry.edits.some(({ kind }) => kind === 'settings'),
  );
  const next = byHand === true ? withSettings(model, model.network.settings) : model;
  return start(next, seed, stateAfterRestart(model));
}

/** The run that follows begins with these settings, and changes nothing on its way. */
export function withSettings(model: Model, settings: NetworkSettings): Model {
  const { job } = model.subject;
  const own = { ...job, settings, program: buildProgram(settings, job.inputs.rows), plan: [] };
  return { ...model, subject: { ...model.subject, job: own }, network: networkOf(own), scroll: {}, weight: undefined };
}

/** Changes the run that is on the screen, from the beginning of its iteration on. */
export function edit(model: Model, edits: readonly Edit[]): Update {
  return ask(model, isRunning(model) ? 'running' : 'paused', { type: 'edit', edits });
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
