/* The view of a line of a script: what the keys of the inspect view do there. */
import type { Cell, InsideReport } from '../../worker/protocol.ts';
import type { Model } from '../model/model.ts';
import { ask, type Update, withNotice, withoutEffects } from '../model/requests.ts';
import { scriptView, trainsNothing } from '../model/script.ts';
import { hasParts, type InsideProps, shownSteps } from '../panes/inside-pane.ts';
import type { InspectView } from './inspect-view.ts';

export interface InsideState {
  /** The last answer of the training thread. */
  readonly report: InsideReport | undefined;
  /** The number of the last question. */
  readonly number: number;
  /** The chosen step, from 0. */
  readonly step: number;
  /** The time in the iteration, from 1; undefined for the last. */
  readonly time: number | undefined;
  /** Steps that are opened or closed by hand. */
  readonly toggled: readonly number[];
  /** Where the run was when it was asked: executed lines, iterations, and the line that ran next. */
  readonly lines: number;
  readonly iteration: number;
  readonly next: number | undefined;
}

const CORNER: Cell = { row: 0, column: 0 };

/** Looks into the line that the cursor is on, or the one that ran last. */
export function open(model: Model): Update {
  const line = model.cursor === undefined || model.focus !== 'program' ? 0 : model.cursor + 1;
  return look(model, undefined, { line, cell: CORNER, step: 0, time: undefined, toggled: [] });
}

interface Choice extends Pick<InsideState, 'step' | 'time' | 'toggled'> {
  readonly line: number;
  readonly cell: Cell;
}

/** Asks the training thread. The last answer stays on the screen until the next one arrives, so that nothing flickers. */
function look(model: Model, before: InsideState | undefined, { line, cell, step, time, toggled }: Choice): Update {
  const number = (before?.number ?? 0) + 1;
  const { lines = 0, line: next } = scriptView(model) ?? {};
  const iteration = model.snapshot?.iteration ?? 0;
  const own: InsideState = { report: before?.report, number, step, time, toggled, lines, iteration, next };
  const view: InspectView = { kind: 'inspect', line, cell, inspection: undefined, at: undefined, inside: own };
  const asked = line === 0 ? undefined : line;
  return ask({ ...model, view }, 'paused', { type: 'lookInside', question: { number, line: asked, time, step, cell } });
}

/** The view after an answer. That to an older question is shown, and the choice of the last question stays. */
export function answered(view: InspectView, report: InsideReport): InspectView | undefined {
  const { inside } = view;
  if (inside === undefined) return undefined;
  if (report.number !== inside.number) return { ...view, inside: { ...inside, report } };
  const time = inside.time === undefined ? undefined : report.time;
  return {
    ...view,
    line: report.line ?? view.line,
    cell: report.cell,
    inside: { ...inside, report, step: report.step, time },
  };
}

export function propsOf({ inside }: InspectView): InsideProps {
  return { report: inside?.report, step: inside?.step ?? 0, toggled: inside?.toggled ?? [] };
}

export function moveCell(model: Model, view: InspectView, rows: number, columns: number): Update {
  const { inside, cell } = view;
  const step = inside?.report?.steps[inside.step];
  if (inside === undefined || step === undefined || step.rows === 0) return withoutEffects(model);
  const row = Math.max(0, Math.min(step.rows - 1, cell.row + rows));
  const column = Math.max(0, Math.min(step.columns - 1, cell.column + columns));
  if (row === cell.row && column === cell.column) return withoutEffects(model);
  return look(model, inside, { ...inside, line: view.line, cell: { row, column } });
}

/** Chooses the next step that is shown, or the one before. The first follows the last. */
export function otherStep(model: Model, view: InspectView, direction: 1 | -1): Update {
  const { inside } = view;
  if (inside === undefined) return withoutEffects(model);
  const shown = shownSteps(propsOf(view));
  const at = shown.indexOf(inside.step);
  const step = shown[(at + direction + shown.length) % Math.max(1, shown.length)];
  return step === undefined ? withoutEffects(model) : chooseStep(model, view, step);
}

export function chooseStep(model: Model, view: InspectView, step: number): Update {
  const { inside } = view;
  if (inside === undefined || step === inside.step) return withoutEffects(model);
  return look(model, inside, { ...inside, line: view.line, cell: view.cell, step });
}

/** Opens the chosen step, or closes it. */
export function toggle(model: Model, view: InspectView): Update {
  const { inside } = view;
  const { report, step } = inside ?? { step: 0 };
  if (inside === undefined || report === undefined) return withoutEffects(model);
  if (!hasParts(report, step)) return withoutEffects(withNotice(model, 'this part has no parts: esc closes the view'));
  const others = inside.toggled.filter((own) => own !== step);
  const toggled = others.length < inside.toggled.length ? others : [...others, step];
  return withoutEffects({ ...model, view: { ...view, inside: { ...inside, toggled } } });
}

/** Looks into the next line that ran in this iteration, or into the one before. The first follows the last. */
export function otherLine(model: Model, view: InspectView, direction: 1 | -1): Update {
  const { inside, line } = view;
  const ran = inside?.report?.ran ?? [];
  if (inside === undefined || ran.length === 0) return withoutEffects(model);
  const after = ran.findIndex((own) => (direction === 1 ? own > line : own >= line));
  const from = after === -1 ? ran.length : after;
  const next = ran[(direction === 1 ? from : from - 1 + ran.length) % ran.length] as number;
  if (next === line) return withoutEffects(model);
  const chosen = { ...model, cursor: next - 1 };
  return look(chosen, inside, { line: next, cell: view.cell, step: 0, time: undefined, toggled: [] });
}

/** Looks into an earlier or later time at which the line ran. */
export function otherTime(model: Model, view: InspectView, direction: 1 | -1): Update {
  const { inside } = view;
  const { report } = inside ?? {};
  if (inside === undefined || report === undefined || report.times === 0) return withoutEffects(model);
  const time = Math.max(1, Math.min(report.times, report.time + direction));
  if (time === report.time) {
    const words =
      report.times === 1
        ? 'this line ran once in this iteration'
        : `this is the ${direction === 1 ? 'last' : 'first'} time`;
    return withoutEffects(withNotice(model, words));
  }
  return look(model, inside, { ...inside, line: view.line, cell: view.cell, time });
}

/** Explains the run where it rests now: after a step of lines the line that ran last, after longer ways the same line. */
export function follow(model: Model, view: InspectView): Update {
  const { inside, line, cell } = view;
  const now = scriptView(model)?.lines;
  if (inside === undefined || now === undefined || now === inside.lines) return withoutEffects(model);
  const first = { cell, step: 0, time: undefined, toggled: [] };
  if (now === inside.lines - 1) return look(model, inside, { ...first, line: 0 });
  // A line is stepped over with the functions that it calls.
  const isOver = now > inside.lines && model.snapshot?.iteration === inside.iteration && !trainsNothing(model);
  if (isOver || now === inside.lines + 1) return look(model, inside, { ...first, line: inside.next ?? 0 });
  return look(model, inside, { line, cell, step: inside.step, time: undefined, toggled: inside.toggled });
}

/** True while the training thread has not answered the last question. */
export function isPending({ inside }: InspectView): boolean {
  return inside !== undefined && inside.report?.number !== inside.number;
}
