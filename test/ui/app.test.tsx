import { cleanup } from 'ink-testing-library';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Effect } from '../../src/ui/model/message.ts';
import type { Model } from '../../src/ui/model/model.ts';
import { createStore, type Store } from '../../src/ui/store.ts';
import { widthOf } from '../../src/ui/text/line.ts';
import { createTheme, type Theme } from '../../src/ui/theme/theme.ts';
import type { PaneName, Size } from '../../src/ui/views/layout.ts';
import { inAscii, inColour, withoutColour } from './frames.ts';
import { screenOf, textOfScreen } from './screen-text.ts';
import { subjectOf } from './subjects.ts';
import { drawn, open, type TestTerminal } from './terminal.ts';
import { asRunning, Rehearsal, snapshotOf, trainedModel } from './training.ts';

// The JSX of tests is compiled for React's development build, which the production build cannot run.
vi.hoisted(() => {
  process.env['NODE_ENV'] = 'test';
});

afterEach(cleanup);

const xor = subjectOf({ iterations: 4000 });
const trained = asRunning(trainedModel(xor, 1000));

interface Opened {
  readonly terminal: TestTerminal;
  readonly store: Store;
  readonly effects: readonly Effect[];
}

/** A dashboard over a model, without a training thread: its effects are only recorded. */
function openDashboard(model: Model, theme: Theme = withoutColour): Opened {
  const effects: Effect[] = [];
  const store = createStore(model, (effect) => effects.push(effect));
  return { terminal: open(store, theme, model.size.columns), store, effects };
}

function frameOf(model: Model, theme: Theme): string {
  return openDashboard(model, theme).terminal.screen();
}

function at(columns: number, rows: number, rest: Partial<Model> = {}): Model {
  return { ...trained, ...rest, size: { columns, rows } };
}

describe('the dashboard after 1,000 iterations of XOR', () => {
  test.each([
    [60, 20],
    [80, 24],
    [100, 30],
    [120, 40],
    [200, 60],
  ])('at %i×%i', async (columns, rows) => {
    const frame = frameOf(at(columns, rows), withoutColour);
    await expect(frame).toMatchFileSnapshot(`__snapshots__/${columns}x${rows}.no-colour.txt`);
  });

  test.each(['error', 'weights', 'program'] as const)('at 60×20 with the focus on %s', async (focus: PaneName) => {
    const frame = frameOf(at(60, 20, { focus }), withoutColour);
    await expect(frame).toMatchFileSnapshot(`__snapshots__/60x20-${focus}.no-colour.txt`);
  });
});

describe('the dashboard after 1,000 iterations of XOR at 80×24', () => {
  test.each([
    ['truecolor', inColour],
    ['light.truecolor', createTheme(24, true, true, { ground: 'light', contrast: 'normal' })],
    ['high-contrast.truecolor', createTheme(24, true, true, { ground: 'dark', contrast: 'high' })],
    ['256-colours', createTheme(8, true)],
    ['16-colours', createTheme(4, true)],
    ['ascii.no-colour', inAscii],
    ['ascii.truecolor', createTheme(24, false)],
  ])('in %s', async (look, theme) => {
    await expect(frameOf(at(80, 24), theme)).toMatchFileSnapshot(`__snapshots__/80x24.${look}.txt`);
  });

  test('looks like its snapshot with the help open', async () => {
    const frame = frameOf(
      at(80, 24, { view: { kind: 'help', filter: '', chosen: 0, covered: { kind: 'panes' } } }),
      withoutColour,
    );
    await expect(frame).toMatchFileSnapshot('__snapshots__/80x24-help.no-colour.txt');
  });
});

/** XOR with a watch, a breakpoint and two changes, each key pressed as a person would. */
function rehearsed(...keys: readonly string[]): Model {
  const rehearsal = new Rehearsal(subjectOf({ iterations: 4000 }), 1, { columns: 80, rows: 24 });
  rehearsal.step(1000);
  return rehearsal.press(...keys);
}

const notes = [
  'w',
  ...'l1_delta',
  'enter',
  'w',
  ...'mean(abs(l2_error)) < 0.01',
  'enter',
  't',
  'A',
  't',
  'e',
  'x',
  't',
];

/** The frame of a model without Ink, which draws the same (see below) and takes longer. */
function linesOf(model: Model): string {
  return textOfScreen(model, withoutColour);
}

describe.each([
  [60, 20],
  [80, 24],
  [120, 40],
])('each view at %i×%i', (columns, rows) => {
  test.each([
    ['a line looked into', ['enter'], 'inspect'],
    ['the gauges of the step', ['G'], 'gauges'],
    ['the gradient check', ['c'], 'gradients'],
    ['the check-up', ['C'], 'check-up'],
    ['the first iteration beside now', ['M'], 'compare'],
    ['the verdict', ['v'], 'verdict'],
    ['watches and changes', notes, 'notes'],
    ['a chosen weight', ['e', 'down', 'right', 'right', 'e'], 'weight'],
    ['a watch that cannot be read', ['w', ...'mean(l3)', 'enter'], 'fault'],
    ['the options, one changed', ['o', ...Array<string>(10).fill('down'), 'right'], 'options'],
    ['runs that were kept', ['k', 'A', 't', 'k', 't', 'K'], 'kept'],
    ['curves that were kept', ['k', 'A', ...Array<string>(50).fill('t')], 'kept-runs'],
    ['the middle of an iteration', ['n', 'n', 'n', 'n', 'n', 'n', 'n', 'n'], 'lines'],
    ['the boundary', ['p'], 'boundary'],
    ['the boundary of a hidden unit', ['p', 'right', 'right'], 'unit'],
    ['predictions over their targets', ['f'], 'fit'],
    ['an example inside the network', ['down', 'down', 'i'], 'example'],
    ['the examples by error, one of them chosen', ['>', 'down', 'down'], 'sorted'],
  ])('%s', async (_name, keys, file) => {
    const model = { ...rehearsed(...keys), size: { columns, rows } };
    await expect(linesOf(model)).toMatchFileSnapshot(`__snapshots__/${columns}x${rows}-${file}.no-colour.txt`);
  });
});

/** Images of two classes with a test set: a cross and a ring, each in several strengths. */
function picturesRun(...keys: readonly string[]): Model {
  const cross = [1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1];
  const ring = [0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0];
  const rowOf = (index: number): number[] => (index % 2 ? ring : cross).map((pixel) => (pixel * (1 + (index % 5))) / 5);
  const rowsOf = (count: number) => ({
    inputs: Array.from({ length: count }, (_, index) => rowOf(index)),
    targets: Array.from({ length: count }, (_, index) => (index % 2 ? [0, 1] : [1, 0])),
  });
  const rehearsal = new Rehearsal(
    subjectOf({
      name: 'Pictures',
      ...rowsOf(20),
      test: rowsOf(10),
      classes: ['cross', 'ring'],
      image: { width: 4, height: 4, low: 0, high: 1 },
      hidden: [6],
      iterations: 400,
    }),
    1,
    { columns: 80, rows: 24 },
  );
  rehearsal.step(30);
  return rehearsal.press(...keys);
}

describe.each([
  [60, 20],
  [120, 40],
])('a classification of images at %i×%i', (columns, rows) => {
  test.each([
    ['an image, its prediction, and the weights into the first units', ['i', 'down'], 'picture'],
    ['the confusion matrix of the test set', ['f', 'T'], 'confusion'],
    ['test examples that are wrong', ['T', '!', '>'], 'wrong'],
  ])('%s', async (_name, keys, file) => {
    const model = { ...picturesRun(...keys), size: { columns, rows } };
    await expect(linesOf(model)).toMatchFileSnapshot(`__snapshots__/${columns}x${rows}-${file}.no-colour.txt`);
  });
});

describe('what Ink writes', () => {
  const sizes: readonly Size[] = [
    { columns: 60, rows: 20 },
    { columns: 80, rows: 24 },
    { columns: 117, rows: 37 },
    { columns: 150, rows: 24 },
    { columns: 240, rows: 70 },
    { columns: 59, rows: 10 },
  ];

  test.each(sizes)('is the view, line for line, at $columns×$rows', (size) => {
    const model = { ...trained, size };
    const expected = screenOf(model, withoutColour).lines.map((line) => line.trimEnd());
    expect(frameOf(model, withoutColour).split('\n')).toEqual(expected);
  });

  test.each(sizes)('has the characters of the view in colour too, at $columns×$rows', (size) => {
    const model = { ...trained, size };
    const plain = (text: string): string => text.replace(/\u001b\[[\d;]*m/g, '');
    const expected = screenOf(model, inColour).lines.map((line) => plain(line).trimEnd());
    const frame = frameOf(model, inColour)
      .split('\n')
      .map((line) => plain(line).trimEnd());
    expect(frame).toEqual(expected);
  });

  test.each([
    ['wide characters', '漢字漢字漢字'],
    ['emoji', 'party 🎉🎉 👨‍👩‍👧 🇩🇪'],
    ['marks that combine', 'e\u0301te\u0301'],
    ['a mark on nothing', '\u0301abc'],
    ['characters that do not show', 'a\u200bb\u00adc\u2060'],
    ['two hundred characters', 'temperature '.repeat(17)],
  ])('keeps its columns with names of %s', (_name, name) => {
    const subject = subjectOf({ name, inputNames: [name, name, '1'], targetNames: [name] });
    const sizes = [
      [60, 20],
      [160, 40],
    ] as const;
    for (const [columns, rows] of sizes) {
      const model = trainedModel(subject, 10, 1, { columns, rows });
      const frame = frameOf(model, withoutColour).split('\n');
      expect(frame).toEqual(screenOf(model, withoutColour).lines.map((line) => line.trimEnd()));
      expect(frame.slice(3, -1).map(widthOf)).toEqual(Array(rows - 4).fill(columns));
    }
  });
});

describe('a key', () => {
  const commands = (effects: readonly Effect[]) =>
    effects.map((effect) => (effect.type === 'send' ? effect.command.type : effect.type));

  test('typed on the keyboard reaches the model and the thread', async () => {
    const { terminal, store, effects } = openDashboard(at(80, 24));
    await terminal.type(' ');
    expect(terminal.screen()).toContain('‖ paused');
    await terminal.type('s');
    await terminal.type('r');
    expect(commands(effects)).toEqual(['pause', 'step', 'start']);
    expect([store.current().seed, terminal.screen().includes('seed 2')]).toEqual([2, true]);
  });

  test('opens the help, and escape closes it', async () => {
    const { terminal } = openDashboard(at(80, 24));
    await terminal.type('?');
    expect(terminal.screen()).toContain('run or pause; after the end, continue');
    await terminal.type('\u001b');
    expect(terminal.screen()).not.toContain('run or pause; after the end, continue');
  });

  test.each([
    ['tab', '\t', 'program'],
    ['shift and tab', '\u001b[Z', 'weights'],
  ])('moves the focus: %s', async (_name, key, focus) => {
    const { terminal, store } = openDashboard(at(80, 24));
    await terminal.type(key);
    expect(store.current().focus).toBe(focus);
  });

  test.each([
    ['down', '\u001b[B', 4],
    ['up', '\u001b[A', 3],
    ['page down', '\u001b[6~', 4],
    ['page up', '\u001b[5~', 0],
  ])('scrolls: %s', async (_name, key, first) => {
    const { terminal, store } = openDashboard(at(80, 24, { focus: 'program', scroll: { program: 2 } }));
    await terminal.type(key);
    expect(store.current().scroll.program).toBe(first);
  });

  test.each([
    ['q', 'q'],
    ['Ctrl-C', '\u0003'],
  ])('quits: %s', async (_name, key) => {
    const { terminal, effects } = openDashboard(at(80, 24));
    await terminal.type(key);
    expect(effects).toEqual([{ type: 'quit' }]);
  });

  test('counts each press, also when the presses arrive together', async () => {
    const { terminal, effects } = openDashboard(at(80, 24));
    await terminal.type('sss');
    expect(commands(effects)).toEqual(['step', 'step', 'step']);
  });

  test('that cannot work says why, until the next key', async () => {
    const diverged = { ...trained, snapshot: { ...snapshotOf(trained), state: 'diverged' as const } };
    const { terminal, effects } = openDashboard({ ...diverged, size: { columns: 80, rows: 24 } });
    const footer = () => terminal.screen().split('\n').at(-1)?.trim();
    await terminal.type('s');
    expect([footer(), effects]).toEqual([
      'the next value is NaN or infinity: n computes it, b goes back, R starts over',
      [],
    ]);
    await terminal.type('%');
    expect(footer()).toBe('% has no meaning here: ? lists the keys');
    await terminal.type('l');
    expect(footer()).toMatch(/^n line {2}b back/);
  });
});

describe('a frame', () => {
  test('is written after a change, and only then', async () => {
    const { terminal, store } = openDashboard(at(80, 24));
    expect(terminal.frames.length).toBe(1);
    store.dispatch({ type: 'resized', size: { columns: 80, rows: 24 } });
    store.dispatch({ type: 'reported', report: { type: 'failed', run: 0, message: 'of another run' } });
    await drawn();
    expect(terminal.frames.length).toBe(1);
    store.dispatch({ type: 'reported', report: { ...snapshotOf(trained), iteration: 1001 } });
    await drawn();
    expect(terminal.frames.length).toBe(2);
    expect(terminal.screen()).toContain('1,001 / 4,000');
  });

  test('is written once for changes that arrive together', async () => {
    const { terminal } = openDashboard(at(80, 24));
    await terminal.type('l\t+');
    expect(terminal.frames.length).toBe(2);
    expect(terminal.screen()).toMatch(/10k it\/s(?:.|\n)*linear(?:.|\n)*› program/);
  });

  test('has the new size after a resize', async () => {
    const { terminal, store } = openDashboard(at(80, 24));
    for (const [columns, rows] of [
      [120, 40],
      [60, 20],
      [40, 10],
      [200, 60],
    ] as const) {
      terminal.resize(columns);
      store.dispatch({ type: 'resized', size: { columns, rows } });
      await drawn();
      const expected = screenOf({ ...trained, size: { columns, rows } }, withoutColour).lines;
      expect(terminal.screen().split('\n')).toEqual(expected.map((line) => line.trimEnd()));
    }
  });
});

test('a dashboard with a training session shows the effects of keys', async () => {
  const rehearsal = new Rehearsal(xor, 1, { columns: 80, rows: 24 });
  const terminal = open(rehearsal.store, withoutColour, 80);
  expect(terminal.screen()).toContain('no iteration has run yet');
  await terminal.type('t');
  rehearsal.settle();
  await drawn();
  expect(terminal.screen()).toContain('   10 / 4,000');
  expect(terminal.screen()).toContain('error 0.4953');
  await terminal.type('r');
  rehearsal.settle();
  await drawn();
  expect(terminal.screen()).toMatch(/‖ paused +seed 2 /);
  expect(terminal.screen()).toContain('    0 / 4,000');
});
