import type { Command, Report } from '../../worker/protocol.ts';
import { paneNames, type Size } from '../layout.ts';
import { firstVisible, scrollLimit, visibleRows } from './extent.ts';
import type { Action, Effect, Message } from './message.ts';
import { type Model, shownState } from './model.ts';
import { neighbouringSpeed } from './speeds.ts';

export interface Update {
  readonly model: Model;
  readonly effects: readonly Effect[];
}

const MAX_SEED = 2 ** 32 - 1;

/** The one place where the model changes. Pure: what must happen outside comes back as effects. */
export function update(model: Model, message: Message): Update {
  switch (message.type) {
    case 'opened':
      return start(model, model.seed, message.paused ? 'paused' : 'running');
    case 'action':
      return act(withNotice(model, undefined), message.action);
    case 'refused':
      return unchanged(withNotice(model, message.reason));
    case 'reported':
      return hear(model, message.report);
    case 'resized':
      return unchanged(isSameSize(model.size, message.size) ? model : { ...model, size: message.size });
  }
}

function act(model: Model, action: Action): Update {
  switch (action.type) {
    case 'toggleRunning':
      return isRunning(model) ? ask(model, 'paused', { type: 'pause' }) : ask(model, 'running', { type: 'resume' });
    case 'step':
      return ask(model, 'paused', { type: 'step', iterations: action.iterations });
    case 'reset':
      return start(model, model.seed, stateAfterRestart(model));
    case 'reseed':
      return start(model, model.seed === MAX_SEED ? 0 : model.seed + 1, stateAfterRestart(model));
    case 'changeSpeed': {
      const speed = neighbouringSpeed(model.speed, action.direction);
      return speed === model.speed ? unchanged(model) : send({ ...model, speed }, { type: 'setSpeed', speed });
    }
    case 'toggleScale':
      return unchanged({ ...model, scale: model.scale === 'log' ? 'linear' : 'log' });
    case 'scroll': {
      const { focus } = model;
      const rows = action.by === 'row' ? 1 : visibleRows(model, focus);
      const first = firstVisible(model, focus) + rows * action.direction;
      const within = Math.max(0, Math.min(scrollLimit(model, focus), first));
      if (within === firstVisible(model, focus)) return unchanged(model);
      return unchanged({ ...model, scroll: { ...model.scroll, [focus]: within } });
    }
    case 'moveFocus': {
      const next = paneNames.indexOf(model.focus) + action.direction + paneNames.length;
      return unchanged({ ...model, focus: paneNames[next % paneNames.length] ?? model.focus });
    }
    case 'toggleHelp':
      return unchanged({ ...model, help: !model.help });
    case 'closeHelp':
      return unchanged(model.help ? { ...model, help: false } : model);
    case 'quit':
      return { model, effects: [{ type: 'quit' }] };
  }
}

function hear(model: Model, report: Report): Update {
  if (report.run !== model.run) return unchanged(model);
  if (report.type === 'failed') return unchanged({ ...model, failure: report.message, wanted: 'paused' });
  const settled = report.request === model.request;
  const wanted = settled ? (report.state === 'running' ? 'running' : 'paused') : model.wanted;
  return send({ ...model, snapshot: report, wanted }, { type: 'acknowledge' });
}

/** A new run from the first iteration. The old one stays on the screen for the moment until the new one reports. */
function start(model: Model, seed: number, wanted: Model['wanted']): Update {
  const next = { ...model, seed, run: model.run + 1, failure: undefined };
  const { job } = model.subject;
  return ask(next, wanted, { type: 'start', job, seed, speed: model.speed, paused: wanted === 'paused' });
}

/** Whether a run runs, or will as soon as it has started. */
function isRunning(model: Model): boolean {
  const state = shownState(model);
  return state === 'running' || (state === 'starting' && model.wanted === 'running');
}

/** Who was paused stays paused; after an end a new run is there to be watched. */
function stateAfterRestart(model: Model): Model['wanted'] {
  const state = shownState(model);
  return state === 'paused' || (state === 'starting' && model.wanted === 'paused') ? 'paused' : 'running';
}

function withNotice(model: Model, notice: string | undefined): Model {
  return model.notice === notice ? model : { ...model, notice };
}

function isSameSize(one: Size, other: Size): boolean {
  return one.columns === other.columns && one.rows === other.rows;
}

/** A command without what every command carries. */
type Request = Command extends infer C ? (C extends Command ? Omit<C, 'run' | 'request'> : never) : never;

/** Sends a command that changes the state of the run. */
function ask(model: Model, wanted: Model['wanted'], what: Request): Update {
  return send({ ...model, request: model.request + 1, wanted }, what);
}

function send(model: Model, what: Request): Update {
  const command = { ...what, run: model.run, request: model.request } as Command;
  return { model, effects: [{ type: 'send', command }] };
}

function unchanged(model: Model): Update {
  return { model, effects: [] };
}
