import type { Travel } from '../../worker/protocol.ts';
import type { Action } from '../model/message.ts';
import { bindings, type Key } from './bindings.ts';

/*
 * Names of actions, with which a file gives them further keys.
 */

/** The name of an action in a file; undefined for one that has its meaning in one view or one pane only. */
export function actionName(action: Action): string | undefined {
  switch (action.type) {
    case 'open':
      return `open-${action.view.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    case 'toggleRunning':
      return 'run-or-pause';
    case 'step':
      return action.iterations === 1 ? 'step' : `step-${action.iterations}`;
    case 'stepOver':
      return 'line-over';
    case 'stepOut':
      return 'line-out';
    case 'toggleBreakpoint':
      return 'breakpoint';
    case 'changeSpeed':
      return action.direction === 1 ? 'faster' : 'slower';
    case 'travel':
      return travelName(action.travel);
    case 'scrub':
      return `${action.hundredths < 0 ? 'back' : 'on'}-${Math.abs(action.hundredths)}-percent`;
    case 'scroll':
      return action.by === 'page'
        ? action.direction === 1
          ? 'page-down'
          : 'page-up'
        : action.direction === 1
          ? 'down'
          : 'up';
    case 'sideways':
      return action.direction === 1 ? 'right' : 'left';
    case 'moveFocus':
      return action.direction === 1 ? 'next-pane' : 'previous-pane';
    case 'scaleAlpha':
      return action.factor < 1 ? 'smaller-alpha' : 'larger-alpha';
    case 'ask':
      return `ask-${action.question}`;
    case 'reset':
    case 'restart':
    case 'reseed':
    case 'mark':
    case 'undo':
    case 'close':
    case 'suspend':
      return action.type;
    case 'leave':
      return 'quit';
    case 'quit':
      return 'quit-at-once';
    case 'toggleScale':
      return 'error-axis';
    case 'nextWindow':
      return 'chart-part';
    case 'zoomPane':
      return 'zoom-pane';
    case 'sortExamples':
      return 'sort-examples';
    case 'filterExamples':
      return 'only-wrong-examples';
    case 'changePart':
      return 'test-set';
    case 'editScenario':
      return 'edit-scenario';
    case 'keepRun':
      return 'keep-run';
    case 'editWeight':
      return 'edit-weight';
    case 'clear':
      return 'clear';
    case 'backToFormer':
      return 'back-from-map';
    case 'toggleAbout':
      return 'description';
    case 'repaint':
      return 'redraw';
    case 'act':
    case 'zoomChart':
    case 'moveCrosshair':
    case 'goToCrosshair':
    case 'chooseCurve':
    case 'showWatch':
      return undefined;
  }
}

function travelName(travel: Travel): string | undefined {
  switch (travel.to) {
    case 'line':
      return travel.by === 1 ? 'line' : 'line-back';
    case 'iterationBefore':
      return 'iteration-back';
    case 'iteration':
      return 'first-iteration';
    case 'iterations':
    case 'lines':
      return undefined;
    case 'newest':
      return 'newest-iteration';
  }
}

/** The first key of each named action. */
export const namedKeys: ReadonlyMap<string, Key> = new Map(
  bindings.flatMap(({ action, keys: [key], view, pane }) => {
    const name = view === undefined && pane === undefined ? actionName(action) : undefined;
    return name === undefined || key === undefined ? [] : [[name, key] as const];
  }),
);
