import { count } from '../../language/wording.ts';
import { plainText } from '../../scenario/plain-text.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { type Lesson, lessonLimits, type Step } from './schema.ts';

/*
 * The skeleton of a lesson, from a saved run: its description, a step at each of its changes, and its watches. It passes its own check; a
 * teacher replaces the words.
 */

/** Changes that get a step of their own. */
const MOST_CHANGES = 10;

/** @param named the scenario as the lesson names it. */
export function skeletonOf({ name, description = '', changes, watches }: Scenario, named: string): Lesson {
  const places = [...new Set(changes.map(({ at }) => at))].filter((at) => at > 0).sort((one, other) => one - other);
  const words = plainText(description);
  return {
    title: cut(plainText(name), 50),
    about: cut(words === '' ? 'what this run shows' : words, 100),
    minutes: 5,
    scenario: named,
    steps: [
      { say: cut(words === '' ? 'Say here what this run is about.' : words, lessonLimits.sentence - 60) },
      ...places.slice(0, MOST_CHANGES).flatMap((at): readonly Step[] => {
        const here = changes.filter((change) => change.at === at);
        return [goTo(at), { say: cut(`Here the run changes: ${here.map(setWords).join(', ')}. Say why.`, 170) }];
      }),
      ...watches
        .slice(0, 3)
        .map((watch): Step => ({ say: cut(`The run watches ${plainText(watch)}. Say what to see there.`, 170) })),
      {
        predict: 'What will the error be at the end of the run?',
        number: { truth: 'error', within: 0.05, guess: '0.1' },
        holds: ['$'],
        next: 'Now run to the end: press $.',
        until: { state: 'ended' },
        show: 'answer $',
        hints: ['Will it be large or small?', 'Look at the curve so far.', 'Make a guess, then press $.'],
        why: 'The error is {error}. Say why.',
      },
    ],
  };
}

function goTo(at: number): Step {
  return {
    do: `Go to iteration ${count(at)}: press g, type ${at}, press enter.`,
    until: { iteration: at },
    show: `g type:${at} enter`,
    hints: ['g is for go to.', 'The question is in the last line of the screen.', `g, then ${at}, then enter.`],
  };
}

function setWords({ set }: Scenario['changes'][number]): string {
  return Object.entries(set)
    .map(([key, value]) => `${plainText(key)} = ${JSON.stringify(value)}`)
    .join(', ');
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const short = text.slice(0, most - 3);
  return `${short.slice(0, short.lastIndexOf(' '))}...`;
}
