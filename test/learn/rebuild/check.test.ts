import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/learn/rebuild/check.ts';
import { networkNames } from '../../../src/learn/rebuild/level-names.ts';
import { type MistakeId, mistakeOf, mistakes } from '../../../src/learn/rebuild/mistakes.ts';
import { networkOf, programText, type Source, sourceOf, wholeText } from '../../../src/learn/rebuild/networks.ts';
import { checked, reportsOf } from './reports.ts';
import { chanceOf, namer, rewrite, rewritten, textOf } from './rewrites.ts';

const isFull = process.env['FULL'] === '1';
/** All forms take minutes. */
const LONG_MS = 1_200_000;

const rightText = (name: (typeof networkNames)[number]): string => wholeText(programText(sourceOf(networkOf(name))));

it('has passed the stage of shapes where a whole iteration runs, whatever its values', () => {
  const right = rightText('two-layers');
  const wrong = right.replace(' * slope(l1)', '');
  expect(wrong).not.toBe(right);
  const { stages, fault } = checked(wrong, 'two-layers');
  expect(fault?.stage).toBe('values');
  expect(stages.map(({ state }) => state).slice(0, 4)).toEqual(['passed', 'passed', 'failed', 'open']);
});

describe('a right program', () => {
  it.each(networkNames)('of our own settings passes every stage: %s', (name) => {
    const report = checked(rightText(name), name);
    expect(report.fault).toBeUndefined();
    expect(report.solved).toBe(true);
  });

  it('prints the digits of seed 1', () => {
    const { stages } = checked(rightText('three-layers'), 'three-layers', 'first');
    expect(stages.at(-1)).toMatchObject({ state: 'passed' });
    expect(stages.at(-1)?.sentence).toContain('0.496410');
  });

  it('is solved before its digits are checked, and not before its printed errors are', () => {
    const right = reportsOf(check(rightText('three-layers'), networkOf('three-layers')));
    expect(right.map(({ solved }) => solved)).toEqual([false, false, true, true]);
    const file = 'test/learn/rebuild/programs/wrong/three-layers--print-noabs.py';
    const wrong = reportsOf(check(readFileSync(file, 'utf8'), networkOf('three-layers')));
    expect(wrong.map(({ solved }) => solved)).toEqual([false, false, false]);
    expect(wrong.at(-1)?.fault?.stage).toBe('digits');
  });

  const count = isFull ? 500 : 7;
  it(
    `passes in ${count} algebraic forms`,
    () => {
      for (let seed = 1; seed <= count; seed++) {
        const chance = chanceOf(seed + 7000);
        const name = rewritten[seed % rewritten.length] as (typeof networkNames)[number];
        const text = textOf(rewrite(name, chance));
        const report = checked(text, name);
        const wrong = report.marks.filter(({ mark }) => mark === 'wrong');
        expect({ seed, text, fault: report.fault, wrong, solved: report.solved }).toMatchObject({
          seed,
          text,
          wrong: [],
          solved: true,
        });
      }
    },
    LONG_MS,
  );

  it(
    'has no ✗ while it is typed',
    () => {
      for (const seed of isFull ? Array.from({ length: 100 }, (_, i) => i + 1) : [29]) {
        const name = rewritten[seed % rewritten.length] as (typeof networkNames)[number];
        const own = rewrite(name, chanceOf(seed + 9000));
        for (let lines = 1; lines < own.body.length; lines++) {
          const text = textOf(own, lines);
          if (/:$/.test(own.body[lines - 1] as string)) continue;
          const { fault } = checked(text, name);
          expect({ seed, text, fault }).toMatchObject({ fault: undefined });
        }
      }
    },
    LONG_MS,
  );
});

it('says nothing of rounding where the weights are gone with their function', () => {
  const text = `import numpy as np
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
np.random.seed(1)
def train():
    W1 = 2 * np.random.random((3, 4)) - 1
    W2 = 2 * np.random.random((4, 1)) - 1
    for i in range(700):
        h = 1 / (1 + np.exp(-X @ W1))
        o = 1 / (1 + np.exp(-h @ W2))
        d2 = (y - o) * o * (1 - o)
        d1 = d2 @ W2.T * h * (1 - h)
        W2 += h.T @ d2
        W1 += X.T @ d1
train()
`;
  const { solved, stages } = checked(text, 'three-layers');
  expect(solved).toBe(true);
  expect(stages.find(({ name }) => name === 'iterations')?.sentence).toBe(
    'each of 700 iterations equals the reference; the loop ends there',
  );
});

describe('a line at a wrong place, or that does not run', () => {
  const two = rightText('two-layers');
  /** The report on the program with some texts in place of others, the line of its fault, and that line. */
  const withChanges = (...changes: readonly (readonly [string, string])[]) => {
    let text = two;
    for (const [from, to] of changes) {
      expect(text).toContain(from);
      text = text.replace(from, () => to);
    }
    const { fault, solved } = checked(text, 'two-layers');
    return { solved, sentence: fault?.sentence, line: text.split('\n')[(fault?.line ?? 0) - 1]?.trim() };
  };
  const update = 'syn0 += l0.T @ l1_delta';
  const first = 'syn0 = 2 * np.random.random((3, 1)) - 1';

  it.each([
    [
      'an update after the loop',
      [[`    ${update}`, update]],
      update,
      'This line is after the loop: syn0 changes once, and no iteration learns. Indent it like the lines of the loop.',
    ],
    [
      'an update that the first iteration skips',
      [[update, `if iteration > 0: ${update}`]],
      `if iteration > 0: ${update}`,
      'This line does not run in iteration 1: syn0 does not change.',
    ],
    [
      'an update that the second iteration skips',
      [[update, `if iteration % 2 == 0: ${update}`]],
      `if iteration % 2 == 0: ${update}`,
      'In iteration 2 this line does not run: syn0 does not change.',
    ],
    [
      'an update without the weights before it',
      [[update, 'syn0 = 0.5 * l0.T @ l1_delta']],
      'syn0 = 0.5 * l0.T @ l1_delta',
      'syn0 is replaced by its change, so everything that it has learned is lost. Add the change: write += instead of =.',
    ],
    [
      'initial weights in the loop',
      [
        [first, ''],
        ['l0 = X', `l0 = X\n    ${first}`],
      ],
      first,
      'The initial weights are drawn again in each iteration: nothing that is learned stays. Draw them before the loop.',
    ],
    [
      'a prediction that is rounded, whose slope is 0',
      [['l1 = sigmoid(l0 @ syn0)', 'l1 = np.round(sigmoid(l0 @ syn0))']],
      'l1 = np.round(sigmoid(l0 @ syn0))',
      'l1 differs from the reference: with the numbers of the reference, all updates are right.',
    ],
    [
      'a loop that is left too soon, before its update',
      [[update, `if iteration > 5: break\n    ${update}`]],
      'if iteration > 5: break',
      'The loop ends after 6 iterations, with a mean error of 0.3737: the network has not learned yet. Let it run longer.',
    ],
  ] as const)('has the ✗: %s', (_, changes, line, sentence) => {
    expect(withChanges(...changes)).toEqual({ solved: false, line, sentence });
  });

  it('is right where a loop is left before its update, once the error is small', () => {
    expect(withChanges([update, `if np.mean(np.abs(l1_error)) < 0.05: break\n    ${update}`]).solved).toBe(true);
  });

  it('speaks of the function in the line of a function', () => {
    const { sentence, line } = withChanges(['return l * (1 - l)', 'return l * (1 + l)']);
    expect(line).toBe('return l * (1 + l)');
    expect(sentence).toMatch(/^slope should be l \* \(1 - l\) here, the slope of a sigmoid from its output/);
  });
});

/** The text with random names in the place of its own. */
function renamed(text: string, seed: number): string {
  const n = namer(chanceOf(seed), false);
  return text.replace(/(?<![.\w])(?:l\d(?:_\w+)?|syn\d|b\d|v_syn\d|alpha|mu)\b/g, (name) => n(name));
}

/** The first line that differs from the right program; the one after it where the mistake leaves that line right by itself. */
function lineOfMistake(id: MistakeId, name: (typeof networkNames)[number], wrong: Source): number | undefined {
  const { helpers, ...text } = programText(wrong);
  const right = programText(sourceOf(networkOf(name)));
  const own = wholeText({ ...text, helpers: right.helpers }).split('\n');
  const other = wholeText(right).split('\n');
  const changed = own.flatMap((line, at) =>
    line === other[at] ? [] : [at + 1 + helpers.length - right.helpers.length],
  );
  if (id === 'no-update') return undefined;
  // The line that the update has taken the place of reads the new weights.
  if (id === 'update-too-soon') return own.indexOf(other[(changed[0] as number) - 1] as string) + 1;
  return id === 'alpha-in-deltas' ? changed[1] : changed[0];
}

describe('a shape that does not fit', () => {
  it('is blamed on the earlier line that gives the wrong shape', () => {
    const text = rightText('two-layers').replace('sigmoid(l0 @ syn0)', 'sigmoid(l0)');
    const { fault } = checked(text, 'two-layers');
    const line = text.split('\n').findIndex((own) => own.includes('sigmoid(l0)')) + 1;
    expect(fault).toMatchObject({ line, is: 'l1 is 4×3', shouldBe: '4×1' });
  });
});

describe('a layer that an update reads in the place of a delta', () => {
  it.each([
    ['two-layers', 'l1_error = y - l1', 'y - l0', 'syn0 += l0.T @ l1_delta', 'l0.T @ l1'],
    ['two-layers', 'l1_error = y - l1', 'l1', 'syn0 += l0.T @ l1_delta', 'l0.T @ l1'],
    ['three-layers', 'l2_error = y - l2', 'y * l2', 'syn1 += l1.T @ l2_delta', 'l1.T @ l2'],
  ] as const)(
    'is not wrong itself, whatever the error is: %s, %s = %s',
    (name, error, otherError, change, otherChange) => {
      const [errorName, changeName] = [error.split(' ')[0], change.split(' ')[0]];
      const text = rightText(name)
        .replace(error, `${errorName} = ${otherError}`)
        .replace(change, `${changeName} += ${otherChange}`);
      const line = text.split('\n')[(checked(text, name).fault?.line ?? 0) - 1]?.trim();
      expect([`${errorName} = ${otherError}`, `${changeName} += ${otherChange}`]).toContain(line);
    },
  );
});

describe('each known mistake', () => {
  const cases = networkNames.flatMap((name) => {
    const source = sourceOf(networkOf(name));
    // In the short form: all of the tutorial's network, and of each other one what only it allows.
    const tutorial = sourceOf(networkOf('three-layers'));
    const isShown = (apply: (typeof mistakes)[number]['apply']): boolean =>
      isFull || name === 'three-layers' || apply(tutorial).length === 0;
    return mistakes
      .filter(({ apply }) => isShown(apply))
      .flatMap((mistake) =>
        mistake
          .apply(source)
          .slice(0, isFull ? 9 : 1)
          .map((own, i) => ({ name, id: mistake.id, i, own })),
      );
  });

  it.each(cases)('has its own message under random names: $id in $name', ({ name, id, own }) => {
    const text = renamed(wholeText(programText(own as Source)), 31);
    const report = checked(text, name);
    expect({ text, found: report.fault?.mistake ?? report.missing?.mistake }).toEqual({ text, found: id });
    const line = report.fault?.line;
    expect({ id, text, line }).toEqual({ id, text, line: lineOfMistake(id, name, own) });
    const sentence = report.fault?.sentence ?? report.missing?.sentence ?? '';
    // A program whose only update is missing is an unfinished one.
    const isUnfinished = id === 'no-update' && name === 'two-layers';
    const known = isUnfinished ? 'Next: the updates.' : mistakeOf(id).sentence(sourceOf(networkOf(name)));
    expect(sentence).toContain(known.slice(0, 30));
  });
});

describe('a hostile text', () => {
  const body = (line: string): string =>
    rightText('three-layers').replace('    l0       = X', `    ${line}`).replace('    l0 = X', `    ${line}`);
  it.each([
    ['an endless loop in the setup', 'while True: pass\n'],
    ['an endless loop in the loop', body('while True: pass')],
    ['a huge array', body('l0 = np.zeros((100000, 100000))')],
    ['a long list', body('l0 = [0] * 10 ** 9')],
    ['a long text', body("l0 = 'x' * 10 ** 10")],
    ['endless recursion', body('f = lambda: f(); f()')],
    ['a question', body('l0 = input()')],
    ['an unclosed bracket', body('l0 = (X')],
    ['deep brackets', body(`l0 = ${'('.repeat(5000)}X${')'.repeat(5000)}`)],
    ['a long sum', body(`l0 = X${' + X'.repeat(20000)}`)],
    ['no text', ''],
    ['bytes', '\u0000\u0001\uffff'],
    ['a text that is too long', 'x = 1\n'.repeat(20000)],
    ['endless printing', body("print('x' * 100000)")],
    ['an exit', body('import sys; sys.exit(3)')],
    ['a deleted name', body('del X')],
    ['NaN', body('l0 = X * np.nan')],
    ['a class', body('class A: pass')],
  ])('ends in words: %s', (_, text) => {
    const report = checked(text, 'three-layers');
    expect(report.solved).toBe(false);
    expect(`${report.fault?.sentence ?? ''}${report.missing?.sentence ?? ''}`).toMatch(/\w{3}/);
  });
});
