import { spawn } from 'node:child_process';
import { existsSync, type FSWatcher, realpathSync, watch } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { type Fault, printFaults } from '../scenario/fault.ts';
import { withoutMark } from '../scenario/parse.ts';
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

/** Opens a scenario file in the editor of the person, reads it again, and watches it. */
export function editorFor({ file, text, seed, safe, read }: EditorOptions): Editor {
  const name = safe(basename(file));
  /** The content that was read last, valid or not. */
  let seen: string | undefined = text;
  let isOpen = false;

  const refusal = (reason: string): Edited => ({ ok: false, reason: safe(reason), isNews: false });
  const firstOf = (faults: readonly Fault[]): Edited => {
    const [first = ''] = printFaults(basename(file), faults);
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
    return refusal(`${first}${more}: the run is as it was, O opens the file again`);
  };
  const readAgain = async (): Promise<Edited> => {
    const now = textOf(file);
    if (typeof now !== 'string') return firstOf([now]);
    seen = now;
    const parsed = await readScenario(file);
    if (!parsed.ok) return firstOf(parsed.faults);
    const watches = await readWatches(parsed.scenario, parsed.text);
    if (!watches.ok) return firstOf(watches.faults);
    const scenario = withSeed(parsed.scenario, seed);
    read(scenario, file);
    return {
      ok: true,
      file: name,
      subject: shownSubject(scenario, watches.watches, safe),
      seed: scenario.training.seed,
    };
  };

  return {
    async edit(lend) {
      if (hasChanged(file, seen)) return readAgain();
      const command = editorCommand(process.env);
      if (command === undefined) {
        return refusal(`no editor is set: start with EDITOR=nano, say; or save ${name} elsewhere, and O reads it`);
      }
      isOpen = true;
      const problem = await lend((signal) => run(command, resolve(file), signal));
      isOpen = false;
      if (problem !== undefined) return refusal(problem);
      if (hasChanged(file, seen)) return readAgain();
      return { ok: false, reason: `${name} is unchanged`, isNews: true };
    },
    watch(changed) {
      let told: string | undefined;
      return watchFile(file, () => {
        const now = textOf(file);
        if (isOpen || typeof now !== 'string') return;
        if (now !== seen && now !== told) changed(name);
        told = now;
      });
    },
  };
}

/** The text of a file as a scenario has it: without a byte order mark. */
function textOf(file: string): ReturnType<typeof readText> {
  const text = readText(file);
  return typeof text === 'string' ? withoutMark(text) : text;
}

function hasChanged(file: string, seen: string | undefined): boolean {
  return textOf(file) !== seen;
}

/** Calls back some time after a file has been written, also by a program that puts another file in its place. */
function watchFile(file: string, written: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;
  try {
    const real = realpathSync(file);
    watcher = watch(dirname(real), { persistent: false }, (_event, changed) => {
      if (changed !== null && changed !== basename(real)) return;
      clearTimeout(timer);
      timer = setTimeout(written, SAVING_MS).unref();
    });
    watcher.on('error', () => watcher?.close());
  } catch {
    // A system without room for another watch. The key reads the file all the same.
  }
  return () => {
    clearTimeout(timer);
    watcher?.close();
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
