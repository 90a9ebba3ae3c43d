import { huntedMistakes, hunts, type Level, makeLevel, type Task, tasks } from '../learn/rebuild/levels.ts';
import { networkOf } from '../learn/rebuild/networks.ts';
import { symptomOf } from '../learn/rebuild/symptom.ts';
import { isSolved } from '../ui/rebuild/model.ts';
import { type OpenedLevel, runRebuild } from '../ui/rebuild/run.ts';
import { startChecker } from '../worker/rebuild-checks.ts';
import { canDraw, isPlainWanted } from './colour-depth.ts';
import { readConfig } from './config.ts';
import { refuse } from './exit.ts';
import { keepSolved, nextHunt, type RebuildOptions, taskOf, unknownTask } from './rebuild-options.ts';
import { screenWith, themeFor } from './screen-options.ts';
import { tellFailure } from './show-dashboard.ts';

/** The rebuild in the terminal, from one level to the next. Returns the exit code. */
export async function openRebuild(options: RebuildOptions): Promise<number> {
  const isHunt = options.level === 'hunt';
  const hunt = isHunt ? nextHunt(options.network, options.seed) : undefined;
  const { review } = options;
  const task = (review ?? hunt)?.task ?? taskOf(options);
  if (task === undefined) return refuse([`backprop-tui: ${unknownTask(options)}`]);
  const { config, warnings } = await readConfig();
  for (const warning of warnings) process.stderr.write(`backprop-tui: ${warning}\n`);
  const plain = options.plain ?? isPlainWanted(process.env) ?? config.plain ?? false;
  if (!plain && !canDraw(process.env)) {
    return refuse(['backprop-tui: the variable TERM names no terminal that can show it; --plain says it in sentences']);
  }
  const solved = new Set<string>();
  const shown = new Set<string>();
  const seed = (review ?? hunt)?.seed ?? options.seed ?? 1;
  const ending = await runRebuild({
    opened: openedLevel(task, seed),
    openLevel: (level, step) => levelFrom(level, step),
    solved: (level, { hints, isShown }) => {
      const { task: own } = level;
      const name = `${own.network} ${own.level} ${own.level === 'hunt' ? level.seed : ''}`;
      if (solved.has(name) || shown.has(name)) return;
      (isShown ? shown : solved).add(name);
      if (level.task === review?.task) review.answered(hints === 0);
      // A mistake that was shown comes again.
      if (!isShown) keepSolved(level);
    },
    startChecker: () => startChecker(new URL('./rebuild.js', import.meta.url)),
    theme: themeFor(screenWith(options.screen ?? {}, config)),
    plain,
    stdin: process.stdin,
    stdout: process.stdout,
  });
  switch (ending.kind) {
    case 'quit': {
      const { level } = ending.model;
      const next = isSolved(ending.model) ? levelFrom(level, 1)?.level.task : level.task;
      const count = solved.size;
      if (review !== undefined) {
        process.stdout.write(`${review.farewell()}\n`);
        return 0;
      }
      if (isHunt) {
        const found = `${count} mistake${count === 1 ? '' : 's'} found`;
        const words = shown.size === 0 ? found : `${found}, ${shown.size} shown`;
        process.stdout.write(`Bug hunt: ${words}. backprop-tui learn hunt goes on.\n`);
        return 0;
      }
      if (count > 0) process.stdout.write(`Solved: ${count} level${count === 1 ? '' : 's'}.\n`);
      if (next !== undefined) {
        const words = `${networkOf(next.network).title}, level ${next.level}`;
        process.stdout.write(`Next: ${words}: backprop-tui learn rebuild ${next.network} --level ${next.level}\n`);
      }
      return 0;
    }
    case 'signal':
      return ending.exitCode;
    case 'error':
      return tellFailure(ending.error);
  }
}

function openedLevel(task: Task, seed: number): OpenedLevel {
  if (task.level === 'hunt') {
    const level = makeLevel(task, seed);
    const count = huntedMistakes(task.network).length;
    return { level, place: [(Math.max(0, seed - 1) % count) + 1, count], symptom: symptomOf(level) };
  }
  const at = tasks.findIndex(({ network, level }) => network === task.network && level === task.level);
  return { level: makeLevel(task, seed), place: [at + 1, tasks.length] };
}

function levelFrom({ task, seed }: Level, step: 1 | -1 | 0): OpenedLevel | undefined {
  if (task.level === 'hunt') return huntFrom(task, seed, step);
  const at = tasks.findIndex(({ network, level }) => network === task.network && level === task.level);
  const next = tasks[at + step];
  return next === undefined ? undefined : openedLevel(next, seed);
}

/** The next program of the network; after the last one, the first of the next network. */
function huntFrom(task: Task, seed: number, step: 1 | -1 | 0): OpenedLevel | undefined {
  const next = seed + step;
  const count = huntedMistakes(task.network).length;
  if (step === 0 || (next >= 1 && (next <= count || seed > count))) return openedLevel(task, Math.max(1, next));
  const at = hunts.findIndex(({ network }) => network === task.network);
  const other = hunts[at + step];
  return other && openedLevel(other, step === 1 ? 1 : huntedMistakes(other.network).length);
}
