import { describe, expect, test } from 'vitest';
import { bindings, helpRows, keyTable } from '../../../src/ui/keys/bindings.ts';
import type { Model } from '../../../src/ui/model/model.ts';
import { drawHelp } from '../../../src/ui/panes/help-pane.ts';
import type { HelpView } from '../../../src/ui/views/help-view.ts';
import { inAscii, inColour, linesOf, textOf } from '../frames.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal } from '../training.ts';

const opened = (...keys: readonly string[]): Rehearsal => {
  const run = new Rehearsal(subjectOf());
  run.press('t', ...keys);
  return run;
};
const helpOf = ({ view }: Model): HelpView => {
  if (view.kind !== 'help') throw new Error(`the view is ${view.kind}`);
  return view;
};
const rowsOf = (model: Model) => helpRows(model, helpOf(model));

function draw(model: Model, columns: number, rows: number, theme = inColour): string {
  return textOf(drawHelp({ rows: rowsOf(model), ...helpOf(model) }, { columns, rows }, theme));
}

describe('the help', () => {
  test('lists the keys by what a person wants, the chosen one in sight', () => {
    const run = opened('?');
    expect(draw(run.store.current(), 60, 14)).toMatchInlineSnapshot(`
      "╭ › keys  type to search, esc closes ────────── 1–7 of 80 ─╮
      │ find: _                                                  │
      │ Watch it learn                                           │
      │ › space      run or pause; after the end, continue       │
      │   s          run one iteration                           │
      │   n          run the next line only                      │
      │   N          script: run a line, with its functions (not │
      │              now)                                        │
      │   F          script: run to the end of the function (not │
      │              now)                                        │
      │   t          run ten iterations                          │
      │   .          in the source: set or remove a breakpoint   │
      │              (not now)                                   │
      ╰──────────────────────────────────────────────────────────╯"
    `);
    expect(draw(run.press(...Array<string>(30).fill('down')), 60, 9, inAscii)).toMatchInlineSnapshot(`
      "+ > keys  type to search, esc closes -------- 30-33 of 80 -+
      | find: _                                                  |
      |   C          a check-up of the network and its data      |
      | > V          every variable of a script, with its range  |
      |              not now: this is for scripts: the lines of  |
      |              this program show their values              |
      |   y          the prediction of a row that you type       |
      |   w          watch an expression, or stop when it holds  |
      +----------------------------------------------------------+"
    `);
  });

  test('has a row for every key of the panes, none called arrows', () => {
    const labels = rowsOf(opened('?').store.current()).flatMap(({ label }) => label.split(', '));
    const wanted = bindings.filter(({ view }) => view === undefined).map(({ label }) => label);
    expect(new Set(labels)).toEqual(new Set(wanted));
    expect(labels).not.toContain('arrows');
    expect(
      keyTable()
        .flatMap(({ lines }) => lines.map(({ keys }) => keys))
        .join(),
    ).not.toContain('arrows');
  });

  test('finds keys by their name, and by words of what they do', () => {
    const found = (...typed: readonly string[]) =>
      rowsOf(opened('?', ...typed).store.current()).map(({ label }) => label);
    expect(found(...'seed')).toEqual(['Z', 'r']);
    expect(found(...'iter', 'space', ...'one')).toContain('s');
    expect(found('/', ...'quit')).toEqual(['q', 'Ctrl-C']);
    expect(found('K')).toContain('K');
    expect(found(...'zzz')).toEqual([]);
  });

  test('has first the key whose name begins with the search, and all that match below it', () => {
    const found = (...typed: readonly string[]) =>
      rowsOf(opened('?', ...typed).store.current()).map(({ label }) => label);
    const wat = found(...'wat');
    expect(wat[0]).toBe('w');
    expect(wat).toContain('space');
    expect(['step', 'opt', 'mark'].map((typed) => found(...typed)[0])).toEqual(['s', 'o', 'm']);
  });

  test('does what is chosen, in the view that it was opened over', () => {
    const run = opened('?', ...'one', 'space', ...'iteration', 'enter');
    const { snapshot, view } = run.store.current();
    expect([snapshot?.iteration, view.kind]).toEqual([11, 'panes']);
    expect(run.press('?', ...'advises', 'backspace').view.kind).toBe('help');
    expect(run.press('escape', 'v', '?', ...'verdict', 'escape').view.kind).toBe('verdict');
    const moved = run.press('escape', 'i', '?', ...'the', 'space', ...'next', 'space', ...'one', 'enter');
    expect(moved.view.kind).toBe('help');
  });

  test('says why a key is not possible now, and stays', () => {
    const run = opened('?', ...'undo', 'enter');
    const reason = 'not now: nothing has been changed by hand in this run';
    expect([run.store.current().view.kind, run.store.current().notice?.text]).toEqual(['help', reason]);
    expect(draw(run.store.current(), 80, 10)).toContain(reason);
    const chart = opened('?', ...'zoom', 'space', ...'in', 'enter').store.current();
    expect(chart.notice?.text).toBe('not now: it works in the pane error: tab goes there');
  });

  test('is closed by q, ? and esc while nothing is typed', () => {
    for (const key of ['q', '?', 'escape']) expect(opened('?', key).store.current().view.kind).toBe('panes');
    expect(helpOf(opened('?', 'a', 'q').store.current()).filter).toBe('aq');
    expect(opened('?', 'backspace').store.current().notice?.text).toBe('nothing is typed: esc closes the help');
  });

  test('fits any size', () => {
    for (const [columns, rows] of [
      [60, 19],
      [80, 23],
      [200, 59],
    ] as const) {
      const lines = linesOf(
        drawHelp({ rows: rowsOf(opened('?').store.current()), filter: '', chosen: 0 }, { columns, rows }, inColour),
      );
      expect(lines).toHaveLength(rows);
      expect(new Set(lines.map(({ length }) => length))).toEqual(new Set([columns]));
    }
  });
});
