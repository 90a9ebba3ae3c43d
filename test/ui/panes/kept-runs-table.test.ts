import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawKeptRunsTable, type KeptRunRow } from '../../../src/ui/panes/kept-runs-table.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import { inAscii, inColour, linesOf, textOf } from '../frames.ts';
import { anyText } from '../texts.ts';

const rows: readonly KeptRunRow[] = [
  { kept: { number: 1, mark: 0 }, name: 'momentum 0.9', iterations: 60_000, error: 0.00441, solvedAt: 612 },
  { kept: { number: 2, mark: 1 }, name: 'tanh', iterations: 60_000, error: 0.0123, solvedAt: 31_021 },
  {
    kept: { number: 3, mark: 2 },
    name: 'dropout 20 %, l2 0.001',
    iterations: 12_000,
    error: 0.31,
    solvedAt: undefined,
  },
  { kept: { number: 4, mark: 3 }, name: 'alpha 1000', iterations: 28, error: Number.NaN, solvedAt: undefined },
  { name: 'now', iterations: 0, error: undefined, solvedAt: undefined },
];

test('kept runs are listed, the lowest error marked', () => {
  expect(textOf(drawKeptRunsTable(rows, 1, { columns: 70, rows: 6 }, inColour))).toMatchInlineSnapshot(`
    "         run                     iterations    error         solved at
      ⠄⠄⠄⠄ 1 momentum 0.9                60,000  0.00441 lowest        612
    › ⠤⠤⠄  2 tanh                        60,000  0.01230            31,021
      ⠄ ⠄  3 dropout 20 %, l2 0.001      12,000  0.31000                 –
      ⠤⠤ ⠄ 4 alpha 1000                      28      NaN                 –
      ⠤⠤⠤⠤   now                              0        –                 –"
  `);
});

test('a narrow table has fewer columns and shorter names, in ASCII as well', () => {
  const text = textOf(drawKeptRunsTable(rows, 1, { columns: 40, rows: 6 }, inAscii));
  expect(text).toMatchInlineSnapshot(`
    "      run                   error
      : 1 momentum 0.9        0.00441 lowest
    > o 2 tanh                0.01230
      + 3 dropout 2~l2 0.001  0.31000
      % 4 alpha 1000              NaN
      -   now                       -"
  `);
  expect(text).toMatch(/^[\x20-\x7e\n]+$/);
});

test('long names take as many lines as fit', () => {
  const name = 'batch normalization on, dropout 0.2, activation leaky-relu, optimizer nesterov, batch size 2';
  const long = rows.map((row, index) => (index === 1 ? { ...row, name } : row));
  expect(textOf(drawKeptRunsTable(long, 1, { columns: 56, rows: 10 }, inColour))).toMatchInlineSnapshot(`
    "         run                     error         solved at
      ⠄⠄⠄⠄ 1 momentum 0.9          0.00441 lowest        612
    › ⠤⠤⠄  2 batch normalization   0.01230            31,021
             on, dropout 0.2,
             activation
             leaky-relu, optimiz…
      ⠄ ⠄  3 dropout 20 %, l2      0.31000                 –
             0.001
      ⠤⠤ ⠄ 4 alpha 1000                NaN                 –
      ⠤⠤⠤⠤   now                         –                 –"
  `);
  expect(textOf(drawKeptRunsTable(long, 1, { columns: 56, rows: 6 }, inColour))).toMatchInlineSnapshot(`
    "         run                     error         solved at
      ⠄⠄⠄⠄ 1 momentum 0.9          0.00441 lowest        612
    › ⠤⠤⠄  2 batch norm…ch size 2  0.01230            31,021
      ⠄ ⠄  3 dropout 20… l2 0.001  0.31000                 –
      ⠤⠤ ⠄ 4 alpha 1000                NaN                 –
      ⠤⠤⠤⠤   now                         –                 –"
  `);
});

test('a low table drops its heading first', () => {
  const lines = linesOf(drawKeptRunsTable(rows, 1, { columns: 70, rows: 5 }, inColour));
  expect(lines[0]).toContain('momentum 0.9');
  expect(lines[4]).toContain('now');
});

test('a single run is not marked', () => {
  expect(textOf(drawKeptRunsTable(rows.slice(0, 1), 0, { columns: 70, rows: 2 }, inColour))).not.toContain('least');
});

test('the table takes exactly its size, whatever the names', () => {
  const row: fc.Arbitrary<KeptRunRow> = fc.record({
    kept: fc.record({ number: fc.nat(1000), mark: fc.nat(3) }),
    name: anyText,
    iterations: fc.nat(1e9),
    error: fc.oneof(fc.double({ min: 0 }), fc.constant(undefined)),
    solvedAt: fc.oneof(fc.nat(1e9), fc.constant(undefined)),
  });
  const size = fc.record({ columns: fc.integer({ min: 20, max: 120 }), rows: fc.integer({ min: 1, max: 8 }) });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), size, (runs, place) => {
      const frame = drawKeptRunsTable(runs, 0, place, inColour);
      expect(frame.map(lineWidth)).toEqual(Array(place.rows).fill(place.columns));
    }),
  );
});

test('runs of different lengths are compared at the iteration that all have come to', () => {
  const common = (error: number): NonNullable<KeptRunRow['common']> => ({ iteration: 1_200, error });
  const compared: readonly KeptRunRow[] = [
    { name: 'now', iterations: 1_200, error: 0.05, solvedAt: 587, common: common(0.05) },
    {
      kept: { number: 1, mark: 0 },
      name: 'alpha 0.5',
      iterations: 60_000,
      error: 0.01,
      solvedAt: 901,
      common: common(0.2),
    },
  ];
  expect(textOf(drawKeptRunsTable(compared, 0, { columns: 76, rows: 3 }, inColour))).toMatchInlineSnapshot(`
    "         run        iterations    error  by 1,200         solved at
      ⠤⠤⠤⠤   now             1,200  0.05000   0.05000 lowest        587
    › ⠄⠄⠄⠄ 1 alpha 0.5      60,000  0.01000   0.20000               901"
  `);
  expect(textOf(drawKeptRunsTable(compared, 0, { columns: 44, rows: 3 }, inAscii))).toMatchInlineSnapshot(`
    "      run          error  by 1,200
      -   now        0.05000   0.05000 lowest
    > : 1 alpha 0.5  0.01000   0.20000"
  `);
});
