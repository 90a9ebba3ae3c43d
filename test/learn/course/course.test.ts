import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNumber } from '../../../src/learn/course/answer.ts';
import { advance, beginLesson } from '../../../src/learn/course/course.ts';
import type { Step } from '../../../src/learn/course/schema.ts';
import { answerKeys } from '../../../src/learn/course/shown-keys.ts';
import type { Sight } from '../../../src/learn/course/sight.ts';
import { type CourseMessage, type CourseState, isHeld } from '../../../src/learn/course/state.ts';
import { spokenLines, stripText } from '../../../src/learn/course/strip-text.ts';
import { begun, hints, lessonOf, sight } from './fake.ts';

const say: Step = { say: 'A text.' };
const run: Step = { do: 'Run to 10.', until: { iteration: { from: 10 } }, show: 's*10', hints };
const number: Step = {
  predict: 'How many?',
  number: { truth: 'iteration', within: 2 },
  holds: ['s'],
  until: { iteration: { from: 10 } },
  show: 'answer s*10',
  hints,
  why: 'It is {truth}.',
};
const right: Step = {
  predict: 'Read alpha.',
  number: { truth: 'alpha', within: 0 },
  mustBeRight: true,
  show: 'answer',
  hints,
};
const reason: Step = {
  explain: 'Why?',
  choices: [
    { text: 'wrong', because: 'No.' },
    { text: 'right', right: true, because: 'Yes.' },
  ],
  hints,
};

function told(state: CourseState, messages: readonly CourseMessage[], seen: Sight = sight()): CourseState {
  return messages.reduce((own, message) => advance(own, message, seen), state);
}
const typed = (text: string): readonly CourseMessage[] => [
  ...[...text].map((key) => ({ type: 'typed', key }) as const),
  { type: 'answer' },
];

describe('a step', () => {
  test('that says something is read with a key', () => {
    const state = told(begun(say, run), [{ type: 'next' }]);
    expect(state).toMatchObject({ step: 1, results: [{ kind: 'read' }, undefined] });
  });

  test('that says something at the end names the next lesson, and opens it with one key', () => {
    const last = told({ ...begun(run, say), next: 'Another' }, [{ type: 'saw' }], sight({ iteration: 10 }));
    expect(spokenLines(stripText(last, sight()))).toEqual([
      'A lesson, step 2 of 2.',
      'Step 1 done.',
      'A text.',
      'End of the lesson. You did 1 step yourself. Next: Another.',
      'enter: next lesson.',
    ]);
    expect(told(last, [{ type: 'next' }])).toMatchObject({ step: 2, wants: 'next', results: [{}, { kind: 'read' }] });
    // Without another lesson, and among the questions of a review, the end has a page of its own.
    expect(told({ ...last, next: undefined }, [{ type: 'next' }])).toMatchObject({ step: 2, wants: undefined });
  });

  test('of a review says at its end how to go on, and that a day is over only after its last question', () => {
    const ended = (number: number, next: string | undefined): string | undefined => {
      const state = { ...begun(say), step: 1, next, review: { number, of: 3 } };
      return stripText(state, sight()).parts[0]?.text;
    };
    expect(ended(1, 'the next question')).toBe('2 to go.');
    expect(ended(2, undefined)).toBe('1 to go: backprop-tui learn review opens the next one.');
    expect(ended(3, undefined)).toMatch(/^That was all for today\./);
  });

  test('that is done when its condition holds goes on by itself', () => {
    const open = told(begun(run, say), [{ type: 'next' }, { type: 'saw' }], sight({ iteration: 9 }));
    expect(open.step).toBe(0);
    expect(told(open, [{ type: 'saw' }], sight({ iteration: 10 }))).toMatchObject({
      step: 1,
      results: [{ kind: 'answered' }, undefined],
    });
  });

  test('waits for the answer of the training thread', () => {
    expect(told(begun(run), [{ type: 'saw' }], sight({ iteration: 10, isSettled: false })).step).toBe(0);
  });

  test('with a prediction shows the truth beside the answer, also beside a wrong one', () => {
    const waiting = told(begun(number), typed('13'));
    expect(waiting).toMatchObject({ phase: 'waiting', answer: 13 });
    const done = told(waiting, [{ type: 'saw' }], sight({ iteration: 10 }));
    expect(done).toMatchObject({ phase: 'done', truth: 10, isRight: false, why: 'It is 10.' });
    expect(done.results).toEqual([{ kind: 'answered', isRight: false }]);
  });

  test('holds its key until an answer is given', () => {
    expect(isHeld(begun(number), 's')).toBe(true);
    expect(isHeld(begun(number), 'n')).toBe(false);
    expect(isHeld(told(begun(number), typed('1')), 's')).toBe(false);
  });

  test('that must be right asks again', () => {
    const wrong = told(begun(right), typed('3'));
    expect(wrong).toMatchObject({ phase: 'open', typed: '', remark: '3 is too large. Try again; h is a hint.' });
    expect(told(wrong, typed('1'))).toMatchObject({ phase: 'done', results: [{ kind: 'answered', isRight: true }] });
  });

  test('with reasons says why a wrong one is wrong, and goes on after the right one', () => {
    const wrong = told(begun(reason), [{ type: 'choose', choice: 0 }, { type: 'next' }]);
    expect(wrong).toMatchObject({ step: 0, phase: 'open', remark: 'No.', tried: [0] });
    expect(told(wrong, [{ type: 'choose', choice: 1 }])).toMatchObject({ phase: 'done', why: 'Yes.' });
  });

  test('keeps numbers from its beginning', () => {
    const kept: Step = { ...run, keep: { here: 'iteration' }, until: { value: 'iteration - here', above: 3 } };
    const state = told(begun(kept), [{ type: 'saw' }], sight({ iteration: 5 }));
    expect(told(state, [{ type: 'saw' }], sight({ iteration: 8 })).step).toBe(0);
    expect(told(state, [{ type: 'saw' }], sight({ iteration: 9 })).step).toBe(1);
  });

  test.each(['running', 'paused'] as const)(
    'that waits for a way back counts it from the furthest iteration (%s)',
    (on) => {
      const until = { value: 'iteration - here', below: 0 };
      const back: Step = { do: '{iteration} ran. Press B.', keep: { here: 'iteration' }, until, show: 'B', hints };
      const state = told(begun(back), [{ type: 'saw' }], sight({ iteration: 5, state: 'running' }));
      const later = told(state, [{ type: 'saw' }], sight({ iteration: 9, state: on }));
      expect(later).toMatchObject({ step: 0, asked: '9 ran. Press B.', kept: { here: 9 } });
      expect(told(later, [{ type: 'saw' }], sight({ iteration: 8 })).step).toBe(1);
    },
  );
});

describe('a number that was known', () => {
  const seen = sight({ iteration: 3 }, { l1: { rows: 1, columns: 1, cells: [0.25] } });
  const told1: Step = { say: 'It is {l1[0, 0]}.' };
  const text = (state: CourseState, at: Sight): string =>
    stripText(state, at)
      .parts.map((part) => part.text)
      .join(' ');

  test('stays in the texts where the run has none', () => {
    const state = told(told(begun(say, told1), [{ type: 'saw' }], seen), [{ type: 'next' }]);
    expect(text(state, sight())).toBe('It is 0.25.');
  });

  test('is forgotten with another seed, and h then does the steps before again', () => {
    const other = sight({ seed: 2 });
    const state = told(told(begun(say, told1), [{ type: 'saw' }], seen), [{ type: 'saw' }, { type: 'next' }], other);
    expect(text(state, other)).toBe('It is [?]. [?] is not known at this place of the run. h goes to the right place.');
    expect(told(state, [{ type: 'hint' }], other)).toMatchObject({ wants: 'again', resumeAt: 1 });
  });

  test('in a question is what its answer is compared with, wherever the run is', () => {
    const half: Step = { ...right, predict: 'Half of {l1[0, 0]}?', number: { truth: 'l1[0, 0] / 2', within: 0 } };
    const asking = told(begun(half), [{ type: 'saw' }], seen);
    for (const at of [sight(), sight({}, { l1: { rows: 1, columns: 1, cells: [0.5] } })]) {
      expect(told(asking, typed('0.125'), at)).toMatchObject({ phase: 'done', isRight: true, truth: 0.125 });
      expect(told(asking, typed('3'), at).results).toEqual([]);
      expect(told(asking, typed('0.13'), at).remark).toBe('0.13 is too large. Try again; h is a hint.');
    }
  });

  test('in a question is the one of its hints', () => {
    const half: Step = {
      ...right,
      predict: 'Half of {l1[0, 0]}?',
      hints: ['How?', 'Divide {l1[0, 0]} by 2.', '{error}'],
    };
    const hinted = told(told(begun(half), [{ type: 'saw' }], seen), [{ type: 'hint' }, { type: 'hint' }], seen);
    const later = sight({ error: 0.5 }, { l1: { rows: 1, columns: 1, cells: [0.5] } });
    expect(text(told(hinted, [{ type: 'saw' }], later), later)).toContain('Hint 2: Divide 0.25 by 2.');
    // A number that was not known then is that of now.
    expect(text(told(hinted, [{ type: 'hint' }], later), later)).toContain('Hint 3: 0.5');
  });
});

test('on the way to a later step, a screen reader hears one sentence, and no key that would be ignored', () => {
  const state = beginLesson({ lesson: lessonOf(run, say, say), name: 'test', resumeAt: 2 });
  expect(spokenLines(stripText(state, sight()))).toEqual(['The program does the earlier steps ...']);
});

describe('the end of a lesson', () => {
  test('has no number of a step for a screen reader', () => {
    const state = told(begun(say), [{ type: 'next' }]);
    expect(spokenLines(stripText(state, sight()))[0]).toMatch(/, done\.$/);
  });

  test.each([
    [[{ kind: 'read' }], 'End of the lesson. This was the last lesson.'],
    [[{ kind: 'answered' }], 'End of the lesson. You did 1 step yourself. This was the last lesson.'],
    [[{ kind: 'shown' }], 'End of the lesson. The program showed 1 step. This was the last lesson.'],
    [
      [{ kind: 'answered' }, { kind: 'answered' }, { kind: 'shown' }],
      'End of the lesson. You did 2 steps yourself, and the program showed 1. This was the last lesson.',
    ],
  ] as const)('says who did the steps: %j', (results, expected) => {
    const state = { ...begun(say), step: 1, results };
    expect(stripText(state, sight()).parts).toEqual([{ kind: 'text', text: expected }]);
  });
});

describe('a hint', () => {
  test('is one of three, then the keys are shown, and the step counts as shown', () => {
    const all: readonly CourseMessage[] = Array.from({ length: 4 }, () => ({ type: 'hint' }));
    expect(told(begun(run), all.slice(1))).toMatchObject({ hints: 3, player: undefined });
    const shown = told(begun(run), all);
    expect(shown.player?.pending).toHaveLength(10);
    expect(told(shown, [{ type: 'saw' }], sight({ iteration: 10 })).results).toEqual([{ kind: 'shown' }]);
  });

  test('shows the answer with its keys', () => {
    expect(answerKeys(begun(reason), sight())).toEqual(['2']);
    expect(answerKeys(begun(right), sight({ alpha: 0.25 }))).toEqual(['0', '.', '2', '5', 'enter']);
  });
});

describe('keys that are shown', () => {
  const hints4: readonly CourseMessage[] = Array.from({ length: 4 }, () => ({ type: 'hint' }));
  const played: readonly CourseMessage[] = Array.from({ length: 11 }, () => ({ type: 'played' }));

  test('and do not finish a step begin the lesson again, up to the next step', () => {
    const state = told(told(begun(run, say), hints4), played);
    expect(state).toMatchObject({ step: 0, wants: 'again', resumeAt: 1, results: [{ kind: 'shown' }, undefined] });
    const again = beginLesson({ lesson: state.lesson, name: 'test', resumeAt: state.resumeAt, results: state.results });
    expect(told(again, played)).toMatchObject({
      step: 1,
      resumeAt: undefined,
      results: [{ kind: 'shown' }, undefined],
    });
  });

  test('can be those of a last step', () => {
    const again = beginLesson({ lesson: lessonOf(run), name: 'test', resumeAt: 1, results: [{ kind: 'shown' }] });
    expect(told(again, played)).toMatchObject({ step: 1, player: undefined });
  });
});

test('< goes back to the text before, past the things that are done', () => {
  const state = told(begun(say, run, run), [{ type: 'next' }, { type: 'saw' }], sight({ iteration: 10 }));
  expect(state.step).toBe(3);
  expect(told(state, [{ type: 'back' }]).step).toBe(0);
});

test('no question is answered without its answer, whatever else happens', () => {
  const message = fc.oneof(
    ...(['saw', 'next', 'hint', 'played', 'stopPlayer', 'answer'] as const).map((type) =>
      fc.constant({ type } as const),
    ),
    fc.constantFrom({ type: 'leave', direction: 1 } as const, { type: 'reach' } as const),
    fc.constantFrom({ type: 'fold' } as const, { type: 'open' } as const),
    fc.constant({ type: 'held', key: 's' } as const),
  );
  const moment = fc.record({ message, iteration: fc.nat(20) });
  fc.assert(
    fc.property(fc.constantFrom(number, right, reason), fc.array(moment, { maxLength: 30 }), (step, moments) => {
      const state = moments.reduce(
        (own, at) => advance(own, at.message, sight({ iteration: at.iteration })),
        begun(step),
      );
      expect(state.results[0]?.kind).not.toBe('answered');
      expect(state.step).toBe(0);
    }),
  );
});

test.each([
  ['0.5', 0.5],
  [' -1,5 ', -1.5],
  ['1e-3', 0.001],
  ['60,000', 60_000],
  ['0,125', 0.125],
  ['', undefined],
  ['-', undefined],
])('the answer %j is %s', (text, expected) => {
  expect(readNumber(text)).toBe(expected);
});
