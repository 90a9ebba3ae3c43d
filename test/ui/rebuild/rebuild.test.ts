import { describe, expect, it } from 'vitest';
import { checkLevel } from '../../../src/learn/rebuild/check-level.ts';
import { huntedMistakes, hunts, makeLevel, type Task, tasks } from '../../../src/learn/rebuild/levels.ts';
import { asciiKey, key } from '../../../src/ui/keyboard/events.ts';
import { readDraft, writtenDraft } from '../../../src/ui/rebuild/draft.ts';
import { drawRebuild } from '../../../src/ui/rebuild/draw.ts';
import { bindings, footerKeys, helpKeys, interpret } from '../../../src/ui/rebuild/keys.ts';
import {
  type Effect,
  isMistakeShown,
  isSolved,
  type Message,
  type OpenedLevel,
  openModel,
  ownLines,
  type RebuildModel,
} from '../../../src/ui/rebuild/model.ts';
import { routeOf } from '../../../src/ui/rebuild/route.ts';
import { speak, typingOf } from '../../../src/ui/rebuild/speak.ts';
import { update } from '../../../src/ui/rebuild/update.ts';
import { paintFrame, sideBySide } from '../../../src/ui/text/frame.ts';
import { createTheme } from '../../../src/ui/theme/theme.ts';

const HALF_SLOPE = huntedMistakes('two-layers').indexOf('half-slope') + 1;

const plainTheme = createTheme(1, true);

function openedLevel(task: Task, seed = 1): OpenedLevel {
  const symptom = task.level === 'hunt' ? 'It goes wrong.' : undefined;
  return { level: makeLevel(task, seed), place: [1, tasks.length], symptom };
}

/** A rebuild whose checks end at once. */
function opened(task: Task, size = { columns: 80, rows: 24 }, seed = 1) {
  let model = openModel(openedLevel(task, seed), size);
  const said: string[] = [];
  let waiting: Effect | undefined;
  const dispatch = (message: Message): void => {
    const before = model;
    const next = update(model, message);
    model = next.model;
    said.push(...speak(before, message, model));
    waiting = next.effects.find(({ type: kind }) => kind === 'check') ?? waiting;
  };
  /** Ends the check of the newest text. */
  const settle = (): RebuildModel => {
    if (waiting?.type !== 'check') return model;
    const { version, text, ...level } = waiting;
    waiting = undefined;
    const work = checkLevel(text, level, { digits: 'none' });
    for (;;) {
      const { done, value } = work.next();
      if (!done) continue;
      dispatch({ type: 'reported', version, report: value, isLast: true, now: 61_000 });
      return model;
    }
  };
  dispatch({ type: 'opened', now: 0 });
  const press = (...names: string[]): void => {
    for (const name of names) {
      const parts = name.split('+');
      const event = key(parts.at(-1) as string, { ctrl: parts.includes('ctrl') && parts.length > 1 });
      const message = interpret(model, event);
      if (message !== undefined) dispatch(message);
    }
  };
  const type = (text: string): void => {
    for (const character of text) {
      const message = interpret(model, asciiKey(character.charCodeAt(0)));
      if (message !== undefined) dispatch(message);
    }
  };
  return { dispatch, model: settle, unchecked: () => model, press, type, said };
}

const screenOf = (model: RebuildModel): string => {
  const blocks = drawRebuild(model, plainTheme).map(({ place, frame }) => ({
    ...place,
    lines: paintFrame(frame, plainTheme),
  }));
  return (sideBySide(blocks, model.size.rows) ?? ['overlap']).join('\n');
};

describe('the rebuild on the screen', () => {
  it('is solved by filling the blanks, with the marks beside the lines', () => {
    const { model, press, type } = opened({ network: 'two-layers', level: 'gap' });
    type('l0 @ syn0');
    press('tab');
    type('l1');
    press('tab');
    type('l1');
    press('tab');
    type('l1_error');
    expect(screenOf(model())).toContain('✗ 24');
    expect(screenOf(model())).toContain('without the slope');
    for (let i = 0; i < 5; i++) press('backspace');
    type('delta');
    expect(isSolved(model())).toBe(true);
    expect(screenOf(model())).toMatch(/4 blanks, no hint, 1 min 1 s/);
    expect(screenOf(model())).not.toMatch(/digits/);
    expect(interpret(model(), key('enter'))).toEqual({ type: 'levelAsked', step: 1 });
  });

  it('undoes changes, and redoes them', () => {
    const { model, press, type } = opened({ network: 'two-layers', level: 'labels' });
    type('l1 = X');
    press('ctrl+z', 'ctrl+z', 'ctrl+z', 'ctrl+z', 'ctrl+z', 'ctrl+z');
    expect(ownLines(model()).join('')).not.toContain('l1 = X');
    press('ctrl+y', 'ctrl+y', 'ctrl+y', 'ctrl+y', 'ctrl+y', 'ctrl+y');
    expect(ownLines(model()).join('')).toContain('l1 = X');
  });

  it('lifts a line with space, moves it with arrows, and leaves labels where they are', () => {
    const { model, press } = opened({ network: 'two-layers', level: 'order' });
    const rows = (): readonly string[] => ownLines(model()).map((line) => line.trim());
    expect(rows().slice(0, 3)).toEqual(['# forward', 'syn0 += l0.T @ l1_delta', 'l1_error = y - l1']);
    press('space', 'down', 'down', 'space');
    expect(rows().slice(0, 4)).toEqual(['# forward', 'l1_error = y - l1', '# how wrong', 'syn0 += l0.T @ l1_delta']);
    press('up', 'space');
    expect(model().notice).toContain('A label stays');
    press('up', 'up', 'up', 'space');
    expect(rows()[0]).toBe('# forward');
    press('ctrl+z');
    expect(rows().slice(0, 3)).toEqual(['# forward', 'syn0 += l0.T @ l1_delta', 'l1_error = y - l1']);
    press('ctrl+z');
    expect(model().notice).toContain('Nothing more can be undone');
  });

  it('is solved by moving lines alone', () => {
    const { model, unchecked, press } = opened({ network: 'two-layers', level: 'order' });
    const { solution, labels } = model().level;
    // Each line from its row to its place, the last one first.
    const wanted = ['forward', 'how wrong', 'backward', 'update'].flatMap((label) => [
      `# ${label}`,
      ...solution.filter((_, i) => labels[i] === label),
    ]);
    for (let round = 0; round < 40; round++) {
      const rows = (unchecked().order as { rows: readonly { text: string }[] }).rows.map(({ text }) => text);
      const at = rows.findIndex((text, i) => text !== wanted[i]);
      if (at < 0) break;
      const from = rows.indexOf(wanted[at] as string);
      const isLabel = (wanted[at] as string).startsWith('#');
      const chosen = (unchecked().order as { chosen: number }).chosen;
      // A label is reached by moving the line that is in its place below it.
      const start = isLabel ? at : from;
      const steps = start - chosen;
      press(...Array.from({ length: Math.abs(steps) }, () => (steps > 0 ? 'down' : 'up')), 'space');
      press(...Array.from({ length: Math.abs(from - at) }, () => (isLabel ? 'down' : 'up')), 'space');
    }
    expect(isSolved(model())).toBe(true);
  });

  it('does not count useful moves elsewhere as the same place again', () => {
    const { model, press } = opened({ network: 'two-layers', level: 'order' });
    const move = (...keys: string[]): RebuildModel => {
      press(...keys);
      return model();
    };
    move('space', 'ctrl+end', 'space');
    move('up', 'space', 'up', 'space');
    const third = move('up', 'space', 'up', 'up', 'up', 'up', 'space');
    expect(third.report?.fault?.sentence).toContain('l1 is read here');
    expect(third.offer).toBeUndefined();
    // Moves that lead away and back are attempts.
    move('down', 'down', 'down', 'down', 'down', 'space', 'down', 'space');
    expect(move('space', 'down', 'space', 'space', 'up', 'space').offer).toBe('join two lines');
    // On the way of a lifted line to another fault, or to none, nothing is offered.
    const lifted = move('ctrl+home', 'down', 'down', 'space', 'down', 'down');
    expect(lifted.report?.fault).toBeUndefined();
    expect(screenOf(lifted)).not.toContain('The same place');
  });

  it('keeps the lines of gaps where they are, and says that no blank is left', () => {
    const { model, press, type } = opened({ network: 'two-layers', level: 'gap' });
    for (const text of ['l0', 'l1', 'l1', 'l1']) {
      type(text);
      press('tab');
    }
    const before = ownLines(model());
    press('tab');
    expect(ownLines(model())).toEqual(before);
    expect(model().notice).toBe('No blank is left.');
  });

  it('tells a report from the text that is being checked', () => {
    const { model, unchecked, type } = opened({ network: 'two-layers', level: 'gap' });
    type('l0 @ syn0');
    expect(screenOf(model())).toContain('3 blanks are still open: the first is in line 20.');
    expect(screenOf(unchecked())).not.toContain('before the last change');
    type(' ');
    expect(screenOf(unchecked())).toMatch(/checking.*before the last change.*3 blanks/s);
    expect(screenOf(model())).toContain('╭ next');
  });

  it('fills a blank among shuffled lines, and offers help after the same fault three times', () => {
    const { model, press, type } = opened({ network: 'two-layers', level: 'faded' });
    press('tab');
    expect(model().order?.isFilling).toBe(true);
    type('l0');
    press('enter');
    expect(ownLines(model()).join('\n')).toContain('l0');
    const wrong = (): number => (model().order?.rows ?? []).filter(({ piece }) => piece?.mistake !== undefined).length;
    expect(wrong()).toBe(3);
    for (let i = 0; i < 6 && model().offer === undefined; i++) {
      // The last line goes up and down: the first fault stays where it is.
      if (i % 2 === 0) press('ctrl+end', 'up', 'space', 'up', 'space');
      else press('ctrl+end', 'up', 'up', 'space', 'down', 'space');
    }
    expect(model().offer).toBe('leave out a wrong line');
    expect(screenOf(model())).toContain('The same place for the third time.');
    const fourth = { ...model(), stuck: { ...model().stuck, count: 4 } };
    expect(screenOf(fourth)).toContain('The same place again.');
    press('ctrl+t');
    expect(wrong()).toBe(2);
    expect(model().hintsUsed).toBe(1);
  });

  it('counts a lifted line only where it is put down', () => {
    const { model, press } = opened({ network: 'two-layers', level: 'order' });
    press('space');
    for (let i = 0; i < 6; i++) {
      press('down');
      expect(model().offer).toBeUndefined();
    }
    expect(model().stuck.count).toBe(0);
    press('space');
    expect(model().stuck.count).toBe(1);
    // The same text again is no other try.
    press('space', 'space');
    expect(model().stuck.count).toBe(1);
  });

  it('moves a lifted line to the top or the bottom with home and end: the lines are in order after 20 keys', () => {
    const { model, press } = opened({ network: 'two-layers', level: 'order' });
    press('space', 'end', 'space', 'up', 'space', 'up', 'space', 'up', 'space', 'home', 'space');
    press('down', 'space', 'down', 'space', 'down', 'space', 'up', 'up', 'space');
    expect(isSolved(model())).toBe(true);
    press('home');
    expect(model().order?.chosen).toBe(0);
  });

  it('goes to the next gap with enter, and never breaks a line before all are filled', () => {
    const { model, press, type } = opened({ network: 'two-layers', level: 'gap' });
    const lines = model().editor.lines.length;
    for (const text of ['l0 @ syn0', 'l1', 'l1', 'l1_delta']) {
      type(text);
      press('enter');
      // The last one leaves no gap.
      if (text !== 'l1_delta') expect(model().editor.lines).toHaveLength(lines);
    }
    expect(isSolved(model())).toBe(true);
  });

  it('gives three hints for a place: a question, the place, the answer', () => {
    const { model, press } = opened({ network: 'three-layers', level: 'labels' });
    press('ctrl+t', 'ctrl+t', 'ctrl+t');
    const screen = screenOf(model());
    expect(screen).toContain('question');
    expect(screen).toContain('place');
    expect(screen).toMatch(/answer {4}l/);
    // There is no other hint: its key has gone.
    expect(footerKeys(model()).map(({ keys }) => keys)).not.toContain('ctrl+t');
  });

  it.each([
    [120, 40],
    [80, 24],
    [60, 20],
    [200, 60],
    [44, 14],
    [30, 10],
  ])('fills %i columns and %i rows, and no more', (columns, rows) => {
    for (const task of [...[0, 1, 2, 8, 9].map((at) => tasks[at] as Task), ...hunts.slice(0, 2)]) {
      const model = openModel(openedLevel(task), { columns, rows });
      for (const own of [model, { ...model, isHelpOpen: true }]) {
        for (const theme of [plainTheme, createTheme(24, true), createTheme(1, false)]) {
          for (const { place, frame } of drawRebuild(own, theme)) {
            expect(frame).toHaveLength(place.rows);
            for (const line of frame) expect(line.map(({ text }) => text).join('')).toHaveLength(place.columns);
          }
        }
      }
    }
  });

  it('hides the marks of a bug hunt until the mistake is fixed, and names it then', () => {
    const { model, press, type, said } = opened({ network: 'two-layers', level: 'hunt' }, undefined, HALF_SLOPE);
    expect(model().level.hunt?.mistake).toBe('half-slope');
    const marks = /^│ [✓✗]/m;
    expect(screenOf(model())).toContain('It goes wrong.');
    expect(screenOf(model())).not.toMatch(marks);
    press('down', 'home');
    type('(');
    expect(screenOf(model()).match(/│ ✗/g)).toHaveLength(1);
    expect(screenOf(model())).not.toContain('✓');
    press('backspace');
    expect(screenOf(model())).toContain('The mistake is still there');
    expect(screenOf(model())).not.toMatch(marks);
    for (let i = 0; i < 9; i++) press('down');
    press('end');
    for (let i = 0; i < 2; i++) press('backspace');
    type('slope(l1)');
    expect(isSolved(model())).toBe(true);
    expect(screenOf(model())).toContain('Found and fixed. It was half of the slope.');
    expect(screenOf(model())).toMatch(/25 keys in 1 min 1 s; the fewest known are \d+\./);
    expect(screenOf(model())).toMatch(marks);
    expect(said.join('\n')).toContain('Found and fixed. It was half of the slope.');
    expect(said.join('\n')).not.toMatch(/\. (right|wrong): /);
  });

  it('shows the marks of a bug hunt as a hint, and says so at the end', () => {
    const { model, dispatch, press, said } = opened({ network: 'three-layers', level: 'hunt' });
    model();
    press('ctrl+t');
    expect(screenOf(model())).toContain('The mistake is in "update".');
    expect(said.at(-1)).toContain('The mistake is in "update".');
    expect(footerKeys(model())[0]).toEqual({ keys: 'ctrl+t', words: 'show the marks' });
    press('ctrl+t');
    expect(screenOf(model())).toMatch(/│ ✓/);
    press('ctrl+t');
    expect(screenOf(model())).toContain('These weights never change');
    for (const own of routeOf(model().level)) dispatch(own);
    expect(screenOf(model())).toContain('Fixed, after the marks were shown.');
    expect(model().fewest).toBe(model().keys);
  });

  it.each(hunts)('knows a way to the right text of each bug hunt: $network', (task) => {
    for (const seed of huntedMistakes(task.network).keys()) {
      const { unchecked, dispatch } = opened(task, undefined, seed + 1);
      for (const own of routeOf(unchecked().level)) dispatch(own);
      expect(ownLines(unchecked())).toEqual(unchecked().level.solution);
    }
  });

  it.each([
    [60, 20],
    [80, 24],
    [44, 14],
  ])('says all of a bug hunt in pages at %i columns and %i rows', (columns, rows) => {
    const flat = huntedMistakes('two-layers').indexOf('flat-target') + 1;
    const { model, press, unchecked } = opened({ network: 'two-layers', level: 'hunt' }, { columns, rows }, flat);
    model();
    press('ctrl+t', 'ctrl+t', 'ctrl+t');
    let screens = screenOf(unchecked());
    for (let page = 0; page < 8; page++) {
      press('ctrl+o');
      screens += screenOf(unchecked());
    }
    const words = screens.replace(/[│\n]/g, ' ').replace(/ +/g, ' ');
    for (const own of ['y has one axis', 'marks are shown', 'belong before the loop?', 'l1_error is 4×4']) {
      expect(words).toContain(own);
    }
    expect(words).not.toContain('marks are hidden');
    if (rows < 24) expect(words).toContain('ctrl+o: more');
  });

  it.each([
    [60, 20],
    [120, 40],
  ])('keeps the line with the ✗ in sight at %i columns and %i rows', (columns, rows) => {
    const { model, type, press } = opened({ network: 'three-layers', level: 'gap' }, { columns, rows });
    type('(');
    for (let i = 0; i < 30; i++) press('up');
    expect(screenOf(model())).toMatch(/^│ ✗ \d+/m);
    for (let i = 0; i < 30; i++) press('down');
    expect(screenOf(model())).toMatch(/^│ ✗ \d+/m);
    expect(screenOf(model())).toContain('^');
  });

  it('has no ✗ before a line was moved', () => {
    for (const size of [
      { columns: 60, rows: 20 },
      { columns: 120, rows: 40 },
    ]) {
      const { model, press, said } = opened({ network: 'two-layers', level: 'order' }, size);
      expect(screenOf(model())).not.toContain('✗');
      expect(said.join('\n')).not.toContain(', wrong:');
      press('space', 'down', 'space');
      expect(screenOf(model())).toContain('✗');
    }
  });

  it('has no ✓ for a blank in the first of two reports', () => {
    const { dispatch, unchecked } = opened({ network: 'two-layers', level: 'gap' });
    const level = unchecked().level;
    const work = checkLevel([...level.before, ...ownLines(unchecked()), ...level.after, ''].join('\n'), level);
    for (;;) {
      const { done, value } = work.next();
      if (value !== undefined) dispatch({ type: 'reported', version: 1, report: value, isLast: done === true, now: 0 });
      expect(screenOf(unchecked())).not.toMatch(/✓ \d+.*____/);
      if (done) break;
    }
    expect(unchecked().report?.missing).toBeDefined();
  });

  it.each(['gap', 'order', 'faded', 'hunt'] as const)('lists all keys of a level, page by page: %s', (level) => {
    const { unchecked, press } = opened({ network: 'two-layers', level }, { columns: 60, rows: 16 });
    press('ctrl+g');
    const first = screenOf(unchecked());
    press('end');
    const shown = first + screenOf(unchecked());
    for (const { keys, words } of helpKeys(unchecked())) {
      expect(shown).toContain(keys);
      expect(shown).toContain(words);
    }
    expect(shown).toContain(level === 'hunt' ? 'next program' : 'next level');
    expect(shown).not.toContain(level === 'hunt' ? 'next level' : 'next program');
    // A key with another effect closes the list, and has its effect.
    press('ctrl+t');
    expect(unchecked()).toMatchObject({ isHelpOpen: false, hint: 1 });
  });

  it('shows the whole of lines that no cursor moves through, and the number of the level', () => {
    const size = { columns: 60, rows: 30 };
    const words = (task: Task): string =>
      screenOf(opened(task, size).unchecked()).replace(/[│\n]/g, ' ').replace(/ +/g, ' ');
    expect(words({ network: 'two-layers', level: 'nothing' })).toContain('[1, 0, 1], [1, 1, 1]])');
    expect(words({ network: 'dropout', level: 'faded' })).toContain(
      'l1_mask = (np.random.random((4, 4)) <= 0.8) / 0.8',
    );
    expect(words({ network: 'dropout', level: 'faded' })).toContain('level 1 of 19');
  });

  it('says that a text is too long', () => {
    const { unchecked, dispatch, press } = opened({ network: 'two-layers', level: 'nothing' });
    dispatch({ type: 'pasted', text: 'a\n'.repeat(2000) });
    expect(screenOf(unchecked())).toContain('Not inserted: a text has at most 1,000 lines');
    press('ctrl+z');
    expect(screenOf(unchecked())).toContain('Nothing more can be undone.');
  });

  it('shows the cursor in a long line of wide characters, and behind a space in a blank', () => {
    const { unchecked, dispatch, press } = opened(
      { network: 'two-layers', level: 'nothing' },
      { columns: 60, rows: 20 },
    );
    dispatch({ type: 'pasted', text: `# ${'漢字'.repeat(60)}end` });
    expect(screenOf(unchecked())).toContain('end|');
    press('home', 'home');
    expect(screenOf(unchecked())).toMatch(/\|# 漢字/);
    const faded = opened({ network: 'two-layers', level: 'faded' });
    faded.press('tab');
    faded.type('l0 ');
    expect(screenOf(faded.model())).toContain('l0 |');
  });

  it.each([
    [120, 40],
    [80, 24],
    [60, 20],
  ])('shows all of a long line, with the cursor and without it, at %i columns and %i rows', (columns, rows) => {
    const { unchecked, dispatch, press } = opened({ network: 'two-layers', level: 'nothing' }, { columns, rows });
    const words = Array.from({ length: 30 }, (_, i) => `w${i}`).join(' + ');
    dispatch({ type: 'pasted', text: `total = ${words}\nb = 1` });
    // The rows of the program without their border, numbers and spaces.
    const shown = (): string => {
      const code = drawRebuild(unchecked(), plainTheme).find(({ name }) => name === 'code');
      const rows = paintFrame(code?.frame ?? [], plainTheme).slice(1, -1);
      return rows.map((row) => row.slice(7, -1).replace(/[\s|]/g, '')).join('');
    };
    const all = `total=${words.replaceAll(' ', '')}b=1`;
    expect(shown()).toContain(all);
    press('up', 'home');
    for (let i = 0; i < 40; i++) press('right');
    // Its rows stay where they are while the cursor moves through it.
    expect(shown()).toContain(all);
  });

  it('shows a long line around its fault, with dots where it is cut', () => {
    const { model, dispatch } = opened({ network: 'two-layers', level: 'nothing' }, { columns: 60, rows: 20 });
    const sum = Array.from({ length: 20 }, (_, i) => `X${i} + X`).join(' + ');
    dispatch({ type: 'pasted', text: `t = ${sum} + 漢字 nope + ${sum}` });
    const rows = screenOf(model()).split('\n');
    const at = rows.findIndex((row) => row.includes('^'));
    const [line = '', carets = ''] = rows.slice(at - 1);
    expect(line).toMatch(/^│ ….*漢字 nope \+ X0 .*… │$/);
    // A wide character has two columns.
    expect(carets.indexOf('^')).toBe(line.indexOf('nope') + 2);
  });

  it('says in a bug hunt that the other marks are hidden, where a line that cannot be read has one', () => {
    const { model, type } = opened({ network: 'two-layers', level: 'hunt' });
    expect(screenOf(model())).toContain('The marks are hidden;');
    type('(');
    expect(screenOf(model())).toContain('✗  9');
    expect(screenOf(model())).not.toContain('The marks are hidden');
    expect(screenOf(model())).toContain('The other marks are hidden;');
  });

  it('begins a level again, and brings its lines back by undoing', () => {
    for (const level of ['gap', 'order'] as const) {
      const { unchecked, press, dispatch, type } = opened({ network: 'two-layers', level });
      if (level === 'gap') type('X');
      else press('space', 'down', 'down', 'space');
      const typed = ownLines(unchecked());
      dispatch({ type: 'levelOpened', ...openedLevel({ network: 'two-layers', level }), now: 0 });
      expect(ownLines(unchecked())).not.toEqual(typed);
      press('ctrl+z');
      expect(ownLines(unchecked())).toEqual(typed);
      press('ctrl+y');
      expect(ownLines(unchecked())).not.toEqual(typed);
    }
  });

  it('binds each key once, and lists each message or one beside it', () => {
    const keys = bindings.flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
    const listed = new Set(bindings.flatMap(({ shown, message }) => (shown === undefined ? [] : [message.type])));
    for (const { message } of bindings) expect(listed).toContain(message.type);
  });

  it('says that marks are shown, only once there are marks', () => {
    const { model, unchecked, press, said } = opened({ network: 'two-layers', level: 'hunt' });
    press('ctrl+t', 'ctrl+t');
    expect(screenOf(unchecked())).toContain('The marks are shown once the check ends.');
    expect(said.at(-1)).toBe('The marks are shown once the check ends.');
    expect(screenOf(model())).toContain('The marks are shown now.');
  });

  it('keeps the marks of a bug hunt shown when it begins again', () => {
    const { unchecked, press, dispatch } = opened({ network: 'two-layers', level: 'hunt' });
    press('ctrl+t', 'ctrl+t');
    dispatch({ type: 'levelOpened', ...openedLevel({ network: 'two-layers', level: 'hunt' }), now: 0 });
    expect(isMistakeShown(unchecked())).toBe(true);
  });

  it.each(['gap', 'order', 'faded', 'labels', 'nothing', 'hunt'] as const)(
    'takes up a level where its text was kept: %s',
    (level) => {
      const task = { network: 'two-layers', level } as const;
      const { unchecked, press, type } = opened(task);
      expect(writtenDraft(unchecked(), 0)).toBeUndefined();
      press('ctrl+t');
      if (level === 'faded') press('tab');
      if (level === 'order') press('space', 'down', 'down', 'space');
      else type('x1');
      const text = writtenDraft(unchecked(), 90_000) as string;
      const draft = readDraft(text, unchecked().level);
      const again = update(openModel({ ...openedLevel(task), draft }, unchecked().size), {
        type: 'opened',
        now: 5000,
      }).model;
      expect(ownLines(again)).toEqual(ownLines(unchecked()));
      expect(again).toMatchObject({ keys: unchecked().keys, hintsUsed: 1, isBegun: true, openedAt: -85_000 });
      expect(isSolved(again)).toBe(false);
    },
  );

  it('leaves a text that cannot be kept only by a second key', () => {
    const { unchecked, dispatch } = opened({ network: 'two-layers', level: 'gap' });
    dispatch({ type: 'kept', problem: 'a full disk.' });
    expect(screenOf(unchecked())).toContain('Your text is not kept: a full disk.');
    const first = update(unchecked(), { type: 'quitAsked' });
    expect(first.effects).toEqual([]);
    expect(screenOf(first.model)).toContain('Your text would be lost.');
    expect(update(first.model, { type: 'quitAsked' }).effects).toEqual([{ type: 'quit' }]);
    // A check that ends does not count as a key; another key does, and has a warning of its own.
    const still = update(first.model, { type: 'kept', problem: 'a full disk.' }).model;
    expect(update(still, { type: 'quitAsked' }).effects).toEqual([{ type: 'quit' }]);
    for (const between of [
      { type: 'typed', text: 'x' },
      { type: 'levelAsked', step: 1 },
    ] as const) {
      const next = update(first.model, between).model;
      expect(update(next, { type: 'quitAsked' }).effects).toEqual([]);
    }
  });

  it.each(['gap', 'order', 'faded', 'hunt'] as const)('names keys of the table in the footer: %s', (level) => {
    const { unchecked, press } = opened({ network: 'two-layers', level }, { columns: 60, rows: 16 });
    // A blank is filled by typing, which has no key of its own.
    const listed = ['type', ...bindings.flatMap(({ shown }) => shown ?? [])];
    for (const own of ['ctrl+t', 'space', 'ctrl+g', 'tab', 'escape']) {
      const keys = footerKeys(unchecked()).map((each) => each.keys);
      expect(keys).toContain('ctrl+q');
      expect(keys.filter((each) => !listed.includes(each))).toEqual([]);
      press(own);
    }
  });

  it('speaks in sentences', () => {
    const { said, model, type, press } = opened({ network: 'two-layers', level: 'gap' });
    model();
    expect(said[0]).toContain('two layers, level 1 of');
    expect(said.join('\n')).toContain('4 blanks are still open');
    expect(said).toContain('Given. Line 4, 4 spaces: return 1 / (1 + np.exp(-z))');
    expect(said).toContain('Line 17, 4 spaces: l0 = X');
    type('l0 @ syn0');
    press('down');
    expect(said.at(-1)).toMatch(/^Line 19, column \d+, 4 spaces: # how wrong/);
    model();
    press('up', 'ctrl+o');
    expect(said).toContainEqual(expect.stringMatching(/^Line 18.* right: .*\. Shapes: l1 4×1, l0 4×3, syn0 3×1\.$/));
    expect(said.at(-1)).toBe(
      'syntax right, shapes open, values open, updates open, 1,000 iterations open, digits open.',
    );
  });

  it('says the keys, and goes on without a list to close', () => {
    const { unchecked } = opened({ network: 'two-layers', level: 'gap' });
    const { model } = update({ ...unchecked(), isSpoken: true }, { type: 'helpToggled' });
    expect(model.isHelpOpen).toBe(false);
    const said = speak(unchecked(), { type: 'helpToggled' }, model).join('\n');
    expect(said).toContain('ctrl+o: hear again what comes first.');
    expect(said).not.toContain('close this list');
  });

  it('echoes typed characters in sentences', () => {
    const { unchecked } = opened({ network: 'two-layers', level: 'gap' });
    const message = { type: 'typed', text: 'X' } as const;
    const { model } = update(unchecked(), message);
    expect(typingOf(unchecked(), message, model)).toEqual({ line: 'Line 18: l1 = sigmoid(X', typed: 'X' });
  });

  it('draws the first level', () => {
    expect(
      screenOf(opened({ network: 'two-layers', level: 'gap' }, { columns: 80, rows: 24 }).model()),
    ).toMatchSnapshot();
    expect(
      screenOf(opened({ network: 'two-layers', level: 'faded' }, { columns: 120, rows: 36 }).model()),
    ).toMatchSnapshot();
  });
});
