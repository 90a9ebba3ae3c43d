import fc from 'fast-check';
import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readCheckpoint, writeCheckpoint } from '../../src/cli/checkpoint/checkpoint.ts';
import { columnsOf } from '../../src/data/columns.ts';
import { datasetFromTable } from '../../src/data/from-table.ts';
import { readTable } from '../../src/data/read-table.ts';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { fitMatrices } from '../../src/formats/fit-matrices.ts';
import { matrixFormatOf } from '../../src/formats/matrix-file.ts';
import { writeNpy } from '../../src/formats/npy.ts';
import { writeNpz } from '../../src/formats/npz.ts';
import { type LogFormat, logHeading, logLine, readLog } from '../../src/formats/run-log.ts';
import { printFaults } from '../../src/scenario/fault.ts';
import { madeOf, makeData } from '../../src/scenario/make-data.ts';
import { askedData, parseScenario, refuseData } from '../../src/scenario/parse.ts';
import { runs } from '../full.ts';
import { shipped, start } from '../scenarios/run-scenario.ts';

/*
 * A valid file of each kind, damaged: bytes changed, inserted or cut off. It is read, or refused with a reason.
 */

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Contents that an attacker, or chance, could put into a file. */
const pieces = [
  '1e400',
  '-1e400',
  'NaN',
  '\x1b[31m',
  '\u009b2J',
  '"',
  '\n',
  '\r',
  '\0',
  ',,,',
  '[[',
  '}',
  '9'.repeat(30),
  '-',
];

function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(bytes.length);
  const flip = fc.record({ at: place, byte: fc.integer({ min: 0, max: 255 }) });
  const insertion = fc.record({ at: place, text: fc.constantFrom(...pieces) });
  return fc
    .record({ flips: fc.array(flip, { maxLength: 3 }), insertion: fc.option(insertion), end: fc.option(place) })
    .map(({ flips, insertion: put, end }) => {
      const changed = bytes.slice();
      for (const { at, byte } of flips) changed[at] = byte;
      const whole =
        put === null ? [...changed] : [...changed.slice(0, put.at), ...bytesOf(put.text), ...changed.slice(put.at)];
      return Uint8Array.from(whole.slice(0, end ?? whole.length));
    });
}

/** The lines of a refusal; none for a file that is read. */
type Refusal = readonly string[];

function ofTable(file: string, bytes: Uint8Array): Refusal {
  const read = readTable([bytes], { file });
  if (!read.ok) return printFaults(file, read.faults);
  const outcome = datasetFromTable(columnsOf(read.table), { missing: 'drop', scale: 'standard' });
  const made = madeOf(outcome, {}, { examples: file });
  if (!made.ok) {
    const elsewhere = made.findings.map(({ path, ...complaint }) => ({ path: path.join('.'), ...complaint }));
    return printFaults(file, [...elsewhere, ...made.faults]);
  }
  const { inputs, targets } = made.made.dataset.train;
  expect([...inputs.data, ...targets.data].every(Number.isFinite)).toBe(true);
  return [];
}

const shapes = new Map([
  ['syn0', { rows: 2, columns: 2 }],
  ['syn1', { rows: 2, columns: 1 }],
]);
const weights = [
  {
    name: 'syn0',
    matrix: matrixFromRows([
      [0.5, -1],
      [2, 1e-9],
    ]),
  },
  { name: 'syn1', matrix: matrixFromRows([[-0.25], [3]]) },
];

function ofWeights(file: string, bytes: Uint8Array): Refusal {
  const read = matrixFormatOf(file)?.read(bytes);
  if (read === undefined) throw new Error('no format of weights');
  if (!read.ok) return printFaults(file, [{ path: '', ...read.fault }]);
  const fitted = fitMatrices(shapes, read.matrices);
  if (!fitted.ok)
    return printFaults(
      file,
      fitted.faults.map(({ name, ...complaint }) => ({ path: name, ...complaint })),
    );
  for (const { data } of fitted.matrices.values()) expect(data.every(Number.isFinite)).toBe(true);
  return [];
}

function ofLog(format: LogFormat, bytes: Uint8Array): Refusal {
  const log = readLog(new TextDecoder().decode(bytes), format);
  if (log.ok) return [];
  const { line, ...complaint } = log.fault;
  return printFaults('log', [{ path: '', position: { line, column: 1 }, ...complaint }]);
}

function ofScenario(bytes: Uint8Array): Refusal {
  const text = new TextDecoder().decode(bytes);
  const asked = askedData(text);
  const making = asked && makeData(asked, () => ({ ok: false, expected: 'a file', found: 'none' }));
  const parsed =
    making?.ok === false ? refuseData(text, making.findings, making.faults) : parseScenario(text, making?.made);
  return parsed.ok ? [] : printFaults('scenario.json', parsed.faults);
}

const dropout = shipped('future-work/dropout');

function savedRun(): Uint8Array {
  const run = start(dropout);
  for (let k = 0; k < 5; k++) run.iterate();
  return writeCheckpoint({
    facts: {},
    saved: run.save(),
    lowest: { error: 1, iteration: 0 },
    seconds: 1,
    stopped: undefined,
  });
}

function ofCheckpoint(bytes: Uint8Array): Refusal {
  const read = readCheckpoint(bytes);
  if (!read.ok) return printFaults('checkpoint', [read.fault]);
  // A damaged checkpoint may claim to be millions of iterations after its state: they would all run again.
  const { saved } = read.checkpoint;
  if (saved.iteration - saved.from.iteration > 1000) return ['far away'];
  const run = start(dropout);
  try {
    run.resume(saved);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [error.message];
  }
  run.iterate();
  return [];
}

const rows = 'length,width,kind\n1.5,2,"a, b"\n2.5,NA,c\n-3e2,4,"a, b"\n4,1,c\n5,7,c\n';
const logRow = { iteration: 1, epoch: 1, error: 0.5, learningRate: 1, seconds: 0.25 };
const asked = {
  inputs: [
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  targets: [[0], [1], [1]],
  classes: ['a', 'b'],
  test: { fraction: 0.3 },
};

const kinds: readonly (readonly [string, Uint8Array, (bytes: Uint8Array) => Refusal])[] = [
  ...(['.csv', '.tsv', '.txt'] as const).map((ending) => {
    const delimiter = { '.csv': ',', '.tsv': '\t', '.txt': ' ' }[ending];
    const text = rows.replaceAll('"a, b"', ending === '.txt' ? 'a' : '"a, b"').replaceAll(/,(?! )/g, delimiter);
    return [`a table as ${ending}`, bytesOf(text), (bytes: Uint8Array) => ofTable(`x${ending}`, bytes)] as const;
  }),
  ['a table as .csv.gz', gzipSync(bytesOf(rows)), (bytes) => ofTable('x.csv.gz', bytes)],
  [
    'a table as .npy',
    writeNpy(
      matrixFromRows([
        [1, 0],
        [2, 1],
        [3, 0],
      ]),
    ),
    (bytes) => ofTable('x.npy', bytes),
  ],
  [
    'a table as .npz',
    writeNpz([
      {
        name: 'X',
        matrix: matrixFromRows([
          [1, 0],
          [2, 1],
          [3, 0],
        ]),
      },
      { name: 'y', matrix: matrixFromRows([[0], [1], [0]]) },
    ]),
    (bytes) => ofTable('x.npz', bytes),
  ],
  ...(['.json', '.npz', '.safetensors'] as const).map((ending) => {
    const bytes = matrixFormatOf(ending)?.write(weights) ?? new Uint8Array();
    return [`weights as ${ending}`, bytes, (own: Uint8Array) => ofWeights(`x${ending}`, own)] as const;
  }),
  ...(['ndjson', 'csv'] as const).map((format) => {
    const text = logHeading(format) + logLine(logRow, format) + logLine({ ...logRow, iteration: 2 }, format);
    return [`a log as .${format}`, bytesOf(text), (bytes: Uint8Array) => ofLog(format, bytes)] as const;
  }),
  ['a scenario', bytesOf(JSON.stringify({ name: 'x', data: asked, network: { hidden: [2] } })), ofScenario],
  ['a checkpoint', savedRun(), ofCheckpoint],
];

describe('a file that is damaged', () => {
  test.each(kinds)('is read or refused: %s', (_, bytes, refuse) => {
    expect(refuse(bytes)).toEqual([]);
    fc.assert(
      fc.property(damaged(bytes), (own) => {
        for (const line of refuse(own)) {
          expect(line).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
          expect(line.length).toBeLessThan(1000);
        }
      }),
      { numRuns: runs(200) },
    );
  });

  test.each(kinds)('is read or refused wherever it ends: %s', (_, bytes, refuse) => {
    const step = Math.max(1, Math.floor(bytes.length / 200));
    for (let end = 0; end < bytes.length; end += step) {
      for (const line of refuse(bytes.subarray(0, end))) expect(line).not.toMatch(/\p{Cc}/u);
    }
  });
});
