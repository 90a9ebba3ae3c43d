import type { Cell, Command, Report, Snapshot } from '../../worker/protocol.ts';
import { paneNames, type Size } from '../layout.ts';
import { firstVisible, helpLimit, scrollLimit, visibleRows } from './extent.ts';
import type { Action, Effect, Message } from './message.ts';
import { chosenLine, type Model, shownState, type View } from './model.ts';
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
    case 'typed':
      return type(model, message.key);
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
      const { focus, view } = model;
      if (view.kind === 'help') return unchanged(scrollHelp(model, view.first, action));
      if (focus === 'program' && action.by === 'row') return unchanged(moveCursor(model, action.direction));
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
    case 'travel':
      return ask({ ...model, cursor: undefined }, 'paused', { type: 'travel', travel: action.travel });
    case 'scrub': {
      const by =
        Math.sign(action.hundredths) * Math.max(1, Math.round((goalOf(model) * Math.abs(action.hundredths)) / 100));
      return ask({ ...model, cursor: undefined }, 'paused', { type: 'travel', travel: { to: 'iterations', by } });
    }
    case 'askIteration':
      return unchanged({ ...model, view: { kind: 'prompt', typed: '' } });
    case 'inspect':
      return inspect(model, chosenLine(model), { row: 0, column: 0 });
    case 'moveCell':
      return moveCell(model, action);
    case 'checkGradients':
      return ask({ ...model, view: { kind: 'gradients', report: undefined } }, 'paused', { type: 'checkGradients' });
    case 'toggleHelp':
      return unchanged({ ...model, view: model.view.kind === 'help' ? { kind: 'panes' } : { kind: 'help', first: 0 } });
    case 'close':
      return unchanged(model.view.kind === 'panes' ? model : { ...model, view: { kind: 'panes' } });
    case 'quit':
      return { model, effects: [{ type: 'quit' }] };
  }
}

function hear(model: Model, report: Report): Update {
  if (report.run !== model.run) return unchanged(model);
  switch (report.type) {
    case 'failed':
      return unchanged({ ...model, failure: report.message, wanted: 'paused' });
    case 'inspection':
      return model.view.kind === 'inspect'
        ? unchanged({ ...model, view: { kind: 'inspect', line: report.line, cell: report.cell, inspection: report } })
        : unchanged(model);
    case 'gradients':
      return model.view.kind === 'gradients'
        ? unchanged({ ...model, view: { kind: 'gradients', report } })
        : unchanged(model);
    case 'snapshot':
      return see(model, report);
  }
}

function see(model: Model, snapshot: Snapshot): Update {
  const settled = snapshot.request === model.request;
  const wanted = settled ? (snapshot.state === 'running' ? 'running' : 'paused') : model.wanted;
  return send({ ...model, snapshot, wanted }, { type: 'acknowledge' });
}

function goalOf({ snapshot, subject }: Model): number {
  return snapshot?.goal ?? subject.job.iterations;
}

/** Looks into a line; while the answer is on its way the last one stays, so that nothing flickers. */
function inspect(model: Model, line: number, cell: Cell): Update {
  const inspection = model.view.kind === 'inspect' ? model.view.inspection : undefined;
  const view: View = { kind: 'inspect', line, cell, inspection };
  return ask({ ...model, view }, 'paused', { type: 'inspect', line, cell });
}

/** To a neighbouring cell of the line that is looked into; at an edge it stays. */
function moveCell(model: Model, { rows, columns }: { readonly rows: number; readonly columns: number }): Update {
  const { view, subject } = model;
  if (view.kind !== 'inspect') return unchanged(model);
  const target = subject.job.program.iteration[view.line]?.target ?? '';
  const shape = subject.shapes.get(target) ?? { rows: 1, columns: 1 };
  const cell = {
    row: Math.max(0, Math.min(shape.rows - 1, view.cell.row + rows)),
    column: Math.max(0, Math.min(shape.columns - 1, view.cell.column + columns)),
  };
  return inspect(model, view.line, cell);
}

/** The lines of a page in the help, about. */
const HELP_PAGE = 10;

function scrollHelp(model: Model, first: number, { by, direction }: Action & { type: 'scroll' }): Model {
  const next = first + direction * (by === 'row' ? 1 : HELP_PAGE);
  const within = Math.max(0, Math.min(helpLimit(model), next));
  return within === first ? model : { ...model, view: { kind: 'help', first: within } };
}

/** Chooses another line of the program, and scrolls so that it is in sight. */
function moveCursor(model: Model, direction: 1 | -1): Model {
  const { setup, iteration } = model.subject.job.program;
  const cursor = Math.max(0, Math.min(iteration.length - 1, chosenLine(model) + direction));
  if (cursor === model.cursor) return model;
  // The listing begins with the setup, and two lines that frame it.
  const row = setup.length + 2 + cursor;
  const visible = visibleRows(model, 'program');
  const first = firstVisible(model, 'program');
  const program = Math.max(row - visible + 1, Math.min(first, row));
  return { ...model, cursor, scroll: { ...model.scroll, program } };
}

/** An iteration number is typed: digits, backspace, and enter to go there. */
function type(model: Model, key: string): Update {
  if (model.view.kind !== 'prompt') return unchanged(model);
  const { typed } = model.view;
  if (key === 'enter') {
    const next: Model = { ...model, view: { kind: 'panes' }, cursor: undefined };
    return typed === ''
      ? unchanged(next)
      : ask(next, 'paused', { type: 'travel', travel: { to: 'iteration', iteration: Number(typed) } });
  }
  const text = key === 'backspace' ? typed.slice(0, -1) : /^\d$/.test(key) && typed.length < 10 ? typed + key : typed;
  return unchanged({ ...model, view: { kind: 'prompt', typed: text } });
}

/** A new run from the first iteration. The old one stays on the screen for the moment until the new one reports. */
function start(model: Model, seed: number, wanted: Model['wanted']): Update {
  const next: Model = { ...model, seed, run: model.run + 1, failure: undefined, cursor: undefined };
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
