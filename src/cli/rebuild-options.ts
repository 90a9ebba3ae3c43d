import type { LevelName, NetworkName } from '../learn/rebuild/level-names.ts';
import { type Task, tasks } from '../learn/rebuild/levels.ts';
import { networkOf } from '../learn/rebuild/networks.ts';
import { changeProgress, loadProgress } from './progress-file.ts';
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

/** The level that the options name: the first one that fits and is not solved yet, or else the first that fits. */
export function taskOf({ network, level }: Pick<RebuildOptions, 'network' | 'level'>): Task | undefined {
  const fitting = tasks.filter(
    (task) => (network ?? task.network) === task.network && (level ?? task.level) === task.level,
  );
  const { rebuilt = [] } = loadProgress();
  return fitting.find((task) => !rebuilt.includes(nameOf(task))) ?? fitting[0];
}

function nameOf({ network, level }: Task): string {
  return `${network} ${level}`;
}

/** Notes that a level is solved. Without the file of the progress the rebuild goes on, too. */
export function keepSolved(task: Task): void {
  changeProgress((progress) => ({ ...progress, rebuilt: [...new Set([...(progress.rebuilt ?? []), nameOf(task)])] }));
}

export function unknownTask({ network, level }: Pick<RebuildOptions, 'network' | 'level'>): string {
  const own = tasks.filter((task) => task.network === network).map((task) => task.level);
  return `--level: ${networkOf(network ?? 'three-layers').title} has no level ${level}; it has ${own.join(', ')}`;
}
