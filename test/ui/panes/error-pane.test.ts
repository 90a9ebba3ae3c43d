import { expect, test } from 'vitest';
import { drawError, type ErrorProps } from '../../../src/ui/panes/error-pane.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import { subjectOf } from '../subjects.ts';
import { snapshotOf, trainedModel } from '../training.ts';
import { inAscii, inColour, textOf } from '../frames.ts';

const names = { targetName: 'y', predictionName: 'l2' };
const { curve, goal } = snapshotOf(trainedModel(subjectOf({ iterations: 1200 }), 1000));
const xor: ErrorProps = { curve, goal, scale: 'log', ...names, focused: false };

test('the error of XOR is drawn with what it is and how its axis is scaled', () => {
  expect(textOf(drawError(xor, { columns: 60, rows: 16 }, inColour))).toMatchInlineSnapshot(`
    "╭ error  mean |y − l2| by iteration ───────────────── log ─╮
    │     0.5┤──────╮                                          │
    │        │      ╰───╮                                      │
    │        │          ╰─╮                                    │
    │     0.2┤            ╰─╮                                  │
    │        │              ╰──╮                               │
    │     0.1┤                 ╰──╮                            │
    │        │                    ╰───╮                        │
    │        │                        ╰──────╮                 │
    │    0.05┤                               ╰────────         │
    │        │                                                 │
    │        │                                                 │
    │    0.02┤                                                 │
    │        └────────────┬───────────┬──────────┬───────────┬ │
    │         0          300         600        900       1.2k │
    ╰──────────────────────────────────────────────────────────╯"
  `);
});

test('the error of XOR fits into the smallest pane', () => {
  expect(textOf(drawError({ ...xor, scale: 'linear' }, { columns: 36, rows: 8 }, inColour))).toMatchInlineSnapshot(`
    "╭ error  mean |y − l2| ─── linear ─╮
    │     0.5┤───╮                     │
    │        │   ╰──╮                  │
    │        │      ╰────╮             │
    │       0┤           ╰────────     │
    │        └────────────┬──────────┬ │
    │         0          600      1.2k │
    ╰──────────────────────────────────╯"
  `);
});

test('the error of XOR is drawn in ASCII alone where the terminal knows no more', () => {
  expect(textOf(drawError({ ...xor, focused: true }, { columns: 44, rows: 10 }, inAscii))).toMatchInlineSnapshot(`
    "+ > error  mean |y - l2| ------------ log -+
    |     0.5|------.                          |
    |        |      '--.                       |
    |     0.1|         '---.                   |
    |        |             '--------.          |
    |        |                      '----      |
    |    0.02|                                 |
    |        +----------------+--------------+ |
    |         0              600          1.2k |
    +------------------------------------------+"
  `);
});

test.each([
  ['no report', undefined],
  ['no iteration', { iterations: new Float64Array(0), errors: new Float64Array(0) }],
])('before the first iteration the pane says so: %s', (_name, none) => {
  const frame = drawError({ ...xor, curve: none }, { columns: 36, rows: 8 }, inColour);
  expect(textOf(frame).split('\n')[1]).toBe('│ no iteration has run yet         │');
  expect(frame.map(lineWidth)).toEqual(Array(8).fill(36));
});

test('an error that is found for itself says of what', () => {
  const title = (columns: number): string | undefined => {
    const evaluated = { ...xor, predictionName: 'p2', isEvaluated: true };
    return textOf(drawError(evaluated, { columns, rows: 8 }, inColour)).split('\n')[0];
  };
  expect([60, 50, 36].map(title)).toEqual([
    '╭ error  mean |y − p2|, all examples, as predicted ── log ─╮',
    '╭ error  mean |y − p2|, all examples ────── log ─╮',
    '╭ error  mean |y − p2| ────── log ─╮',
  ]);
});
