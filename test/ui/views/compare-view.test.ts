import { expect, test } from 'vitest';
import { withoutColour } from '../frames.ts';
import { screenOf } from '../screen-text.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal, runOf } from '../training.ts';

test('M shows the values of the hidden layer for each example, then, now and their change', () => {
  const run = runOf({}, 500);
  const lines = screenOf(run.press('M'), withoutColour).lines.map((line) => line.replaceAll(/[│ ]+/g, ' ').trim());
  const at = lines.findIndex((line) => line.startsWith('l1 first'));
  expect(lines.slice(at, at + 2)).toEqual(['l1 first now change', 'h1 h2 h3 h4 h1 h2 h3 h4 h1 h2 h3 h4']);
  const figures = (lines[at + 2] as string).replaceAll('−', '-').split(' ').map(Number);
  expect(figures).toHaveLength(13);
  // The first hidden unit for the first example: now minus then.
  expect(figures[5]! - figures[1]!).toBeCloseTo(figures[9]!, 1);
  expect(run.store.current().viewRequest).toEqual({ hidden: true });
  expect(run.press('escape', 's').snapshot?.hidden).toBeUndefined();
});

test('M shows the hidden values of the first of many examples, and says so', () => {
  const inputs = Array.from({ length: 40 }, (_, row) => [row / 40]);
  const run = new Rehearsal(subjectOf({ inputs, targets: inputs }), 1, { columns: 120, rows: 70 });
  run.step(3);
  expect(screenOf(run.press('M'), withoutColour).lines.join('\n')).toContain('change, examples 1–16 of 40');
});

test.each([60, 70, 80, 100])('M cuts neither a label nor a word of its pictures at %i columns', (columns) => {
  const inputs = Array.from({ length: 40 }, (_, row) => [row / 40, 1]);
  const names = ['a long name', 'another'];
  const subject = subjectOf({ inputs, targets: inputs.map(() => [1]), hidden: [8], inputNames: names });
  const run = new Rehearsal(subject, 1, { columns, rows: 40 });
  run.step(3);
  const lines = screenOf(run.press('M'), withoutColour).lines;
  expect(lines.find((line) => line.includes('change,'))).toMatch(/change, (examples )?1–16( of 40)? *│$/);
  const labels = lines
    .filter((line) => /h1 +h/.test(line))
    .flatMap((line) => line.replaceAll('│', ' ').trim().split(/ +/));
  expect(labels.filter((label) => !/^h\d$/.test(label))).toEqual([]);
});

test('a mark names its iteration as the header does', () => {
  expect(runOf({}, 1_200).press('m').notice?.text).toBe('mark 1 is iteration 1,200; m again adds a note, M compares');
});

test.each([
  { columns: 60, rows: 20 },
  { columns: 120, rows: 40 },
])('M shows the note of a mark above the rows, and enter changes it: %j', (size) => {
  const run = new Rehearsal(subjectOf(), 1, size);
  run.step(40);
  run.press('m', 'm', ...'the hidden units part '.repeat(9), 'enter', 's', 'M', 'M');
  const text = (): string =>
    screenOf(run.store.current(), withoutColour)
      .lines.join('')
      .replaceAll(/[│ \n]+/g, ' ');
  expect(text()).toContain('the hidden units part '.repeat(9));
  expect(text()).toMatch(/mark 1 \((after )?40( iterations)?\) and now \((after )?41\)/);
  run.press('enter', '.', 'enter');
  expect(text()).toContain(`${'the hidden units part '.repeat(8)}the hidden units part.`);
  expect(text()).toContain('esc closes');
});

test('a mark that is compared keeps its number when another one comes before it', () => {
  const run = runOf({}, 40);
  run.press('m', 's', 'M', 'M', 'g', ...'20', 'enter', 'm');
  expect(run.press('m', ...'early', 'enter').marks.map(({ note }) => note)).toEqual([undefined, 'early', undefined]);
  run.press('M', 'M', 'M');
  const lines = (): string => screenOf(run.store.current(), withoutColour).lines.join('\n');
  expect(lines()).toContain('mark 2 (after 40 iterations)');
  run.press('g', ...'30', 'enter', 'M', 'M', 'M', 'm');
  expect(lines()).toContain('mark 3 (after 40 iterations)');
});
