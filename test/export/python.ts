import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Exported } from './exported.ts';
import type { Outcome } from './our-run.ts';

/** The results of a script in Python. */
export interface PythonRun extends Outcome {
  readonly name: string;
  readonly target: string;
  /** The checksum of the script. */
  readonly sha256: string;
}

/** The runs recorded by `test/goldens/exports.py`. */
export function recordedRuns(target: string): readonly PythonRun[] {
  const all = JSON.parse(readFileSync(new URL('../goldens/exports.json', import.meta.url), 'utf8'));
  return (all as readonly PythonRun[]).filter((run) => run.target === target);
}

const candidates = ['python3', '/usr/bin/python3'];

/** The Python that can import a module; undefined when there is none on this machine. */
export function pythonWith(module: string): string | undefined {
  // Importing PyTorch itself takes seconds.
  const isFound = `import importlib.util as u; raise SystemExit(u.find_spec('${module}') is None)`;
  return candidates.find((own) => spawnSync(own, ['-c', isFound]).status === 0);
}

/** The reason for the title of a test that is skipped without this Python; empty when it runs. */
export function skipReason(python: string | undefined, module: string): string {
  return python === undefined ? ` (skipped: no Python here can import ${module})` : '';
}

/** Runs scripts in a Python that can import their library. */
export function liveRuns(scripts: readonly Exported[], python: string): readonly PythonRun[] {
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
