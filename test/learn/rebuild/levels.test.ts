import { describe, expect, it } from 'vitest';
import { BLANK, hasBlank } from '../../../src/learn/rebuild/blanks.ts';
import { checkLevel } from '../../../src/learn/rebuild/check-level.ts';
import { headerOf, levelOfText, levelText, makeLevel, taskAfter, tasks } from '../../../src/learn/rebuild/levels.ts';
import { checkedLevel, reportsOf } from './reports.ts';

describe('levels', () => {
  it.each(tasks)('is unsolved at the beginning and solved by its own lines: $network $level', (task) => {
    const level = makeLevel(task, 2);
    expect(checkedLevel(levelText(level, level.start), level).solved).toBe(false);
    const lines = task.level === 'nothing' ? level.solution : level.solution.map((line) => `    ${line}`);
    // Without labels only the numbers are judged.
    expect(checkedLevel(levelText(level, lines), level)).toMatchObject({ solved: true, fault: undefined });
  });

  it('is the same for the same seed, and another one for another', () => {
    const texts = [1, 1, 2].map((seed) =>
      makeLevel({ network: 'three-layers', level: 'faded' }, seed).start.join('\n'),
    );
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toBe(texts[2]);
  });

  it('has one blank in each line of a gap level that has a part to leave open', () => {
    const { start } = makeLevel({ network: 'three-layers', level: 'gap' });
    expect(start.filter(hasBlank)).toHaveLength(8);
    for (const line of start) expect(line.split(BLANK).length).toBeLessThanOrEqual(2);
  });

  it('has three wrong lines in a faded level, each with a known mistake', () => {
    for (const network of ['two-layers', 'three-layers', 'dropout'] as const) {
      const wrong = makeLevel({ network, level: 'faded' }, 5).pieces.filter(({ mistake }) => mistake !== undefined);
      expect(new Set(wrong.map(({ text }) => text)).size).toBe(3);
    }
  });

  it('judges the filled lines while others have a blank, and claims nothing of the whole', () => {
    const level = makeLevel({ network: 'three-layers', level: 'gap' });
    const start = level.start.map((line) => line.replace(`y - ${BLANK}`, 'y + l2'));
    const report = checkedLevel(levelText(level, start), level);
    expect(report.fault).toMatchObject({ is: expect.stringContaining('l2_error is') });
    const open = checkedLevel(levelText(level, level.start), level);
    expect(open.fault).toBeUndefined();
    expect(open.stages.filter(({ state }) => state === 'passed').map(({ name }) => name)).toEqual(['syntax']);
    expect(open.missing?.sentence).toContain('8 blanks');
  });

  it('keeps the marks of the other lines while one is half typed', () => {
    const level = makeLevel({ network: 'two-layers', level: 'gap' });
    const own = level.solution.map((line) => `    ${line}`);
    const report = checkedLevel(levelText(level, own.with(3, '    l1_delta = l1_error * slope(')), level);
    const at = level.before.length;
    expect(report.fault).toMatchObject({ stage: 'syntax', line: at + 4 });
    expect(report.marks.slice(at, at + 5).map(({ mark }) => mark)).toEqual([
      'right',
      'right',
      'right',
      'wrong',
      'right',
    ]);
  });

  it('wants each line of an order level under its label', () => {
    const level = makeLevel({ network: 'two-layers', level: 'order' });
    const [l0, l1, error, delta, update] = level.solution.map((line) => `    ${line}`) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const label = (name: string): string => `    # ${name}`;
    const own = [
      label('forward'),
      l0,
      l1,
      label('how wrong'),
      error,
      label('backward'),
      delta,
      label('update'),
      update,
    ];
    expect(checkedLevel(levelText(level, own), level).solved).toBe(true);
    const late = [
      label('forward'),
      l0,
      l1,
      label('how wrong'),
      error,
      label('backward'),
      label('update'),
      delta,
      update,
    ];
    const early = reportsOf(checkLevel(levelText(level, late), level)).map(({ solved }) => solved);
    expect(early).toEqual(early.map(() => false));
    expect(early.length).toBeGreaterThan(2);
    expect(checkedLevel(levelText(level, late), level)).toMatchObject({
      solved: false,
      fault: undefined,
      missing: { sentence: expect.stringContaining('belongs under "backward"') },
    });
  });

  it('is named by the first line of its file', () => {
    const level = makeLevel({ network: 'tanh', level: 'labels' }, 7);
    expect(levelOfText(`${headerOf(level)}\nx = 1`)).toEqual({ task: level.task, seed: 7 });
    expect(levelOfText('x = 1')).toBeUndefined();
  });

  it('leads from one to the next, and ends', () => {
    let [task, count] = [tasks[0], 0];
    for (; task !== undefined; task = taskAfter(task)) count++;
    expect(count).toBe(tasks.length);
  });
});
