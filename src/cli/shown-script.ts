import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { plainText } from '../scenario/plain-text.ts';
import { parseModule } from '../script/syntax/module.ts';
import { lineAt } from '../script/syntax/tree.ts';
import type { ShownSubject } from '../ui/model/model.ts';
import { type ScriptSubject, scriptSubject } from '../worker/subject.ts';
import { reasonOf } from './file-problems.ts';

/** Reads a Python file as the dashboard shows it. Returns the fault of a file that cannot be read or parsed. */
export function readShownScript(file: string, namedSeed?: number): ShownSubject | string {
  try {
    return readScript(file, readFileSync(file), { arguments: [], namedSeed }, plainText);
  } catch (error) {
    return `${file}: the file cannot be read: ${reasonOf(error)}`;
  }
}

/** The script in the bytes of a file, as the dashboard shows it; its fault in one line. */
export function readScript(
  file: string,
  bytes: Uint8Array,
  script: Pick<ScriptSubject, 'arguments' | 'namedRoles' | 'namedSeed'>,
  safe: (text: string) => string,
): ShownSubject | string {
  const parsed = parseModule(bytes);
  if (parsed.fault !== undefined) {
    const line = lineAt(parsed.source, parsed.fault.from);
    return `${basename(file)}:${line}: ${parsed.fault.type}: ${parsed.fault.message}`;
  }
  const { source, version } = parsed.module;
  return shownScript(file, { ...script, text: source, version }, safe);
}

/** A parsed Python file as the dashboard shows it. @param safe makes texts safe for the terminal. */
export function shownScript(
  file: string,
  script: Pick<ScriptSubject, 'text' | 'version' | 'arguments' | 'namedRoles' | 'namedSeed'>,
  safe: (text: string) => string,
): ShownSubject {
  return {
    ...scriptSubject({ ...script, file, folder: dirname(resolve(file)) }),
    name: safe(basename(file)),
    description: '',
    inputNames: [],
    targetNames: [],
  };
}

/** The first seed that a line gives as a number: the run knows better, and replaces it on the screen. */
export function seedInText(text: string): number | undefined {
  const given = /^[^#'"\n]*\b(?:seed|RandomState|default_rng|Random)\((?:seed=)?(\d{1,9})\)/m.exec(text);
  return given === null ? undefined : Number(given[1]);
}
