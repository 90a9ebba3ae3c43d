import { describe, expect, test } from 'vitest';
import { fieldNames, readAskedRow } from '../../../src/ui/model/asked-row.ts';
import { withoutColour } from '../frames.ts';
import { screenOf } from '../screen-text.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal, runOf, snapshotOf } from '../training.ts';

const flats = {
  inputNames: ['area (m²)', 'city=Rome', 'city=New York', 'garden=yes'],
  inputScaling: { shift: Float64Array.of(80, 0, 0, 0), unit: Float64Array.of(20, 1, 1, 1) },
};

describe('a typed row', () => {
  test('has own units, names of classes, and spaces, commas or semicolons between them', () => {
    expect(fieldNames(flats)).toBe('"area (m²)" city garden');
    const rows = ['120 rome 0', '120; Rome; 0', '120 m²,ROME,0'].map((text) => readAskedRow(text, flats));
    expect(rows).toEqual(
      ['120 rome 0', '120; Rome; 0', '120 m²,ROME,0'].map((text) => ({ text, inputs: [2, 1, 0, 0] })),
    );
    expect(readAskedRow('60, New York, yes', flats)).toMatchObject({ inputs: [-1, 0, 1, 1] });
  });

  test('says what is wrong with it', () => {
    const problem = (text: string) => (readAskedRow(text, flats) as { problem: string }).problem;
    expect(problem('120 Rome')).toBe('expected 3 values, for "area (m²)" city garden, found 2');
    expect(problem('big Rome 0')).toBe('area (m²) is a number, found big');
    expect(problem('120 Oslo 0')).toBe('city is Rome or New York, found Oslo');
    expect(problem('120 Rome maybe')).toBe('garden is yes, or 0, found maybe');
  });
});

function screen(run: Rehearsal): string {
  return screenOf(run.store.current(), withoutColour).lines.join('\n');
}

describe('y', () => {
  const ask = ['y', ...'1 0 0'.replaceAll(' ', '␣')].map((key) => (key === '␣' ? 'space' : key));

  test('shows the prediction of the row below the table, which follows the training', () => {
    const run = runOf({}, 500);
    run.press(...ask, 'enter');
    const line = (): string => /│ ›\? .*/.exec(screen(run))?.[0] ?? '';
    const before = line();
    expect(before).toMatch(/›\? +1 +0 +0 +\? +0\.\d{4}/);
    run.press('t', 't');
    expect(line()).not.toBe(before);
    const { asked, present } = snapshotOf(run.store.current());
    expect([asked?.layers.length, present]).toEqual([3, undefined]);
  });

  test('leaves the run as it is: a run without the question has the same weights', () => {
    const [asking, other] = [runOf({}, 50), runOf({}, 50)];
    asking.press(...ask, 'enter');
    const weights = (run: Rehearsal) => run.step(100).snapshot?.parameters;
    expect(weights(asking)).toEqual(weights(other));
  });

  test('shows the row in the network, on the plane, and inside the lines of the prediction', () => {
    const run = runOf({}, 500);
    run.press(...ask, 'enter', 'i');
    expect(screen(run)).toMatch(/row 1 0 0, predicted 0\.\d+/);
    run.press('escape', 'p');
    expect(screen(run)).toContain('the typed row is not on this plane');
    run.press('escape', 'n', 'n', 'enter', ...Array<string>(4).fill('down'));
    expect(screen(run)).toContain('l0[?,0] × syn0[0,0]');
    expect(screen(run)).toContain('the typed row, after iteration 500');
    run.press('n');
    expect(screen(run)).toContain('l1[?,3] × syn1[3,0]');
    // An error needs a target, which the row does not have.
    expect(screenOf(run.press('n'), withoutColour).lines.join('\n')).not.toContain('?,');
  });

  test('is a mark on the plane where the third input is the one of the plane', () => {
    const run = runOf({}, 100);
    run.press('y', ...'2', 'space', ...'0.5', 'space', '1', 'enter', 'p');
    expect(screen(run)).toMatch(/\? asked/);
    expect(run.store.current().viewRequest.plane?.x[1]).toBeGreaterThan(2);
  });

  test('keeps the question open at a fault, and drops the row for an empty answer', () => {
    const run = runOf({}, 10);
    run.press('y', '1', 'enter');
    expect(run.store.current().view).toMatchObject({
      kind: 'prompt',
      fault: { message: 'expected 3 values, for x1 x2 1, found 1' },
    });
    run.press('space', '0', 'space', '0', 'enter');
    expect(run.store.current().asked?.inputs).toEqual([1, 0, 0]);
    run.press('y', ...Array<string>(5).fill('backspace'), 'enter');
    expect([run.store.current().asked, run.store.current().viewRequest.asked]).toEqual([undefined, undefined]);
  });

  test('predicts a class, and is chosen below the last example', () => {
    const inputs = [[0.1], [0.9], [0.5]];
    const run = new Rehearsal(subjectOf({ inputs, targets: [[0], [1], [1]], classes: ['dark', 'light'] }));
    run.step(5);
    run.press('y', ...'0.7', 'enter');
    expect(screen(run)).toMatch(/›\? +\? +(?:dark|light) /);
    expect(run.press('up').examples).toMatchObject({ chosen: 2, isAsked: false });
    expect(run.press('down').examples.isAsked).toBe(true);
  });
});
