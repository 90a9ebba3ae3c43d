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

/* One file, though it is long: scenarios and scripts share the editor and the watch over their files. */

/** A script that is edited while its run is open. */
export interface ScriptEditorOptions extends Pick<EditorOptions, 'file' | 'safe'> {
  /** The bytes of the file that the run is of. */
  readonly bytes: Uint8Array;
  readonly arguments: readonly string[];
  readonly roles: string | undefined;
}

export type Editor = Omit<ScenarioFile, 'editing'>;

/** A file that a person edits, with the files that belong to it. */
interface Edits extends Pick<EditorOptions, 'file' | 'safe'> {
  /** The name of a file that has another content than the run; undefined for none. */
  readonly changedName: () => string | undefined;
  /** A text that differs where a content does; undefined for files that cannot be read now. */
  readonly content: () => string | undefined;
  /** The files to watch. */
  readonly files: () => readonly string[];
  /** Reads the file again: its content is that of the run from now on, also where it has faults. */
  readonly readAgain: () => Promise<Edited>;
}

/** Time in which a program that saves a file writes it in several steps. */
const SAVING_MS = 150;

/** After this time a file that is not there has been deleted. */
const GONE_MS = 1000;

/** Bytes of a file of data that are compared; of a larger one size and time are. */
const MOST_COMPARED = 4_000_000;

/** Opens a scenario file in the editor of the person, reads it again, and watches it with its files of data. */
export function editorFor({ file, text, seed, safe, read }: EditorOptions): Editor {
  const name = safe(basename(file));
  /** The content that was read last, valid or not. */
  let seen: Content = { text, data: statesOf(file, text) };

  const firstOf = (faults: readonly Fault[]): Edited => {
    const [first = ''] = printFaults(basename(file), faults);
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
    return refusalOf(`${first}${more}: ${AS_BEFORE}`, safe);
  };
  const readAgain = async (): Promise<Edited> => {
    const now = textOf(file);
    if (typeof now !== 'string') return firstOf([now]);
    // Before the data are read: they may change meanwhile.
    seen = { text: now, data: statesOf(file, now) };
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
  return editorOf({
    file,
    safe,
    changedName: () => (textOf(file) === seen.text ? changedData(file, seen.data) : basename(file)),
    content() {
      const now = textOf(file);
      return typeof now === 'string' ? JSON.stringify([now, ...statesOf(file, seen.text).values()]) : undefined;
    },
    files: () => [file, ...pathsOf(file, seen.data)],
    readAgain,
  });
}

/** Opens a script in the editor of the person, reads it again, and watches it. */
export function scriptEditorFor({ file, bytes, safe, arguments: args, roles }: ScriptEditorOptions): Editor {
  /** The content that was read last, valid or not. */
  let seen = digestOf(bytes);
  // A file that is gone or empty is being written.
  const bytesNow = (): Uint8Array | undefined => {
    try {
      const now = readFileSync(file);
      return now.length === 0 ? undefined : now;
    } catch {
      return undefined;
    }
  };
  const content = (): string | undefined => {
    const now = bytesNow();
    return now && digestOf(now);
  };
  return editorOf({
    file,
    safe,
    changedName: () => ([undefined, seen].includes(content()) ? undefined : basename(file)),
    content,
    files: () => [file],
    async readAgain() {
      const now = bytesNow();
      if (now === undefined) {
        const found = existsSync(file) ? 'an empty file, or one that cannot be read' : 'no file of this name';
        return refusalOf(`${basename(file)}: expected a script, found ${found}: ${AS_BEFORE}`, safe);
      }
      seen = digestOf(now);
      const { readScript } = await import('./shown-script.ts');
      const subject = readScript(file, now, { arguments: args, namedRoles: roles }, safe);
      if (typeof subject === 'string') return refusalOf(`${subject}: ${AS_BEFORE}`, safe);
      return { ok: true, file: safe(basename(file)), subject, seed: undefined };
    },
  });
}

const AS_BEFORE = 'the run has not changed; O opens the file again';

function refusalOf(reason: string, safe: (text: string) => string): Edited {
  return { ok: false, reason: safe(reason), isNews: false };
}

function editorOf({ file, safe, changedName, content, files, readAgain: read }: Edits): Editor {
  const name = safe(basename(file));
  let isOpen = false;
  let rewatch = (): void => {};
  const readAgain = async (): Promise<Edited> => {
    const edited = await read();
    rewatch();
    return edited;
  };
  return {
    readAgain,
    async edit(lend, line) {
      if (changedName() !== undefined) return readAgain();
      const command = editorCommand(process.env);
      if (command === undefined) {
        return refusalOf(
          `no editor is set: set EDITOR, as in EDITOR=nano; or save ${name} elsewhere, and O reads it`,
          safe,
        );
      }
      isOpen = true;
      const problem = await lend((signal) => run([...command, ...placeWords(command, resolve(file), line)], signal));
      isOpen = false;
      if (problem !== undefined) return refusalOf(problem, safe);
      // The editor has ended: a file that is gone or empty is no longer being written.
      if (changedName() !== undefined || content() === undefined) return readAgain();
      return { ok: false, reason: `${name} is unchanged`, isNews: true };
    },
    watch(changed) {
      let told: string | undefined;
      let isGone = false;
      let timer: NodeJS.Timeout | undefined;
      // A program that saves may delete the file first, and write it soon.
      const lookAgain = (): void => {
        if (isGone || existsSync(file)) return;
        isGone = true;
        changed(name, isGone);
      };
      const look = (): void => {
        clearTimeout(timer);
        if (!isOpen && !isGone && !existsSync(file)) timer = setTimeout(lookAgain, GONE_MS).unref();
        const now = isOpen ? undefined : content();
        if (now === undefined) return;
        isGone = false;
        const found = now === told ? undefined : changedName();
        told = now;
        if (found !== undefined) changed(safe(found));
      };
      const begin = (): (() => void) => watchFiles(files(), look);
      let stop = begin();
      rewatch = () => {
        stop();
        // A file that was saved while it was read: the message came too early to be handled.
        told = undefined;
        stop = begin();
      };
      return () => {
        rewatch = () => {};
        clearTimeout(timer);
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
    return digestOf(readFileSync(path));
  } catch {
    return 'no file';
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The first file of data that is another one than before. */
function changedData(file: string, before: Content['data']): string | undefined {
  return [...before].find(([name, state]) => stateOf(join(dirname(file), name)) !== state)?.[0];
}

function pathsOf(file: string, data: Content['data']): readonly string[] {
  return [...data.keys()].map((name) => join(dirname(file), name));
}

/**
 * Calls back some time after one of some files has been written, also by a program that puts another file in its place; and once at the
 * beginning, since it may have been written before.
 */
export function watchFiles(files: readonly string[], written: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watchers: FSWatcher[] = [];
  const writtenSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(written, SAVING_MS).unref();
  };
  for (const file of files) {
    try {
      const real = realpathSync(file);
      const watcher = watch(dirname(real), { persistent: false }, (_event, changed) => {
        if (changed !== null && changed !== basename(real)) return;
        writtenSoon();
      });
      watcher.on('error', () => watcher.close());
      watchers.push(watcher);
    } catch {
      // A file that is gone, or a system without room for another watch. The key reads the files all the same.
    }
  }
  writtenSoon();
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/** Runs an editor in the terminal. Resolves to the problem; to undefined when it has ended well. */
function run([program = '', ...words]: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  return new Promise((done) => {
    // Without a shell: no character of the name means anything but itself.
    const editor = spawn(program, words, { stdio: 'inherit', signal });
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

/** Editors by the words with which they open a file at a line. */
const opensAtLine: readonly (readonly [programs: RegExp, words: (file: string, line: number) => readonly string[]])[] =
  [
    [
      /^(g?vim?|nvim|vi|view|nano|pico|rnano|emacs(client)?|mg|zile|jed|joe|ne|kak|micro|mcedit|gedit|jmacs|vise?)$/,
      (file, line) => [`+${line}`, file],
    ],
    [/^(code|code-insiders|codium|vscodium|cursor|windsurf)$/, (file, line) => ['--goto', `${file}:${line}`]],
    [/^(hx|helix|subl|sublime_text|zed|zeditor|lite-xl)$/, (file, line) => [`${file}:${line}`]],
    [/^(kate|kwrite|mate|pycharm|charm|idea)$/, (file, line) => ['--line', String(line), file]],
  ];

/** The words after the command of an editor: the file, at a line from 1 where the editor is known to take one. */
export function placeWords(
  [program = '']: readonly string[],
  file: string,
  line: number | undefined,
): readonly string[] {
  const name = basename(program).replace(/\.(exe|cmd|sh)$/i, '');
  const own = opensAtLine.find(([programs]) => programs.test(name));
  return line === undefined || own === undefined ? [file] : own[1](file, line);
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
