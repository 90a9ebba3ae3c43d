import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { notACheckpoint } from '../../../src/cli/checkpoint/resume.ts';
import { notWeights } from '../../../src/cli/writers/weights.ts';
import { writeNpz } from '../../../src/formats/npz.ts';
import { writeSafetensors } from '../../../src/formats/safetensors.ts';
import { printFaults } from '../../../src/scenario/fault.ts';

const folder = mkdtempSync(join(tmpdir(), 'kinds-'));
afterAll(() => rmSync(folder, { recursive: true }));

function refusal(name: string, content: string | Uint8Array, kind: typeof notWeights): readonly string[] {
  writeFileSync(join(folder, name), content);
  const fault = kind(join(folder, name));
  return fault === undefined ? [] : printFaults(name, [fault]);
}

const cell = { rows: 1, columns: 1, data: Float64Array.of(1) };
const weights = [{ name: 'syn0', matrix: cell }];
const checkpoint = writeSafetensors([{ name: 'state', matrix: cell }], {
  format: 'backprop-tui checkpoint',
  version: '0',
});

describe('an existing file', () => {
  test('is replaced by a checkpoint when it is one, of any version, or empty', () => {
    expect(refusal('a', checkpoint, notACheckpoint)).toEqual([]);
    expect(refusal('a', '', notACheckpoint)).toEqual([]);
    expect(notACheckpoint(join(folder, 'none'))).toBeUndefined();
    for (const other of ['{"name":"mine"}', writeSafetensors(weights), Uint8Array.of(1, 2)]) {
      expect(refusal('a', other, notACheckpoint)).toEqual([
        'a  expected a new file, or a checkpoint to replace, found something else; choose another name',
      ]);
    }
  });

  test('is replaced by weights when it holds weights in the same format, or nothing', () => {
    expect(refusal('a.json', '{"syn0":[[1]]}', notWeights)).toEqual([]);
    expect(refusal('a.npz', writeNpz(weights), notWeights)).toEqual([]);
    expect(refusal('a.safetensors', '', notWeights)).toEqual([]);
    expect(refusal('a.safetensors', checkpoint, notWeights)).toHaveLength(1);
    expect(refusal('a.npz', writeNpz([{ name: 'X', matrix: cell }]), notWeights)).toHaveLength(1);
    expect(refusal('a.json', '{"name":"mine","data":{"inputs":[[1]]}}', notWeights)).toEqual([
      'a.json  expected a new file, or weights to replace, found something else; choose another name',
    ]);
  });
});
