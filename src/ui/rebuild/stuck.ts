/* A report, and the help that follows from it: hints, and an offer after the same fault several times. */
import { hasBlank } from '../../learn/rebuild/blanks.ts';
import type { Report } from '../../learn/rebuild/report.ts';
import { isSolved, linesBefore, type Offer, ownLines, type RebuildModel, wholeText } from './model.ts';
import { joinable, joined, shownRows, withoutWrongLine, workLeft } from './order.ts';
import { routeLength } from './route.ts';

/** Checks in a row with the same fault after which help is offered. */
export const STUCK = 3;

export interface Reported {
  readonly version: number;
  readonly report: Report;
  readonly isLast: boolean;
  readonly now: number;
}

/** The model with a report on its text. A report on an older text is dropped. */
export function withReport(model: RebuildModel, { version, report, isLast, now }: Reported): RebuildModel {
  const { level } = model;
  const lines = wholeText(model).split('\n');
  // An early report judges blanks as if they were filled.
  const isEarly = !isLast && ownLines(model).some(hasBlank);
  if (version !== model.version || isEarly) return model;
  const took =
    report.solved && model.took === undefined && model.openedAt !== undefined ? now - model.openedAt : model.took;
  const fewest = took !== undefined && level.hunt !== undefined ? (model.fewest ?? routeLength(level)) : undefined;
  const next = { ...model, report, checked: version, checkedLines: lines, took, fewest };
  if (!isLast) return next;
  // The hints of a bug hunt are about its mistake, not about a place.
  const isSame = faultKey(next) === model.stuck.fault;
  const hint = isSame || level.hunt !== undefined ? model.hint : 0;
  return counted({ ...next, hint, offer: isSame ? model.offer : undefined });
}

/**
 * The model with its checked text counted, once. A lifted line is on its way: the places that it passes do not count, only the one where
 * it is put down.
 */
export function counted(model: RebuildModel): RebuildModel {
  const { order, version, stuck: before } = model;
  const isOnWay = order?.isLifted === true && !isSolved(model);
  if (isOnWay || model.checked !== version || before.version === version) return model;
  const fault = faultKey(model);
  const left = order === undefined ? 0 : workLeft(order, model.level);
  const isSame = fault === before.fault;
  // A useful change elsewhere is no attempt at the place that comes first.
  const count = fault === '' ? 0 : !isSame ? 1 : left < before.left ? before.count : before.count + 1;
  const stuck = { fault, count, version, left };
  return { ...model, stuck, offer: offerFor({ ...model, stuck }) };
}

/** The fault as it is counted: the same text with the same fault, after a change elsewhere, is the same place. */
function faultKey(model: RebuildModel): string {
  const fault = model.report?.fault;
  if (fault === undefined) return '';
  const text = fault.line === undefined ? '' : (ownLines(model)[fault.line - 1 - linesBefore(model)] ?? '');
  return `${text.trim()} ${fault.mistake ?? fault.stage}`;
}

function offerFor({ order, stuck, level }: RebuildModel): Offer {
  if (order === undefined || stuck.count < STUCK) return undefined;
  const hasWrong = shownRows(order.rows).some(({ piece }) => piece?.mistake !== undefined);
  if (hasWrong && level.task.level === 'faded') return 'leave out a wrong line';
  return joinable(order.rows, level) === undefined ? undefined : 'join two lines';
}

/** Gives the help that was offered. */
export function withOffered(model: RebuildModel): RebuildModel {
  const { order, offer, level } = model;
  if (order === undefined || offer === undefined) return model;
  const pair = joinable(order.rows, level);
  const helped =
    offer === 'leave out a wrong line' ? withoutWrongLine(order) : pair === undefined ? order : joined(order, pair);
  const stuck = { fault: '', count: 0, version: model.version, left: 0 };
  return { ...model, order: helped, offer: undefined, stuck, hintsUsed: model.hintsUsed + 1 };
}

/** The next hint: a question, then the place, then the answer. */
export function withHint(model: RebuildModel): RebuildModel {
  const { level, hint, hintsUsed } = model;
  const isHunt = level.hunt !== undefined;
  const told = (notice: string): RebuildModel => ({ ...model, notice });
  if (isSolved(model)) return told(`It is solved. Ctrl+N opens the next ${isHunt ? 'program' : 'level'}.`);
  if (hint === 3) return told(isHunt ? 'That was the last hint.' : 'That was the last hint for this place.');
  return { ...model, hint: (hint + 1) as 1 | 2 | 3, hintsUsed: hintsUsed + 1, notice: undefined };
}
