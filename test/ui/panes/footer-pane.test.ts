import { describe, expect, test } from 'vitest';
import { panesFooter } from '../../../src/ui/keys/footer.ts';
import type { Model } from '../../../src/ui/model/model.ts';
import { drawFooter, footerRows } from '../../../src/ui/panes/footer-pane.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import type { RunState } from '../../../src/worker/protocol.ts';
import { inAscii, inColour, textOf } from '../frames.ts';
import { subjectOf } from '../subjects.ts';
import { asRunning, snapshotOf, trainedModel } from '../training.ts';

const model = trainedModel(subjectOf(), 10);
const quiet = { notice: undefined, failure: undefined, keys: panesFooter(model, false) } as const;

function draw(columns: number, props: Partial<Parameters<typeof drawFooter>[0]> = {}, theme = inColour): string {
  return textOf(drawFooter({ ...quiet, ...props }, columns, theme));
}

describe('the footer', () => {
  test('shows the most important keys that fit, in the order of the key table', () => {
    expect([60, 80, 100, 120].map((columns) => draw(columns))).toMatchInlineSnapshot(`
      [
        " space run  s step  n line  i example  ? help  q quit",
        " space run  s step  n line  b back  i example  tab next pane  ? help  q quit",
        " space run  s step  n line  b back  v why  i example  r reseed  tab next pane  ? help  q quit",
        " space run  s step  n line  t ten  b back  v why  i example  enter look inside  r reseed  tab next pane  ? help  q quit",
      ]
    `);
  });

  test('names the keys that matter in the state of the run, and tab where a pane is alone', () => {
    const inState = (state: RunState): Model => ({ ...model, snapshot: { ...snapshotOf(model), state } });
    const models: readonly Model[] = [
      trainedModel(subjectOf(), 0),
      asRunning(model),
      inState('finished'),
      inState('diverged'),
      { ...model, focus: 'weights' },
      { ...model, focus: 'error' },
      { ...model, isZoomed: true },
    ];
    const drawn = [60, 80].flatMap((columns) =>
      models.map((own) => draw(columns, { keys: panesFooter(own, columns === 60 || own.isZoomed) })),
    );
    expect(drawn.join('\n')).toMatchInlineSnapshot(`
      " space run  s step  n line  tab next pane  ? help  q quit
       space pause  s step  v why  tab next pane  ? help  q quit
       space continue  r reseed  tab next pane  ? help  q quit
       b back  v why  R reset  tab next pane  ? help  q quit
       space run  s step  n line  e edit  x zero  tab next pane
       space run  s step  n line  tab next pane  arrows choose
       space run  s step  n line  z all panes  ? help  q quit
       space run  s step  n line  v why  i example  tab next pane  ? help  q quit
       space pause  s step  + faster  v why  i example  tab next pane  ? help  q quit
       space continue  b back  v why  i example  k keep  r reseed  ? help  q quit
       n line  b back  v why  i example  R reset  tab next pane  ? help  q quit
       space run  s step  n line  b back  v why  e edit  x zero  ? help  q quit
       space run  s step  n line  enter go there  arrows choose  ? help  q quit
       space run  s step  n line  b back  i example  z all panes  ? help  q quit"
    `);
  });

  test('shows why the last key did nothing', () => {
    expect(draw(60, { notice: { text: 'the training thread is gone', kind: 'refusal' } })).toBe(
      ' the training thread is gone',
    );
  });

  test('keeps what the files of the run lack on a row above the others', () => {
    const problem = 'the log cannot be written any more: a full disk';
    const notice = { text: 'news', kind: 'news' } as const;
    expect(draw(40, { problem, notice }).split('\n')).toEqual([' the log cannot be written any more: a…', ' news']);
    expect(footerRows({ ...quiet, problem }, 40)).toBe(2);
    const fault = { message: 'wrong '.repeat(60), offset: 1, length: 1 };
    const prompt = { question: { kind: 'alpha' }, typed: '1x', fault } as const;
    expect(draw(40, { problem, prompt }).split('\n')).toHaveLength(4);
    expect(footerRows({ ...quiet, problem, prompt }, 40)).toBe(4);
  });

  test('shows a message on up to three lines', () => {
    const text =
      'no-such-folder/my-own-scenario.json: there is no folder no-such-folder; make it first, or save somewhere else';
    const notice = { text, kind: 'refusal' } as const;
    expect(draw(60, { notice })).toMatchInlineSnapshot(`
      " no-such-folder/my-own-scenario.json: there is no folder
       no-such-folder; make it first, or save somewhere else"
    `);
    expect(draw(20, { notice })).toMatchInlineSnapshot(`
      " no-such-folder/my-
       own-scenario.json:
       there is no folde…"
    `);
    const prompt = { question: { kind: 'file' }, typed: 'x', fault: { message: text, offset: 0, length: 1 } } as const;
    for (const columns of [20, 60, 80, 120]) {
      for (const props of [quiet, { ...quiet, notice }, { ...quiet, prompt }, { ...quiet, failure: text }]) {
        expect(drawFooter(props, columns, inColour)).toHaveLength(footerRows(props, columns));
      }
    }
  });

  test('shows a question, and carets and a message for a wrong answer', () => {
    const typed = 'mean(abs(l3_error)) < 0.01';
    const question = { kind: 'watch' } as const;
    expect(draw(80, { prompt: { question, typed, fault: undefined } })).toMatchInlineSnapshot(
      `" watch mean(abs(l3_error)) < 0.01_   enter adds it, esc leaves"`,
    );
    const fault = { message: 'this program has no l3_error; did you mean l2_error?', offset: 9, length: 8 };
    expect(draw(60, { prompt: { question, typed, fault } })).toMatchInlineSnapshot(`
      " watch mean(abs(l3_error)) < 0.01_
                      ^^^^^^^^
       this program has no l3_error; did you mean l2_error?"
    `);
    const weight = { kind: 'weight', cell: { name: 'syn0', row: 0, column: 2 }, now: -3.21409 } as const;
    expect(draw(80, { prompt: { question: weight, typed: '', fault: undefined } })).toMatchInlineSnapshot(
      `" syn0[0,2] (now -3.214) = _   enter sets it, esc leaves"`,
    );
  });

  test('shows a failure, and always how to go on', () => {
    expect(draw(120, { failure: 'boom' })).toBe(' the training thread failed: boom (R starts a new one)');
    expect(
      draw(60, { failure: 'Cannot read properties of undefined', notice: { text: 'a notice', kind: 'news' } }),
    ).toBe(' the training thread failed: Cannot r… (R starts a new one)');
  });

  test('is never wider than the screen', () => {
    for (let columns = 60; columns <= 240; columns += 9) {
      const long = { text: 'x'.repeat(300), kind: 'refusal' } as const;
      const fault = { message: '漢字'.repeat(200), offset: 170, length: 20 };
      const prompt = { question: { kind: 'watch' }, typed: 'x'.repeat(190), fault } as const;
      const all = [quiet, { ...quiet, failure: '漢字'.repeat(200) }, { ...quiet, notice: long }, { ...quiet, prompt }];
      for (const props of all) {
        for (const line of drawFooter(props, columns, inAscii)) expect(lineWidth(line)).toBeLessThanOrEqual(columns);
      }
    }
  });
});
