import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, type FSWatcher, readFileSync, realpathSync, statSync, watch } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Fault, printFaults } from '../scenario/fault.ts';
import { askedData, withoutMark } from '../scenario/parse.ts';
import { plainText } from '../scenario/plain-text.ts';
import { readScenario, readText } from '../scenario/read.ts';
import type { Scenario } from '../scenario/schema.ts';
import { readWatches } from '../scenario/watches.ts';
import type { Edited, ScenarioFile } from '../ui/model/message.ts';
import { reasonOf } from './file-problems.ts';
import { withSeed } from './open-scenario.ts';
import { shownSubject } from './subject.ts';

export interface EditorOptions {
  readonly file: string;
  /** The content of the file that the run is of. */
  readonly text: string;
  /** In place of the seed of the scenario. */
  readonly seed: number | undefined;
  /** Makes a text safe for the terminal. */
  readonly safe: (text: string) => string;
  /** Called with each scenario that is read. */
  readonly read: (scenario: Scenario, file: string) => void;
}

export type Editor = Omit<ScenarioFile, 'editing'>;

/** Time in which a program that saves a file writes it in several steps. */
const SAVING_MS = 150;

/** Bytes of a file of data that are compared; of a larger one size and time are. */
const MOST_COMPARED = 4_000_000;

/** Opens a scenario file in the editor of the person, reads it again, and watches it with its files of data. */
export function editorFor({ file, text, seed, safe, read }: EditorOptions): Editor {
  const name = safe(basename(file));
  /** The content that was read last, valid or not. */
  let seen: Content = { text, data: statesOf(file, text) };
  let isOpen = false;
  let rewatch = (): void => {};

  const refusal = (reason: string): Edited => ({ ok: false, reason: safe(reason), isNews: false });
  const firstOf = (faults: readonly Fault[]): Edited => {
    const [first = ''] = printFaults(basename(file), faults);
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
    return refusal(`${first}${more}: the run is as it was, O opens the file again`);
  };
  const readAgain = async (): Promise<Edited> => {
    const now = textOf(file);
    if (typeof now !== 'string') return firstOf([now]);
    // Before the data are read: they may change meanwhile.
    seen = { text: now, data: statesOf(file, now) };
    rewatch();
    const parsed = await readScenario(file);
    if (!parsed.ok) return firstOf(parsed.faults);
    const watches = await readWatches(parsed.scenario, parsed.text);
    if (!watches.ok) return firstOf(watches.faults);
    const scenario = withSeed(parsed.scenario, seed);
    read(scenario, file);
    return {
      ok: true,
      file: name,
      subject: shownSubject(scenario, watches.watches, safe, parsed.scenario.training.seed),
      seed: scenario.training.seed,
    };
  };
  const changedName = (): string | undefined =>
    textOf(file) === seen.text ? changedData(file, seen.data) : basename(file);

  return {
    async edit(lend) {
      if (changedName() !== undefined) return readAgain();
      const command = editorCommand(process.env);
      if (command === undefined) {
        return refusal(`no editor is set: start with EDITOR=nano, say; or save ${name} elsewhere, and O reads it`);
      }
      isOpen = true;
      const problem = await lend((signal) => run(command, resolve(file), signal));
      isOpen = false;
      if (problem !== undefined) return refusal(problem);
      if (changedName() !== undefined) return readAgain();
      return { ok: false, reason: `${name} is unchanged`, isNews: true };
    },
    watch(changed) {
      let told: string | undefined;
      const look = (): void => {
        const now = textOf(file);
        if (isOpen || typeof now !== 'string') return;
        const content = JSON.stringify([now, ...statesOf(file, seen.text).values()]);
        const found = content === told ? undefined : changedName();
        told = content;
        if (found !== undefined) changed(safe(found));
      };
      const begin = (): (() => void) => watchFiles([file, ...pathsOf(file, seen.data)], look);
      let stop = begin();
      rewatch = () => {
        stop();
        stop = begin();
      };
      return () => {
        rewatch = () => {};
        stop();
      };
    },
  };
}

/** A scenario and the states of its files of data, by their names. */
interface Content {
  readonly text: string | undefined;
  readonly data: ReadonlyMap<string, string>;
}

/** The text of a file as a scenario has it: without a byte order mark. */
function textOf(file: string): ReturnType<typeof readText> {
  const text = readText(file);
  return typeof text === 'string' ? withoutMark(text) : text;
}

/** The states of the files of data that a scenario names. */
function statesOf(file: string, text: string | undefined): Content['data'] {
  const data: { file?: unknown; test?: { file?: unknown } } = askedData(text ?? '')?.data ?? {};
  const names = [data.file, data.test?.file].filter((name) => typeof name === 'string');
  return new Map(names.map((name) => [name, stateOf(join(dirname(file), name))]));
}

/** A text that differs where the file does. */
function stateOf(path: string): string {
  try {
    const status = statSync(path);
    if (!status.isFile()) return 'no file';
    if (status.size > MOST_COMPARED) return `${status.size} ${status.mtimeMs}`;
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return 'no file';
  }
}

/** The first file of data that is another one than before. */
function changedData(file: string, before: Content['data']): string | undefined {
  return [...before].find(([name, state]) => stateOf(join(dirname(file), name)) !== state)?.[0];
}

function pathsOf(file: string, data: Content['data']): readonly string[] {
  return [...data.keys()].map((name) => join(dirname(file), name));
}

/** Calls back some time after one of some files has been written, also by a program that puts another file in its place. */
function watchFiles(files: readonly string[], written: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watchers: FSWatcher[] = [];
  for (const file of files) {
    try {
      const real = realpathSync(file);
      const watcher = watch(dirname(real), { persistent: false }, (_event, changed) => {
        if (changed !== null && changed !== basename(real)) return;
        clearTimeout(timer);
        timer = setTimeout(written, SAVING_MS).unref();
      });
      watcher.on('error', () => watcher.close());
      watchers.push(watcher);
    } catch {
      // A file that is gone, or a system without room for another watch. The key reads the files all the same.
    }
  }
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/** Runs an editor in the terminal. Resolves to the problem; to undefined when it has ended well. */
function run(
  [program = '', ...words]: readonly string[],
  file: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  return new Promise((done) => {
    // Without a shell: no character of the name means anything but itself.
    const editor = spawn(program, [...words, file], { stdio: 'inherit', signal });
    const shown = plainText(program);
    editor.on('error', (error) => done(`the editor ${shown} cannot be started: ${reasonOf(error)}`));
    editor.on('exit', (code, ending) => {
      done(code === 0 ? undefined : `the editor ${shown} ended with ${ending ?? `exit code ${code}`}: nothing is read`);
    });
  });
}

/** The editor of a person, with its arguments: `code --wait`. The variable VISUAL comes before EDITOR, as in other programs. */
export function editorCommand(environment: NodeJS.ProcessEnv): readonly string[] | undefined {
  const text = [environment['VISUAL'], environment['EDITOR']].find((value) => value?.trim())?.trim();
  if (text === undefined) return undefined;
  // A path may hold spaces.
  return existsSync(text) ? [text] : wordsOf(text);
}

/** The words of a command line, with quotes and backslashes as in a shell, and nothing else of one. */
function wordsOf(text: string): readonly string[] {
  const words = text.match(/(?:\\.|"(?:[^"\\]|\\.)*"|'[^']*'|\S)+?(?=\s|$)/gs) ?? [];
  return words.map((word) =>
    word.replace(/\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/gs, (_, escaped, double, single) => {
      return escaped ?? double?.replace(/\\(["\\$`])/g, '$1') ?? single;
    }),
  );
}
