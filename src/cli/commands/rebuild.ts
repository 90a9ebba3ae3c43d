import { existsSync } from 'node:fs';
import { checkLevel } from '../../learn/rebuild/check-level.ts';
import {
  headerOf,
  type Level,
  levelOfText,
  levelText,
  makeLevel,
  type Task,
  taskAfter,
} from '../../learn/rebuild/levels.ts';
import { networkOf } from '../../learn/rebuild/networks.ts';
import type { Report } from '../../learn/rebuild/report.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { editorCommand, watchFiles } from '../editor.ts';
import { refuse } from '../exit.ts';
import { keepSolved, type LevelChoice, type RebuildView, taskOf, unknownTask } from '../rebuild-options.ts';
import { themeFor } from '../screen-options.ts';
import { isInteractive } from '../terminal.ts';
import { readBytes, writeWhole } from '../writers/whole-file.ts';
import { reportLines, reportSentences } from './rebuild-report.ts';

/** Bytes of a file that is read. The check itself refuses a much shorter text, in words. */
const MOST_BYTES = 2 ** 20;

/** The checks of a file: one at each save, until it is right; or a single one, whose report may be printed as JSON. */
export type FileChecks = 'each save' | 'once' | 'json';

/** The network rebuilt in the terminal; with a file, in the learner's own editor. Returns the exit code. */
export async function rebuild(
  choice: LevelChoice,
  file: string | undefined,
  checks: FileChecks,
  view: RebuildView,
): Promise<number> {
  if (file !== undefined) return rebuildInFile(choice, file, checks, view);
  if (isInteractive() && checks === 'each save')
    return (await import('../rebuild-screen.ts')).openRebuild(choice, view);
  return refuse(['backprop-tui: --file: expected the file in which the network is rebuilt, as in --file my.py']);
}

/** The bug hunt. Returns the exit code. */
export async function hunt(choice: Omit<LevelChoice, 'level'>, view: RebuildView): Promise<number> {
  if (!isInteractive()) return refuse(['backprop-tui learn hunt: expected a terminal']);
  return (await import('../rebuild-screen.ts')).openRebuild({ ...choice, level: 'hunt' }, view);
}

/**
 * The network rebuilt in a file: the starting text is written where there is no file. Returns the exit code: 0 for a right program, 1 for
 * any other.
 */
async function rebuildInFile(
  choice: LevelChoice,
  file: string,
  checks: FileChecks,
  view: RebuildView,
): Promise<number> {
  const task = taskOf(choice);
  if (task === undefined) return refuse([`backprop-tui: ${unknownTask(choice)}`]);
  if (existsSync(file)) {
    if (checks !== 'each save') return checkOnce(file, choice, task, checks, view);
  } else {
    if (checks !== 'each save') return refuse([`backprop-tui: ${file}: there is no such file`]);
    const level = makeLevel(task, choice.seed ?? 1);
    const reason = writeWhole(file, startingText(level), 'create');
    if (reason !== undefined) return refuse([`backprop-tui: ${file} cannot be written: ${reason}`]);
    say(`${file} written: ${level.instruction}`);
  }
  return follow(file, choice, task, view);
}

function startingText(level: Level): string {
  return `${headerOf(level)}\n# ${level.instruction}\n${levelText(level, level.start)}`;
}

/** The level of a file: the chosen one, or else that of its first line, or else the next one. */
function levelIn(text: string, choice: LevelChoice, task: Task): Pick<Level, 'task' | 'seed'> {
  const isNamed = choice.network !== undefined || choice.level !== undefined;
  const own = levelOfText(text);
  return own !== undefined && !isNamed ? own : { task, seed: choice.seed ?? own?.seed ?? 1 };
}

/** The text of the file; the reason where it cannot be read. */
function textIn(file: string): { readonly text: string } | { readonly reason: string } {
  const read = readBytes(file, 'a Python file', MOST_BYTES);
  if (read.ok) return { text: Buffer.from(read.bytes).toString('utf8') };
  return { reason: `expected ${read.fault.expected}, found ${read.fault.found}` };
}

async function checkOnce(
  file: string,
  choice: LevelChoice,
  task: Task,
  checks: Exclude<FileChecks, 'each save'>,
  view: RebuildView,
): Promise<number> {
  const read = textIn(file);
  if ('reason' in read) return refuse([`backprop-tui: ${file}: ${read.reason}`]);
  const level = levelIn(read.text, choice, task);
  const report = await finished(checkLevel(read.text, level, { digits: 'all' }));
  if (checks === 'json') {
    const { network, level: name } = level.task;
    process.stdout.write(`${JSON.stringify({ file, network, level: name, seed: level.seed, ...report })}\n`);
  } else show(file, read.text, level, report, view);
  return report.solved ? 0 : 1;
}

/** Runs a check to its end; between its pieces the process can do other work. */
async function finished(work: ReturnType<typeof checkLevel>, isOver: () => boolean = () => false): Promise<Report> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (isOver()) throw new Error('another check has begun');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function show(
  file: string,
  text: string,
  level: Pick<Level, 'task' | 'seed'>,
  report: Report,
  view: RebuildView,
): void {
  const width = Math.min(process.stdout.columns ?? 100, 120);
  const { network, level: name } = level.task;
  const title = `${plainText(file)} · ${networkOf(network).title} · ${name} · seed ${level.seed}`;
  const theme = themeFor(view.screen);
  const lines = view.plain === true ? reportSentences(text, report) : reportLines(title, text, report, theme, width);
  for (const line of lines) process.stdout.write(`${line}\n`);
}

/** Checks the file at each save, until the program is right. */
function follow(file: string, choice: LevelChoice, task: Task, view: RebuildView): Promise<number> {
  const editor = editorCommand(process.env);
  const words =
    editor === undefined
      ? 'Open it in your editor'
      : `Open it in another terminal: ${[...editor, file].map(word).join(' ')}`;
  say(`${words}. Each save is checked here. Ctrl+C ends.`);
  return new Promise((resolve) => {
    // The watch alone does not keep the process alive.
    const alive = setInterval(() => undefined, 2 ** 30);
    let last: string | undefined;
    let count = 0;
    const end = (code: number): void => {
      clearInterval(alive);
      stop();
      resolve(code);
    };
    const stop = watchFiles([file], () => {
      const read = textIn(file);
      if ('reason' in read) {
        say(`${file}: ${read.reason}`);
        // A file that comes back is checked again.
        last = undefined;
        return;
      }
      if (read.text === last) return;
      last = read.text;
      const own = ++count;
      const level = levelIn(read.text, choice, task);
      finished(checkLevel(read.text, level, { digits: 'first' }), () => own !== count).then(
        (report) => {
          show(file, read.text, level, report, view);
          if (!report.solved) return;
          const problem = keepSolved(level);
          if (problem !== undefined) say(`Solved, but the progress is not kept: ${problem}.`);
          const next = taskAfter(level.task);
          if (next !== undefined) {
            const own = `${next.network} --level ${next.level} --file ${word(nextFile(file))}`;
            say(`Next: backprop-tui learn rebuild ${own}`);
          }
          end(0);
        },
        () => undefined,
      );
    });
  });
}

/** A word of a command line, in quotes where a shell would divide it. */
function word(text: string): string {
  return /[^\w./~:=+-]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : text;
}

/** `my.py` → `my-2.py`, and so on. */
function nextFile(file: string): string {
  const found = /^(.*?)(?:-(\d+))?(\.\w+)?$/.exec(file);
  return `${found?.[1] ?? file}-${Number(found?.[2] ?? 1) + 1}${found?.[3] ?? ''}`;
}

function say(text: string): void {
  process.stdout.write(`${plainText(text)}\n`);
}
