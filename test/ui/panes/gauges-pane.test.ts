import { describe, expect, test } from 'vitest';
import { drawGauges, formatNorms, type GaugesProps, shareText } from '../../../src/ui/panes/gauges-pane.ts';
import { gaugeSentences } from '../../../src/ui/plain/gauges.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import { inAscii, inColour, inLines, linesOf, textOf, withoutColour } from '../frames.ts';
import { type SubjectSettings, subjectOf } from '../subjects.ts';
import { Rehearsal, runOf } from '../training.ts';

function propsOf(settings: SubjectSettings = {}, iterations = 50, keys: readonly string[] = []): GaugesProps {
  const run = iterations === 0 ? new Rehearsal(subjectOf(settings)) : runOf(settings, iterations);
  const { snapshot } = run.press('G', ...keys);
  const here = snapshot?.iteration === snapshot?.furthest ? undefined : snapshot?.iteration;
  return { gauges: snapshot?.gauges, hasRun: iterations > 0, goal: 100, window: { kind: 'so far' }, here, first: 0 };
}

/** A broken line in dots or in characters. */
const isBroken = /(?:[·.⠁-⣿] +){5}/;

describe('the gauges', () => {
  test('have a number and a curve for each matrix and each hidden layer', () => {
    const lines = linesOf(drawGauges(propsOf(), { columns: 60, rows: 16 }, withoutColour));
    expect(lines).toMatchSnapshot();
    expect(lines.join('\n')).not.toContain('up, down');
  });

  test('mark −3 in dots, in lines and in ASCII', () => {
    const props = propsOf();
    for (const theme of [withoutColour, inLines, inAscii]) {
      const lines = linesOf(drawGauges(props, { columns: 80, rows: 30 }, theme));
      const marked = lines.filter((line) => / [−-]3[┤|]/.test(line));
      expect(marked.length).toBe(2);
      for (const line of marked) expect(line).toMatch(isBroken);
      const text = lines.join('');
      if (theme === inAscii) expect(text).toMatch(/^[\x20-\x7e]*$/);
    }
  });

  test('promise no line at −3 where two rows of characters cannot show it', () => {
    const text = textOf(drawGauges(propsOf(), { columns: 60, rows: 16 }, inAscii));
    expect(text).toContain('rule of thumb: -3');
    expect(text).not.toContain('line at');
  });

  test.each([[{ hidden: [] }], [{ hidden: [3, 3, 3, 3] }], [{ hidden: [4] }]])(
    'fill their place exactly, and scroll where it is too small: %o',
    (settings) => {
      const props = propsOf(settings, 20, ['B', 'B']);
      for (const [columns, rows] of [
        [60, 15],
        [80, 19],
        [120, 35],
        [200, 55],
      ] as const) {
        const frame = drawGauges(props, { columns, rows }, inColour);
        expect(frame.length).toBe(rows);
        expect(new Set(frame.map(lineWidth))).toEqual(new Set([columns]));
      }
      expect(textOf(drawGauges(props, { columns: 120, rows: 35 }, inColour)).includes('no hidden layer')).toBe(
        settings.hidden.length === 0,
      );
    },
  );

  test('say that no iteration has run, and which iteration they are of', () => {
    expect(textOf(drawGauges(propsOf({}, 0), { columns: 80, rows: 19 }, inColour))).toContain(
      'no iteration has run yet',
    );
    expect(textOf(drawGauges(propsOf({}, 20, ['B', 'n']), { columns: 80, rows: 19 }, inColour))).toContain(
      'iteration 19, curves of 20 measured iterations',
    );
  });

  test('have the ends of their axes in few digits, and never rounded', () => {
    const props = propsOf({}, 3);
    const { gauges } = props;
    if (gauges === undefined) throw new Error('no gauges');
    const labelsOf = (values: readonly number[]): readonly string[] => {
      const gradient = Float64Array.from(values);
      const stepCurves = gauges.stepCurves.map((curve) => ({ ...curve, gradient }));
      const lines = linesOf(
        drawGauges({ ...props, gauges: { ...gauges, stepCurves } }, { columns: 120, rows: 40 }, inAscii),
      );
      const first = lines.findIndex((line) => line.includes('norm of the gradient'));
      const rows = lines.slice(first + 1).map((line) => line.split('|')[1]?.slice(18).trim() ?? '');
      return rows.filter((label) => label !== '').slice(0, 2);
    };
    expect(labelsOf([0.0016, 0.031, 0.02])).toEqual(['0.04', '0.0015']);
    expect(labelsOf([1.6e-9, 3e-7, 2e-8])).toEqual(['3e-7', '1.5e-9']);
    expect(labelsOf([1.6e-9, 0, 2e-8])).toEqual(['2e-8', '<1.5e-9']);
  });

  test('are read aloud', () => {
    const { snapshot } = runOf({}, 300).press('G');
    const said = gaugeSentences({ snapshot } as Parameters<typeof gaugeSentences>[0]);
    expect(said.slice(0, 4)).toEqual([
      'Gauges of iteration 300.',
      expect.stringMatching(/^syn0: update -\d\.\d\d, (?:above|below) -3; gradient norm 0\.\d{4}\.$/),
      expect.stringMatching(/^syn1: update -\d\.\d\d, (?:above|below) -3; gradient norm 0\.\d{4}\.$/),
      expect.stringMatching(/^l1: \d+\.\d % of values saturated, \d of 4 units dead\.$/),
    ]);
  });
});

test('norms are in one format, and only 0 and 1 are 0 % and 100 %', () => {
  expect(formatNorms([0.5, 12, 0])).toEqual(['0.5000', '12.0000', '0.0000']);
  expect(formatNorms([0.5, 1e-7, 0])).toEqual(['5.00e-1', '1.00e-7', '0.00e+0']);
  expect([0, 1e-9, 0.125, 1 - 1e-9, 1].map(shareText)).toEqual(['0.0 %', '0.1 %', '12.5 %', '99.9 %', '100.0 %']);
});
