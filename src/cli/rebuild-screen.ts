import { type Level, makeLevel, type Task, tasks } from '../learn/rebuild/levels.ts';
import { networkOf } from '../learn/rebuild/networks.ts';
import { isSolved } from '../ui/rebuild/model.ts';
import { type OpenedLevel, runRebuild } from '../ui/rebuild/run.ts';
import { startChecker } from '../worker/rebuild-checks.ts';
import { canDraw, isPlainWanted } from './colour-depth.ts';
import { readConfig } from './config.ts';
import { refuse } from './exit.ts';
import { keepSolved, type RebuildOptions, taskOf, unknownTask } from './rebuild-options.ts';
import { screenWith, themeFor } from './screen-options.ts';
import { tellFailure } from './show-dashboard.ts';

/** The rebuild in the terminal, from one level to the next. Returns the exit code. */
export async function openRebuild(options: RebuildOptions): Promise<number> {
  const task = taskOf(options);
  if (task === undefined) return refuse([`backprop-tui: ${unknownTask(options)}`]);
  const { config, warnings } = await readConfig();
  for (const warning of warnings) process.stderr.write(`backprop-tui: ${warning}\n`);
  const plain = options.plain ?? isPlainWanted(process.env) ?? config.plain ?? false;
  if (!plain && !canDraw(process.env)) {
    return refuse(['backprop-tui: the variable TERM names no terminal that can show it; --plain says it in sentences']);
  }
  const solved: Task[] = [];
  const seed = options.seed ?? 1;
  const ending = await runRebuild({
    opened: openedLevel(task, seed),
    openLevel: (level, step) => levelFrom(level, step),
    solved: (level) => {
      if (solved.includes(level.task)) return;
      solved.push(level.task);
      keepSolved(level.task);
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
      const count = solved.length;
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
  const at = tasks.findIndex(({ network, level }) => network === task.network && level === task.level);
  return { level: makeLevel(task, seed), place: [at + 1, tasks.length] };
}

function levelFrom({ task, seed }: Level, step: 1 | -1 | 0): OpenedLevel | undefined {
  const at = tasks.findIndex(({ network, level }) => network === task.network && level === task.level);
  const next = tasks[at + step];
  return next === undefined ? undefined : openedLevel(next, seed);
}
