import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Level } from '../learn/rebuild/levels.ts';
import { plainText } from '../scenario/plain-text.ts';
import { type Draft, readDraft } from '../ui/rebuild/draft.ts';
import type { Drafts } from '../ui/rebuild/run.ts';
import { reasonOf } from './file-problems.ts';
import { makeFolder, progressFile } from './progress-file.ts';
import { lockFile } from './writers/file-lock.ts';
import { readBytes, writeWhole } from './writers/whole-file.ts';

/*
 * The texts of levels that are not solved yet: a file each, in a folder beside the progress. Two processes never write the same file: the
 * second one keeps its text in a file of its own, which is offered later.
 */

/** Files for the texts of one level. */
const MOST_FILES = 9;
const MOST_BYTES = 2_000_000;

export function draftFolder(progress = progressFile()): string {
  return join(dirname(progress), 'rebuild');
}

/** `two-layers-gap-1.json`, and `two-layers-gap-1.2.json` for a second text. */
function fileOf(folder: string, { task, seed }: Level, number: number): string {
  const own = `${task.network}-${task.level}-${seed}`;
  return join(folder, number === 1 ? `${own}.json` : `${own}.${number}.json`);
}

export function openDrafts(folder = draftFolder()): Drafts {
  /** The files of the levels that were opened, by their first file; undefined for one that must not be replaced. */
  const files = new Map<string, string | undefined>();
  const claim = (level: Level): { readonly file: string | undefined; readonly isElsewhere: boolean } => {
    const all = Array.from({ length: MOST_FILES }, (_, i) => fileOf(folder, level, i + 1));
    const first = all[0] as string;
    if (files.has(first)) return { file: files.get(first), isElsewhere: false };
    let isElsewhere = false;
    // A file with a text comes before one without.
    for (const file of [...all.filter(existsSync), ...all.filter((own) => !existsSync(own))]) {
      if (lockFile(file, '') === undefined) {
        files.set(first, file);
        return { file, isElsewhere };
      }
      isElsewhere = true;
    }
    return { file: undefined, isElsewhere };
  };
  return {
    read(level) {
      problemOfFolder(folder);
      const { file, isElsewhere } = claim(level);
      const elsewhere = isElsewhere ? 'This is open in another backprop-tui, too, with a text of its own.' : undefined;
      if (file === undefined || !existsSync(file)) return elsewhere === undefined ? {} : { notice: elsewhere };
      const draft = draftIn(file, level);
      if (draft !== undefined) return { draft, notice: 'Your text is as you left it. Ctrl+R begins anew.' };
      const aside = putAside(file);
      if (aside !== undefined) {
        return { notice: `A text that cannot be read is kept as ${plainText(aside)}.` };
      }
      files.set(fileOf(folder, level, 1), undefined);
      return { notice: `${plainText(file)} cannot be read, and cannot be renamed.` };
    },
    keep(level, text) {
      const first = fileOf(folder, level, 1);
      const isProtected = files.has(first) && files.get(first) === undefined;
      const { file } = claim(level);
      if (text === undefined) {
        if (file !== undefined) removed(file);
        return undefined;
      }
      if (isProtected) return 'the text of an earlier time would be lost.';
      if (file === undefined) return `${MOST_FILES} other processes have this level open.`;
      const problem = problemOfFolder(folder) ?? writeWhole(file, text, 'replace');
      return problem && `${plainText(file)} cannot be written: ${problem}.`;
    },
  };
}

function problemOfFolder(folder: string): string | undefined {
  try {
    makeFolder(folder);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

function draftIn(file: string, level: Level): Draft | undefined {
  const read = readBytes(file, 'a text', MOST_BYTES);
  return read.ok ? readDraft(Buffer.from(read.bytes).toString('utf8'), level) : undefined;
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
