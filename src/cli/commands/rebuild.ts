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
import { keepSolved, type RebuildOptions, taskOf, unknownTask } from '../rebuild-options.ts';
import { themeFor } from '../screen-options.ts';
import { readBytes, writeWhole } from '../writers/whole-file.ts';
import { reportLines, reportSentences } from './rebuild-report.ts';

/** Bytes of a file that is read. The check itself refuses a much shorter text, in words. */
const MOST_BYTES = 2 ** 20;

/**
 * The network rebuilt in a file, with the learner's own editor: the starting text is written where there is no file, and each save is
 * checked. Returns the exit code: 0 for a right program, 1 for any other.
 */
export async function rebuild(options: RebuildOptions): Promise<number> {
  const { file, once, json, list } = options;
  if (list) {
    const { printRebuildList } = await import('./rebuild-list.ts');
    return printRebuildList(options);
  }
  if (file === undefined) {
    if (process.stdin.isTTY === true && process.stdout.isTTY === true && !once && !json) {
      const { openRebuild } = await import('../rebuild-screen.ts');
      return openRebuild(options, options);
    }
    if (options.level === 'hunt') return refuse(['backprop-tui learn hunt: expected a terminal']);
    return refuse(['backprop-tui: --file: expected the file in which the network is rebuilt, as in --file my.py']);
  }
  const task = taskOf(options);
  if (task === undefined) return refuse([`backprop-tui: ${unknownTask(options)}`]);
  if (existsSync(file)) {
    if (once || json) return checkOnce(file, options, task);
  } else {
    if (once || json) return refuse([`backprop-tui: ${file}: there is no such file`]);
    const level = makeLevel(task, options.seed ?? 1);
    const reason = writeWhole(file, startingText(level), 'create');
    if (reason !== undefined) return refuse([`backprop-tui: ${file} cannot be written: ${reason}`]);
    say(`${file} written: ${level.instruction}`);
  }
  return follow(file, options, task);
}

function startingText(level: Level): string {
  return `${headerOf(level)}\n# ${level.instruction}\n${levelText(level, level.start)}`;
}

/** The level of a file: that of the options, or else that of its first line, or else the next one. */
function levelIn(text: string, options: RebuildOptions, task: Task): Pick<Level, 'task' | 'seed'> {
  const isNamed = options.network !== undefined || options.level !== undefined;
  const own = levelOfText(text);
  return own !== undefined && !isNamed ? own : { task, seed: options.seed ?? own?.seed ?? 1 };
}

/** The text of the file; the reason where it cannot be read. */
function textIn(file: string): { readonly text: string } | { readonly reason: string } {
  const read = readBytes(file, 'a Python file', MOST_BYTES);
  if (read.ok) return { text: Buffer.from(read.bytes).toString('utf8') };
  return { reason: `expected ${read.fault.expected}, found ${read.fault.found}` };
}

async function checkOnce(file: string, options: RebuildOptions, task: Task): Promise<number> {
  const read = textIn(file);
  if ('reason' in read) return refuse([`backprop-tui: ${file}: ${read.reason}`]);
  const level = levelIn(read.text, options, task);
  const report = await finished(checkLevel(read.text, level, { digits: 'all' }));
  if (options.json) {
    const { network, level: name } = level.task;
    process.stdout.write(`${JSON.stringify({ file, network, level: name, seed: level.seed, ...report })}\n`);
  } else show(file, read.text, level, report, options);
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
  options: RebuildOptions,
): void {
  const width = Math.min(process.stdout.columns ?? 100, 120);
  const { network, level: name } = level.task;
  const title = `${plainText(file)} · ${networkOf(network).title} · ${name} · seed ${level.seed}`;
  const theme = themeFor(options.screen);
  const lines = options.plain === true ? reportSentences(text, report) : reportLines(title, text, report, theme, width);
  for (const line of lines) process.stdout.write(`${line}\n`);
}

/** Checks the file at each save, until the program is right. */
function follow(file: string, options: RebuildOptions, task: Task): Promise<number> {
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
      const level = levelIn(read.text, options, task);
      finished(checkLevel(read.text, level, { digits: 'first' }), () => own !== count).then(
        (report) => {
          show(file, read.text, level, report, options);
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
