import type { LevelName, NetworkName } from '../learn/rebuild/level-names.ts';
import { type Task, tasks } from '../learn/rebuild/levels.ts';
import { networkOf } from '../learn/rebuild/networks.ts';
import type { ScreenOptions } from './screen-options.ts';

export interface RebuildOptions {
  readonly network: NetworkName | undefined;
  readonly level: LevelName | undefined;
  readonly seed: number | undefined;
  readonly file: string | undefined;
  /** Checks the file once. */
  readonly once: boolean;
  readonly json: boolean;
  readonly plain: boolean | undefined;
  readonly screen?: ScreenOptions;
}

/** The level that the options name; the first one of a network without a level. */
export function taskOf({ network, level }: Pick<RebuildOptions, 'network' | 'level'>): Task | undefined {
  return tasks.find((task) => (network ?? task.network) === task.network && (level ?? task.level) === task.level);
}

export function unknownTask({ network, level }: Pick<RebuildOptions, 'network' | 'level'>): string {
  const own = tasks.filter((task) => task.network === network).map((task) => task.level);
  return `--level: ${networkOf(network ?? 'three-layers').title} has no level ${level}; it has ${own.join(', ')}`;
}
