import { existsSync, readdirSync, renameSync, rmSync, statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Level } from '../learn/rebuild/levels.ts';
import { plainText } from '../scenario/plain-text.ts';
import { readDraft } from '../ui/rebuild/draft.ts';
import type { OpenedLevel } from '../ui/rebuild/model.ts';
import type { Drafts } from '../ui/rebuild/run.ts';
import { reasonOf } from './file-problems.ts';
import { makeFolder, progressFile } from './progress-file.ts';
import { isLockedElsewhere, lockFile, unlockFile } from './writers/file-lock.ts';
import { readBytes, writeWhole } from './writers/whole-file.ts';

/*
 * The texts of levels that are not solved yet: a file each, in a folder beside the progress. Two processes never write the same file: the
 * second one keeps its text in a file of its own. All texts of a level are offered when it is opened.
 */

/** Files for the texts of one level. */
const MOST_FILES = 9;
const MOST_BYTES = 2_000_000;

/** Time in which another process takes the lock of its file. */
const SETTLING_MS = 100;

const ELSEWHERE = 'This level is also open in another window. Each window keeps its own text.';
const FOREIGN = 'Another window has changed the kept text. Yours is kept, too; ctrl+x opens the other one.';
const ANOTHER = 'Another text is kept, too; ctrl+x opens it.';

export function draftFolder(progress = progressFile()): string {
  return join(dirname(progress), 'rebuild');
}

/** `two-layers-gap-1.json`, and `two-layers-gap-1.2.json` for a second text. */
function fileOf(folder: string, { task, seed }: Level, number: number): string {
  const own = `${task.network}-${task.level}-${seed}`;
  return join(folder, number === 1 ? `${own}.json` : `${own}.${number}.json`);
}

/** The file of a level in this process. */
interface Claim {
  /** Undefined where there is none that may be written. */
  readonly file: string | undefined;
  /** Its content, as this process read or wrote it last; undefined for none. */
  readonly text: string | undefined;
  /** True where its content cannot be read, and must not be replaced. */
  readonly isProtected: boolean;
}

export function openDrafts(folder = draftFolder()): Drafts {
  /** The claim of the level that is open, by the first file of the level. */
  let open: { readonly level: string; readonly claim: Claim } | undefined;
  const filesOf = (level: Level): readonly string[] =>
    Array.from({ length: MOST_FILES }, (_, i) => fileOf(folder, level, i + 1));
  const claimed = (level: Level, claim: Claim): Claim => {
    const before = open?.claim.file;
    if (before !== undefined && before !== claim.file) unlockFile(before);
    open = { level: fileOf(folder, level, 1), claim };
    return claim;
  };
  /** Takes the first file that no other process has. */
  const claimOne = (level: Level, files: readonly string[]): Claim => {
    const file = files.find((own) => lockFile(own, '') === undefined);
    return claimed(level, { file, text: file && textIn(file), isProtected: false });
  };
  const claimOf = (level: Level): Claim => {
    if (open?.level === fileOf(folder, level, 1)) return open.claim;
    const files = filesOf(level);
    // The newest text comes first, then a file without one.
    return claimOne(level, [...newestFirst(files), ...files.filter((file) => !existsSync(file))]);
  };
  const isElsewhere = (level: Level): boolean => filesOf(level).some(isLockedElsewhere);
  /** The other texts of a level that no other process has open. */
  const othersOf = (level: Level): readonly string[] => {
    const { file } = claimOf(level);
    return filesOf(level).filter((other) => other !== file && existsSync(other) && !isLockedElsewhere(other));
  };
  const said = (level: Level, ...words: readonly string[]): Pick<OpenedLevel, 'notice'> => {
    const all = [
      ...words,
      ...(isElsewhere(level) ? [ELSEWHERE] : []),
      ...(othersOf(level).length > 0 ? [ANOTHER] : []),
    ];
    return all.length === 0 ? {} : { notice: all.join(' ') };
  };
  const opened = (level: Level, { file, text }: Claim, words: string): ReturnType<Drafts['read']> => {
    if (file === undefined || text === undefined) return said(level);
    const draft = readDraft(text, level);
    if (draft !== undefined) return { draft, ...said(level, words) };
    const aside = putAside(file);
    claimed(level, { file, text: undefined, isProtected: aside === undefined });
    return said(
      level,
      aside === undefined
        ? `${plainText(file)} cannot be read, and cannot be renamed.`
        : `A text that cannot be read is kept as ${plainText(aside)}.`,
    );
  };
  return {
    read(level) {
      problemOfFolder(folder);
      // The file of this window may have been written since.
      const { file } = claimOf(level);
      const claim = claimOne(level, file === undefined ? [] : [file]);
      return opened(level, claim, 'Your text is as you left it. Ctrl+R starts over.');
    },
    other(level) {
      const others = othersOf(level);
      const { file = '' } = claimOf(level);
      // From file to file, in their order.
      const next = [...others.filter((other) => other > file), ...others];
      return next.length === 0 ? undefined : opened(level, claimOne(level, next), 'This is the other text.');
    },
    keep(level, text) {
      const { file, text: before, isProtected } = claimOf(level);
      if (isProtected) return text === undefined ? {} : { problem: 'an earlier text would be lost.' };
      if (file === undefined) {
        return text === undefined ? {} : { problem: `${MOST_FILES} other processes have this level open.` };
      }
      const now = textIn(file);
      // Where no lock can be made, another process may have written the file.
      const isForeign = now !== undefined && now !== before && now !== text;
      if (text === undefined) {
        if (!isForeign) removed(file);
        claimed(level, { file, text: undefined, isProtected: false });
        return {};
      }
      const claim = isForeign
        ? claimOne(
            level,
            filesOf(level).filter((other) => !existsSync(other)),
          )
        : claimOf(level);
      if (claim.file === undefined) return { problem: `this level already has ${MOST_FILES} kept texts.` };
      const problem = problemOfFolder(folder) ?? writeWhole(claim.file, text, 'replace');
      if (problem !== undefined) return { problem: `${plainText(claim.file)} cannot be written: ${problem}.` };
      claimed(level, { ...claim, text });
      return isForeign ? { notice: FOREIGN } : {};
    },
    watch: (level, told) =>
      watchLocks(
        folder,
        () => isElsewhere(level),
        () => told(ELSEWHERE),
      ),
  };
}

/** Calls back each time that another process opens the same level. Returns a function that ends it. */
function watchLocks(folder: string, isElsewhere: () => boolean, opened: () => void): () => void {
  let was = isElsewhere();
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const is = isElsewhere();
    if (is && !was) opened();
    was = is;
  };
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => {
      if (name?.endsWith('.lock') === false) return;
      clearTimeout(timer);
      timer = setTimeout(look, SETTLING_MS).unref();
    });
    watcher.on('error', () => watcher.close());
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  } catch {
    // A folder that is not there, or a system without room for another watch: the other window says it.
    return () => undefined;
  }
}

function problemOfFolder(folder: string): string | undefined {
  try {
    makeFolder(folder);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** The content of a file; empty for one that is no text, undefined for none. */
function textIn(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const read = readBytes(file, 'a text', MOST_BYTES);
  return read.ok ? Buffer.from(read.bytes).toString('utf8') : '';
}

/** The files that exist, the one that was written last first. */
function newestFirst(files: readonly string[]): readonly string[] {
  const timeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return files.filter(existsSync).sort((one, other) => timeOf(other) - timeOf(one));
}

/** Renames a file that cannot be read to `….bad`. Returns its new name; undefined where it keeps the old one. */
function putAside(file: string): string | undefined {
  const names = Array.from({ length: MOST_FILES }, (_, i) => `${file}${i === 0 ? '' : `.${i + 1}`}.bad`);
  const aside = names.find((name) => !existsSync(name));
  if (aside === undefined) return undefined;
  try {
    renameSync(file, aside);
    return aside;
  } catch {
    return undefined;
  }
}

/** Removes a file. A text that stays is offered again. Returns true for a file that is gone. */
function removed(file: string): boolean {
  try {
    rmSync(file, { force: true });
    return true;
  } catch {
    return false;
  }
}

/** Removes the texts of all levels. Returns their number. */
export function clearDrafts(folder = draftFolder()): number {
  let names: readonly string[] = [];
  try {
    names = readdirSync(folder).filter((name) => /^[\w-]+(\.\d)?\.json$/.test(name));
  } catch {}
  return names.filter((name) => removed(join(folder, name))).length;
}
