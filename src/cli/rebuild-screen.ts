import { huntedMistakes, hunts, type Level, makeLevel, type Task, tasks } from '../learn/rebuild/levels.ts';
import { networkOf } from '../learn/rebuild/networks.ts';
import { symptomOf } from '../learn/rebuild/symptom.ts';
import { isSolved, type OpenedLevel, type RebuildModel } from '../ui/rebuild/model.ts';
import { runRebuild } from '../ui/rebuild/run.ts';
import { startChecker } from '../worker/rebuild-checks.ts';
import { refuse } from './exit.ts';
import { openDrafts } from './rebuild-drafts.ts';
import {
  keepSolved,
  type LevelChoice,
  nextHunt,
  type RebuildView,
  type ReviewedLevel,
  taskOf,
  unknownTask,
} from './rebuild-options.ts';
import { screenWith, themeFor } from './screen-options.ts';
import { tellFailure } from './show-dashboard.ts';
import { chooseTerminal } from './terminal.ts';

/** The rebuild in the terminal, from one level to the next. Returns the exit code. */
export async function openRebuild(asked: LevelChoice | ReviewedLevel, { plain, screen }: RebuildView): Promise<number> {
  const review = 'task' in asked ? asked : undefined;
  const isHunt = 'level' in asked && asked.level === 'hunt';
  const first = 'task' in asked ? asked : firstOf(asked);
  if (typeof first === 'string') return refuse([`backprop-tui: ${first}`]);
  const { shows, config } = await chooseTerminal(plain);
  if (shows === 'neither') {
    return refuse(['backprop-tui: the terminal that TERM names cannot show it; --plain writes sentences']);
  }
  const solved = new Set<string>();
  const shown = new Set<string>();
  const problems = new Set<string>();
  const ending = await runRebuild({
    opened: openedLevel(first.task, first.seed),
    openLevel: levelFrom,
    solved: (level, { hints, isMistakeShown }) => {
      const { task: own } = level;
      const name = `${own.network} ${own.level} ${own.level === 'hunt' ? level.seed : ''}`;
      if (solved.has(name) || shown.has(name)) return undefined;
      (isMistakeShown ? shown : solved).add(name);
      if (level.task === review?.task && level.seed === review.seed) review.solved(hints === 0);
      // A mistake that was shown comes again.
      const problem = isMistakeShown ? undefined : keepSolved(level);
      if (problem !== undefined) problems.add(`${name.trim()} is solved, but the progress is not kept: ${problem}`);
      return problem;
    },
    drafts: openDrafts(),
    startChecker: () => startChecker(new URL('./rebuild.js', import.meta.url)),
    theme: themeFor(screenWith(screen, config)),
    plain: shows === 'sentences',
    stdin: process.stdin,
    stdout: process.stdout,
  });
  switch (ending.kind) {
    case 'quit': {
      const { model } = ending;
      if (model.unkept !== undefined) problems.add(`your text is not kept: ${model.unkept}`);
      const last =
        review?.farewell() ?? (isHunt ? huntFarewell(model, solved.size, shown.size) : farewell(model, solved.size));
      for (const line of [...(review === undefined ? [] : keptLine(model)), last].filter((own) => own !== ''))
        process.stdout.write(`${line}\n`);
      for (const problem of problems) process.stderr.write(`backprop-tui: ${problem}\n`);
      return 0;
    }
    case 'signal':
      return ending.exitCode;
    case 'error':
      return tellFailure(ending.error);
  }
}

/** The first level; where the options name none, the words that say so. */
function firstOf(asked: LevelChoice): Pick<Level, 'task' | 'seed'> | string {
  if (asked.level === 'hunt') return nextHunt(asked.network, asked.seed);
  const task = taskOf(asked);
  return task === undefined ? unknownTask(asked) : { task, seed: asked.seed ?? 1 };
}

/** The command that opens a level. */
function commandOf({ task, seed }: Level): string {
  const { network, level } = task;
  if (level === 'hunt') return `backprop-tui learn hunt ${network} --seed ${seed}`;
  return `backprop-tui learn rebuild ${network} --level ${level}${seed === 1 ? '' : ` --seed ${seed}`}`;
}

/** True where the text of a level comes back at its next start. */
function isKept(model: RebuildModel): boolean {
  return model.unkept === undefined && model.isBegun && !isSolved(model);
}

function keptLine(model: RebuildModel): readonly string[] {
  return isKept(model) ? [`Your text is kept: ${commandOf(model.level)}`] : [];
}

function farewell(model: RebuildModel, solved: number): string {
  const count = solved === 0 ? [] : [`Solved: ${solved} level${solved === 1 ? '' : 's'}.`];
  const next = isSolved(model) ? levelFrom(model.level, 1)?.level : model.level;
  if (next === undefined) return count.join('');
  const { title } = networkOf(next.task.network);
  const place = `${title}, level ${next.task.level}`;
  const words = isKept(model) ? `Your text is kept: ${place}` : `Next: ${place}`;
  return [...count, `${words}: ${commandOf(next)}`].join('\n');
}

function huntFarewell(model: RebuildModel, solved: number, shown: number): string {
  const found = `${solved} mistake${solved === 1 ? '' : 's'} found`;
  const words = `Bug hunt: ${shown === 0 ? found : `${found}, ${shown} shown`}.`;
  return isKept(model) ? [words, ...keptLine(model)].join('\n') : `${words} backprop-tui learn hunt continues.`;
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
