/* A line of a script as it ran, in sentences. */
import type { InsideReport } from '../../worker/protocol.ts';
import { drawCell } from '../panes/inside-cell.ts';
import { isClosed, shownSteps } from '../panes/inside-pane.ts';
import { ownText, shownText } from '../panes/output-pane.ts';
import { formatCount } from '../text/numbers.ts';
import * as inside from '../views/inside-line.ts';
import type { InspectView } from '../views/inspect-view.ts';
import { atMost, linesOf, MOST_LINES, sentence, spokenTheme } from './spoken.ts';

/** The most lines of the arithmetic of a cell. */
const CELL_ROWS = 30;

/** The line and its parts, then the chosen cell. */
export function lineSentences(view: InspectView): readonly string[] {
  const props = inside.propsOf(view);
  const { report } = props;
  if (report === undefined) return [];
  const problem = report.problem === undefined ? [] : [sentence(report.problem)];
  if (report.steps.length === 0) return problem;
  const parts = shownSteps(props).map((index) => stepSentence(view, report, index));
  return [...whenSentence(report), ...problem, ...atMost(parts, MOST_LINES, 'parts'), ...cellSentences(view)];
}

function whenSentence({ line, iteration, time, times }: InsideReport): readonly string[] {
  if (line === undefined) return [];
  const when = iteration === undefined ? '' : `, iteration ${formatCount(iteration)}`;
  const which = times > 1 ? `, ${formatCount(time)} of ${formatCount(times)} times` : '';
  return [sentence(`line ${formatCount(line)}${when}${which}`)];
}

function stepSentence(view: InspectView, { steps }: InsideReport, index: number): string {
  const { depth, text, shape, value, note } = steps[index] as InsideReport['steps'][number];
  const facts = [shape, value, note].filter((part) => part !== undefined && part !== '');
  const closed = isClosed(inside.propsOf(view), index) ? ', closed' : '';
  const known = facts.map((part) => ownText(part ?? '', spokenTheme)).join(', ');
  return `Level ${depth + 1}: ${shownText(text, spokenTheme)}${known === '' ? '' : `: ${known}`}${closed}.`;
}

/** The chosen part, and its cell. */
export function cellSentences(view: InspectView): readonly string[] {
  const { report, step } = view.inside ?? {};
  if (report === undefined || step === undefined || report.steps[step] === undefined) return [];
  const size = { columns: 1000, rows: CELL_ROWS };
  // The numbers around the cell are read one by one, with the arrows.
  const chosen = report.chosen && { ...report.chosen, window: { ...report.chosen.window, data: new Float64Array(0) } };
  const cell = linesOf(drawCell({ ...report, chosen }, size, spokenTheme)).filter((text) => text.trim() !== '');
  return [stepSentence(view, report, step), ...cell.map((text) => `${text.replace(/:$/, '')}.`)];
}
