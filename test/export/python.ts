import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Exported } from './exported.ts';
import type { Outcome } from './our-run.ts';

/** What a script has come to in Python. */
export interface PythonRun extends Outcome {
  readonly name: string;
  readonly target: string;
  /** Of the script. */
  readonly sha256: string;
}

/** As `test/goldens/exports.py` has recorded it. */
export function recordedRuns(target: string): readonly PythonRun[] {
  const all = JSON.parse(readFileSync(new URL('../goldens/exports.json', import.meta.url), 'utf8'));
  return (all as readonly PythonRun[]).filter((run) => run.target === target);
}

const candidates = ['python3', '/usr/bin/python3'];

/** What Python makes of scripts now; undefined where there is none with what they import. */
export function liveRuns(scripts: readonly Exported[], module: string): readonly PythonRun[] | undefined {
  const python = candidates.find((own) => spawnSync(own, ['-c', `import ${module}`]).status === 0);
  if (python === undefined) return undefined;
  const { stdout, stderr, status } = spawnSync(python, ['test/goldens/exports.py', '--run'], {
    input: JSON.stringify(scripts),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
