import { formatCount } from '../text/numbers.ts';
import type { Model } from './model.ts';
import { send, type Update, withNotice, withoutEffects } from './requests.ts';
import { chosenSourceLine, scriptOf } from './script.ts';
import { firstVisible, sourceLines, visibleRows } from './script-rows.ts';

/*
 * Breakpoints on the lines of a script, and the line that a person chooses for one.
 */

/** Chooses the next line of the source, or the one before, and scrolls to it. From a line out of sight it begins in sight. */
export function moveSourceLine(model: Model, direction: 1 | -1): Model {
  const script = scriptOf(model);
  if (script === undefined) return model;
  const [first, visible] = [firstVisible(model, 'program'), visibleRows(model, 'program')];
  const now = (chosenSourceLine(model) ?? first + 1) - 1;
  const isInSight = now >= first && now < first + visible;
  const from = isInSight ? now : direction === 1 ? first - 1 : first + visible;
  const cursor = Math.max(0, Math.min(sourceLines(script) - 1, from + direction));
  if (cursor === now) return model;
  const program = Math.max(cursor - visible + 1, Math.min(first, cursor));
  return { ...model, cursor, scroll: { ...model.scroll, program } };
}

/** Sets a breakpoint on a line of the source, from 1, or takes it away; says why where the run cannot stop. */
export function toggleBreakpoint(model: Model, line: number | undefined): Update {
  const refused = line === undefined ? 'up and down choose a line first' : whyNotAt(model, line);
  if (line === undefined || refused !== undefined) return withoutEffects(withNotice(model, refused));
  const isSet = model.breakpoints.includes(line);
  const others = model.breakpoints.filter((own) => own !== line);
  const lines = isSet ? others : [...others, line].sort((one, other) => one - other);
  const words = isSet ? `line ${formatCount(line)}: the breakpoint is removed` : stopWords(line);
  const chosen = { ...model, breakpoints: lines, cursor: line - 1 };
  return send(withNotice(chosen, words, 'news'), { type: 'setBreakpoints', lines });
}

function stopWords(line: number): string {
  return `breakpoint: the run stops before line ${formatCount(line)}`;
}

function whyNotAt({ statements, breakpoints }: Model, line: number): string | undefined {
  if (statements === undefined) return 'the lines of the script have not been read yet';
  if (!statements.includes(line)) return `the run cannot stop at line ${formatCount(line)}: no statement begins there`;
  const isFull = breakpoints.length >= MOST_BREAKPOINTS && !breakpoints.includes(line);
  return isFull ? `a run has at most ${MOST_BREAKPOINTS} breakpoints` : undefined;
}

const MOST_BREAKPOINTS = 100;

/** The lines on which the run can stop are known: breakpoints on others, of an earlier text of the file, are gone. */
export function withStatements(model: Model, statements: readonly number[]): Model {
  const possible = new Set(statements);
  return { ...model, statements, breakpoints: model.breakpoints.filter((line) => possible.has(line)) };
}
