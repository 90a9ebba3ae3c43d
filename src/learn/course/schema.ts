import * as z from 'zod/mini';
import { MAX_SEED } from '../../language/expression.ts';
import { described, flag, oneOf, optional, speed, text, wholeNumber } from '../../scenario/value-kinds.ts';

/*
 * The schema of a lesson file. Validation, types, `lesson.schema.json` and the tables of docs/lessons.md come from it. Conditions are
 * data: a closed list of facts, and no code.
 */

/** Limits of a lesson: its strip has five lines of text at 60×20. */
export const lessonLimits = {
  steps: 40,
  sentence: 240,
  question: 120,
  choice: 54,
  hint: 150,
  keys: 200,
  expression: 200,
};

/** A text with visible characters. */
const words = (what: string, most: number) =>
  text(what, most).check(
    z.minLength(1, { error: `${what} of at least one character` }),
    z.refine((own) => own === '' || own.trim() !== '', { error: `${what} with visible characters` }),
  );
const sentence = (what: string) => words(what, lessonLimits.sentence);
const expression = () => text('an expression such as l1[0, 0]', lessonLimits.expression);
const distance = () => z.number({ error: 'a number from 0' }).check(z.gte(0, { error: 'a number from 0' }));

const rangeFields = {
  is: optional(z.number({ error: 'a number' }), 'Exactly this number.'),
  from: optional(z.number({ error: 'a number' }), 'This number or more.'),
  to: optional(z.number({ error: 'a number' }), 'This number or less.'),
  above: optional(z.number({ error: 'a number' }), 'More than this number.'),
  below: optional(z.number({ error: 'a number' }), 'Less than this number.'),
};

const rangeError = 'a number, or an object with is, from, to, above or below';
const range = () =>
  z.union([z.number({ error: rangeError }), z.strictObject(rangeFields, { error: rangeError })], { error: rangeError });

const factFields = {
  iteration: optional(
    range(),
    'Completed iterations, at any line of the next one. `"line": 0` is the start of that iteration.',
  ),
  line: optional(range(), 'Lines of the next iteration that have run.'),
  state: optional(
    oneOf(['running', 'paused', 'ended', 'diverged']),
    'The state of the run. A run that has ended is not paused.',
  ),
  view: optional(text('the name of a view', 30), 'The open view, such as verdict or inspect; panes without one.'),
  pane: optional(text('the name of a pane', 30), 'The focused pane.'),
  inside: optional(
    z.strictObject(
      {
        line: described(text('the name that a line assigns', 40), 'The name that the line assigns, such as l1.'),
        row: optional(wholeNumber(0, 1e6), 'The row of the cell, from 0.'),
        column: optional(wholeNumber(0, 1e6), 'The column of the cell, from 0.'),
      },
      { error: 'an object such as {"line": "l1", "row": 0}' },
    ),
    'The view that looks inside a line.',
  ),
  example: optional(wholeNumber(0, 1e6), 'The chosen example, from 0.'),
  weight: optional(text('a cell such as syn0[0,1]', 60), 'The chosen weight, such as syn0[0,1].'),
  asked: optional(
    z.array(z.number({ error: 'a number' }), { error: 'a list of numbers' }),
    'The row that was typed after y.',
  ),
  setting: optional(
    z.strictObject(
      {
        name: described(text('the name of a setting', 40), 'The setting, such as learningRate or dropout.'),
        is: described(
          z.union([z.number(), z.string(), z.boolean(), z.array(z.union([z.number(), z.string()]))], {
            error: 'a number, a text, true or false, or a list of these',
          }),
          'Its value.',
        ),
      },
      { error: 'an object such as {"name": "learningRate", "is": 10}' },
    ),
    'A setting of the network where the run is.',
  ),
  verdict: optional(
    oneOf([
      ...(['untrained', 'learning', 'solved', 'fits', 'settled', 'overfitting', 'plateau', 'stuck'] as const),
      ...(['saturated', 'oscillating', 'diverged'] as const),
    ]),
    'The verdict on the run.',
  ),
  solved: optional(flag(), 'True once every prediction is close to its target.'),
  seed: optional(range(), 'The seed of the run.'),
  changes: optional(range(), 'Changes by hand.'),
  watch: optional(expression(), 'An expression that is watched.'),
  marks: optional(range(), 'Marked iterations; the first iteration is always marked.'),
  kept: optional(range(), 'Kept runs.'),
  value: optional(expression(), 'An expression with matrices of the program. Its range is given beside it.'),
  ...rangeFields,
};

const factError = 'an object of facts such as {"iteration": 100, "state": "paused"}';
const facts = () => z.strictObject(factFields, { error: factError });
const condition = z.strictObject(
  {
    ...factFields,
    any: optional(z.array(facts(), { error: 'a list of objects of facts' }), 'At least one of these holds.'),
    not: optional(facts(), 'This does not hold.'),
  },
  { error: factError },
);

const keys = () => text('keys such as "n n enter"', lessonLimits.keys);
const THREE_HINTS = 'three hints: a question, a place, the answer';
const hints = z
  .array(words('a hint', lessonLimits.hint), { error: 'a list of three hints' })
  .check(z.minLength(3, { error: THREE_HINTS }), z.maxLength(3, { error: THREE_HINTS }));

const paneNames = ['error', 'weights', 'network', 'predictions', 'program', 'boundary', 'notes'] as const;
const common = {
  pane: optional(oneOf(paneNames), 'A pane that is highlighted when the step begins.'),
  keep: optional(
    z.catchall(z.object({}, { error: 'an object such as {"before": "syn0[0, 0]"}' }), expression()),
    'Numbers to keep when the step begins, by name. Later expressions and texts can use them.',
  ),
};
const solved = {
  hints: described(hints, 'Three hints: a question, a place, the answer.'),
  show: described(
    keys(),
    'The keys that do the step: `n n enter`, `s*3`, `type:0.5`, `wait:1000`. `option:bias` goes to an option, `weight:syn0[0,2]` to a weight. `answer` stands for the keys of the right answer, or of the guess.',
  ),
  why: optional(sentence('a sentence'), 'The reason, once the step is done. `{l1[0, 0]}` is a number of the run.'),
};

const say = z.strictObject(
  { say: described(sentence('a text'), 'A text of at most three lines. `enter` continues.'), ...common },
  { error: 'a step' },
);
const look = z.strictObject(
  {
    look: described(sentence('a text'), 'A text about a pane, which is highlighted. `enter` continues.'),
    ...common,
    pane: described(oneOf(paneNames), 'The pane.'),
  },
  { error: 'a step' },
);
const act = z.strictObject(
  {
    do: described(sentence('a text'), 'The thing to do.'),
    until: described(condition, 'The step is done once this holds.'),
    ...common,
    ...solved,
  },
  { error: 'a step' },
);
const predict = z.strictObject(
  {
    predict: described(
      words('a question', lessonLimits.question),
      'A question whose answer is given before the run shows it.',
    ),
    number: optional(
      z.strictObject(
        {
          truth: described(expression(), 'The right answer: an expression, read from the run at the end of the step.'),
          within: optional(distance(), 'An answer is right up to this distance.'),
          percent: optional(distance(), 'The same, in percent of the right answer.'),
          guess: optional(
            expression(),
            'An expression for the answer that the program types when it shows the step. It is needed if the run has no answer yet, and may be wrong.',
          ),
        },
        { error: 'an object such as {"truth": "l1[0, 0]", "within": 0.05}' },
      ),
      'A number is typed.',
    ),
    choices: optional(
      z
        .array(
          z.strictObject(
            {
              text: described(words('an answer', lessonLimits.choice), 'The answer in words.'),
              when: described(condition, 'The answer is right when this holds at the end of the step.'),
            },
            { error: 'an object with text and when' },
          ),
          { error: 'a list of answers' },
        )
        .check(z.minLength(2, { error: 'at least two answers' }), z.maxLength(4, { error: 'at most four answers' })),
      'In place of `number`: an answer is chosen.',
    ),
    holds: optional(
      z.array(text('a key', 20), { error: 'a list of keys' }),
      'The keys that would show the answer. They wait for an answer. In a question with `until`, one of them must come after `answer` in `show`.',
    ),
    next: optional(sentence('a sentence'), 'The thing to do after the answer.'),
    mustBeRight: optional(
      flag(),
      'True for a number to read or to calculate: after a wrong answer, the question is asked again.',
    ),
    until: optional(condition, 'The right answer is read from the run once this holds; by default at once.'),
    review: optional(flag(), 'True for a question that can be asked again with other random numbers.'),
    ...common,
    ...solved,
  },
  { error: 'a step' },
);
const explain = z.strictObject(
  {
    explain: described(words('a question', lessonLimits.question), 'A question for a reason.'),
    choices: described(
      z
        .array(
          z.strictObject(
            {
              text: described(words('an answer', lessonLimits.choice), 'The answer in words.'),
              right: optional(flag(), 'True for the one right answer.'),
              because: described(sentence('a sentence'), 'The reason why it is right or wrong.'),
            },
            { error: 'an object with text and because' },
          ),
          { error: 'a list of answers' },
        )
        .check(z.minLength(2, { error: 'at least two answers' }), z.maxLength(4, { error: 'at most four answers' })),
      'The answers. Wrong answers are common mistakes.',
    ),
    review: optional(flag(), 'True for a question that can be asked again.'),
    ...common,
    hints: solved.hints,
  },
  { error: 'a step' },
);

/** The kinds of steps, for the documentation. */
export const stepSchemas = { say, look, do: act, predict, explain };

export const lessonSchema = z.strictObject(
  {
    $schema: z.optional(described(text('a text', 1000), 'The schema with which editors complete this file.')),
    title: described(words('a title', 50), 'The title.'),
    chapter: optional(words('a title', 50), 'The chapter of the course.'),
    about: described(words('a sentence', 100), 'One sentence for the list of lessons.'),
    minutes: described(wholeNumber(1, 60), 'The time that the lesson takes, in minutes.'),
    scenario: described(
      text('a scenario', 300),
      'The name of a built-in scenario, or a scenario file relative to this file.',
    ),
    seed: optional(wholeNumber(0, MAX_SEED), 'The seed, in place of that of the scenario.'),
    withoutChanges: optional(flag(), 'True to leave out the changes of the scenario, so that a person makes them.'),
    withoutBreakpoints: optional(
      flag(),
      'True to leave out the breakpoints of the scenario, so that the run does not stop there.',
    ),
    withoutCause: optional(
      flag(),
      'True for a bug hunt: the headline of the run and the marks of the program name no cause. `v` does.',
    ),
    speed: optional(speed(), 'Iterations a second, in place of the speed of the scenario.'),
    steps: described(
      z
        .array(
          z.union([say, look, act, predict, explain], {
            error: 'a step: an object with say, look, do, predict or explain',
          }),
          {
            error: 'a list of steps',
          },
        )
        .check(
          z.minLength(1, { error: 'at least one step' }),
          z.maxLength(lessonLimits.steps, { error: `at most ${lessonLimits.steps} steps` }),
        ),
      'The steps, in their order.',
    ),
  },
  { error: 'a lesson: an object with title, scenario and steps' },
);

export type Lesson = z.infer<typeof lessonSchema>;
export type Step = Lesson['steps'][number];
export type Condition = z.infer<typeof condition>;
export type Range = z.infer<ReturnType<typeof range>>;
export type PredictStep = z.infer<typeof predict>;
export type ExplainStep = z.infer<typeof explain>;

/** The kinds of steps, each named by the key that only it has. */
export const stepKinds = Object.keys(stepSchemas) as readonly (keyof typeof stepSchemas)[];

/** The keys of each object, by its path, for advice on misspelt ones. @param kind of the step; all kinds without it. */
export function lessonKeys(kind?: keyof typeof stepSchemas): ReadonlyMap<string, readonly string[]> {
  const own = kind === undefined ? Object.values(stepSchemas) : [stepSchemas[kind]];
  return new Map([
    ['', Object.keys(lessonSchema.def.shape)],
    ['steps[]', [...new Set(own.flatMap((schema) => Object.keys(schema.def.shape)))]],
    ['steps[].until', Object.keys(condition.def.shape)],
    ['steps[].number', ['truth', 'within', 'percent', 'guess']],
    ['steps[].choices[]', kind === 'explain' ? ['text', 'right', 'because'] : ['text', 'when']],
    ['steps[].choices[].when', Object.keys(condition.def.shape)],
  ]);
}
