import type { GhostRow } from '../panes/ghosts-table.ts';
import { ghostNames, thisRunName } from '../props/ghost-names.ts';
import type { Ghost, Model, View } from './model.ts';
import { withNotice } from './requests.ts';

const MOST_GHOSTS = 4;

/** Keeps the run that is on the screen, for its curve to stay beside those that come; of too many the oldest goes. */
export function keepGhost(model: Model): Model {
  const { snapshot, network, seed, run, ghosts } = model;
  if (snapshot === undefined || snapshot.run !== run || snapshot.curve.iterations.length === 0) {
    return withNotice(model, 'no iteration has run yet');
  }
  const { curve, iteration, error, solvedAt } = snapshot;
  const same = ghosts.find(
    (ghost) => ghost.run === run && ghost.iteration === iteration && ghost.settings === network.settings,
  );
  if (same !== undefined) return withNotice(model, `this is kept already, as run ${same.number}`);
  const gone = ghosts.length < MOST_GHOSTS ? undefined : ghosts[0];
  const stay = gone === undefined ? ghosts : ghosts.slice(1);
  const number = 1 + Math.max(0, ...ghosts.map((ghost) => ghost.number));
  const { settings } = network;
  const ghost: Ghost = { number, mark: freeMark(stay), run, settings, seed, curve, iteration, error, solvedAt };
  const text =
    gone === undefined
      ? `kept as run ${number}: change something, and K compares`
      : `kept as run ${number}; run ${gone.number}, the oldest, has gone: ${MOST_GHOSTS} are kept at the most`;
  return withNotice({ ...model, ghosts: [...stay, ghost] }, text, 'news');
}

/** Lets the chosen one go; without any left there is no table. */
export function dropGhost(model: Model, view: View & { kind: 'ghosts' }): Model {
  const ghost = model.ghosts[view.chosen];
  if (ghost === undefined) return model;
  const ghosts = model.ghosts.filter((other) => other !== ghost);
  const chosen = Math.max(0, Math.min(view.chosen, ghosts.length - 1));
  const left: View = ghosts.length === 0 ? { kind: 'panes' } : { ...view, chosen };
  return withNotice({ ...model, ghosts, view: left }, `run ${ghost.number} is no longer kept`, 'news');
}

export function chooseGhost(model: Model, view: View & { kind: 'ghosts' }, direction: 1 | -1): Model {
  const chosen = Math.max(0, Math.min(model.ghosts.length - 1, view.chosen + direction));
  return chosen === view.chosen ? model : { ...model, view: { ...view, chosen } };
}

/** The first mark that no other has: whoever stays keeps its own. */
function freeMark(ghosts: readonly Ghost[]): number {
  const marks = Array.from({ length: MOST_GHOSTS }, (_, mark) => mark);
  return marks.find((mark) => ghosts.every((ghost) => ghost.mark !== mark)) ?? 0;
}

/** The run on the screen and those that were kept, in numbers. */
export function ghostRows(model: Model): readonly GhostRow[] {
  const { snapshot, ghosts } = model;
  const names = ghostNames(model);
  const kept = ghosts.map(({ number, mark, iteration, error, solvedAt }, index) => {
    const name = names[index] ?? '';
    return { kept: { number, mark }, name, iterations: iteration, error, solvedAt };
  });
  const { iteration = 0, error, solvedAt } = snapshot ?? {};
  return [{ name: thisRunName(model), iterations: iteration, error, solvedAt }, ...kept];
}
