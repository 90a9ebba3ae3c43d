import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { playLesson, playQuestion } from '../../../src/cli/commands/check-lesson.ts';
import { lessonList } from '../../../src/cli/commands/lesson-progress.ts';
import { skeletonFor } from '../../../src/cli/commands/new-lesson.ts';
import { kindOfFile } from '../../../src/cli/lesson-file.ts';
import { builtInLessons, openLesson, readLessonFile } from '../../../src/cli/lessons.ts';
import { scenarioOf } from '../../../src/cli/save.ts';
import { holds } from '../../../src/learn/course/condition.ts';
import { lessonJsonSchema, lessonSchemaFile, stepJsonSchemas } from '../../../src/learn/course/json-schema.ts';
import { lessonUpTo } from '../../../src/learn/course/review-question.ts';
import type { Lesson, Step } from '../../../src/learn/course/schema.ts';
import { shownSteps } from '../../../src/learn/course/shown-keys.ts';
import { taskOf } from '../../../src/learn/course/state.ts';
import { options } from '../../../src/network/options.ts';
import { printFaults } from '../../../src/scenario/fault.ts';
import { parseScenario } from '../../../src/scenario/parse.ts';
import { readScenario } from '../../../src/scenario/read.ts';
import { scenarioText } from '../../../src/scenario/write.ts';
import { full } from '../../full.ts';
import { sight } from '../../learn/course/fake.ts';
import { runOf } from '../../ui/training.ts';

const lessons = builtInLessons('lessons');
const scenarioFile = (name: string): string => `scenarios/${name}.json`;
const folder = mkdtempSync(join(tmpdir(), 'lessons-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function faultsOf(file: string, how?: Parameters<typeof playLesson>[2]): Promise<readonly string[]> {
  const read = await openLesson({ name: 'test', file }, (text) => text, scenarioFile);
  if (!read.ok) return printFaults('', read.faults);
  const { faults } = await playLesson(read.opened, readFileSync(file, 'utf8'), how);
  return printFaults('', faults);
}

test('no lesson names a colour: without colours, or read aloud, there is none', () => {
  const named = lessons.filter(({ file }) =>
    /\b(orange|blue|green|red|yellow|purple|violet|gr[ae]y|colou?r\w*)\b/i.test(readFileSync(file, 'utf8')),
  );
  expect(named).toEqual([]);
});

test('an option that a lesson sets is where the options open, or at most two below the one before', () => {
  const at = (name: string): number => options.findIndex((option) => option.name === name);
  const far = lessons.flatMap(({ name, file }) => {
    const read = readLessonFile(file);
    const steps = read.ok ? read.lesson.steps : [];
    return steps.flatMap((step) => {
      const names = shownSteps(step).flatMap((own) => (own !== 'answer' && 'option' in own ? [own.option] : []));
      return names.flatMap((own, place) => {
        const presses = at(own) - at(names[place - 1] ?? own);
        return presses >= 0 && presses <= 2 ? [] : [`${name}: ${own}`];
      });
    });
  });
  expect(far).toEqual([]);
});

describe('the solution of every lesson', () => {
  test.each(lessons.map(({ name, file }) => [name, file] as const))('answers its steps: %s', async (_, file) => {
    expect(await faultsOf(file)).toEqual([]);
  });

  // The short form has the lessons that choose weights and options.
  const small = lessons.filter(({ name }) => full || /^(2-4|3-2)/.test(name));
  test.each(small.map(({ name, file }) => [name, file] as const))('does so at 60×20: %s', async (_, file) => {
    expect(await faultsOf(file, { size: { columns: 60, rows: 20 } })).toEqual([]);
  });

  test.each(small.map(({ name, file }) => [name, file] as const))('goes on in its middle: %s', async (_, file) => {
    const read = readLessonFile(file);
    const steps = read.ok ? read.lesson.steps.length : 0;
    const places = Array.from({ length: steps }, (_, at) => at).slice(full ? 1 : -2);
    for (const from of places) expect(await faultsOf(file, { from })).toEqual([]);
  });
});

describe('a question of a review can be asked on a run of another seed', () => {
  const all = lessons.flatMap(({ name, file }) => {
    const read = readLessonFile(file);
    const steps = read.ok ? read.lesson.steps : [];
    const asked = steps.flatMap((step, at) =>
      'review' in step && step.review === true ? [[name, at, file] as const] : [],
    );
    // The last one has the most steps before it.
    return full ? asked : asked.filter((_, at) => 'predict' in (steps[asked[at]?.[1] ?? 0] ?? {})).slice(-1);
  });

  test.each(all)('%s, step %i', async (name, at, file) => {
    const read = await openLesson({ name, file }, (text) => text, scenarioFile);
    if (!read.ok) throw new Error(name);
    for (const seed of full ? [7, 8, 90_001] : [7]) {
      expect(printFaults('', (await playQuestion(read.opened, readFileSync(file, 'utf8'), at, seed)).faults)).toEqual(
        [],
      );
    }
  });
});

describe('a question of a review', () => {
  const asked = lessons.flatMap(({ name, file }) => {
    const read = readLessonFile(file);
    const steps = read.ok ? read.lesson.steps : [];
    return steps.flatMap((step, at) =>
      'review' in step && step.review === true && read.ok ? [{ name, at, step, lesson: read.lesson }] : [],
    );
  });

  test('needs no step before it to be understood', () => {
    const words = asked.map(({ step }) => taskOf(step));
    expect(words.filter((text) => /^(And|So|But|Then)\b|\b(then|as that|the two)\b[^.]*\?$/.test(text))).toEqual([]);
  });

  test('has its answers in another order with another seed, and hints that keep up', () => {
    for (const { at, lesson } of asked) {
      const places = new Set<number>();
      for (let seed = 2; seed < 26; seed++) {
        const step = lessonUpTo(lesson, at, seed).steps[at] as Step;
        if (!('explain' in step)) continue;
        const right = step.choices.findIndex((choice) => choice.right === true);
        places.add(right);
        const numbers = [...step.hints.join(' ').matchAll(/\banswer (\d)/gi)].map(([, number]) => Number(number));
        expect(numbers.every((number) => number === right + 1)).toBe(true);
      }
      const { choices = [] } = lesson.steps[at] as { readonly choices?: readonly object[] };
      if ('explain' in (lesson.steps[at] as Step)) expect(places.size).toBe(choices.length);
    }
  });
});

describe('the check of a lesson', () => {
  const hints = ['a question', 'a place', 'the answer'];
  const asking = {
    predict: 'How large?',
    number: { truth: 'mean(l1)', within: 1, guess: '0.5' },
    holds: ['n'],
    until: { line: 2 },
    show: 'answer n*2',
    hints,
  };
  const reason = {
    ...{ explain: 'Why?', hints },
    choices: [
      { text: 'one', right: true, because: 'yes' },
      { text: 'other', because: 'no' },
    ],
  };
  const write = (steps: object): string => {
    const file = join(folder, 'lesson.json');
    writeFileSync(file, JSON.stringify({ title: 'T', about: 'A', minutes: 1, scenario: 'xor', steps: [steps].flat() }));
    return file;
  };

  test.each([
    ['a right one', asking, undefined],
    [
      'a step that is done before it begins',
      { do: 'Wait.', until: { line: 0 }, show: 'n', hints },
      /done before it begins/,
    ],
    [
      'such a step with a reason',
      { do: 'Wait.', until: { line: 0 }, show: 'n', hints, why: 'Done.' },
      /until: .*done before it begins/,
    ],
    [
      'hints with the number of a wrong answer, or of none',
      [
        { ...reason, hints: ['a question', 'not answer 2', 'the second: answer 2'] },
        { ...reason, hints: ['a question', 'answer 3', 'answer 1, not answer 2'] },
      ],
      /steps\[0\]\.hints\[2\]: expected the right answer, answer 1, found answer 2[\s\S]*steps\[1\]\.hints\[1\]: expected the number of an answer, from 1 to 2, found answer 3/,
    ],
    [
      'the number of a wrong answer in the hint of a prediction',
      {
        ...{ predict: 'Which?', show: 'answer n', hints: [...hints.slice(1), 'answer 2'], holds: ['n'] },
        ...{ until: { line: 1 }, choices: [1, 2].map((line) => ({ text: `line ${line}`, when: { line } })) },
      },
      /steps\[0\]\.hints\[2\]: expected the right answer, answer 1, found answer 2/,
    ],
    [
      'two answers with one text',
      { ...reason, choices: reason.choices.map((choice) => ({ ...choice, text: 'same' })) },
      /choices\[1\]\.text: expected a text that differs from the other answers, found "same"/,
    ],
    [
      'a step after a text that is done before it begins',
      [{ say: 'A.' }, { do: 'Wait.', until: { line: 0 }, show: 'n', hints }, { say: 'B.' }],
      /steps\[1\]\.until: .*done before it begins/,
    ],
    [
      'two right answers',
      {
        ...{ predict: 'Which?', show: 'answer', hints },
        choices: ['one', 'other'].map((text) => ({ text, when: { line: 0 } })),
      },
      /choices: expected one right answer, found 2/,
    ],
    [
      'a hint with a number that is not there',
      { ...asking, hints: ['{l1[0, 0]}', 'b', 'c'] },
      /hints\[0\]: expected numbers/,
    ],
    [
      'a kept number with a name of the program',
      { say: 'A.', keep: { syn0: 'alpha' } },
      /keep: expected a new name .*syn0/,
    ],
    [
      'keys that do not finish it',
      { do: 'Run.', until: { line: 3 }, show: 'n', hints },
      /still open; after its keys: iteration 0, line 1, paused, view panes/,
    ],
    [
      'a question without a right answer at its end',
      {
        ...{ predict: 'Which?', show: 'answer n', hints, holds: ['n'], until: { line: 1 } },
        choices: ['one', 'other'].map((text) => ({ text, when: { line: 7 } })),
      },
      /choices: expected one right answer, found none for the run/,
    ],
    [
      'a missing guess',
      { ...asking, number: { truth: 'mean(l1)', within: 1 } },
      /number: expected a guess, because the run has no answer yet/,
    ],
    [
      'a row in the place of a cell',
      { ...asking, why: 'It is {l2[0]}.' },
      /steps\[0\]\.why: expected a single number, found l2\[0\]; a cell is a row and a column, as in l2\[0, 0\]/,
    ],
    [
      'an unknown option among the keys',
      { do: 'Run.', until: { line: 1 }, show: 'o option:bias_row', hints },
      /show: expected the name of an option, found "bias_row"/,
    ],
    ['keys that do not show the answer', { ...asking, show: 'answer n' }, /does not show the answer/],
    ['a number that the run does not have yet', { say: 'It is {l1[0, 0]}.' }, /numbers that the run has/],
    [
      'words about a pane that is not shown where there is room for one',
      [
        { look: 'The table has four rows.', pane: 'program' },
        { ...reason, hints: ['Look at the curve.', 'tab goes to the curve.', 'c'] },
        { look: 'Line 9 is the last one.', pane: 'program' },
        { look: 'Line 9 is not in the chart.', pane: 'weights' },
      ],
      /^.*steps\[0\]\.look: expected words about a pane that 60×20 shows, and not about predictions, found "The table has four rows\." beside program;.*\n.*steps\[1\]\.hints\[0\]: .* not about error, .*\n.*steps\[3\]\.look: .* not about error,.*\n.*steps\[3\]\.look: .* not about program,.*$/,
    ],
    [
      'more lines than the program has room for',
      [
        { look: 'Line 9 is the last one.', pane: 'program' },
        {
          ...{ ...reason, explain: 'Why are lines 1 and 9 both in this program, and not only one of them?' },
          choices: [...reason.choices, { text: 'third', because: 'no' }],
        },
      ],
      /steps\[1\]: expected lines that are visible at 60×20, found line 9 in "Why are lines 1 and 9 both/,
    ],
    ['a text that is too long', { say: 'long '.repeat(48) }, undefined],
    [
      'an unknown view',
      { do: 'Run.', until: { view: 'verdikt' }, show: 'v', hints },
      /until\.view: expected the name of a view, found "verdikt"; did you mean verdict\?/,
    ],
    [
      'an unknown setting inside not',
      { do: 'Run.', until: { line: 1, not: { setting: { name: 'alpha', is: 10 } } }, show: 'n', hints },
      /:1:120 .*until\.not\.setting\.name: expected the name of a setting, found "alpha"; one of /,
    ],
    [
      'unknown names in the condition of an answer',
      {
        ...{ predict: 'Which?', show: 'answer', hints },
        choices: [
          { text: 'one', when: { any: [{ pane: 'program' }, { pane: 'programme' }] } },
          { text: 'other', when: { inside: { line: 'l7' }, weight: 'syn4[0,1]' } },
        ],
      },
      /when\.any\[1\]\.pane: .*mean program[\s\S]*\.when\.inside\.line: .*"l7"[\s\S]*\.when\.weight: .*"syn4"/,
    ],
    [
      'a value that a setting cannot have',
      { do: 'Run.', until: { setting: { name: 'learningRate', is: '10' } }, show: 'n', hints },
      /:1:\d+ .*until\.setting\.is: expected a number above 0, at most 1,000,000,000, found "10"/,
    ],
    [
      'a name that a setting cannot have',
      { do: 'Run.', until: { line: 1, not: { setting: { name: 'optimizer', is: 'momentun' } } }, show: 'n', hints },
      /not\.setting\.is: expected one of "descent", .*found "momentun"; did you mean "momentum"\?/,
    ],
    [
      'layers that do not fit the data',
      { do: 'Run.', until: { setting: { name: 'layerSizes', is: [2, 8, 1] } }, show: 'n', hints },
      /setting\.is: expected units from 3 inputs to 1 output, as in the data, found \[2,8,1\]/,
    ],
    [
      'a watch that cannot be read',
      { do: 'Run.', until: { any: [{ watch: 'mean(l1' }] }, show: 'n', hints },
      /until\.any\[0\]\.watch: expected a watch, .*found "mean\(l1"; /,
    ],
    [
      'a watch of a name that the program lacks',
      { do: 'Run.', until: { watch: 'l9_error' }, show: 'n', hints },
      /until\.watch: .*found "l9_error"; this program has no l9_error/,
    ],
    [
      'counts and cells that nothing has',
      {
        do: 'Run.',
        until: {
          ...{ line: 9, iteration: 2.5, seed: { below: 0 }, marks: 0, example: 4, asked: [1, 0] },
          ...{ weight: 'syn0[3,0]', inside: { line: 'l2', column: 1 } },
        },
        show: 'n',
        hints,
      },
      new RegExp(
        [
          'until\\.iteration: expected a whole number of iterations, found 2\\.5',
          'until\\.line: expected a number of lines from 0 to 8, .*, found 9',
          'until\\.seed: .*found {"below":0}',
          'until\\.marks: .*found 0',
          'until\\.example: expected an example from 0 to 3, found 4',
          'until\\.asked: expected 3 numbers, .*found 2',
          'until\\.weight: expected a cell of syn0, 3×4, from 0, found row 3, column 0',
          'until\\.inside: expected a cell of l2, 4×1, .*found row 0, column 1',
        ]
          .map((words) => `(?=[\\s\\S]*${words})`)
          .join(''),
      ),
    ],
    [
      'a value with many cells, and one with a cell that is not there',
      {
        do: 'Run.',
        until: {
          any: [
            { value: 'l1', above: 0 },
            { value: 'l1[4, 0]', above: 0 },
          ],
        },
        show: 'n',
        hints,
      },
      /any\[0\]\.value: expected a single number, found l1, which is 4×4; write [\s\S]*any\[1\]\.value: .*found l1\[4, 0\]; /,
    ],
    [
      'no fault in names that a change brings',
      {
        ...{ do: 'Turn it on.', show: 'o option:bias right ctrl+r n*2', hints },
        until: { setting: { name: 'bias', is: true }, value: 'b0[0, 0]', is: 0, line: 2 },
      },
      undefined,
    ],
    [
      'no fault in a watch with other spaces than on the screen',
      { do: 'Watch.', until: { watch: 'mean(abs(l2_error))<.4' }, show: 'w type:mean(abs(l2_error))<.4 enter', hints },
      undefined,
    ],
    ['a name that the program lacks', { say: 'It is {l9[0, 0]}.' }, /names of the program.*found l9/],
  ])('finds %s', async (_, step, expected) => {
    const faults = await faultsOf(write(step));
    if (expected === undefined) expect(faults).toEqual([]);
    else expect(faults.join('\n')).toMatch(expected);
  });
});

test('a question is not asked while the run goes on, and a run that starts over beside a lesson waits', async () => {
  const hints = ['a question', 'a place', 'the answer'];
  const asking = {
    ...{ predict: 'How large?', holds: ['$'], until: { state: 'ended' }, show: 'answer $', hints },
    number: { truth: 'error', within: 1, guess: '0.5' },
  };
  const isOn = { name: 'bias', is: true };
  const steps = (keys: string): readonly object[] => [
    { do: 'Run.', until: { state: 'ended' }, show: '$', hints },
    { do: 'Turn it on.', until: { setting: isOn, iteration: { below: 60_000 } }, show: keys, hints },
    asking,
  ];
  const file = join(folder, 'running.json');
  const faults = (keys: string): Promise<readonly string[]> => {
    const lesson = { title: 'T', about: 'A', minutes: 1, scenario: 'xor', steps: steps(keys) };
    writeFileSync(file, JSON.stringify(lesson));
    return faultsOf(file);
  };
  expect(await faults('o option:bias right ctrl+r')).toEqual([]);
  expect((await faults('o option:bias right ctrl+r space')).join()).toMatch(
    /steps\[2\]\.predict: expected a run that waits: .*, found a run that continues; /,
  );
});

test('the step back in the first lesson is not done by a line', () => {
  const read = readLessonFile('lessons/0-1-thirty-seconds.json');
  const step = read.ok ? read.lesson.steps.find((own) => 'do' in own && own.show === 'B') : undefined;
  if (step === undefined || !('do' in step)) throw new Error('no such step');
  expect(holds(step.until, sight({ iteration: 9, line: 4 }), { here: 10 })).toBe(false);
  expect(holds(step.until, sight({ iteration: 9 }), { here: 10 })).toBe(true);
});

describe('the skeleton of a lesson about a saved run', () => {
  const scenario = JSON.parse(readFileSync('scenarios/xor.json', 'utf8')) as object;

  async function skeletonOf(saved: object): Promise<Lesson> {
    const file = join(folder, 'saved.json');
    writeFileSync(file, JSON.stringify({ ...scenario, ...saved }));
    const parsed = await readScenario(file);
    if (!parsed.ok) throw new Error(printFaults('', parsed.faults).join('\n'));
    const { lesson } = await skeletonFor(parsed.scenario, parsed.text, 'saved.json');
    writeFileSync(join(folder, 'skeleton.json'), JSON.stringify(lesson));
    expect(await faultsOf(join(folder, 'skeleton.json'))).toEqual([]);
    return lesson;
  }
  const kinds = ({ steps }: Lesson): readonly (string | undefined)[] => steps.map((step) => Object.keys(step)[0]);

  test('has a step to do for each change, with its keys, and a step to look at for each mark', async () => {
    const lesson = await skeletonOf({
      changes: [
        { at: 100, set: { learningRate: 10 } },
        { at: 150, set: { 'syn0[1,2]': -0.5, 'syn1[3,0]': 0 } },
        { at: 200, set: { optimizer: 'momentum', hidden: [6] } },
      ],
      marks: [{ at: 120, note: 'The units {part} here.' }, { at: 200 }],
      watches: ['mean(abs(l2_delta))'],
    });
    expect(lesson.withoutChanges).toBe(true);
    expect(kinds(lesson)).toEqual([
      ...['say', 'look', 'do', 'do', 'do', 'look', 'do', 'look', 'do', 'look', 'do'],
      ...['do', 'look', 'do', 'do', 'predict'],
    ]);
    expect(lesson.steps[3]).toMatchObject({
      show: '@ type:10 enter',
      until: { iteration: 100, setting: { name: 'learningRate', is: 10 } },
    });
    expect(lesson.steps[5]).toMatchObject({ look: 'The units (part) here. The error is {error}.' });
    expect(lesson.steps[8]).toMatchObject({ show: 'weight:syn0[1,2] e type:-0.5 enter' });
  });

  test('shows a note as it was typed on the dashboard and saved', async () => {
    const run = runOf({}, 40);
    const long = 'a{b} '.repeat(40).trim();
    run.press('m', 'm', ...'Units part', 'enter', 't', 'm', 'm', ...long, 'enter', 'S', 'enter');
    const written = run.effects.flatMap((effect) => (effect.type === 'write' ? [effect.what] : []))[0];
    const opened = parseScenario(JSON.stringify(scenario));
    if (!opened.ok || written === undefined) throw new Error('nothing is saved');
    const saved = scenarioOf(opened.scenario, { ...written, seed: 1, iterations: 100 });
    expect(JSON.parse(scenarioText(saved)).marks).toEqual([
      { at: 40, note: 'Units part' },
      { at: 50, note: long },
    ]);
    const { steps } = await skeletonOf({ ...JSON.parse(scenarioText(saved)) });
    const looks = steps.flatMap((step) => ('look' in step ? [step.look] : []));
    expect(looks).toEqual(['Units part. The error is {error}.', long.replaceAll('{', '(').replaceAll('}', ')')]);
  });

  test('finds the keys of a change that takes two options, and of one that is a list', async () => {
    const lesson = await skeletonOf({
      changes: [
        { at: 10, set: { hidden: [8, 8] } },
        { at: 20, set: { clip: { what: 'deltas', by: 'value', limit: 0.01 } } },
        { at: 30, set: { activation: 'tanh' } },
      ],
    });
    expect(lesson.withoutChanges).toBe(true);
    expect(lesson.steps[2]).toMatchObject({
      show: expect.stringMatching(/^o option:.* option:.* enter$/),
      until: { setting: { name: 'layerSizes', is: [3, 8, 8, 1] } },
    });
  });

  test('lets the run make changes that have no keys', async () => {
    const schedule = { kind: 'step', every: 777, factor: 0.37 };
    const lesson = await skeletonOf({ changes: [{ at: 100, set: { schedule } }] });
    expect(lesson.withoutChanges).toBeUndefined();
    expect(kinds(lesson)).toEqual(['say', 'do', 'say', 'predict']);
  });

  test('does not stop at the breakpoints of the run', async () => {
    const lesson = await skeletonOf({
      changes: [{ at: 300, set: { learningRate: 10 } }],
      watches: ['l2_error', 'mean(abs(l2_error)) < 0.4'],
    });
    expect(lesson).toMatchObject({ withoutChanges: true, withoutBreakpoints: true });
    expect(kinds(lesson)).toEqual(['say', 'look', 'do', 'do', 'predict']);
  });

  test('has a step for a change at the beginning, and none that a lesson has no room for', async () => {
    const changes = Array.from({ length: 30 }, (_, at) => ({ at, set: { learningRate: at + 2 } }));
    const lesson = await skeletonOf({ changes });
    expect(kinds(lesson).slice(0, 4)).toEqual(['say', 'do', 'do', 'do']);
    expect(lesson.steps.length).toBeLessThanOrEqual(40);
  });
});

test.each([
  ['a lesson', '{"title": "T"}', 'lesson'],
  ['a lesson with a byte order mark', '\ufeff{"steps": []}', 'lesson'],
  ['a lesson whose steps are no list', '{"steps": {}}', 'lesson'],
  ['a scenario', '{"name": "T", "data": {}}', 'scenario'],
  ['an empty file', ' ', 'neither'],
  ['an empty object', '{}', 'neither'],
  ['a list', '[]', 'neither'],
])('%s is known by its keys', (_, text, expected) => {
  const file = join(folder, 'kind.json');
  writeFileSync(file, text);
  expect(kindOfFile(file)).toBe(expected);
});

test('a lesson with a byte order mark has the places of its faults', async () => {
  const file = join(folder, 'mark.json');
  const lesson = { title: 'T', about: 'A', minutes: 1, scenario: 'xor', steps: [{ say: 'It is {l1[0, 0]}.' }] };
  writeFileSync(file, `\ufeff${JSON.stringify(lesson)}`);
  expect((await faultsOf(file))[0]).toMatch(/^:1:71 +steps\[0\]\.say/);
});

test('the schema is that of the file', () => {
  expect(readFileSync('lessons/lesson.schema.json', 'utf8')).toBe(lessonSchemaFile());
});

test('the tables of the page are those of the schema, and its example is a lesson', async () => {
  const page = readFileSync('docs/lessons.md', 'utf8');
  const { lessonPage } = (await import('../../../scripts/docs.js' as string)) as {
    lessonPage(text: string, schema: object, steps: object): string;
  };
  expect(lessonPage(page, lessonJsonSchema(), stepJsonSchemas())).toBe(page);
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  const file = join(folder, 'example.json');
  writeFileSync(file, example);
  expect(await faultsOf(file)).toEqual([]);
});

test('the list has each lesson with its time and the progress in it', () => {
  const progress = { lessons: { '0-1-thirty-seconds': { step: 2, steps: 7, isDone: false, results: [] } }, cards: {} };
  const list = lessonList(lessons, progress, 100);
  expect(list.find((line) => line.includes('0-1-thirty-seconds'))).toMatch(/3 min {2}2 of 7 .*run a network/);
  expect(list.every((line) => line.length <= 100)).toBe(true);
  const minutes = [...list.join('\n').matchAll(/ (\d+) min /g)].map(([, own]) => Number(own));
  expect(minutes.every((own) => own >= 3 && own <= 8)).toBe(true);
  const all = minutes.reduce((sum, own) => sum + own, 0);
  expect(list[0]).toBe(`Lessons, in their order: ${all} minutes in all.`);
  expect(all).toBeLessThan(140);
});
