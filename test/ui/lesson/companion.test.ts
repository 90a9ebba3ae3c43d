import { describe, expect, test } from 'vitest';
import { Stage } from '../../../src/cli/commands/stage.ts';
import { openLesson } from '../../../src/cli/lessons.ts';
import type { Step } from '../../../src/learn/course/schema.ts';
import { key } from '../../../src/ui/keyboard/events.ts';
import * as part from '../../../src/ui/lesson/companion.ts';
import { sightOf } from '../../../src/ui/lesson/sight-of.ts';
import type { Model } from '../../../src/ui/model/model.ts';
import { paintFrame, sideBySide } from '../../../src/ui/text/frame.ts';
import { createTheme } from '../../../src/ui/theme/theme.ts';
import { hints, lessonOf } from '../../learn/course/fake.ts';

const theme = createTheme(1, true);
const say: Step = { say: 'Five lines are one iteration.' };
const look: Step = { look: 'The weights are random now.', pane: 'weights' };
const asked: Step = {
  predict: 'Which number is in the first row of l1?',
  number: { truth: 'l1[0, 0]', within: 0.1, guess: '0.5' },
  holds: ['n'],
  until: { line: 2 },
  show: 'answer n*2',
  hints,
  why: 'It is {l1[0, 0]:.2}.',
};
const reason = {
  explain: 'Why a sigmoid?',
  choices: [
    { text: 'It is fast', because: 'It is not.' },
    { text: 'Its slope is known', right: true, because: 'It is l1 * (1 - l1).' },
  ],
  hints,
} satisfies Step;

function open(size: { columns: number; rows: number }, ...steps: readonly Step[]): Promise<Stage> {
  return openIn('lessons/1-2-forward.json', size, ...steps);
}

async function openIn(
  file: string,
  size: { columns: number; rows: number },
  ...steps: readonly Step[]
): Promise<Stage> {
  const read = await openLesson(
    { name: 'test', file },
    (text) => text,
    (name) => `scenarios/${name}.json`,
  );
  if (!read.ok) throw new Error('no lesson');
  const { subject, seed, speed } = read.opened;
  const { withoutCause } = read.opened.lesson;
  const opening = { lesson: { ...lessonOf(...steps), withoutCause }, name: 'test' };
  return Stage.open({ subject, seed, speed, size, at: 0, script: [], lesson: { opening, part } });
}

async function press(stage: Stage, ...keys: readonly string[]): Promise<void> {
  for (const own of keys) await stage.press(own);
}

function screen(model: Model): readonly string[] {
  const blocks = part.drawBeside(model, theme).map(({ place: { x, y, columns }, frame }) => ({
    ...{ x, y, columns },
    lines: paintFrame(frame, theme),
  }));
  return sideBySide(blocks, model.size.rows) ?? [];
}

const sizes = [
  { columns: 60, rows: 20 },
  { columns: 80, rows: 24 },
  { columns: 111, rows: 30 },
  { columns: 112, rows: 30 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];

describe('the strip', () => {
  test.each(sizes)('and the dashboard cover the screen at $columns×$rows, in every state', async (size) => {
    const stage = await open(size, say, asked, reason);
    const isWhole = (): void => {
      const lines = screen(stage.model);
      expect(lines).toHaveLength(size.rows);
      expect(lines.filter((line) => line.length > size.columns)).toEqual([]);
      const areas = part.drawBeside(stage.model, theme).map(({ place }) => place.columns * place.rows);
      expect(areas.reduce((sum, area) => sum + area, 0)).toBe(size.columns * size.rows);
    };
    isWhole();
    for (const own of [
      'enter',
      'h',
      '0',
      '.',
      '4',
      'enter',
      'n',
      'n',
      'escape',
      'tab',
      'enter',
      '1',
      'enter',
      'v',
      '2',
    ]) {
      await press(stage, own);
      isWhole();
    }
    expect(stage.model.course).toMatchObject({ step: 2, phase: 'done' });
  });

  test('gives way where the terminal is too small', async () => {
    const stage = await open({ columns: 130, rows: 12 }, say);
    expect(screen(stage.model).join('\n')).toContain('backprop-tui needs 60×20');
  });

  test('lights the pane that a step is about', async () => {
    const stage = await open({ columns: 80, rows: 24 }, say, look);
    expect(stage.model.focus).not.toBe('weights');
    await press(stage, 'enter');
    expect(stage.model.focus).toBe('weights');
  });

  test('shows the true value beside the answer', async () => {
    const stage = await open({ columns: 120, rows: 40 }, asked);
    await press(stage, ...'0.4', 'enter', 'n', 'n');
    expect(screen(stage.model).join('\n')).toMatch(/✗ yours 0\.4 {3}true 0\.269[\s\S]*It is 0\.27\.[\s\S]*enter next/);
  });

  test('explains a tick beside two different numbers', async () => {
    const stage = await open({ columns: 120, rows: 40 }, { ...asked, number: { truth: 'l1[0, 0]', percent: 60 } });
    await press(stage, ...'0.4', 'enter', 'n', 'n');
    expect(screen(stage.model).join('\n')).toMatch(/✓ yours 0\.4 {3}true 0\.269: close[\s\S]*enough/);
  });

  test('lets the person go at once: its progress is kept', async () => {
    const stage = await open({ columns: 80, rows: 24 }, say);
    await press(stage, 'A');
    expect(part.updateBeside(stage.model, { type: 'action', action: { type: 'leave' } }).effects).toEqual([
      { type: 'quit' },
    ]);
  });

  test('names no cause in the headline of a hunt, and none in its program', async () => {
    const stage = await openIn('lessons/4-1-hunt-alike.json', { columns: 120, rows: 40 }, say);
    const { model } = stage;
    expect(model.snapshot?.verdict?.causes).toHaveLength(1);
    expect(screen(model).join('\n')).toContain('untrained: no iteration has run yet');
    expect(screen(model).join('\n')).not.toMatch(/alike|▎/);
    await stage.press('$');
    expect(screen(stage.model).join('\n')).toMatch(/likely stuck: 4 of 4 examples off by more than 0\.1 /);
    const other = await openIn('lessons/4-2-hunt-target.json', { columns: 60, rows: 20 }, say);
    await other.press('$');
    expect(other.model.snapshot?.verdict?.kind).toBe('saturated');
    expect(screen(other.model)[2]).toMatch(/^ unsolved: 1 of 4 examples off by more than 0\.083 +v why *$/);
  });

  test('is a line of its own after esc, until tab', async () => {
    const stage = await open({ columns: 80, rows: 24 }, say);
    await press(stage, 'escape');
    expect(stage.model.strip).toEqual({ side: 'below', rows: 1 });
    expect(screen(stage.model).at(-2)).toMatch(/^ 1 of 1 · Five lines are one iteration\. +tab opens ?$/);
    await press(stage, 'tab');
    expect(stage.model.strip).toMatchObject({ side: 'below', rows: 5 });
  });
});

test.each(sizes)('the pointer is at the one place that takes the keys, at $columns×$rows', async (size) => {
  const run: Step = { do: 'Run a line.', pane: 'program', until: { line: 1 }, show: 'n', hints };
  const stage = await open(size, reason, run);
  // A title with the pointer, after the corner of a box or the rule above the strip.
  const pointed = (): readonly string[] =>
    screen(stage.model).flatMap((line) => [...line.matchAll(/[╭┏─] › (A lesson|\w+)/g)].map(([, title = '']) => title));
  const heavy = (): number => screen(stage.model).join('').split('┏').length - 1;
  expect([pointed(), heavy()]).toEqual([['A lesson'], 1]);
  await press(stage, 'v');
  expect([pointed(), heavy()]).toEqual([['A lesson'], 1]);
  await press(stage, 'tab');
  expect([pointed(), heavy()]).toEqual([['verdict'], 0]);
  await press(stage, 'escape', 'escape');
  expect([pointed(), heavy()]).toEqual([['predicted'], 0]);
  await press(stage, '2', 'enter');
  expect([stage.model.course?.step, pointed(), heavy()]).toEqual([1, ['A lesson'], 1]);
  // A step to do leaves all keys to a view that covers the panes.
  await press(stage, 'v');
  expect([pointed(), heavy()]).toEqual([['verdict'], 0]);
  await press(stage, 'escape', 'escape');
  expect([stage.model.course?.focus, pointed(), heavy()]).toEqual(['folded', ['program'], 0]);
});

test('a heavy border is in ASCII, too', async () => {
  const stage = await open({ columns: 80, rows: 24 }, look);
  const lines = part.drawBeside(stage.model, createTheme(1, false)).map(({ frame }) => frame);
  const text = lines.map((frame) => paintFrame(frame, theme).join('\n')).join('\n');
  expect(text).toMatch(/# syn0 .*=+#\n#/);
  expect(text.match(/[+-] > \w/g)).toEqual(['- > A']);
});

test('the mark of a step that is done names it, and is not beside the next one', async () => {
  const steps: readonly Step[] = [{ do: 'Run a line.', until: { line: 1 }, show: 'n', hints }, say];
  for (const size of [sizes[0], sizes[4]]) {
    if (size === undefined) continue;
    const stage = await open(size, ...steps);
    await press(stage, 'n');
    const text = screen(stage.model).join('\n');
    expect(text).toContain('✓ 1 done');
    expect(text).not.toMatch(/✓ +Five lines/);
  }
});

describe('keys', () => {
  test('go to the dashboard, but for those of an answer', async () => {
    const stage = await open({ columns: 120, rows: 40 }, asked);
    await press(stage, 'tab', 's', 's', 'tab', 'tab');
    expect(stage.model.course?.focus).toBe('reached');
    await press(stage, '0');
    expect(stage.model.snapshot?.iteration).toBe(2);
    expect(stage.model.course?.typed).toBe('0');
    // `0` goes to the first iteration where no question is open.
    await press(stage, 'backspace', 'escape', '0');
    expect(stage.model.snapshot?.iteration).toBe(0);
    expect(stage.model.course?.typed).toBe('');
  });

  test('of a word in place of a number change nothing, and the question stays', async () => {
    const stage = await open({ columns: 60, rows: 20 }, asked);
    await press(stage, 'a', 's', 'enter', '1', 'x', 'space', '/');
    expect(stage.model).toMatchObject({ course: { typed: '1', phase: 'open' }, snapshot: { iteration: 0, alpha: 1 } });
    const text = screen(stage.model).join('\n');
    expect(text).toContain('Type a number, such as 1.25. tab goes to the dashboard.');
    expect(text).toContain(asked.predict);
  });

  test('that mean nothing to a text say so, and not which view of the dashboard has them', async () => {
    const stage = await open({ columns: 80, rows: 24 }, say);
    await press(stage, 'h');
    expect(screen(stage.model).join('\n')).toContain('Nothing to do here: enter continues.');
    await press(stage, '<');
    expect(screen(stage.model).join('\n')).toContain('This is the first text.');
    expect(stage.model.notice).toBeUndefined();
  });

  test('wait while their result is predicted', async () => {
    const stage = await open({ columns: 120, rows: 40 }, asked);
    await press(stage, 'n');
    expect(stage.model.snapshot?.line).toBe(0);
    expect(stage.model.notice?.text).toBe('answer first: then n shows the result');
    await press(stage, '1', 'enter', 'n');
    expect(stage.model.snapshot?.line).toBe(1);
  });

  test('reach the strip with tab after the last pane', async () => {
    const stage = await open({ columns: 120, rows: 40 }, say);
    await press(stage, 'tab');
    expect(stage.model.course?.focus).toBe('panes');
    const seen: string[] = [];
    for (let pressed = 0; pressed < 9 && stage.model.course?.focus === 'panes'; pressed++) {
      seen.push(stage.model.focus);
      await press(stage, 'tab');
    }
    expect(seen).toEqual(['predictions', 'program']);
  });

  test('confirm an answer with enter, and never open a view over a question', async () => {
    for (const size of [sizes[0], sizes[1], sizes[4]] as const) {
      const stage = await open(size as { columns: number; rows: number }, reason);
      await press(stage, 'enter');
      expect(stage.model.view.kind).toBe('panes');
      expect(screen(stage.model).join('\n')).toContain('Press a number from 1 to 2.');
      await press(stage, '1', 'enter');
      expect(screen(stage.model).join('\n')).toContain('It is not.');
      expect(screen(stage.model).at(-1)).not.toContain('look inside');
    }
  });

  test('stay with the question beside a hint or a wrong answer, where there is room', async () => {
    const stage = await open({ columns: 60, rows: 20 }, reason);
    for (const own of ['h', 'h', '1']) {
      await press(stage, own);
      expect(screen(stage.model).join('\n')).toContain(reason.explain);
    }
  });

  test('choose a line inside of one, and name the way back to an answer', async () => {
    const stage = await open({ columns: 80, rows: 24 }, reason);
    await press(stage, 'tab', 's', 'enter');
    expect(stage.model.view.kind).toBe('inspect');
    expect(screen(stage.model).join('\n')).toContain('esc tab answer here');
    const line = (): number | undefined => (stage.model.view.kind === 'inspect' ? stage.model.view.line : undefined);
    const before = line();
    await press(stage, 'tab');
    expect(line()).not.toBe(before);
    await press(stage, 'escape');
    for (let i = 0; i < 5 && stage.model.course?.focus !== 'reached'; i++) await press(stage, 'tab');
    expect(stage.model.course?.focus).toBe('reached');
  });

  test('open nothing with enter where a step waits for another key', async () => {
    const step: Step = { do: 'Run a line.', until: { line: 1 }, show: 'n', hints };
    for (const size of [sizes[0], sizes[1], sizes[4]] as const) {
      const stage = await open(size as { columns: number; rows: number }, step, asked);
      await press(stage, 'enter');
      expect(stage.model.view.kind).toBe('panes');
      expect(screen(stage.model).join('\n')).toContain('Not done yet: h is a hint');
      await press(stage, 'n', '1', 'enter', 'enter');
      expect(stage.model).toMatchObject({ view: { kind: 'panes' }, course: { phase: 'waiting' } });
      expect(screen(stage.model).join('\n')).toContain('Not done yet');
      await press(stage, 'tab', 'enter');
      expect(stage.model.view.kind).toBe('inspect');
    }
  });

  test('open a line with enter where the step asks for it, or the line was chosen', async () => {
    const inside: Step = { do: 'Look inside.', until: { view: 'inspect' }, show: 'n enter', hints };
    const below: Step = { do: 'Go down.', until: { inside: { line: 'l0', row: 1 } }, show: 'down', hints };
    const further: Step = { do: 'Run.', until: { iteration: 1 }, show: 's', hints };
    const stage = await open({ columns: 80, rows: 24 }, { look: 'Lines.', pane: 'program' }, inside, below, further);
    await press(stage, 'enter', 'n', 'enter');
    expect(stage.model).toMatchObject({ view: { kind: 'inspect' }, course: { step: 2 } });
    expect(screen(stage.model).join('\n')).not.toContain('is closed');
    await press(stage, 'escape');
    expect(screen(stage.model).join('\n')).toContain(
      'Line 1 is closed: choose it with the arrows, then enter opens it.',
    );
    await press(stage, 'enter', 'down');
    expect(stage.model).toMatchObject({ view: { kind: 'inspect' }, course: { step: 3 } });
    await press(stage, 'escape', 'down', 'enter');
    expect(stage.model.view.kind).toBe('inspect');
  });

  test('open no line with enter while another pane is lit, although one was chosen before', async () => {
    const ask: Step = {
      do: 'Press y.',
      pane: 'predictions',
      until: { asked: [1, 0, 0] },
      show: 'y type:1 space 0 space 0 enter',
      hints,
    };
    const stage = await open({ columns: 60, rows: 20 }, { look: 'The lines.', pane: 'program' }, ask);
    await press(stage, 'tab', 'up', 'tab', 'enter', 'enter');
    expect(stage.model).toMatchObject({ view: { kind: 'panes' }, focus: 'predictions', cursor: expect.anything() });
    expect(stage.model.course).toMatchObject({ step: 1, remark: 'Not done yet: h is a hint, tab goes to the panes.' });
  });

  test('of digits open a folded question first, and do nothing to it', async () => {
    const stage = await open({ columns: 80, rows: 24 }, reason);
    await press(stage, 'escape', '1');
    expect(stage.model.course).toMatchObject({ focus: 'strip', tried: [] });
    await press(stage, '1');
    expect(stage.model.course?.tried).toEqual([0]);
  });

  test('stay those of the panes where a step is done while the strip is folded', async () => {
    const step: Step = { do: 'Run a line.', until: { line: 1 }, show: 'n', hints, why: 'It has run.' };
    const stage = await open({ columns: 80, rows: 24 }, step, say);
    await press(stage, 'escape', 'n');
    expect(stage.model.course).toMatchObject({ step: 0, phase: 'done', focus: 'folded' });
    expect(screen(stage.model).at(-2)).toMatch(/It has run\. +tab opens ?$/);
    await press(stage, 'enter');
    expect(stage.model).toMatchObject({ view: { kind: 'inspect' }, course: { step: 0, focus: 'folded' } });
    await press(stage, 'escape', 'tab', 'enter');
    expect(stage.model.course).toMatchObject({ step: 1, focus: 'strip' });
  });

  test('are those of the options while these are open, beside a text and a question, too', async () => {
    const stage = await open({ columns: 80, rows: 24 }, say, reason);
    await press(stage, 'o', 'right');
    expect(screen(stage.model).join('\n')).toMatch(/─ A lesson {2}1 of 2 ─+ esc back to here ──/);
    await press(stage, 'enter');
    expect(stage.model).toMatchObject({ view: { kind: 'panes' }, course: { step: 0 } });
    expect(sightOf(stage.model).settings).toMatchObject({ layerSizes: [3, expect.anything(), 1] });
    await press(stage, 'enter', 'o', 'down', 'down', '6', 'enter', 'enter');
    expect(stage.model).toMatchObject({ view: { kind: 'panes' }, course: { step: 1, phase: 'open', tried: [] } });
    expect(sightOf(stage.model).settings).toMatchObject({ layerSizes: [3, 6, 1] });
  });

  test('of a number that is asked are not in the last line of the screen', async () => {
    const stage = await open({ columns: 80, rows: 24 }, asked);
    const footer = (): string => screen(stage.model).at(-1) as string;
    expect(footer()).toMatch(/^ space run {2}\+ faster {2}tab next pane {2}\? help {2}q quit *$/);
    await press(stage, '0');
    expect(footer()).toMatch(/^ tab next pane *$/);
    await press(stage, '.', '4', 'enter');
    expect(footer()).toMatch(/n line/);
  });

  test('of tab go round: from the last pane to the strip, and from there to the first', async () => {
    const stage = await open({ columns: 80, rows: 24 }, { look: 'Lines.', pane: 'program' });
    const seen: string[] = [];
    for (let pressed = 0; pressed < 6; pressed++) {
      await press(stage, 'tab');
      seen.push(stage.model.course?.focus !== 'panes' ? 'strip' : stage.model.focus);
    }
    expect(seen).toEqual(['program', 'strip', 'error', 'weights', 'predictions', 'program']);
    await press(stage, 'shift+tab', 'shift+tab', 'shift+tab', 'shift+tab');
    expect(stage.model.course?.focus).toBe('reached');
  });

  test('of digits belong to an open question, also while the dashboard has the focus', async () => {
    const stage = await open({ columns: 120, rows: 40 }, asked);
    await press(stage, 's', 'tab');
    expect(stage.model.course?.focus).toBe('panes');
    const { snapshot, speed } = stage.model;
    await press(stage, '-', '0', '.', '4');
    expect(stage.model).toMatchObject({ speed, course: { focus: 'strip', typed: '-0.4' } });
    expect(stage.model.snapshot?.iteration).toBe(snapshot?.iteration);
    // A choice is taken at once. A folded strip asks nothing, and the keys are those of the dashboard.
    const other = await open({ columns: 120, rows: 40 }, reason);
    await press(other, 'tab', '9');
    expect(other.model.course).toMatchObject({
      focus: 'strip',
      remark: expect.stringMatching(/^Press a number from 1 to/),
    });
    await press(other, 'escape', '-');
    expect(other.model.speed).not.toBe(speed);
  });

  test('of tab name the pane of the step where the screen does not show it, and go there', async () => {
    const stage = await open(
      { columns: 60, rows: 20 },
      { look: 'Lines.', pane: 'program' },
      { ...reason, pane: 'weights' },
    );
    const heading = (): string => screen(stage.model).find((line) => line.includes('of 2')) ?? '';
    expect(heading()).toMatch(/ enter next /);
    expect(heading()).not.toContain('tab');
    await press(stage, 'enter', 'tab', 'tab', '9');
    expect(stage.model).toMatchObject({ focus: 'predictions', course: { focus: 'strip' } });
    expect(heading()).toMatch(/ 1-2 choose {2}tab weights {2}h hint /);
    await press(stage, 'tab');
    expect(stage.model).toMatchObject({ focus: 'weights', course: { focus: 'panes' } });
    // In a grid the screen shows it beside the others.
    const grid = await open({ columns: 80, rows: 24 }, { look: 'Lines.', pane: 'program' });
    await press(grid, 'tab', 'tab', 'tab', 'shift+tab');
    expect(grid.model).toMatchObject({ focus: 'error', course: { focus: 'reached' } });
    expect(screen(grid.model).join('\n')).not.toContain('tab program');
  });

  test('of tab show the watches where there is no room for them beside the others', async () => {
    const stage = await open({ columns: 80, rows: 24 }, { look: 'Lines.', pane: 'program' });
    await press(stage, 'w', ...'l1_error', 'enter', 'tab', 'tab');
    expect(stage.model.focus).toBe('notes');
    expect(screen(stage.model).join('\n')).toMatch(/› watch[\s\S]*l1_error/);
  });

  test('are typed into an open question of the dashboard', async () => {
    const stage = await open({ columns: 120, rows: 40 }, reason);
    await press(stage, 'g', '2', 'h', 'escape');
    expect(stage.model.course).toMatchObject({ phase: 'open', hints: 0 });
  });
});

test('a person hears each new sentence once', async () => {
  const stage = await open({ columns: 120, rows: 40 }, say, asked);
  const companion = part.companionOf(
    { lesson: lessonOf(say), name: 'test' },
    { save: () => {}, open: async () => undefined },
  );
  const { model } = stage;
  expect(companion.speak(model, model)).toEqual(['A lesson, step 1 of 2.', say.say, 'enter: next.']);
  expect(companion.speak(model, model)).toEqual([]);
  await press(stage, 'enter');
  expect(companion.speak(model, stage.model)).toEqual([
    'A lesson, step 2 of 2.',
    asked.predict,
    'Answer: ',
    'enter: answer, h: hint.',
  ]);
});

test('the options open at the first one that the step sets', async () => {
  const setting = { name: 'bias', is: true };
  const step: Step = { do: 'Turn it on.', until: { setting }, show: 'o option:bias right ctrl+r', hints };
  const after: Step = {
    ...asked,
    holds: ['o'],
    until: { iteration: 1 },
    show: 'answer o option:l2 type:0.1 enter ctrl+r',
  };
  const stage = await open({ columns: 80, rows: 24 }, say, step, after);
  const option = (): string | undefined => sightOf(stage.model).option;
  await press(stage, 'o');
  expect(option()).toBe('hidden layers');
  await press(stage, 'escape', 'enter', 'o');
  expect(option()).toBe('bias');
  // A question of the options comes back to the option that asked it.
  await press(stage, 'down', 'down', 'down', '1', '0', 'escape');
  expect(option()).toBe('alpha');
  await press(stage, 'escape', 'o', 'right', 'ctrl+r', ...'0.5', 'enter', 'o');
  expect([stage.model.course?.phase, option()]).toEqual(['waiting', 'l2']);
});

test('lines that a text or a hint names are in sight, and so is the next line again afterwards', async () => {
  const named: Step = {
    ...reason,
    explain: 'Line 9 updates syn0. Why?',
    hints: ['Line 2?', 'Lines 1, 3 and 4?', 'Line 9'],
  };
  for (const size of [sizes[0], sizes[1]] as const) {
    const stage = await openIn(
      'lessons/2-3-error-sent-back.json',
      size as (typeof sizes)[0],
      { look: 'Lines.', pane: 'program' },
      named,
      {
        look: 'The next line.',
        pane: 'program',
      },
    );
    const lines = (): readonly number[] =>
      screen(stage.model).flatMap((line) =>
        [...line.matchAll(/[┃│] +(\d)[ ▶›] /g)].map(([, number]) => Number(number)),
      );
    await press(stage, 'enter');
    expect(lines()).toContain(9);
    await press(stage, 'h');
    expect(lines()).toContain(2);
    await press(stage, 'h');
    expect(lines()).toEqual(expect.arrayContaining([1, 3, 4]));
    await press(stage, 'h');
    expect(lines()).toContain(9);
    await press(stage, '2', 'enter');
    expect(lines()).toContain(1);
  }
});

test('a run that has left the place of a step is brought back by h', async () => {
  const step: Step = { do: 'Run a line.', until: { line: 1, iteration: 0 }, show: 'n', hints };
  const stage = await open({ columns: 80, rows: 24 }, say, step);
  const isLost = (): boolean => screen(stage.model).join('\n').includes('The run has left the place of this step');
  await press(stage, 'enter');
  expect(isLost()).toBe(false);
  await press(stage, 's', 'n');
  expect(isLost()).toBe(true);
  // A person who comes back by hand needs no help.
  await press(stage, '0');
  expect(isLost()).toBe(false);
  await press(stage, 's', '<', 'enter', 'n');
  expect(isLost()).toBe(true);
  await press(stage, 'h');
  expect(stage.model.course).toMatchObject({ wants: 'again', resumeAt: 1 });
});

test('the line that runs next is visible', async () => {
  for (const [file, lines] of [
    ['lessons/1-2-forward.json', 5],
    ['lessons/2-3-error-sent-back.json', 9],
  ] as const) {
    const stage = await openIn(file, { columns: 80, rows: 24 }, say);
    for (let line = 1; line <= lines; line++) {
      expect(screen(stage.model).join('\n')).toContain(`${line}▶`);
      await press(stage, 'n');
    }
  }
});

test('any key of a person stops the keys that the program presses', async () => {
  const stage = await open({ columns: 120, rows: 40 }, asked);
  await press(stage, 'h', 'h', 'h', 'h');
  const companion = part.companionOf(
    { lesson: lessonOf(say), name: 'test' },
    { save: () => {}, open: async () => undefined },
  );
  expect(companion.interpret(stage.model, key('s'))).toEqual({ type: 'lesson', message: { type: 'stopPlayer' } });
});
