import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** The calls of the file system that a writing command makes. */
const names = [
  'chmodSync',
  'closeSync',
  'copyFileSync',
  'existsSync',
  'fchmodSync',
  'fstatSync',
  'fsyncSync',
  'ftruncateSync',
  'linkSync',
  'lstatSync',
  'openSync',
  'readFileSync',
  'readSync',
  'readdirSync',
  'readlinkSync',
  'realpathSync',
  'renameSync',
  'rmSync',
  'statSync',
  'unlinkSync',
  'writeFileSync',
  'writeSync',
] as const;

export type FaultCode = 'ENOSPC' | 'EIO' | 'EACCES' | 'EMFILE';
export const faultCodes: readonly FaultCode[] = ['ENOSPC', 'EIO', 'EACCES', 'EMFILE'];

/** Calls that never throw. */
const harmless: ReadonlySet<string> = new Set(['existsSync']);

/**
 * Runs `work` while the `nth` call of the file system that concerns `folder` or an open file fails, from 1.
 * @returns the result, and the name of the call that failed; undefined when there were fewer calls.
 */
export async function withFailure<Result>(
  nth: number,
  code: FaultCode,
  folder: string,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly failed: string | undefined }> {
  const own = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
  const originals = names.map((name) => [name, own[name] as (typeof own)[string]] as const);
  let calls = 0;
  let failed: string | undefined;
  // A call inside another call is a part of it.
  let depth = 0;
  for (const [name, original] of originals) {
    own[name] = Object.assign((...args: unknown[]): unknown => {
      const [first] = args;
      const concerns = typeof first === 'number' ? first > 2 : String(first).startsWith(folder);
      if (depth === 0 && concerns && !harmless.has(name) && ++calls === nth) {
        failed = name;
        // A file is closed even when its close reports an error.
        if (name === 'closeSync') original(...args);
        throw Object.assign(new Error(`${code}: injected, ${name}`), { code, syscall: name });
      }
      depth++;
      try {
        return original(...args);
      } finally {
        depth--;
      }
    }, original);
  }
  syncBuiltinESMExports();
  try {
    return { result: await work(), failed };
  } finally {
    for (const [name, original] of originals) own[name] = original;
    syncBuiltinESMExports();
  }
}
