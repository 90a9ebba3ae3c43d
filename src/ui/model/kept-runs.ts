import type { KeptRunRow } from '../panes/kept-runs-table.ts';
import { keptRunNames, thisRunName } from '../props/kept-run-names.ts';
import type { KeptRun, Model, View } from './model.ts';
import { withNotice } from './requests.ts';

const MOST_KEPT_RUNS = 4;

/** Keeps the run that is on the screen, for its curve to stay beside those that come; of too many the oldest goes. */
export function keepRun(model: Model): Model {
  const { snapshot, network, seed, run, keptRuns } = model;
  if (snapshot === undefined || snapshot.run !== run || snapshot.curve.iterations.length === 0) {
    return withNotice(model, 'no iteration has run yet');
  }
  const { curve, iteration, error, solvedAt } = snapshot;
  const same = keptRuns.find(
    (keptRun) => keptRun.run === run && keptRun.iteration === iteration && keptRun.subject === network.subject,
  );
  if (same !== undefined) return withNotice(model, `this is kept already, as run ${same.number}`);
  const gone = keptRuns.length < MOST_KEPT_RUNS ? undefined : keptRuns[0];
  const stay = gone === undefined ? keptRuns : keptRuns.slice(1);
  const number = 1 + Math.max(0, ...keptRuns.map((keptRun) => keptRun.number));
  const { subject } = network;
  const keptRun: KeptRun = { number, mark: freeMark(stay), run, subject, seed, curve, iteration, error, solvedAt };
  const text =
    gone === undefined
      ? `kept as run ${number}: change something, and K compares`
      : `kept as run ${number}; run ${gone.number}, the oldest, has gone: ${MOST_KEPT_RUNS} are kept at the most`;
  return withNotice({ ...model, keptRuns: [...stay, keptRun] }, text, 'news');
}

/** Lets the chosen one go; without any left there is no table. */
export function dropKeptRun(model: Model, view: View & { kind: 'keptRuns' }): Model {
  const keptRun = model.keptRuns[view.chosen];
  if (keptRun === undefined) return model;
  const keptRuns = model.keptRuns.filter((other) => other !== keptRun);
  const chosen = Math.max(0, Math.min(view.chosen, keptRuns.length - 1));
  const left: View = keptRuns.length === 0 ? { kind: 'panes' } : { ...view, chosen };
  return withNotice({ ...model, keptRuns, view: left }, `run ${keptRun.number} is no longer kept`, 'news');
}

export function chooseKeptRun(model: Model, view: View & { kind: 'keptRuns' }, direction: 1 | -1): Model {
  const chosen = Math.max(0, Math.min(model.keptRuns.length - 1, view.chosen + direction));
  return chosen === view.chosen ? model : { ...model, view: { ...view, chosen } };
}

/** The first mark that no other has: whoever stays keeps its own. */
function freeMark(keptRuns: readonly KeptRun[]): number {
  const marks = Array.from({ length: MOST_KEPT_RUNS }, (_, mark) => mark);
  return marks.find((mark) => keptRuns.every((keptRun) => keptRun.mark !== mark)) ?? 0;
}

/** The run on the screen and those that were kept, in numbers. */
export function keptRunRows(model: Model): readonly KeptRunRow[] {
  const { snapshot, keptRuns } = model;
  const names = keptRunNames(model);
  const kept = keptRuns.map(({ number, mark, iteration, error, solvedAt }, index) => {
    const name = names[index] ?? '';
    return { kept: { number, mark }, name, iterations: iteration, error, solvedAt };
  });
  const { iteration = 0, error, solvedAt } = snapshot ?? {};
  return [{ name: thisRunName(model), iterations: iteration, error, solvedAt }, ...kept];
}
