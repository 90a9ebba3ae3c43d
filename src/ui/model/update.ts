import type { Cell } from '../../worker/protocol.ts';
import { settingsIn } from '../../worker/subject.ts';
import type { Size } from '../views/layout.ts';
import {
  ALPHA_RANGE,
  hearWatch,
  hearWritten,
  isAlpha,
  openPrompt,
  removeWatch,
  typeKey,
  typeText,
  vainAlpha,
} from './answers.ts';
import { applyRemedy } from './apply-remedy.ts';
import { changePart, filterExamples, moveExample, openExample, sortExamples } from './arrange.ts';
import { moveWeight } from './choose.ts';
import { hear } from './hear.ts';
import { chooseKeptRun, dropKeptRun, keepRun } from './kept-runs.ts';
import { compare, mark } from './marks.ts';
import type { Action, Message } from './message.ts';
import { chosenLine, type Model, type View } from './model.ts';
import { boundaryView, nextUnit } from './plane.ts';
import {
  ask,
  edit,
  isRunning,
  nextSeed,
  restart,
  send,
  start,
  type Update,
  unchanged,
  withNotice,
  withoutComparison,
} from './requests.ts';
import { moveFocus, scroll } from './scroll.ts';
import { openOptions, setOptions } from './set-options.ts';
import { neighbouringSpeed } from './speeds.ts';
import { isSameRequest, viewRequestOf } from './view-request.ts';

export type { Update };

/** The one place where the model changes. Pure: what must happen outside comes back as effects. */
export function update(model: Model, message: Message): Update {
  const next = respond(model, message);
  const viewRequest = viewRequestOf(next.model);
  if (isSameRequest(viewRequest, viewRequestOf(model))) return next;
  const { effects } = send(next.model, { type: 'setViewRequest', viewRequest });
  return { ...next, effects: [...next.effects, ...effects] };
}

function respond(model: Model, message: Message): Update {
  switch (message.type) {
    case 'opened':
      return start(model, model.seed, message.paused ? 'paused' : 'running');
    case 'action':
      return act(withNotice(model, undefined), message.action);
    case 'refused':
      return unchanged(withNotice(model, message.reason));
    case 'typed':
      return typeKey(model, message.key);
    case 'pasted':
      return typeText(model, message.text);
    case 'watchRead':
      return hearWatch(model, message);
    case 'written':
      return hearWritten(model, message);
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
      return restart(model, model.seed);
    case 'reseed':
      return restart(model, nextSeed(model));
    case 'changeSpeed': {
      const speed = neighbouringSpeed(model.speed, action.direction);
      return speed === model.speed ? unchanged(model) : send({ ...model, speed }, { type: 'setSpeed', speed });
    }
    case 'toggleScale':
      return unchanged({ ...model, scale: model.scale === 'log' ? 'linear' : 'log' });
    case 'scroll':
      return unchanged(scroll(model, action));
    case 'sideways':
      return unchanged(model.focus === 'weights' ? moveWeight(model, 0, action.direction) : model);
    case 'moveFocus':
      return unchanged(moveFocus(model, action.direction));
    case 'travel':
      return ask({ ...model, cursor: undefined }, 'paused', { type: 'travel', travel: action.travel });
    case 'scrub': {
      const by =
        Math.sign(action.hundredths) * Math.max(1, Math.round((goalOf(model) * Math.abs(action.hundredths)) / 100));
      return ask({ ...model, cursor: undefined }, 'paused', { type: 'travel', travel: { to: 'iterations', by } });
    }
    case 'ask':
      return unchanged(
        openPrompt(
          model,
          action.question === 'script' ? { kind: 'script', target: 'numpy' } : { kind: action.question },
        ),
      );
    case 'inspect':
      return inspect(model, chosenLine(model), { row: 0, column: 0 });
    case 'moveCell':
      return moveCell(model, action);
    case 'checkGradients':
      return ask({ ...model, view: { kind: 'gradients', report: undefined } }, 'paused', { type: 'checkGradients' });
    case 'openVerdict':
      return unchanged({ ...model, view: { kind: 'verdict', first: 0 } });
    case 'openBoundary':
      return unchanged({ ...model, view: boundaryView(model) });
    case 'openFit':
      return unchanged({ ...model, view: { kind: 'fit', first: 0, output: 0 } });
    case 'openExample':
      return unchanged(openExample(model));
    case 'turn':
      return unchanged(turn(model, action.direction));
    case 'sortExamples':
      return unchanged(sortExamples(model));
    case 'filterExamples':
      return unchanged(filterExamples(model));
    case 'chooseExample':
      return unchanged(moveExample(model, action.direction));
    case 'changePart':
      return unchanged(changePart(model));
    case 'discretise': {
      const { view } = model;
      return unchanged(
        view.kind === 'boundary' ? { ...model, view: { ...view, discretised: !view.discretised } } : model,
      );
    }
    case 'remedy': {
      const remedy = model.snapshot?.verdict.remedies[action.index];
      return remedy === undefined ? unchanged(model) : applyRemedy({ ...model, view: { kind: 'panes' } }, remedy);
    }
    case 'openOptions':
      return unchanged(openOptions(model));
    case 'chooseOption':
    case 'changeOption':
    case 'applyOptions':
      return model.view.kind === 'options' ? setOptions(model, model.view, action) : unchanged(model);
    case 'keepRun':
      return unchanged(keepRun(model));
    case 'openKeptRuns':
      return unchanged(
        model.keptRuns.length === 0
          ? withNotice(model, 'no run has been kept yet: k keeps this one')
          : { ...model, view: { kind: 'keptRuns', chosen: 0 } },
      );
    case 'chooseKeptRun':
      return unchanged(model.view.kind === 'keptRuns' ? chooseKeptRun(model, model.view, action.direction) : model);
    case 'dropKeptRun':
      return unchanged(model.view.kind === 'keptRuns' ? dropKeptRun(model, model.view) : model);
    case 'mark':
      return unchanged(mark(model));
    case 'compare':
      return compare(model);
    case 'editWeight':
      if (model.focus !== 'weights' || model.weight === undefined) return unchanged(towardsWeights(model));
      return unchanged(openPrompt(model, { kind: 'weight', ...model.weight }));
    case 'clear':
      if (model.focus === 'notes') return removeWatch(model);
      if (model.focus !== 'weights' || model.weight === undefined) return unchanged(towardsWeights(model));
      return edit(model, [{ kind: 'cell', ...model.weight, value: 0 }]);
    case 'scaleAlpha': {
      const alpha = settingsIn(model.network.subject)?.learningRate ?? model.snapshot?.alpha ?? 1;
      const value = Number((alpha * action.factor).toPrecision(6));
      const vain = vainAlpha(model) ?? (isAlpha(value) ? undefined : ALPHA_RANGE);
      if (vain !== undefined) return unchanged(withNotice(model, vain));
      return edit(model, [{ kind: 'settings', set: { learningRate: value } }]);
    }
    case 'undo':
      return ask(withoutComparison({ ...model, cursor: undefined }), 'paused', { type: 'undo' });
    case 'toggleHelp':
      return unchanged({ ...model, view: model.view.kind === 'help' ? { kind: 'panes' } : { kind: 'help', first: 0 } });
    case 'close':
      return unchanged(closed(model));
    case 'quit':
      return { model, effects: [{ type: 'quit' }] };
  }
}

/** Another of the things that a view can be of. */
function turn(model: Model, direction: 1 | -1): Model {
  const { view } = model;
  if (view.kind === 'boundary') return { ...model, view: nextUnit(model, view, direction) };
  if (view.kind !== 'fit') return model;
  const { columns } = model.subject.targets;
  return { ...model, view: { ...view, output: (view.output + direction + columns) % columns } };
}

/** Without a question what was to be seen above it, without that the panes. */
function closed(model: Model): Model {
  const { view } = model;
  if (view.kind === 'panes') return model;
  return { ...model, view: view.kind === 'prompt' ? view.covered : { kind: 'panes' } };
}

function goalOf({ snapshot, subject }: Model): number {
  return snapshot?.goal ?? subject.iterations;
}

/** Looks into a line; while the answer is on its way the last one stays, so that nothing flickers. */
function inspect(model: Model, line: number, cell: Cell): Update {
  const inspection = model.view.kind === 'inspect' ? model.view.inspection : undefined;
  const view: View = { kind: 'inspect', line, cell, inspection };
  return ask({ ...model, view }, 'paused', { type: 'inspect', line, cell });
}

/** To a neighbouring cell of the line that is looked into; at an edge it stays. */
function moveCell(model: Model, { rows, columns }: { readonly rows: number; readonly columns: number }): Update {
  const { view, network } = model;
  if (view.kind !== 'inspect') return unchanged(model);
  const target = network.program.iteration[view.line]?.target ?? '';
  const shape = network.shapes.get(target) ?? { rows: 1, columns: 1 };
  const cell = {
    row: Math.max(0, Math.min(shape.rows - 1, view.cell.row + rows)),
    column: Math.max(0, Math.min(shape.columns - 1, view.cell.column + columns)),
  };
  return inspect(model, view.line, cell);
}

/** To where weights are chosen, with a word on how. */
function towardsWeights(model: Model): Model {
  const chosen = model.weight === undefined ? moveWeight(model, 0, 0) : model;
  return withNotice({ ...chosen, focus: 'weights' }, 'arrows choose a weight, e edits it, x sets it to zero', 'news');
}

function isSameSize(one: Size, other: Size): boolean {
  return one.columns === other.columns && one.rows === other.rows;
}
