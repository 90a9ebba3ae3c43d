import type { NetworkSettings } from '../../program/build.ts';
import type { GhostRow } from '../panes/ghosts-table.ts';
import type { Ghost, Model } from './model.ts';
import { withNotice } from './requests.ts';
import { settingWords } from './setting-words.ts';

const MOST_GHOSTS = 4;

/** Keeps the run that is on the screen, for its curve to stay beside those that come; of too many the oldest goes. */
export function keepGhost(model: Model): Model {
  const { snapshot, network, seed, ghosts } = model;
  if (snapshot === undefined || snapshot.curve.iterations.length === 0) {
    return withNotice(model, 'no iteration has run yet');
  }
  const { curve, iteration, error, solvedAt } = snapshot;
  const ghost: Ghost = { settings: network.settings, seed, curve, iteration, error, solvedAt };
  const kept = [...ghosts, ghost].slice(-MOST_GHOSTS);
  return withNotice({ ...model, ghosts: kept }, `kept as run ${kept.length}: change something, and K compares`, 'news');
}

/** A ghost by what differs from the run on the screen: `alpha 10, seed 2`. */
export function ghostName(ghost: Ghost, { network, seed }: Pick<Model, 'network' | 'seed'>, number: number): string {
  const words = [
    ...differing(ghost.settings, network.settings),
    ...(ghost.seed === seed ? [] : [`seed ${ghost.seed}`]),
  ];
  return words.length === 0 ? `run ${number}` : words.join(', ');
}

/** The run on the screen and those that were kept, in numbers. */
export function ghostRows(model: Model): readonly GhostRow[] {
  const { snapshot, ghosts } = model;
  const kept = ghosts.map((ghost, index) => ({
    ghost: index,
    name: ghostName(ghost, model, index + 1),
    iterations: ghost.iteration,
    error: ghost.error,
    solvedAt: ghost.solvedAt,
  }));
  const { iteration = 0, error, solvedAt } = snapshot ?? {};
  return [{ name: 'this run', iterations: iteration, error, solvedAt }, ...kept];
}

function differing(of: NetworkSettings, from: NetworkSettings): readonly string[] {
  const keys = [...new Set([...Object.keys(of), ...Object.keys(from)])] as (keyof NetworkSettings)[];
  return keys
    .filter((key) => JSON.stringify(of[key]) !== JSON.stringify(from[key]))
    .map((key) => settingWords(key, of[key]));
}
