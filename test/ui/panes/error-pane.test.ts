import { expect, test } from 'vitest';
import { drawError, type ErrorProps } from '../../../src/ui/panes/error-pane.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import { inAscii, inColour, textOf } from '../frames.ts';
import { subjectOf } from '../subjects.ts';
import { snapshotOf, trainedModel } from '../training.ts';

const names = { targetName: 'y', predictionName: 'l2' };
const { curve, goal } = snapshotOf(trainedModel(subjectOf({ iterations: 1200 }), 1000));
const xor: ErrorProps = { curve, goal, scale: 'log', ...names, focused: false };

test('the pane has the formula of the error and the scale of its axis', () => {
  expect(textOf(drawError(xor, { columns: 60, rows: 16 }, inColour))).toMatchInlineSnapshot(`
    "╭ error  mean |y − l2| by iteration ───────────────── log ─╮
    │     0.5┤⠉⠉⠓⠒⠦⣄⡀                                          │
    │        │      ⠙⠲⣄⡀                                       │
    │        │         ⠙⢲⡀                                     │
    │        │           ⠙⢦                                    │
    │     0.2┤            ⠈⠳⣄                                  │
    │        │              ⠘⢦⡀                                │
    │        │                ⠙⢦⡀                              │
    │     0.1┤                  ⠉⠳⣄⡀                           │
    │        │                     ⠙⠲⢤⣀                        │
    │        │                        ⠈⠙⠲⢤⣀⡀                   │
    │    0.05┤                             ⠉⠙⠒⠦⢤⣀⡀             │
    │        │                                   ⠉⠉⠓⠒⠲         │
    │        └────────────┬───────────┬──────────┬───────────┬ │
    │         0          300         600        900       1.2k │
    ╰──────────────────────────────────────────────────────────╯"
  `);
});

test('the chart fits the smallest pane', () => {
  expect(textOf(drawError({ ...xor, scale: 'linear' }, { columns: 36, rows: 8 }, inColour))).toMatchInlineSnapshot(`
    "╭ error  mean |y − l2| ─── linear ─╮
    │     0.5┤⠉⠓⠦⣄                     │
    │        │   ⠈⠓⢦⡀                  │
    │        │      ⠙⢦⣀⡀               │
    │       0┤         ⠉⠉⠓⠒⠒⠒⠒⠒⠦⠤⠤     │
    │        └────────────┬──────────┬ │
    │         0          600      1.2k │
    ╰──────────────────────────────────╯"
  `);
});

test('the chart is drawn in ASCII alone on a terminal without UTF-8', () => {
  expect(textOf(drawError({ ...xor, focused: true }, { columns: 44, rows: 10 }, inAscii))).toMatchInlineSnapshot(`
    "+ > error  mean |y - l2| ------------ log -+
    |     0.5|-----.                           |
    |        |     '--.                        |
    |        |        '--.                     |
    |     0.1|           '---.                 |
    |        |               '------.          |
    |    0.04|                      '----      |
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

test('an error measured by a separate prediction says so', () => {
  const title = (columns: number): string | undefined => {
    const evaluated = { ...xor, predictionName: 'p2', isEvaluated: true };
    return textOf(drawError(evaluated, { columns, rows: 8 }, inColour)).split('\n')[0];
  };
  expect([60, 50, 36].map(title)).toEqual([
    '╭ error  mean |y − p2| over all examples ──────────── log ─╮',
    '╭ error  mean |y − p2| over all examples ── log ─╮',
    '╭ error  mean |y − p2| ────── log ─╮',
  ]);
});

/** A training error that falls, and a test error that rises again. */
function overfitted(count: number): Pick<ErrorProps, 'curve' | 'test'> {
  const iterations = Float64Array.from({ length: count }, (_, i) => i * 10);
  const errors = iterations.map((i) => 0.5 * Math.exp(-i / 120) + 0.01);
  return { curve: { iterations, errors }, test: { iterations, errors: errors.map((error, i) => error + i * 0.002) } };
}

test('the test error is a second curve, with its newest value and its gap in the legend', () => {
  const props = { ...xor, ...overfitted(60), goal: 600 };
  expect(textOf(drawError(props, { columns: 70, rows: 16 }, inColour))).toMatchInlineSnapshot(`
    "╭ error  mean |y − l2|, train and test ──────────────────────── log ─╮
    │     0.6┤⠤⣄⣀⡀                                                       │
    │        │   ⠉⠓⠦⣄⢀                                                   │
    │        │      ⠈⠙⠒⠲⢤⣀⡀⢀                                             │
    │        │           ⠈⠙⠲⠤⢤⣀ ⡄⢀⡀                                      │
    │     0.1┤                ⠈⠙⠦⠤⣄⡀ ⠉⠐⠂⠐⠂⠤ ⠤ ⠤ ⠤ ⠤ ⠤ ⠤ ⠤ ⠤⠐⠂⠐⠂⠐⠂⠐⠂⠉ ⠉   │
    │        │                     ⠉⠓⠒⠦⣄⡀                                │
    │        │                          ⠉⠉⠓⢦⣀⣀                           │
    │        │                               ⠈⠙⠒⠲⠤⢤⣀                     │
    │        │                                     ⠈⠉⠙⠒⠦⠤⣄⣀⡀             │
    │        │                                             ⠉⠉⠓⠒⠒⠦⠤⢤⣀⣀⣀⣀  │
    │    0.01┤                                                        ⠈  │
    │        └──────────────┬──────────────┬─────────────┬─────────────┬ │
    │         0            150            300           450          600 │
    │         ⠤⠤⠤⠤ train 0.01366   ⠤ ⠤  test 0.13166   gap +0.1180       │
    ╰────────────────────────────────────────────────────────────────────╯"
  `);
  expect(textOf(drawError({ ...props, scale: 'linear' }, { columns: 60, rows: 14 }, inAscii))).toMatchInlineSnapshot(`
    "+ error  mean |y - l2|, train and test ----------- linear -+
    |     0.6|                                                 |
    |        |-.                                               |
    |        | '-.                                             |
    |     0.4|   '-.                                           |
    |        |     '--.                                        |
    |     0.2|        '--.=                                    |
    |        |           '----.========            ==========  |
    |        |                '-----------.=========           |
    |       0|                            '------------------  |
    |        +------------+-----------+----------+-----------+ |
    |         0          150         300        450        600 |
    |         -- train 0.01366   == test 0.13166   gap +0.1180 |
    +----------------------------------------------------------+"
  `);
  expect(textOf(drawError(props, { columns: 36, rows: 9 }, inColour))).toMatchInlineSnapshot(`
    "╭ error  mean |y − l2| ────── log ─╮
    │     0.6┤⠒⠦⣄⡀                     │
    │        │   ⠉⠓⠦⢤⣀⠄⣀          ⢀ ⣀  │
    │     0.1┤       ⠈⠙⠒⠦⣄⡀⠁⠈⠁⠈⠁⠈⠁⠈    │
    │        │            ⠉⠙⠒⠦⢤⣀⡀      │
    │    0.01┤                  ⠉⠉⠓⠒⠒⠆ │
    │        └────────────┬──────────┬ │
    │         0          300       600 │
    ╰──────────────────────────────────╯"
  `);
});

test('the legend of the test error is above that of kept runs, if both fit', () => {
  const { curve: kept = { iterations: [], errors: [] } } = overfitted(30);
  const keptRuns = [{ name: 'momentum 0.9', number: 1, mark: 1, curve: kept }];
  const props = { ...xor, ...overfitted(60), goal: 600, keptRuns };
  const lines = textOf(drawError(props, { columns: 70, rows: 16 }, inColour)).split('\n');
  expect(lines.at(-3)).toMatch(/⠤⠤⠤⠤ train 0\.0\d+ {3}⠤ ⠤ {2}test 0\.\d+ {3}gap \+0\.\d+/);
  expect(lines.at(-2)).toContain('⠤⠤⠄  momentum 0.9');
});

test('a test error before its first measurement has a name alone', () => {
  const props = { ...xor, test: { iterations: [], errors: [] } };
  const lines = textOf(drawError(props, { columns: 60, rows: 14 }, inColour)).split('\n');
  expect(lines.at(-2)).toMatch(/⠤⠤⠤⠤ train 0\.0\d+ {3}⠤ ⠤ {2}test +│$/);
});

test('a non-finite test error is a cross', () => {
  const { curve: own, test: other } = overfitted(60);
  const broken = {
    iterations: other!.iterations,
    errors: Array.from(other!.errors, (e, i) => (i > 40 ? Number.NaN : e)),
  };
  const text = textOf(drawError({ ...xor, curve: own, test: broken, goal: 600 }, { columns: 60, rows: 14 }, inColour));
  expect(text.split('\n')[1]).toMatch(/✗+ +│$/);
  expect(text).toContain('test NaN   gap NaN');
});
