import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  checksumOf,
  readCheckpoint,
  type StoredCheckpoint,
  writeCheckpoint,
} from '../../../src/cli/checkpoint/checkpoint.ts';
import { differences, type Facts, factsOf } from '../../../src/cli/checkpoint/facts.ts';
import { findCheckpoint } from '../../../src/cli/checkpoint/resume.ts';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { readSafetensors, writeSafetensors } from '../../../src/formats/safetensors.ts';
import type { NamedMatrix } from '../../../src/formats/stored-matrix.ts';
import { ARITHMETIC_VERSION } from '../../../src/language/elementary.ts';
import { anyDamage } from '../../formats/any-matrix.ts';
import { shipped, start, varied } from '../../scenarios/run-scenario.ts';

function checkpointOf(name: string, iterations: number): StoredCheckpoint {
  const scenario = shipped(name);
  const run = start(scenario);
  for (let k = 0; k < iterations; k++) run.iterate();
  const lowest = { error: Number.POSITIVE_INFINITY, iteration: 0 };
  return { facts: factsOf(scenario), saved: run.save(), lowest, seconds: 1.5, stopped: undefined };
}

/** A file with the checksum of its contents; without one where it names no arithmetic, as version 0.1.0 wrote it. */
function sealed(matrices: readonly NamedMatrix[], { sha256: _, ...metadata }: Record<string, string>): Uint8Array {
  const isOld = metadata['arithmetic'] === undefined;
  const checksum = isOld ? {} : { sha256: checksumOf(new Map(Object.entries(metadata)), matrices) };
  return writeSafetensors([...matrices], { ...metadata, ...checksum });
}

describe('a checkpoint', () => {
  test.each([
    ['xor', 0],
    ['xor', 300],
    ['future-work/dropout', 50],
    ['future-work/mini-batches', 2000],
    ['future-work/batch-normalization', 7],
    // Settled, stuck, and on a plateau.
    ['future-work/schedule', 5000],
    ['xor-without-hidden-layer', 2000],
    ['future-work/initial-weights', 6000],
    // With the facts about classes.
    ['future-work/classification', 500],
  ])('is the same again when it is read: %s after %i', (name, iterations) => {
    const checkpoint = checkpointOf(name, iterations);
    const read = readCheckpoint(writeCheckpoint(checkpoint));
    if (!read.ok) throw new Error(read.fault.found);
    expect(read.checkpoint).toEqual(checkpoint);
  });

  test('is the same again after any number of iterations', () => {
    const anyScenario = fc.constantFrom(
      'xor',
      'future-work/adam',
      'future-work/dropout',
      'future-work/batch-normalization',
    );
    fc.assert(
      fc.property(anyScenario, fc.nat(80), (name, iterations) => {
        const checkpoint = checkpointOf(name, iterations);
        expect(readCheckpoint(writeCheckpoint(checkpoint))).toEqual({ ok: true, checkpoint });
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    'xor',
    'xor-without-hidden-layer',
    'correlation',
    'alpha/4-units-1000',
    'alpha/32-units-0.001',
    'future-work/initial-weights',
    'future-work/activations',
    'future-work/mini-batches',
  ])('has every kind of verdict: %s', (name) => {
    const scenario = shipped(name);
    const run = start(scenario);
    const kinds = new Set<string>();
    for (const iterations of [1, 10, 100, 1000, 5000]) {
      while (run.iteration < iterations && !run.diverged) run.iterate();
      if (run.diverged) break;
      const checkpoint = { ...checkpointOf('xor', 0), saved: run.save() };
      expect(readCheckpoint(writeCheckpoint(checkpoint))).toEqual({ ok: true, checkpoint });
      kinds.add(run.verdict?.kind ?? 'none');
    }
    expect(kinds.size).toBeGreaterThan(0);
  });

  test('has the error record of a test set, and can be read without one', () => {
    const { inputs, targets } = shipped('xor').data;
    const run = start(shipped('xor'), { inputs: matrixFromRows(inputs), targets: matrixFromRows(targets) });
    for (let k = 0; k < 30; k++) run.iterate();
    const saved = run.save();
    const again = (tests: typeof saved.tests) =>
      readCheckpoint(writeCheckpoint({ ...checkpointOf('xor', 0), saved: { ...saved, tests } }));
    expect(saved.tests?.iterations).toHaveLength(30);
    expect(again(saved.tests)).toMatchObject({ checkpoint: { saved: { tests: saved.tests } } });
    expect(again(undefined)).toMatchObject({ ok: true, checkpoint: { saved: { iteration: 30 } } });
  });

  test('a checkpoint with a flipped bit is refused', () => {
    const bytes = writeCheckpoint(checkpointOf('future-work/dropout', 20));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const damaged = bytes.slice();
        damaged[at] = (damaged[at] as number) ^ (1 << bit);
        const read = readCheckpoint(damaged);
        // The header ends in spaces, and one of them may become other white space.
        if (read.ok) expect(String.fromCharCode(bytes[at] as number)).toBe(' ');
      }),
      { numRuns: 1000 },
    );
  });

  test('a checkpoint without a checksum is read as one of version 0.1.0', () => {
    const read = readSafetensors(writeCheckpoint(checkpointOf('xor', 5)));
    if (!read.ok) throw new Error(read.fault.found);
    const { sha256: _, arithmetic, ...metadata } = Object.fromEntries(read.metadata);
    expect(readCheckpoint(writeSafetensors([...read.matrices], metadata)).ok).toBe(true);
    expect(
      readCheckpoint(writeSafetensors([...read.matrices], { ...metadata, arithmetic: arithmetic as string })),
    ).toEqual({
      ok: false,
      fault: {
        path: '',
        expected: 'an unchanged checkpoint',
        found: 'contents that do not match its checksum',
        advice: 'use an earlier copy',
      },
    });
  });

  test('is refused where its state is far before its iteration', () => {
    const folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'far.ckpt');
    const { saved, ...rest } = checkpointOf('xor', 100);
    const found = (iteration: number, stride: number) => {
      writeFileSync(file, writeCheckpoint({ ...rest, saved: { ...saved, iteration, rhythm: { stride, next: 101 } } }));
      const read = findCheckpoint(file, shipped('xor'), Number.POSITIVE_INFINITY);
      return read.ok ? 'one' : `${read.faults[0]?.expected}; ${read.faults[0]?.found}`;
    };
    expect(found(100, saved.rhythm.stride)).toBe('one');
    expect(found(900_000_000, 1)).toMatch(
      /^a state from at most 5 iterations before the checkpoint; one from 899,999,9\d\d iterations before$/,
    );
    expect(found(900_000_000, 1e9)).toMatch(/^a state from at most \d{1,3},\d{3},\d{3} iterations before/);
    expect(found(1e12, 1e12)).toMatch(/^a state from at most \d{1,3},\d{3},\d{3},?\d* iterations before/);
  });

  test('that is damaged is refused or read, and never throws', () => {
    const bytes = writeCheckpoint(checkpointOf('future-work/dropout', 20));
    fc.assert(
      fc.property(anyDamage(bytes), (damaged) => {
        const read = readCheckpoint(damaged);
        if (!read.ok) expect(read.fault.expected).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });

  /** The same file with another text in its metadata. */
  function forged(change: (metadata: Record<string, string>) => Record<string, string>, random?: readonly number[]) {
    const read = readSafetensors(writeCheckpoint(checkpointOf('future-work/dropout', 20)));
    if (!read.ok) throw new Error(read.fault.found);
    const matrices = read.matrices.map(({ name, matrix }) =>
      name === 'random' && random !== undefined
        ? { name, matrix: { rows: 1, columns: random.length, data: Float64Array.from(random) } }
        : { name, matrix },
    );
    const made = readCheckpoint(sealed(matrices, change(Object.fromEntries(read.metadata))));
    return made.ok ? 'one' : `${made.fault.expected}: ${made.fault.found}`;
  }
  const replaced = (pattern: RegExp, by: string) =>
    forged((metadata) => ({ ...metadata, run: (metadata['run'] as string).replace(pattern, by) }));

  test('that is forged is refused with a reason', () => {
    expect(forged((metadata) => metadata)).toBe('one');
    expect(forged(() => ({ format: 'pt' }))).toBe('a checkpoint of backprop-tui: a file of another kind');
    expect(forged((metadata) => ({ ...metadata, version: '2' }))).toBe('a checkpoint of version 1: one of version 2');
    expect(forged((metadata) => ({ ...metadata, run: '[' }))).toBe('an unchanged checkpoint: nothing');
    expect(replaced(/"iteration":20,/, '"iteration":-1,')).toBe('an unchanged checkpoint: another value as iteration');
    expect(replaced(/"wake":\d+/, '"wake":"x"')).toBe('an unchanged checkpoint: another value as from.judge.wake');
    expect(replaced(/"from":\{"iteration":\d+/, '"from":{"iteration":20')).toBe(
      'a state from an iteration before the checkpoint: a later one',
    );
    const refused = 'a state of the random source: other numbers';
    expect(forged((metadata) => metadata, [1, 2, 3])).toBe(refused);
    expect(forged((metadata) => metadata, Array(628).fill(0.5))).toBe(refused);
    expect(forged((metadata) => metadata, [624, ...Array(627).fill(0)])).toBe(refused);
  });
});

describe('the arithmetic of a checkpoint', () => {
  const bytes = writeCheckpoint(checkpointOf('xor', 5));

  /** The warning about the checkpoint when its metadata has this version of the arithmetic. */
  function noticeAbout(arithmetic: string | undefined): string | undefined {
    const read = readSafetensors(bytes);
    if (!read.ok) throw new Error(read.fault.found);
    const { arithmetic: _, ...others } = Object.fromEntries(read.metadata);
    const metadata = arithmetic === undefined ? others : { ...others, arithmetic };
    const made = readCheckpoint(sealed(read.matrices, metadata));
    return made.ok ? made.notice : made.fault.found;
  }

  test('is not mentioned when it is that of this program', () => {
    expect(noticeAbout(String(ARITHMETIC_VERSION))).toBeUndefined();
  });

  test.each([
    [undefined, 'an older version of this program'],
    [String(ARITHMETIC_VERSION + 1), `arithmetic ${ARITHMETIC_VERSION + 1}`],
  ])('gives a warning when it is another: %s', (arithmetic, words) => {
    expect(noticeAbout(arithmetic)).toBe(
      `the checkpoint was made with ${words}: the resumed run may differ in its last digits from an uninterrupted run`,
    );
  });
});

describe('a checkpoint of another scenario', () => {
  const xor = shipped('xor');

  test('is refused with all differences', () => {
    const other = varied(xor, { network: { hidden: [5], bias: true }, training: { seed: 2 } });
    expect(
      differences(factsOf(xor), factsOf(other)).map(({ path, expected, found }) => [path, expected, found]),
    ).toEqual([
      ['network.bias', 'false', 'true'],
      ['network.hidden', '[4]', '[5]'],
      ['training.seed', '1', '2'],
    ]);
    const changed = { ...xor, data: { ...xor.data, targets: [[1], [0], [0], [1]] } };
    expect(differences(factsOf(xor), factsOf(changed))).toMatchObject([
      { path: 'data', expected: expect.stringMatching(/^a value with the digest [0-9a-f]{12}$/) },
    ]);
  });

  test('may gain or lose its test set, but not have another', () => {
    const measuredOn = (rows: number): Facts => {
      const examples = {
        inputs: matrixFromRows(Array(rows).fill([0, 1, 1])),
        targets: matrixFromRows(Array(rows).fill([1])),
      };
      return factsOf(xor, examples);
    };
    expect(differences(measuredOn(1), factsOf(xor))).toEqual([]);
    expect(differences(factsOf(xor), measuredOn(1))).toEqual([]);
    expect(differences(measuredOn(1), measuredOn(2))).toMatchObject([{ path: 'data.test' }]);
  });

  test('may have another length, other stop conditions and other reports', () => {
    const longer = varied(xor, { training: { iterations: 1e6, reportEvery: 1, stop: { errorBelow: 0.1 } } });
    expect(differences(factsOf(xor), factsOf(longer))).toEqual([]);
  });
});
