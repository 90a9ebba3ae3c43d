import type { Edit } from '../network/edits.ts';
import type { DebugRun } from '../script/debug/debug-run.ts';
import type { Put } from '../script/debug/put-number.ts';
import { ratePaths } from '../script/debug/rate.ts';
import { reaches } from '../script/debug/reach.ts';
import { placeWords, printPath } from '../script/roles/path.ts';
import type { RunChange } from './protocol.ts';

/*
 * Edits of a script. An edit replaces a number in the state of the run, before the line that runs next:
 * a weight, or the variable that holds the learning rate.
 */

/** The most variables of one name that are tried as the learning rate. */
const MOST_TRIED = 4;

/** Makes edits, in pieces. @returns the reason why one of them cannot be made; those before it are made. */
export function* editing(debug: DebugRun, edits: readonly Edit[]): Generator<void, string | undefined> {
  for (const edit of edits) {
    const reason = edit.kind === 'cell' ? changeCell(debug, edit) : yield* changingRate(debug, edit.set.learningRate);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function changeCell(debug: DebugRun, { name, row, column, value, text }: Edit & { kind: 'cell' }): string | undefined {
  const path = debug.roles?.parameters.find((own) => printPath(own) === name);
  return path === undefined ? `${name} is no weight of this script` : debug.change({ path, row, column, value, text });
}

/** Replaces the learning rate where it is a variable that the script reads in each iteration: a trial shows it. */
function* changingRate(debug: DebugRun, value: number | undefined): Generator<void, string | undefined> {
  const rate = debug.roles?.learningRate;
  if (rate === undefined || value === undefined) return 'no learning rate was found in this script';
  const { text, isLiteral, line } = rate;
  if (isLiteral) return `the learning rate is the number ${text} in line ${line}: change that line of the file`;
  const reasons = new Set<string>();
  for (const path of ratePaths(debug, text).slice(0, MOST_TRIED)) {
    const put: Put = { path, row: 0, column: 0, value };
    const reach = yield* reaches(debug, put);
    if (reach === 'reached' || reach === 'unknown') return debug.change(put, true);
    reasons.add(
      reach === 'over'
        ? `the script ends or asks for input before an iteration completes: another ${placeWords(path)} would not show`
        : `${placeWords(path)} reaches no weight in the next two iterations, so it is not changed`,
    );
  }
  const [reason = `${text} of line ${line} is in no variable that lasts from one iteration to the next`] = reasons;
  return reason;
}

/** The changes of a run as the dashboard lists them. */
export function changesOf({ changes }: DebugRun): readonly RunChange[] {
  return changes.map(({ path, row, column, value, text, iteration, isRate }): RunChange => {
    const edit: Edit = isRate
      ? { kind: 'settings', set: { learningRate: value } }
      : { kind: 'cell', name: printPath(path), row, column, value, text };
    return { at: iteration, edits: [edit], byHand: true };
  });
}
