import type { CellName } from '../../language/change.ts';
import { parameters } from '../../language/program.ts';
import { predictingLine } from '../../language/reads.ts';
import type { Cell, Inspection, Snapshot } from '../../worker/protocol.ts';
import type { Key } from '../keys/bindings.ts';
import { footerWords } from '../keys/footer.ts';
import { whyGone } from '../keys/why-not.ts';
import { chosenLine, type Model } from '../model/model.ts';
import { ask, type Update, withNotice, withoutEffects } from '../model/requests.ts';
import { isScript } from '../model/script.ts';
import { drawInside, stepAt } from '../panes/inside-pane.ts';
import { cellNameAt, drawInspect, type InspectProps, matrixRowAt } from '../panes/inspect-pane.ts';
import type { Target, ViewDefinition, ViewKey } from './definition.ts';
import * as inside from './inside-line.ts';

/** One cell of a line of the program, with the arithmetic behind it. A line of a script has parts, and functions that it calls. */
export interface InspectView {
  readonly kind: 'inspect';
  /** From 0; of a script from 1, and 0 for the line that ran last. */
  readonly line: number;
  readonly cell: Cell;
  /** Undefined until the training thread has answered. */
  readonly inspection: Inspection | undefined;
  /** The position of the run that the explanation was asked for. */
  readonly at: Position | undefined;
  /** Only of a script. */
  readonly inside?: inside.InsideState | undefined;
}

/** Completed iterations of a run, and lines of the next one. */
type Position = Pick<Snapshot, 'run' | 'iteration' | 'line'>;

const chooseCell = 'line: choose an example, unit or weight';
const chooseCellOfScript = 'line of a script: choose a cell of the part';
const chooseLine = 'line: look inside the next or previous line';
const pageLine = 'line: forward or back by one line';
const choosePart = 'line of a script: choose the next or previous part';
const chooseTime = 'line of a script: an earlier or later time that it ran';

/** Words for scripts alone. */
function forScript(words: string): (model: Model) => string | undefined {
  return (model) => (isScript(model) ? words : undefined);
}

function whyNoTimes(model: Model): string | undefined {
  return isScript(model) ? undefined : 'this is for scripts: each line of this program runs once in an iteration';
}

function arrow(key: Key, act: ViewKey<InspectView>['act']): ViewKey<InspectView> {
  const descriptionNow = forScript(chooseCellOfScript);
  return { key, short: 'choose', description: chooseCell, descriptionNow, act };
}

export const inspectView: ViewDefinition<InspectView> = {
  kind: 'inspect',
  opener: {
    key: 'enter',
    short: footerWords.enter,
    description: 'look inside the chosen line',
    group: 'Look inside',
    disabled: whyGone,
    open: (model) => (isScript(model) ? inside.open(model) : inspect(model, chosenLine(model), { row: 0, column: 0 })),
  },
  keys: [
    arrow('up', (model, view) => move(model, view, -1, 0)),
    arrow('down', (model, view) => move(model, view, 1, 0)),
    arrow('left', (model, view) => move(model, view, 0, -1)),
    arrow('right', (model, view) => move(model, view, 0, 1)),
    {
      key: 'tab',
      short: 'next line',
      shortNow: forScript('next part'),
      description: chooseLine,
      descriptionNow: forScript(choosePart),
      act: (model, view) => (isScript(model) ? inside.otherStep(model, view, 1) : otherLine(model, view, 1)),
    },
    {
      key: 'shift+tab',
      short: 'previous line',
      shortNow: forScript('previous part'),
      description: chooseLine,
      descriptionNow: forScript(choosePart),
      act: (model, view) => (isScript(model) ? inside.otherStep(model, view, -1) : otherLine(model, view, -1)),
    },
    { key: 'pagedown', short: 'next line', description: pageLine, act: (model, view) => otherLine(model, view, 1) },
    { key: 'pageup', short: 'previous line', description: pageLine, act: (model, view) => otherLine(model, view, -1) },
    {
      key: 'enter',
      short: 'back',
      shortNow: forScript('open, close'),
      description: 'line: back to the panes',
      descriptionNow: forScript('line of a script: open or close the chosen part'),
      act: (model, view) =>
        isScript(model) ? inside.toggle(model, view) : withoutEffects({ ...model, view: { kind: 'panes' } }),
    },
    {
      key: '(',
      short: 'earlier',
      description: chooseTime,
      disabled: whyNoTimes,
      act: (model, view) => inside.otherTime(model, view, -1),
    },
    {
      key: ')',
      short: 'later',
      description: chooseTime,
      disabled: whyNoTimes,
      act: (model, view) => inside.otherTime(model, view, 1),
    },
  ],
  footer: ['n', 'b', 's', 'up', 'tab', 'escape', '?', 'enter', 'space'],
  answered(_model, view, report) {
    if (report.type === 'inside') return inside.answered(view, report);
    // The answer to an older question: another one is on its way.
    if (report.type !== 'inspection') return undefined;
    return { ...view, line: report.line, cell: report.cell, inspection: report };
  },
  rested: follow,
  draw(model, view, place, theme) {
    if (isScript(model)) return [{ name: 'inspect', place, frame: drawInside(inside.propsOf(view), place, theme) }];
    const props = propsOf(model, view);
    return props === undefined ? [] : [{ name: 'inspect', place, frame: drawInspect(props, place, theme) }];
  },
  targetAt(model, view, at, place, theme) {
    if (isScript(model)) {
      const step = stepAt(inside.propsOf(view), place, at, theme);
      return step === undefined ? undefined : { row: step };
    }
    const props = propsOf(model, view);
    if (props === undefined) return undefined;
    const row = matrixRowAt(props, place, at.row, theme);
    if (row !== undefined) return { row };
    const cell = cellNameAt(props, place, at, theme);
    return cell && targetOf(model, view, cell);
  },
};

/** The effect of a click on the name of a cell: its line, or a parameter as the chosen weight. */
function targetOf(
  { network }: Model,
  { line, cell }: InspectView,
  { name, row, column }: CellName,
): Target | undefined {
  const { program, shapes } = network;
  const { rows, columns } = shapes.get(name) ?? { rows: 0, columns: 0 };
  if (row >= rows || column >= columns) return undefined;
  if (parameters(program).includes(name)) return { weight: { name, row, column } };
  // A name may have several lines: the last one before the inspected line gave the value.
  const lines = program.iteration.flatMap(({ target }, index) => (target === name ? [index] : []));
  const found = lines.findLast((own) => own < line) ?? lines.at(-1);
  if (found === undefined || (found === line && row === cell.row && column === cell.column)) return undefined;
  return { line: found, cell: { row, column } };
}

function propsOf({ network, snapshot }: Model, { inspection, line: asked }: InspectView): InspectProps | undefined {
  const { iteration, roles } = network.program;
  const line = inspection?.line ?? asked;
  const statement = inspection?.statement ?? iteration[line];
  // An iteration that runs is one more than those that are completed.
  const isNext = inspection?.iteration === (snapshot?.iteration ?? 0) + 1 && line >= (snapshot?.line ?? 0);
  return statement && { statement, line, error: roles.error, inspection, isNext: isNext && !inspection.isAsked };
}

/** Looks inside a cell of any line. */
export function inspectCell(model: Model, line: number, cell: Cell): Update {
  return inspect({ ...model, cursor: line }, line, cell);
}

/** Looks inside another row of the same column; of a script, into another step. */
export function inspectRow(model: Model, view: InspectView, row: number): Update {
  if (isScript(model)) return inside.chooseStep(model, view, row);
  const { line, cell } = view;
  return row === cell.row ? withoutEffects(model) : inspect(model, line, { ...cell, row });
}

/** Asks for a cell. The last answer stays on the screen until the next one arrives, so that nothing flickers. */
function inspect(model: Model, line: number, cell: Cell): Update {
  const { view, snapshot } = model;
  const inspection = view.kind === 'inspect' ? view.inspection : undefined;
  const at = snapshot && { run: snapshot.run, iteration: snapshot.iteration, line: snapshot.line };
  const asked = isBeyondExamples(model, line, cell.row) ? model.asked?.inputs : undefined;
  return ask({ ...model, view: { kind: 'inspect', line, cell, inspection, at } }, 'paused', {
    type: 'inspect',
    line,
    cell,
    ...(asked && { asked }),
  });
}

/**
 * Explains the run where it rests now. After a single line, forward or back, it is the line that ran last; after longer ways the same
 * line.
 */
function follow(model: Model, view: InspectView): Update {
  if (isScript(model)) return inside.follow(model, view);
  const { snapshot } = model;
  const { at, line, cell } = view;
  if (snapshot === undefined) return withoutEffects(model);
  if (at?.run === snapshot.run && at.iteration === snapshot.iteration && at.line === snapshot.line)
    return withoutEffects(model);
  const lines = model.network.program.iteration.length;
  const counted = (position: Position): number => position.iteration * lines + position.line;
  const isNext = at?.run === snapshot.run && Math.abs(counted(snapshot) - counted(at)) === 1;
  const last = snapshot.iteration === 0 && snapshot.line === 0 ? 0 : (snapshot.line + lines - 1) % lines;
  return inspect(model, isNext ? last : Math.min(line, lines - 1), cell);
}

/** Looks inside another line, in the same row and column as far as there is one. The first line follows the last. */
function otherLine(model: Model, view: InspectView, direction: 1 | -1): Update {
  if (isScript(model)) return inside.otherLine(model, view, direction);
  const { line, cell } = view;
  const lines = model.network.program.iteration.length;
  const next = (line + direction + lines) % lines;
  const { snapshot } = model;
  if (snapshot?.iteration === 0 && next > snapshot.line) {
    return withoutEffects(withNotice(model, `line ${next + 1} has not run yet: n runs the lines one by one`));
  }
  return inspect({ ...model, cursor: next }, next, cell);
}

/** True for the row below the last one, which is that of the typed row: for lines that any row has. */
function isBeyondExamples({ asked, network }: Model, line: number, row: number): boolean {
  const { program, shapes } = network;
  const { rows } = shapes.get(program.iteration[line]?.target ?? '') ?? { rows: 0 };
  return asked !== undefined && row >= rows && predictingLine(program, line) !== undefined;
}

/** Moves to a neighbouring cell of the line; stays at an edge. Below the last example is the row that a person asks about. */
function move(model: Model, view: InspectView, rows: number, columns: number): Update {
  if (isScript(model)) return inside.moveCell(model, view, rows, columns);
  const { line, cell: from } = view;
  const { program, shapes } = model.network;
  const shape = shapes.get(program.iteration[line]?.target ?? '') ?? { rows: 1, columns: 1 };
  const last = isBeyondExamples(model, line, shape.rows) ? shape.rows : shape.rows - 1;
  const row = Math.max(0, Math.min(last, from.row + rows));
  const column = Math.max(0, Math.min(shape.columns - 1, from.column + columns));
  if (row === from.row && column === from.column) return withoutEffects(model);
  return inspect(model, line, { row, column });
}
