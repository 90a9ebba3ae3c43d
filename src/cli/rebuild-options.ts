import type { Progress } from '../learn/course/progress.ts';
import type { LevelName, NetworkName } from '../learn/rebuild/level-names.ts';
import { huntedMistakes, hunts, type Level, type Task, tasks } from '../learn/rebuild/levels.ts';
import { networkOf } from '../learn/rebuild/networks.ts';
import { changeProgress, loadProgress } from './progress-file.ts';
import type { ScreenOptions } from './screen-options.ts';

export interface RebuildOptions {
  readonly network: NetworkName | undefined;
  readonly level: LevelName | 'hunt' | undefined;
  readonly seed: number | undefined;
  readonly file: string | undefined;
  /** Checks the file once. */
  readonly once: boolean;
  readonly json: boolean;
  readonly plain: boolean | undefined;
  readonly screen?: ScreenOptions;
  /** The level of a review, and its end. */
  readonly review?: {
    readonly task: Task;
    readonly seed: number;
    /** Called once it is solved. @param isKnown false where a hint was used. */
    readonly answered: (isKnown: boolean) => void;
    readonly farewell: () => string;
  };
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

/** The levels that were solved, in their order. Bug hunts are none of them. */
export function solvedTasks({ rebuilt = [] }: Progress): readonly Task[] {
  return tasks.filter((task) => rebuilt.includes(nameOf(task)));
}

/** Notes that a level is solved. Returns why it cannot; the rebuild goes on then, too. */
export function keepSolved({ task, hunt }: Pick<Level, 'task' | 'hunt'>): string | undefined {
  const name = hunt === undefined ? nameOf(task) : `${nameOf(task)} ${hunt.mistake}`;
  return changeProgress((progress) => ({ ...progress, rebuilt: [...new Set([...(progress.rebuilt ?? []), name])] }));
}

/** The first program of the bug hunt whose mistake was not found yet, or else the first one. */
export function nextHunt(
  network: NetworkName | undefined,
  seed: number | undefined,
): { readonly task: Task; readonly seed: number } {
  const { rebuilt = [] } = loadProgress();
  const fitting = hunts.filter((task) => (network ?? task.network) === task.network);
  const all = fitting.flatMap((task) =>
    huntedMistakes(task.network).map((mistake, i) => ({ task, mistake, seed: i + 1 })),
  );
  const found = all.find(({ task, mistake }) => !rebuilt.includes(`${nameOf(task)} ${mistake}`)) ?? all[0];
  if (found === undefined) throw new Error('a bug hunt without programs');
  return { task: found.task, seed: seed ?? found.seed };
}

export function unknownTask({ network, level }: Pick<RebuildOptions, 'network' | 'level'>): string {
  const own = tasks.filter((task) => task.network === network).map((task) => task.level);
  return `--level: ${networkOf(network ?? 'three-layers').title} has no level ${level}; it has ${own.join(', ')}`;
}
