import type { Progress } from '../learn/course/progress.ts';
import type { LevelName, NetworkName } from '../learn/rebuild/level-names.ts';
import { huntedMistakes, hunts, type Level, type Task, tasks } from '../learn/rebuild/levels.ts';
import { networkOf } from '../learn/rebuild/networks.ts';
import { changeProgress, loadProgress } from './progress-file.ts';
import type { ScreenOptions } from './screen-options.ts';

/** The level that the options name, as far as they do. */
export interface LevelChoice {
  readonly network: NetworkName | undefined;
  readonly level: LevelName | 'hunt' | undefined;
  readonly seed: number | undefined;
}

/** The options for the screen of a rebuild. */
export interface RebuildView {
  /** Sentences in place of a screen. */
  readonly plain: boolean | undefined;
  readonly screen: ScreenOptions;
}

/** A level that a review asks. */
export interface ReviewedLevel {
  readonly task: Task;
  readonly seed: number;
  /** Called once it is solved. @param isKnown false where a hint was used. */
  readonly solved: (isKnown: boolean) => void;
  /** The last line, printed at the end. */
  readonly farewell: () => string;
}

/** The level that the options name: the first one that fits and is not solved yet, or else the first that fits. */
export function taskOf({ network, level }: Pick<LevelChoice, 'network' | 'level'>): Task | undefined {
  const fitting = tasks.filter(
    (task) => (network ?? task.network) === task.network && (level ?? task.level) === task.level,
  );
  const { rebuilt = [] } = loadProgress();
  return fitting.find((task) => !rebuilt.includes(solvedName(task))) ?? fitting[0];
}

/** The name of a solved task in the progress: `three-layers gap`; with its mistake, `three-layers hunt half-slope`. */
export function solvedName({ network, level }: Task, mistake?: string): string {
  return mistake === undefined ? `${network} ${level}` : `${network} ${level} ${mistake}`;
}

/** The solved levels in their order, without bug hunts. */
export function solvedTasks({ rebuilt = [] }: Progress): readonly Task[] {
  return tasks.filter((task) => rebuilt.includes(solvedName(task)));
}

/** Keeps a solved level in the progress. Returns the problem, if any: the rebuild continues anyway. */
export function keepSolved({ task, hunt }: Pick<Level, 'task' | 'hunt'>): string | undefined {
  const name = solvedName(task, hunt?.mistake);
  return changeProgress((progress) => ({ ...progress, rebuilt: [...new Set([...(progress.rebuilt ?? []), name])] }));
}

/** The first program of a bug hunt whose mistake is not found yet, or else the first one. */
export function nextHunt(
  network: NetworkName | undefined,
  seed: number | undefined,
): { readonly task: Task; readonly seed: number } {
  const { rebuilt = [] } = loadProgress();
  const fitting = hunts.filter((task) => (network ?? task.network) === task.network);
  const all = fitting.flatMap((task) =>
    huntedMistakes(task.network).map((mistake, i) => ({ task, mistake, seed: i + 1 })),
  );
  const found = all.find(({ task, mistake }) => !rebuilt.includes(solvedName(task, mistake))) ?? all[0];
  if (found === undefined) throw new Error('a bug hunt without programs');
  return { task: found.task, seed: seed ?? found.seed };
}

export function unknownTask({ network, level }: Pick<LevelChoice, 'network' | 'level'>): string {
  const own = tasks.filter((task) => task.network === network).map((task) => task.level);
  return `--level: ${networkOf(network ?? 'three-layers').title} has no level ${level}; it has ${own.join(', ')}`;
}
