import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { name } from '../../src/language/expression.ts';
import { targetsKey } from '../../src/language/targets-key.ts';
import { bindings, type CoveringView } from '../../src/ui/keys/bindings.ts';
import { interpretKey } from '../../src/ui/keys/interpret.ts';
import { interpretMouse } from '../../src/ui/keys/pointer.ts';
import type { Message } from '../../src/ui/model/message.ts';
import type { Model } from '../../src/ui/model/model.ts';
import { update } from '../../src/ui/model/update.ts';
import { paneSentences } from '../../src/ui/plain/panes.ts';
import { silence, speak } from '../../src/ui/plain/speak.ts';
import { viewLines } from '../../src/ui/plain/views.ts';
import type { ExaminedData, Report, ScriptView, Snapshot } from '../../src/worker/protocol.ts';
import { full } from '../full.ts';
import { inAscii, inColour, withoutColour } from './frames.ts';
import { screenOf, textOfScreen } from './screen-text.ts';
import { found, middle, scriptModel, shownScript, snapshotOf } from './script.ts';

const sizes = [
  [120, 40],
  [80, 24],
  [60, 20],
  [200, 60],
] as const;

const ended: ScriptView = {
  ...middle,
  line: undefined,
  calls: [],
  values: [],
  variables: [],
  output: { lines: ['shape'], first: 1, count: 1 },
  ending: {
    kind: 'exception',
    traceback:
      'Traceback (most recent call last):\n  File "net.py", line 16, in <module>\n    l2 = sigmoid(np.dot(l1, syn1))\nValueError: shapes (4,4) and (3,1) not aligned: 4 (dim 1) != 3 (dim 0)',
    advice: 'l1 has 4 columns and syn1 has 3 rows: they must be equal',
  },
};

function press(model: Model, ...keys: readonly string[]): Model {
  return keys.reduce((now, key) => update(now, interpretKey(now, key)).model, model);
}

/** The screen while a notice is left out. */
function shown(model: Model): string {
  return screenOf({ ...model, notice: undefined }, inColour).lines.join('\n');
}

test('runs on to the end of a script of which no end is known yet', () => {
  const { end: _, ...before } = middle;
  const start = { ...before, line: 1, lines: 0, furthestLines: 0, training: 0 };
  for (const state of ['running', 'paused'] as const) {
    const model = scriptModel(start, { columns: 80, rows: 24 }, undefined, {
      state,
      iteration: 0,
      goal: 1,
      furthest: 0,
    });
    const { effects } = update(model, interpretKey(model, '$'));
    expect(effects).toMatchObject([{ type: 'send', command: { type: 'resume' } }]);
  }
  const known = scriptModel({ ...middle, lines: 61 }, { columns: 80, rows: 24 });
  expect(update(known, interpretKey(known, '$')).effects).toMatchObject([
    { command: { type: 'runTo', iteration: 60_000 } },
  ]);
});

describe('the dashboard of a script', () => {
  test.each(sizes)('fills a terminal of %i×%i exactly, in any state and theme', (columns, rows) => {
    const states = [
      scriptModel(middle, { columns, rows }),
      scriptModel(ended, { columns, rows }, found, { state: 'finished' }),
      scriptModel({ ...middle, training: 0 }, { columns, rows }, null),
      scriptModel(middle, { columns, rows }, found, { state: 'running' }),
    ];
    for (const [place, model] of states.entries())
      for (const keys of place === 0 ? [[], ['tab'], ['tab', 'tab'], ['z']] : [[]])
        for (const theme of [withoutColour, inAscii])
          expect(screenOf(press(model, ...keys), theme).widths).toEqual(Array(rows).fill(columns));
  });

  test('shows source, output, heatmaps, predictions and what was found at 80×24', () => {
    expect(textOfScreen(scriptModel(middle, { columns: 80, rows: 24 }), withoutColour)).toMatchSnapshot();
  });

  test('shows the source, and the error that has ended the script, at 60×20', () => {
    const size = { columns: 60, rows: 20 };
    const model = scriptModel(ended, size, found, { state: 'finished' });
    expect(textOfScreen(press(model, 'tab'), withoutColour)).toMatchSnapshot();
  });

  test.each([
    [60, ' 3 weights · 3 biases · prediction out · target y'],
    [80, ' 3 weights · 3 biases · prediction out · target y · error line 48'],
    [120, ' weights W1, W2, W3 · biases b1, b2, b3 · prediction out · target y · error line 48'],
  ])('leaves out whole items of what was found where %i columns are too few', (columns, line) => {
    const named = { weights: ['W1', 'W2', 'W3'], biases: ['b1', 'b2', 'b3'], prediction: 'out', errorLine: 48 };
    const model = scriptModel(middle, { columns, rows: 24 }, { ...found, ...named });
    expect(textOfScreen(model, withoutColour).split('\n')[2]?.trimEnd()).toBe(line);
  });

  test.each([
    [{ isAfterTraining: true, end: 3 }, found, /^ 3 \/ 3 +61 lines ━.*\n after the training loop · weights syn0/],
    [{}, undefined, /^ 61 lines .* lines\/s *\n looking for the training loop/],
    [{ needsAnswer: true }, undefined, /^ 61 lines .*\n the search for the training loop waits for the next answer/],
    [{}, null, /^ 61 lines .*\n no training loop found/],
  ])('says what its iterations are in %o', (own, roles, lines) => {
    const model = scriptModel({ ...middle, ...own }, { columns: 100, rows: 24 }, roles ?? null, { goal: 3 });
    const subject = { ...model.subject, ...(roles === undefined && { found: undefined }) } as Model['subject'];
    const text = textOfScreen({ ...model, subject }, withoutColour);
    expect(text.slice(text.indexOf('\n') + 1)).toMatch(lines);
  });

  test('names the error that has ended the script before its first iterations, in place of the roles', () => {
    const third = (ending: ScriptView['ending'], columns = 100): string | undefined =>
      textOfScreen(
        scriptModel({ ...ended, ending }, { columns, rows: 24 }, null, { state: 'finished' }),
        withoutColour,
      ).split('\n')[2];
    expect(third(ended.ending)?.trimEnd()).toBe(
      ' line 16: ValueError: shapes (4,4) and (3,1) not aligned: 4 (dim 1) != 3 (dim 0)',
    );
    expect(third(ended.ending, 60)).toMatch(/^ line 16: ValueError: shapes \(4,4\).*…$/);
    const elsewhere =
      'Traceback (most recent call last):\n  File "other.py", line 2, in f\n    g()\nOSError: two\nlines';
    expect(third({ kind: 'exception', traceback: elsewhere, advice: undefined })?.trimEnd()).toBe(' OSError: two');
    expect(third({ kind: 'finished' })).toContain('no training loop found');
  });

  test('of a script without training is source, output and variables', () => {
    expect(textOfScreen(scriptModel(middle, { columns: 100, rows: 24 }, null), inAscii)).toMatchSnapshot();
  });

  const states: readonly (readonly [name: string, model: () => Model])[] = [
    ['in the middle of a run', () => scriptModel(middle, { columns: 170, rows: 44 })],
    ['on a small terminal', () => scriptModel(middle, { columns: 60, rows: 20 })],
    ['without a training loop', () => scriptModel(middle, { columns: 100, rows: 24 }, null)],
    ['at its end', () => scriptModel(ended, { columns: 100, rows: 24 }, found, { state: 'finished' })],
  ];

  // `npm test` takes two states, and in each place every third key: in the next place the next third.
  test.each(full ? states : states.slice(1, 3))('answers every key %s, in each pane and in its views', (_, open) => {
    const keys = [...new Set(bindings.flatMap((binding) => binding.keys))];
    const silent: string[] = [];
    const tried = full ? [0, 1, 2, 3, 4, 5] : [0, 1, 4];
    const views = full ? ['V', '?', 'f', 'K'] : ['V'];
    const tryAll = (before: Model, place: string, third: number): void => {
      const picture = shown(before);
      for (const key of keys.filter((_key, at) => full || (at + third) % 3 === 0)) {
        const { model, effects } = update(before, interpretKey(before, key));
        if (model.notice === undefined && effects.length === 0 && shown(model) === picture)
          silent.push(`${place}: ${key}`);
      }
    };
    for (const tabs of tried) {
      const now = press(open(), ...Array<string>(tabs).fill('tab'));
      tryAll({ ...now, notice: undefined }, now.focus, tabs);
    }
    for (const [third, opener] of views.entries()) {
      const now = press(open(), opener);
      if (now.view.kind !== 'panes') tryAll({ ...now, notice: undefined }, now.view.kind, third);
    }
    expect(silent).toEqual([]);
  });

  test('says in one sentence why a key is not for a script', () => {
    const model = scriptModel();
    for (const key of ['o', 'S', 'E', 'C', 'G', 'p', 'i', 'y', 'T', 'v']) {
      const { notice, view } = press(model, key);
      expect([key, view.kind, notice?.kind], notice?.text).toEqual([key, 'panes', 'refusal']);
    }
  });

  test('steps over and out of functions', () => {
    const commands = ['n', 'N', 'F'].map((key) => update(scriptModel(), interpretKey(scriptModel(), key)).effects[0]);
    expect(commands).toMatchObject([
      { command: { type: 'travel', travel: { to: 'line', by: 1 } } },
      { command: { type: 'stepOver' } },
      { command: { type: 'stepOut' } },
    ]);
  });
});

describe('the mouse in the dashboard of a script', () => {
  test.each([sizes[1], sizes[3]])('focuses each pane and scrolls it, at %i×%i', (columns, rows) => {
    const model = scriptModel(middle, { columns, rows });
    const focused = new Set<string>();
    for (let row = 0; row < rows; row += 3)
      for (let column = 0; column < columns; column += 7)
        for (const action of ['press', 'wheelUp', 'wheelDown'] as const) {
          const message = interpretMouse(model, { kind: 'mouse', action, column, row }, withoutColour);
          const next = message === undefined ? model : update(model, message).model;
          if (action === 'press') focused.add(next.focus);
          expect(next.snapshot).toBe(model.snapshot);
        }
    const variables = columns < 160 ? [] : ['variables'];
    expect([...focused].sort()).toEqual(['error', 'output', 'predictions', 'program', ...variables, 'weights']);
  });
});

describe('the source', () => {
  const size = { columns: 60, rows: 20 };
  const at = (model: Model, line: number, lines: number): Model =>
    update(model, { type: 'reported', report: snapshotOf({ ...middle, line, lines }) }).model;

  test('scrolls with the line that runs next, and by hand until the run goes on', () => {
    const model = scriptModel({ ...middle, line: 5, lines: 9 }, size);
    expect(textOfScreen(model, withoutColour)).toContain('import numpy');
    const later = at(model, 21, 10);
    expect(textOfScreen(later, withoutColour)).toMatch(/21 ▶ +l1_delta/);
    const scrolled = press(later, 'pageup');
    expect(textOfScreen(scrolled, withoutColour)).toContain('import numpy');
    expect(textOfScreen(at(scrolled, 21, 10), withoutColour)).toContain('import numpy');
    expect(textOfScreen(at(scrolled, 22, 11), withoutColour)).toMatch(/22 ▶/);
  });

  test('scrolls to the line that has ended the script, also where no earlier snapshot was near it', () => {
    const model = scriptModel({ ...middle, line: 1, lines: 0 }, size, null, { state: 'running' });
    expect(textOfScreen(model, withoutColour)).toContain('import numpy');
    const report = snapshotOf({ ...ended, lines: 9 }, { state: 'finished' });
    expect(textOfScreen(update(model, { type: 'reported', report }).model, withoutColour)).toMatch(/16 ✗ +l2 = /);
  });

  test('scrolls to the training loop when its iterations begin to run, and stays where it is put', () => {
    const running = (model: Model, iteration: number): Model => {
      const report = snapshotOf({ ...middle, line: 1 }, { state: 'running', iteration });
      return update(model, { type: 'reported', report }).model;
    };
    const start = { ...scriptModel({ ...middle, line: 1 }, size), scroll: {}, snapshot: undefined };
    const waiting = running(start, 0);
    expect(textOfScreen(waiting, withoutColour)).not.toContain('l2_error = y - l2');
    const begun = running(waiting, 5);
    expect(textOfScreen(begun, withoutColour)).toContain('l2_error = y - l2');
    const scrolled = { ...begun, scroll: { ...begun.scroll, program: 0 } };
    expect(textOfScreen(running(scrolled, 9), withoutColour)).not.toContain('l2_error = y - l2');
  });

  test('names the calls, the innermost first', () => {
    const calls = [
      { name: 'sigmoid', file: 'net.py', line: 7 },
      { name: '<module>', file: 'net.py', line: 15 },
    ];
    expect(textOfScreen(scriptModel({ ...middle, line: 7, calls }), withoutColour)).toContain(
      'net.py  sigmoid ← <module>:15',
    );
  });

  test('and the output hold no control characters of the script', () => {
    const hostile = shownScript({ text: 'x = "\u001b[31m\u202e\u0007"\n\ty = 1\r\nprint("漢字")\n' });
    const output = { lines: ['\u001b]0;title\u0007\u009b31m red', '漢字'], first: 1, count: 2 };
    const model = scriptModel({ ...middle, line: 1, output }, { columns: 80, rows: 24 }, null, {}, hostile);
    const text = textOfScreen(model, withoutColour);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    expect(text).toMatch(/2 {7}y = 1/);
    expect(screenOf(model, withoutColour).widths).toEqual(Array(24).fill(80));
  });

  test('refuses to step where the script has ended', () => {
    const { notice } = press(scriptModel(ended, size, found, { state: 'finished' }), 'n');
    expect(notice?.text).toBe('the script has ended: b goes back a line, R starts over');
  });

  test('leaves code to see beside the values of an indented line', () => {
    const text = `${' '.repeat(12)}batches = [data[k:k + 2] for k in range(0, n, 2)]\n`;
    const values = [{ line: 1, text: 'k = 2, batches: list 2' }];
    const model = scriptModel({ ...middle, line: 1, values }, size, null, {}, shownScript({ text }));
    expect(textOfScreen(model, withoutColour)).toMatch(/1 ▶ {13}batch.*k = 2/);
  });

  test('has values with fewer digits beside a line that would be cut', () => {
    const text = '    l1 = nonlin(np.dot(l0, syn0))\n';
    const values = [{ line: 1, text: 'l1 4×1: 0.2376 … 0.3638', shorter: ['l1 4×1: 0.24 … 0.36'] }];
    const lineAt = (columns: number): string | undefined =>
      /1 ▶ (.*?) *│/.exec(
        textOfScreen(
          scriptModel({ ...middle, line: 1, values }, { columns, rows: 20 }, null, {}, shownScript({ text })),
          withoutColour,
        ),
      )?.[1];
    expect([66, 64, 60].map(lineAt)).toEqual([
      '    l1 = nonlin(np.dot(l0, syn0))  l1 4×1: 0.2376 … 0.3638',
      '    l1 = nonlin(np.dot(l0, syn0))   4×1: 0.2376 … 0.3638',
      '    l1 = nonlin(np.dot(l0, syn0))   4×1: 0.24 … 0.36',
    ]);
  });

  test('shows a step that lasts as running, and pauses it with the key for that', () => {
    const model = scriptModel({ ...middle, isStepping: true }, size);
    expect(textOfScreen(model, withoutColour)).toMatch(/▶ running[\s\S]* space pause /);
    expect(update(model, interpretKey(model, 'space')).effects).toMatchObject([{ command: { type: 'pause' } }]);
  });

  test('asks in the footer where the script waits for input, and sends the answer', () => {
    const model = scriptModel({ ...middle, asks: 'How many? ' }, size);
    expect(textOfScreen(model, withoutColour)).toContain('input How many? _   enter answers the script, esc leaves');
    const left = press(model, 'escape');
    expect(left.view.kind).toBe('panes');
    const typed = press(left, 'n', '4', '2');
    const { model: answered, effects } = update(typed, interpretKey(typed, 'enter'));
    expect(answered.view.kind).toBe('panes');
    expect(effects).toMatchObject([{ command: { type: 'answer', text: '42' } }]);
  });
});

describe('the dashboard of a script in sentences', () => {
  const hear = (model: Model, key: string, report: ScriptView): readonly string[] => {
    const message = interpretKey(model, key);
    const asked = update(model, message).model;
    const first = speak(silence, model, message, asked);
    const reported = { type: 'reported', report: snapshotOf(report, { request: asked.request }) } as const;
    const answered = update(asked, reported).model;
    return [...first.said, ...speak(first.conversation, asked, reported, answered).said].map(
      ({ text: words }) => words,
    );
  };

  test('says the line that has run, what it has assigned, and the next line', () => {
    const values = [...middle.values, { line: 16, text: 'l2 4×1: 0.31 … 0.47' }];
    expect(hear(scriptModel(), 'n', { ...middle, line: 17, lines: 62, values })).toEqual([
      'Line 16: l2 = sigmoid(np.dot(l1, syn1))',
      'l2 4x1: 0.31 to 0.47.',
      'Next: line 17: l2_error = y - l2',
    ]);
  });

  test('says the place after a line back, and the end of the script with its error', () => {
    expect(hear(scriptModel(), 'b', { ...middle, line: 15, lines: 60 })).toEqual([
      'Back.',
      'Next: line 15: l1 = sigmoid(np.dot(X, syn0))',
    ]);
    expect(hear(scriptModel(), 'n', ended)).toEqual([
      'Line 16: l2 = sigmoid(np.dot(l1, syn1))',
      'The script has ended with an error: ValueError: shapes (4,4) and (3,1) not aligned: 4 (dim 1) != 3 (dim 0). l1 has 4 columns and syn1 has 3 rows: they must be equal.',
    ]);
  });

  test('has sentences for source, output and variables', () => {
    const model = scriptModel();
    expect(paneSentences.program.short(model)).toEqual([
      'Source: net.py, 23 lines.',
      'Found: weights syn0, syn1, prediction l2, target y, error line 17.',
      'Next: line 16: l2 = sigmoid(np.dot(l1, syn1))',
    ]);
    expect(paneSentences.program.rows(model)).toContain('Line 15: l1 = sigmoid(np.dot(X, syn0)); l1 4x4: 0.12 to 0.94');
    expect(paneSentences.output.short(model)).toEqual(['Output: 1 line.', 'The last one: Error: 0.4964100319027255']);
    expect(paneSentences.variables.short(model)).toEqual([
      'Variables: 2 global.',
      'l1: ndarray, 4x4, 0.12 to 0.94.',
      'i: int, 3.',
    ]);
  });
});

describe('a breakpoint on a line', () => {
  const lines = [1, 3, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23];
  const size = { columns: 80, rows: 24 };
  const open = (own: Partial<ScriptView> = {}): Model =>
    update(scriptModel({ ...middle, ...own }, size), {
      type: 'reported',
      report: { type: 'statements', run: 1, lines },
    }).model;

  test('is set by a key on the chosen line, and taken away', () => {
    const chosen = press(open(), 'down');
    const { model, effects } = update(chosen, interpretKey(chosen, '.'));
    expect(effects).toMatchObject([{ command: { type: 'setBreakpoints', lines: [17] } }]);
    expect(model.notice?.text).toBe('breakpoint: the run stops before line 17');
    expect(textOfScreen(model, withoutColour)).toMatch(/17●› +l2_error/);
    expect(textOfScreen(model, inAscii)).toMatch(/17\*> +l2_error/);
    expect(textOfScreen(press(model, 'tab'), withoutColour)).toMatch(/go on here|17● +l2_error/);
    expect(update(model, interpretKey(model, '.')).effects).toMatchObject([
      { command: { type: 'setBreakpoints', lines: [] } },
    ]);
    expect(press(model, 'R').breakpoints).toEqual([17]);
    expect(update(model, interpretKey(model, 'R')).effects).toMatchObject([{ command: { breakpoints: [17] } }]);
  });

  test('is set by a click on the number of its line, and not on a line that cannot stop', () => {
    const model = { ...open(), size: { columns: 60, rows: 20 } };
    const rows = textOfScreen(model, withoutColour).split('\n');
    const click = (line: number): Model => {
      const row = rows.findIndex((text) => text.startsWith(`│ ${line} `));
      const event = { kind: 'mouse', action: 'press', column: 2, row } as const;
      return update(model, interpretMouse(model, event, withoutColour) as Message).model;
    };
    expect(click(14)).toMatchObject({ breakpoints: [14], cursor: 13 });
    const refused = press({ ...model, cursor: 3 }, '.');
    expect([refused.breakpoints, refused.notice?.text]).toEqual([
      [],
      'the run cannot stop at line 4: no statement begins there',
    ]);
    expect(press(model, 'tab', '.').notice?.text).toBe('breakpoints are in the source: tab goes there');
  });

  test('names its line where it has stopped the run, in sentences too', () => {
    const before = open();
    const report = snapshotOf({ ...middle, line: 17, stoppedAt: 17, lines: 62 });
    const { model } = update(before, { type: 'reported', report });
    expect(textOfScreen(model, withoutColour)).toContain('stopped at line 17');
    const { said } = speak(silence, before, { type: 'reported', report }, model);
    expect(said.map(({ text }) => text)[0]).toBe(
      'Breakpoint: stopped at line 17, iteration 3: error 0.48000. Next: line 17: l2_error = y - l2',
    );
    expect(paneSentences.program.rows({ ...model, breakpoints: [17] })).toContain(
      'Breakpoint. Next, line 17: l2_error = y - l2',
    );
  });
});

describe('a script that trains several times', () => {
  const curve = (errors: readonly number[]) => ({
    iterations: Float64Array.from(errors, (_, at) => at),
    errors: Float64Array.from(errors),
  });
  const targets = targetsKey([0, 1, 1, 0]);
  const trainings = [
    {
      targets,
      solvedAt: null,
      name: 'alpha = 0.1',
      from: 0,
      lines: 20,
      iterations: 4,
      curve: curve([0.5, 0.45, 0.42, 0.4]),
    },
    { targets, solvedAt: 3, name: 'alpha = 1', from: 4, lines: 60, iterations: 4, curve: curve([0.5, 0.3, 0.2, 0.1]) },
    {
      targets,
      solvedAt: undefined,
      name: 'alpha = 10',
      from: 8,
      lines: 100,
      iterations: 3,
      curve: curve([0.5, 0.2, 0.15]),
    },
  ];
  const size = { columns: 120, rows: 40 };
  const open = (): Model => {
    const view = { ...middle, training: 3, from: 8, end: 12 };
    const own = { iteration: 11, furthest: 11, goal: 12, error: 0.15, curve: curve([0.5, 0.2, 0.15]) };
    const model = scriptModel(view, size, found, own);
    return update(model, { type: 'reported', report: { type: 'trainings', run: 1, trainings } }).model;
  };
  const sent = (model: Model, key: string) => update(model, interpretKey(model, key)).effects[0];

  test('counts the iterations of each, and shows the curves of the others behind its own', () => {
    const text = textOfScreen(open(), withoutColour);
    expect(text).toContain(' 3 / 4 ');
    expect(text).toContain('training 3, alpha = 10 · weights');
    expect(text).toMatch(/alpha 0\.1 .* 1 +│/);
    const marked = press(open(), 'm');
    expect(marked.notice?.text).toBe('mark 1 is iteration 3 of alpha = 10; m again adds a note, M compares');
    const noted = press(marked, 'm', 'h', 'i', 'enter');
    expect(noted.marks[1]).toMatchObject({ iteration: 11, note: 'hi' });
  });

  test('say that the run rests before a loop until it is known whether it trains', () => {
    const after = { ...middle, training: 1, end: 3, isAfterTraining: true };
    const looking = scriptModel({ ...after, isLooking: true }, size, found, { state: 'running' });
    expect(textOfScreen(looking, withoutColour)).toContain('testing whether the next loop trains · weights');
    expect(textOfScreen(scriptModel(after, size), withoutColour)).toContain('after the training loop · weights');
  });

  test('are compared by the length of the shortest; one that runs is left out', () => {
    const table = (model: Model): string => textOfScreen(press(model, 'K'), withoutColour);
    expect(table(open())).toMatch(/iterations +error +by 3 +solved at/);
    const running = update(open(), {
      type: 'reported',
      report: { ...(open().snapshot as Snapshot), state: 'running', request: open().request },
    }).model;
    const text = table(running);
    expect(text).toMatch(/iterations +error +solved at/);
    expect(text).not.toContain('by 3');
    // A training without a verdict has no entry, and one that was not solved has a dash.
    expect(text).toMatch(/alpha = 0\.1 +4 +0\.40000 +│/);
    expect(text).toMatch(/alpha = 1 +4 +0\.10000 lowest +3 +│/);
    expect(text).toMatch(/alpha = 10 +3 +0\.15000 +– +│/);
  });

  test('compares the errors of trainings with equal targets only', () => {
    const lowest = (third: string) => {
      const report = {
        type: 'trainings',
        run: 1,
        trainings: trainings.map((own, at) => (at === 2 ? { ...own, targets: third } : own)),
      } as const;
      const text = textOfScreen(press(update(open(), { type: 'reported', report }).model, 'K'), withoutColour);
      return [...text.matchAll(/alpha = (\S+) .* lowest /g)]
        .map(([, alpha]) => alpha)
        .concat(/lowest of those with equal targets/.exec(text) ?? []);
    };
    expect(lowest(targetsKey([1, 0, 0, 1]))).toEqual(['10']);
    expect(lowest(targetsKey([1, 0, 0, 2]))).toEqual(['1', 'lowest of those with equal targets']);
  });

  test('goes to iterations of the current one', () => {
    expect(sent(press(open(), 'g', '2'), 'enter')).toMatchObject({ command: { travel: { iteration: 10 } } });
    const chosen = press({ ...open(), focus: 'error' }, 'left', 'left');
    expect(chosen.chart.crosshair).toBe(1);
    expect(sent(chosen, 'enter')).toMatchObject({ command: { travel: { iteration: 10 } } });
  });

  test('lists them with their errors, and goes to the beginning and the end of one', () => {
    const list = press(open(), 'K', 'up', 'up');
    const text = textOfScreen(list, withoutColour);
    expect(text).toMatch(/›.* 1 alpha = 0\.1 +4 +0\.40000/);
    expect(text).toContain('trainings');
    expect(sent(list, '<')).toMatchObject({ command: { travel: { to: 'lines', lines: 20 } } });
    expect(sent(list, '>')).toMatchObject({ command: { travel: { to: 'iteration', iteration: 4 } } });
    expect(sent(press(open(), 'K'), '>')).toMatchObject({ command: { travel: { to: 'newest' } } });
    const kept = press(open(), 'k', 'K', 'down');
    expect(textOfScreen(kept, withoutColour)).toContain('kept, alpha = 10');
    expect(press(kept, '<').notice?.kind).toBe('refusal');
    expect(press(kept, 'x').keptRuns).toEqual([]);
  });

  test('has one of them in full in the chart below the list', () => {
    for (const keys of [['K'], ['K', 'up'], ['K', 'up', 'up']]) {
      const { lines, widths } = screenOf(press(open(), ...keys), withoutColour);
      expect(widths).toEqual(Array(size.rows).fill(size.columns));
      expect(lines.join('\n')).toContain('error');
    }
  });

  test('says them in sentences', () => {
    const model = press(open(), 'K');
    expect(viewLines(model, model.view as CoveringView, 'whole')).toEqual([
      'Training 1, alpha = 0.1: error 0.40000 after 4 iterations, error 0.42000 by iteration 3.',
      'Training 2, alpha = 1: error 0.10000 after 4 iterations, error 0.20000 by iteration 3, solved at 3.',
      'Training 3, alpha = 10, this one: error 0.15000 after 3 iterations, not solved.',
    ]);
    expect(viewLines(model, model.view as CoveringView, 'chosen')).toHaveLength(1);
  });
});

describe('a watch in Python', () => {
  const value = { least: 0.25, most: 0.25, cells: Float64Array.of(0.25), rows: 1, columns: 1 };
  const texts = ['np.mean(np.abs(l2_error)) < 0.3', 'zz'] as const;
  const watches = [
    { value, holds: false, stops: true, trail: [] },
    { value: undefined, text: "NameError: name 'zz' is not defined", holds: undefined, stops: false, trail: [] },
  ];

  test('is typed, sent as it is, and shown with its value or the words of its error', () => {
    const typed = press(scriptModel(), 'w', ...texts[1]);
    expect(update(typed, interpretKey(typed, 'enter')).effects).toEqual([{ type: 'readWatch', source: 'zz' }]);
    const watchOf = (python: string) => ({ expression: name(python), python });
    const read = { type: 'watchRead', source: 'zz', parsed: { ok: true, watch: watchOf('zz') } } as const;
    const { model: added, effects } = update(typed, read);
    expect(effects).toMatchObject([{ command: { type: 'setWatches', watches: [{ python: 'zz' }] } }]);
    const both = { ...added, watches: texts.map(watchOf) };
    const report = snapshotOf(middle, { watches, request: both.request });
    const { model } = update(both, { type: 'reported', report });
    const text = textOfScreen(model, withoutColour);
    expect(text).toMatch(/● +np\.mean\(np\.abs\(l2_error\)\) < 0\.3 .*not yet .*0\.25/);
    expect(text).toMatch(/· +zz .*NameError: name 'zz' is not defined/);
    expect(paneSentences.notes.rows(model).join(' ')).toContain("NameError: name 'zz' is not defined");
    const removed = press({ ...model, focus: 'notes', chosenWatch: 1 }, 'x');
    expect(removed.watches.map(({ python }) => python)).toEqual(texts.slice(0, 1));
  });
});

describe('the data and values of a training', () => {
  const data: ExaminedData = {
    from: 'X',
    inputs: matrixFromRows([
      [0, 0, 1],
      [0, 1, 1],
      [1, 0, 1],
      [1, 1, 1],
    ]),
    areInOrder: true,
    names: ['x1', 'x2', '1'],
    test: undefined,
    outputs: 1,
    units: [3, 4, 1],
  };
  const told = (model: Model, report: Report): Model => update(model, { type: 'reported', report }).model;
  const inside = (output: number): Model => {
    const layers = [Float64Array.of(0, 0, 1), new Float64Array(4), Float64Array.of(output)];
    const activations = { example: { set: 'train', row: 0 } as const, layers };
    const known = told(scriptModel(), { type: 'examined', run: 1, examined: data });
    const asked = press(known, 'i');
    return told(asked, snapshotOf(middle, { activations, request: asked.request }));
  };

  test('in the network name the current weights where the table has another prediction', () => {
    const words = 'predicted 0.4321 with the current weights; the table has it before the update';
    expect(shown(inside(0.4321))).toContain(words);
    const spoken = inside(0.4321);
    expect(viewLines(spoken, spoken.view as CoveringView, 'whole').join(' ')).toContain(words);
    expect(shown(inside(0.4))).toContain('predicted 0.4 ');
    expect(shown(inside(0.4))).not.toContain('current weights');
  });

  test('are dropped when another loop begins, and stay with the same roles', () => {
    const known = told(scriptModel(), { type: 'examined', run: 1, examined: data });
    const targets = matrixFromRows([[0], [1], [1], [0]]);
    expect(told(known, { type: 'found', run: 1, found, targets }).subject.inputs.rows).toBe(4);
    const report = { type: 'found', run: 1, found: { ...found, line: 30, weights: ['w'] }, targets } as const;
    const other = told(known, report);
    expect(other.subject).toMatchObject({ inputs: { rows: 0 }, inputNames: [], examined: undefined });
    const { said } = speak(silence, known, { type: 'reported', report }, other);
    expect(said.map(({ text: words }) => words)).toEqual([
      'The loop of line 30 trains: weights w, prediction l2, target y, error line 17.',
    ]);
    expect(shown(other)).toContain('weights w ');
  });
});
