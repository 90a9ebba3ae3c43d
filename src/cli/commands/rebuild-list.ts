import { readdirSync } from 'node:fs';
import type { Progress } from '../../learn/course/progress.ts';
import type { NetworkName } from '../../learn/rebuild/level-names.ts';
import { huntedMistakes, hunts, tasks } from '../../learn/rebuild/levels.ts';
import { networkOf } from '../../learn/rebuild/networks.ts';
import { levelTitles } from '../../ui/rebuild/words.ts';
import { truncate } from '../../ui/text/line.ts';
import { refuse } from '../exit.ts';
import { loadProgress } from '../progress-file.ts';
import { draftFolder } from '../rebuild-drafts.ts';
import { type LevelChoice, solvedName, taskOf, unknownTask } from '../rebuild-options.ts';
import { tellDamage } from './lesson-progress.ts';

/* `learn rebuild --list` and `learn hunt --list`: the levels and the programs, with what is done. */

type Chosen = Pick<LevelChoice, 'network' | 'level'>;

/** Prints the levels that fit. Returns the exit code. */
export function printLevels(chosen: Chosen): number {
  if (taskOf(chosen) === undefined) return refuse([`backprop-tui: ${unknownTask(chosen)}`]);
  return print(levelList(chosen, loadProgress(), keptTexts()));
}

/** Prints the programs of the bug hunt. Returns the exit code. */
export function printHunts(network: NetworkName | undefined): number {
  return print(huntList(network, loadProgress()));
}

function print(lines: readonly string[]): number {
  tellDamage();
  const columns = Math.min(100, process.stdout.columns ?? 100);
  for (const line of lines) process.stdout.write(`${truncate(line, columns, '...')}\n`);
  return 0;
}

/** The levels in their order, below the name of their network. @param texts the seeds of kept texts, by level. */
export function levelList(
  chosen: Chosen,
  { rebuilt = [] }: Pick<Progress, 'rebuilt'>,
  texts: ReadonlyMap<string, readonly number[]>,
): readonly string[] {
  const { network, level } = chosen;
  const fitting = tasks.filter((own) => (network ?? own.network) === own.network && (level ?? own.level) === own.level);
  const rows = fitting.flatMap((task, i) => {
    const isNew = fitting[i - 1]?.network !== task.network;
    const name = solvedName(task);
    const state = [...(rebuilt.includes(name) ? ['done'] : []), ...beginningsOf(texts.get(name) ?? [])].join(', ');
    const title = task.level === 'hunt' ? '' : levelTitles[task.level];
    const line = `  ${task.level.padEnd(9)}${title.padEnd(30)}${state}`;
    return [...(isNew ? ['', `${task.network}: ${networkOf(task.network).title}`] : []), line.trimEnd()];
  });
  const next = fitting.find((task) => !rebuilt.includes(solvedName(task)));
  const words =
    next === undefined
      ? 'All of these are done.'
      : `Next: backprop-tui learn rebuild ${next.network} --level ${next.level}`;
  return [
    'Levels of the rebuild, in their order:',
    ...rows,
    '',
    words,
    'learn rebuild NETWORK --level LEVEL opens one; learn hunt --list lists the bug hunts.',
  ];
}

/** `begun`, `begun with seed 3` */
function beginningsOf(seeds: readonly number[]): readonly string[] {
  return seeds.map((seed) => (seed === 1 ? 'begun' : `begun with seed ${seed}`));
}

/** The networks of the bug hunt, with the programs whose mistake was found. A mistake that is not found has no name here. */
export function huntList(
  network: NetworkName | undefined,
  { rebuilt = [] }: Pick<Progress, 'rebuilt'>,
): readonly string[] {
  const rows = hunts
    .filter((task) => (network ?? task.network) === task.network)
    .map((task) => {
      const all = huntedMistakes(task.network);
      const found = all.flatMap((mistake, i) => (rebuilt.includes(solvedName(task, mistake)) ? [i + 1] : []));
      const count = `${found.length} of ${all.length} found`.padEnd(18);
      const which = found.length === 0 || found.length === all.length ? '' : `programs ${found.join(', ')}`;
      return `  ${task.network.padEnd(14)}${count}${which}`.trimEnd();
    });
  return [
    'Programs of the bug hunt, with one mistake each:',
    '',
    ...rows,
    '',
    'backprop-tui learn hunt continues; learn hunt NETWORK --seed N opens program N.',
  ];
}

/** The seeds of the texts that are kept, by the level: `two-layers gap`. */
function keptTexts(folder = draftFolder()): ReadonlyMap<string, readonly number[]> {
  const texts = new Map<string, readonly number[]>();
  let files: readonly string[] = [];
  try {
    files = readdirSync(folder);
  } catch {}
  for (const task of tasks) {
    const own = new RegExp(`^${task.network}-${task.level}-(\\d+)(?:\\.\\d)?\\.json$`);
    const seeds = files.flatMap((file) => own.exec(file)?.[1] ?? []).map(Number);
    const sorted = [...new Set(seeds)].sort((one, other) => one - other);
    if (sorted.length > 0) texts.set(solvedName(task), sorted);
  }
  return texts;
}
