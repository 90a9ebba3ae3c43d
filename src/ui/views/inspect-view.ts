import type { Cell, Inspection } from '../../worker/protocol.ts';
import { footerWords } from '../keys/footer.ts';
import { whyGone } from '../keys/why-not.ts';
import { chosenLine, type Model } from '../model/model.ts';
import { ask, type Update, withoutEffects } from '../model/requests.ts';
import { drawInspect } from '../panes/inspect-pane.ts';
import type { ViewDefinition } from './definition.ts';

/** One cell of a line of the program, with the arithmetic behind it. */
export interface InspectView {
  readonly kind: 'inspect';
  readonly line: number;
  readonly cell: Cell;
  /** Undefined until the training thread has answered. */
  readonly inspection: Inspection | undefined;
}

const chooseCell = 'line: choose an example, unit or weight';

export const inspectView: ViewDefinition<InspectView> = {
  kind: 'inspect',
  opener: {
    key: 'enter',
    short: footerWords.enter,
    description: 'look inside the chosen line',
    group: 'Ask why',
    disabled: whyGone,
    open: (model) => inspect(model, chosenLine(model), { row: 0, column: 0 }),
  },
  keys: [
    { key: 'up', short: 'choose', description: chooseCell, act: (model, view) => move(model, view, -1, 0) },
    { key: 'down', short: 'choose', description: chooseCell, act: (model, view) => move(model, view, 1, 0) },
    { key: 'left', short: 'choose', description: chooseCell, act: (model, view) => move(model, view, 0, -1) },
    { key: 'right', short: 'choose', description: chooseCell, act: (model, view) => move(model, view, 0, 1) },
    {
      key: 'enter',
      short: 'back',
      description: 'line: back to the panes',
      act: (model) => withoutEffects({ ...model, view: { kind: 'panes' } }),
    },
  ],
  footer: ['up', 'enter', 'n', 'b', 's', '?', 'q', 'space', 'escape'],
  answered: (_model, _view, report) =>
    report.type === 'inspection'
      ? { kind: 'inspect', line: report.line, cell: report.cell, inspection: report }
      : undefined,
  draw({ network }, { inspection, line: asked }, place, theme) {
    const { iteration, roles } = network.program;
    const line = inspection?.line ?? asked;
    const statement = inspection?.statement ?? iteration[line];
    if (statement === undefined) return [];
    const frame = drawInspect({ statement, line, error: roles.error, inspection }, place, theme);
    return [{ name: 'inspect', place, frame }];
  },
};

/** Asks for a cell. The last answer stays on the screen until the next one arrives, so that nothing flickers. */
function inspect(model: Model, line: number, cell: Cell): Update {
  const inspection = model.view.kind === 'inspect' ? model.view.inspection : undefined;
  return ask({ ...model, view: { kind: 'inspect', line, cell, inspection } }, 'paused', {
    type: 'inspect',
    line,
    cell,
  });
}

/** Moves to a neighbouring cell of the line; stays at an edge. */
function move(model: Model, { line, cell: from }: InspectView, rows: number, columns: number): Update {
  const { program, shapes } = model.network;
  const shape = shapes.get(program.iteration[line]?.target ?? '') ?? { rows: 1, columns: 1 };
  const row = Math.max(0, Math.min(shape.rows - 1, from.row + rows));
  const column = Math.max(0, Math.min(shape.columns - 1, from.column + columns));
  if (row === from.row && column === from.column) return withoutEffects(model);
  return inspect(model, line, { row, column });
}
