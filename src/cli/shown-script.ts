import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { plainText } from '../scenario/plain-text.ts';
import { parseModule } from '../script/syntax/module.ts';
import type { ShownSubject } from '../ui/model/model.ts';
import { type ScriptSubject, scriptSubject } from '../worker/subject.ts';
import { reasonOf } from './file-problems.ts';

/** Reads a Python file as the dashboard shows it. Returns the fault of a file that cannot be read or parsed. */
export function readShownScript(file: string): ShownSubject | string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return `${file}: the file cannot be read: ${reasonOf(error)}`;
  }
  const parsed = parseModule(bytes);
  if (parsed.fault !== undefined) {
    const line = parsed.source.slice(0, parsed.fault.from).split('\n').length;
    return `${file}:${line}: ${parsed.fault.type}: ${parsed.fault.message}`;
  }
  const { source, version } = parsed.module;
  return shownScript(file, { text: source, version, arguments: [] }, plainText);
}

/** A parsed Python file as the dashboard shows it. @param safe makes texts safe for the terminal. */
export function shownScript(
  file: string,
  script: Pick<ScriptSubject, 'text' | 'version' | 'arguments' | 'namedRoles'>,
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
