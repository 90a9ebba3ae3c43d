import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { xor } from '../xor.ts';

/** A small valid scenario, with parts replaced by a test. */
export function scenario(parts: object = {}): object {
  return {
    name: 'AND',
    data: {
      inputs: xor.inputs,
      targets: [[0], [0], [0], [1]],
    },
    ...parts,
  };
}

/** Writes a file that is removed after the test; an object is written as JSON. Returns its path. */
export function writeFile(content: string | Uint8Array | object, name = 'scenario.json'): string {
  const file = join(folder(), name);
  const isReady = typeof content === 'string' || content instanceof Uint8Array;
  writeFileSync(file, isReady ? content : JSON.stringify(content));
  return file;
}

/** A new folder that is removed after the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'backprop-tui-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}
