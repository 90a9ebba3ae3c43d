import { describe, expect, it } from 'vitest';
import { settingsAfter } from '../../src/network/edits.ts';
import { withDefaults } from '../../src/network/settings.ts';
import { printFaults } from '../../src/scenario/fault.ts';
import { plannedEdits, settingsOf } from '../../src/scenario/network.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { full } from '../full.ts';
import { messagesOf, scenarioText } from './messages.ts';

const KEYS =
  'expected hidden, bias, activation, initial, biasStart, dropout, batchNorm, learningRate, loss, batch, optimizer, precision, l1, l2, weightDecay, clip, schedule, batchSize, momentum, clipLimit, scheduleEvery, scheduleFactor or a cell such as syn0[0,2]';

/** The small scenario with changes: two inputs, four hidden units, one output. */
function changing(changes: string, parts: Readonly<Record<string, string>> = {}): string {
  return scenarioText({ changes, ...parts });
}

function setting(set: string, parts: Readonly<Record<string, string>> = {}): string {
  return changing(`[{"at": 5, "set": ${set}}]`, parts);
}

describe('changes', () => {
  it('are read in the order of the file', () => {
    const changes = [
      { at: 2000, set: { 'syn0[1,3]': -0.5, learningRate: 1 } },
      { at: 0, set: { learningRate: 10 } },
      { at: 60_000, set: { 'syn1[3,0]': 1e300 } },
    ];
    expect(parseScenario(changing(JSON.stringify(changes)))).toMatchObject({ ok: true, scenario: { changes } });
  });

  it('may set cells of bias rows', () => {
    expect(messagesOf(setting('{"b0[0,3]": 1, "b1[0,0]": 1}', { network: '{"bias": true}' }))).toEqual([]);
  });

  it.each([
    [
      'no list',
      '{"at": 5}',
      '4:12  changes: expected a list of changes, each an object with at and set, found an object',
    ],
    ['a number for a change', '[7]', '4:13  changes[0]: expected an object with at and set, found 7'],
    [
      'no time',
      '[{"set": {"learningRate": 2}}]',
      '4:13  changes[0].at: expected a whole number from 0 to 1,000,000,000, found nothing',
    ],
    [
      'half an iteration',
      '[{"at": 0.5, "set": {"learningRate": 2}}]',
      '4:20  changes[0].at: expected a whole number from 0 to 1,000,000,000, found 0.5',
    ],
    [
      'a time after the end',
      '[{"at": 60001, "set": {"learningRate": 2}}]',
      '4:20  changes[0].at: expected at most 60,000, the iterations of the run, found 60,001',
    ],
    [
      'nothing to set',
      '[{"at": 5}]',
      '4:13  changes[0].set: expected an object such as {"learningRate": 10}, found nothing',
    ],
    [
      'an empty set',
      '[{"at": 5, "set": {}}]',
      '4:30  changes[0].set: expected at least one new value, found an empty object',
    ],
    [
      'a list to set',
      '[{"at": 5, "set": [1]}]',
      '4:30  changes[0].set: expected an object such as {"learningRate": 10}, found a list of 1 item',
    ],
    [
      'a learning rate of zero',
      '[{"at": 5, "set": {"learningRate": 0}}]',
      '4:47  changes[0].set.learningRate: expected a number above 0, at most 1,000,000,000, found 0',
    ],
    [
      'a cell in quotes',
      '[{"at": 5, "set": {"syn0[0,2]": "1"}}]',
      '4:44  changes[0].set.syn0[0,2]: expected a finite number, found "1"; write it without quotes',
    ],
    [
      'a cell past 64 bits',
      '[{"at": 5, "set": {"syn0[0,2]": 1e400}}]',
      '4:44  changes[0].set.syn0[0,2]: expected a finite number, found a number too large for 64 bits',
    ],
  ])('are reported where they are wrong: %s', (_, changes, message) => {
    expect(messagesOf(changing(changes))).toEqual([`mine.json:${message}`]);
  });

  it('may come at the last iteration of the run, but not after it', () => {
    const changes = '[{"at": 7, "set": {"learningRate": 2}}, {"at": 8, "set": {"learningRate": 2}}]';
    expect(messagesOf(changing(changes, { training: '{"iterations": 7}' }))).toEqual([
      'mine.json:4:59  changes[1].at: expected at most 7, the iterations of the run, found 8',
    ]);
  });

  it('are not compared with the length of a run that is wrong itself', () => {
    expect(messagesOf(setting('{"learningRate": 2}', { training: '{"iterations": 0}' }))).toEqual([
      'mine.json:5:28  training.iterations: expected a whole number from 1 to 1,000,000,000, found 0',
    ]);
  });
});

describe('a setting that a change sets', () => {
  /** The settings after each change of a valid scenario. */
  function settingsAfterEach(changes: readonly object[], parts: Readonly<Record<string, string>> = {}) {
    const parsed = parseScenario(changing(JSON.stringify(changes), parts));
    if (!parsed.ok) throw new Error(printFaults('mine.json', parsed.faults).join('\n'));
    let settings = settingsOf(parsed.scenario);
    return plannedEdits(parsed.scenario).map(({ edits }) => {
      settings = settingsAfter(settings, edits);
      return settings;
    });
  }

  const plain = withDefaults({ layerSizes: [2, 4, 1], bias: false, learningRate: 1 });

  it('is written as its section writes it', () => {
    const set = {
      hidden: [8],
      bias: true,
      activation: ['sigmoid', 'leaky-relu'],
      initial: 'he-normal',
      biasStart: 'random',
      dropout: { share: 0.2, form: 'follow-up' },
      batchNorm: true,
      learningRate: 3,
      loss: 'mean-squared',
      batch: { size: 2, order: 'shuffled' },
      optimizer: 'adam',
      precision: 'float32',
      l1: 0.1,
      l2: 0.2,
      weightDecay: 0.3,
      clip: { what: 'gradients', by: 'norm', limit: 5 },
      schedule: { kind: 'step', every: 9, factor: 0.9 },
    };
    const names = {
      layerSizes: [2, 8, 1],
      bias: true,
      activations: ['sigmoid', 'leaky relu'],
      initial: 'he normal',
      biasStart: 'random',
      dropout: 0.2,
      dropoutForm: 'follow-up',
      batchNorm: true,
      learningRate: 3,
      loss: 'mean squared',
      batchSize: 2,
      batchOrder: 'shuffled',
      optimizer: 'adam',
      momentum: 0.9,
      precision: 'float32',
      l1: 0.1,
      l2: 0.2,
      weightDecay: 0.3,
      clip: 'gradients by norm',
      clipLimit: 5,
      schedule: 'step',
      scheduleEvery: 9,
      scheduleFactor: 0.9,
    };
    const none = Object.fromEntries(Object.keys(set).map((key) => [key, null]));
    const changes = [
      { at: 1, set },
      { at: 2, set: none },
    ];
    const data = '{"inputs": [[0, 1], [1, 1], [1, 0]], "targets": [[0], [1], [0]]}';
    expect(settingsAfterEach(changes, { data })).toEqual([names, plain]);
  });

  it('keeps the parts that its object leaves out', () => {
    const training = JSON.stringify({
      optimizer: { name: 'momentum', momentum: 0.5 },
      batch: { size: 2, order: 'shuffled' },
      clip: { what: 'deltas', limit: 3 },
    });
    const network = JSON.stringify({ dropout: { share: 0.2, form: 'follow-up' } });
    const [first, second] = settingsAfterEach(
      [
        { at: 1, set: { optimizer: 'nesterov', batch: { size: 1 }, clip: { what: 'gradients' }, dropout: 0.5 } },
        { at: 2, set: { optimizer: 'momentum', momentum: 0.7, batchSize: 0, dropout: null } },
      ],
      { training, network },
    );
    expect(first).toMatchObject({
      optimizer: 'nesterov',
      momentum: 0.5,
      batchSize: 1,
      batchOrder: 'shuffled',
      clip: 'gradients',
      clipLimit: 3,
      dropout: 0.5,
      dropoutForm: 'follow-up',
    });
    expect(second).toMatchObject({
      optimizer: 'momentum',
      momentum: 0.7,
      batchSize: 0,
      dropout: 0,
      dropoutForm: 'corrected',
    });
  });

  it.each([
    ['a wrong word', '{"optimizer": "adma"}', '.optimizer: expected one of "descent",'],
    ['a wrong part', '{"clip": {"what": "all"}}', '.clip.what: expected one of "deltas", "gradients", found "all"'],
    [
      'an unknown part',
      '{"clip": {"what": "deltas", "limt": 2}}',
      '.clip: expected one of what, by, limit, found "limt"',
    ],
    ['no size', '{"batch": {}}', '.batch.size: expected a whole number from 1 to 100,000, found nothing'],
    ['no layer', '{"hidden": [0]}', '.hidden[0]: expected a whole number from 1 to 4,096, found 0'],
    [
      'null for a part',
      '{"optimizer": "momentum", "momentum": null}',
      '.momentum: expected a number from 0 to below 1',
    ],
  ])('is reported where it is wrong: %s', (_, set, message) => {
    const messages = messagesOf(setting(set));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(`changes[0].set${message}`);
  });

  it('adds cells for later changes, and takes them away', () => {
    const changes = [
      { at: 9, set: { 'syn0[1,6]': 1, 'b0[0,0]': 1, 'syn2[0,0]': 1 } },
      { at: 5, set: { 'syn0[1,3]': 1, hidden: [2], 'b1[0,0]': 1 } },
      { at: 7, set: { hidden: [8, 8], bias: true } },
    ];
    expect(messagesOf(changing(JSON.stringify(changes)))).toEqual([
      'mine.json:4:85  changes[1].set: expected a cell of syn0, found "syn0[1,3]"; syn0 is 2×2, so rows 0 to 1 and columns 0 to 1',
      'mine.json:4:112  changes[1].set: expected a cell of syn0 or syn1, found "b1[0,0]"; bias rows come with "bias": true in network',
    ]);
  });
});

describe('an unknown key of a change', () => {
  it.each([
    ['"att": 6', 'found "att"; did you mean "at"?'],
    ['"iteration": 6', 'found "iteration"; did you mean "at"?'],
    ['"learningRate": 6', 'found "learningRate"; did you mean "learningRate" in set?'],
    ['"zzz": 6', 'found "zzz"'],
  ])('is reported with the key that was probably meant: %s', (key, message) => {
    expect(messagesOf(changing(`[{"at": 5, "set": {"learningRate": 2}, ${key}}]`))).toEqual([
      `mine.json:4:51  changes[0]: expected one of at, set, ${message}`,
    ]);
  });

  it('in the place of a missing key is reported once', () => {
    expect(messagesOf(changing('[{"iteration": 5, "learningRate": 2}]'))).toEqual([
      'mine.json:4:14  changes[0]: expected one of at, set, found "iteration"; did you mean "at"?',
      'mine.json:4:30  changes[0]: expected one of at, set, found "learningRate"; did you mean "learningRate" in set?',
    ]);
  });

  it('outside of the change is reported with its right place', () => {
    expect(messagesOf(scenarioText({ learningRate: '1', at: '5' }))).toEqual([
      'mine.json:4:1  expected one of $schema, name, description, compareWith, data, network, training, playback, changes, marks, watches, found "learningRate"; did you mean "learningRate" in training?',
      'mine.json:5:1  expected one of $schema, name, description, compareWith, data, network, training, playback, changes, marks, watches, found "at"; did you mean "at" in changes?',
    ]);
  });
});

describe('an unknown key of set', () => {
  it.each([
    ['learningrate', '; did you mean "learningRate"?'],
    ['alpha', '; did you mean "learningRate"?'],
    ['seed', '; did you mean "seed" in training?'],
    ['syn0[0, 2]', '; did you mean "syn0[0,2]"?'],
    ['syn0[0][2]', '; did you mean "syn0[0,2]"?'],
    ['syn0(0,02)', '; did you mean "syn0[0,2]"?'],
    ['syn0', ''],
    ['syn0[-1,0]', ''],
    ['constructor', ''],
    ['', ''],
  ])('is reported with the key that was probably meant: %j', (key, advice) => {
    expect(messagesOf(setting(`{${JSON.stringify(key)}: "x"}`))).toEqual([
      `mine.json:4:31  changes[0].set: ${KEYS}, found ${JSON.stringify(key)}${advice}`,
    ]);
  });

  it('__proto__ is reported and changes no prototype', () => {
    expect(messagesOf(setting('{"learningRate": 2, "__proto__": {"syn0[0,0]": 1}}'))).toEqual([
      `mine.json:4:50  changes[0].set: ${KEYS}, found "__proto__"`,
    ]);
  });

  it('is reported beside right values', () => {
    expect(messagesOf(setting('{"learningRate": 2, "banana": 0.9}'))).toEqual([
      `mine.json:4:50  changes[0].set: ${KEYS}, found "banana"`,
    ]);
  });
});

describe('a cell', () => {
  it.each([
    ['syn2[0,0]', 'syn0 or syn1', ''],
    ['l1[0,0]', 'syn0 or syn1', ''],
    ['sym0[1,2]', 'syn0 or syn1', '; did you mean "syn0[1,2]"?'],
    ['b0[0,0]', 'syn0 or syn1', '; bias rows come with "bias": true in network'],
    ['syn0[2,0]', 'syn0', '; syn0 is 2×4, so rows 0 to 1 and columns 0 to 3'],
    ['syn0[0,4]', 'syn0', '; syn0 is 2×4, so rows 0 to 1 and columns 0 to 3'],
    ['syn1[0,1]', 'syn1', '; syn1 is 4×1, so rows 0 to 3 and column 0'],
  ])('that the program does not have is reported with the cells it has: %s', (cell, of, advice) => {
    expect(messagesOf(setting(`{"learningRate": 2, "${cell}": 1}`))).toEqual([
      `mine.json:4:50  changes[0].set: expected a cell of ${of}, found "${cell}"${advice}`,
    ]);
  });

  it('of a deep network is reported with the first parameters only', () => {
    const network = `{"hidden": [${Array(20).fill(2)}], "bias": true}`;
    expect(messagesOf(setting('{"w[0,0]": 1}', { network }))).toEqual([
      'mine.json:4:31  changes[0].set: expected a cell of syn0, b0, syn1, b1, syn2, b2, syn3, b3, syn4, b4, syn5 or …, found "w[0,0]"',
    ]);
  });

  it('is not checked while anything else is wrong', () => {
    expect(messagesOf(setting('{"syn9[0,0]": 1}', { network: '{"hidden": [0]}' }))).toEqual([
      'mine.json:5:24  network.hidden[0]: expected a whole number from 1 to 4,096, found 0',
    ]);
  });
});

describe('very many changes', () => {
  const MANY = full ? 150_000 : 20_000;
  const MORE = 'expected at most 100 faults, found more from here on';
  const list = (length: number, item: string): string => `[${`${item},`.repeat(length - 1)}${item}]`;

  it('are read up to the limit', () => {
    const right = '{"at": 1, "set": {"learningRate": 2, "syn0[0,0]": 1}}';
    expect(messagesOf(changing(list(500, right)))).toEqual([]);
    expect(messagesOf(changing(list(MANY, right)))).toEqual([
      `mine.json:4:12  changes: expected at most 500 changes, found a list of ${MANY.toLocaleString('en')} items`,
    ]);
  });

  it.each([
    ['no changes at all', list(MANY, '0'), 'changes: expected at most 500 changes'],
    ['wrong times', list(500, '{"at": -1, "set": {"learningRate": 2}}'), 'changes[0].at: expected a whole'],
    ['late times', list(500, '{"at": 70000, "set": {"learningRate": 2}}'), 'changes[0].at: expected at most 60,000'],
    ['wrong cells', list(500, '{"at": 1, "set": {"syn7[0,0]": 2}}'), 'changes[0].set: expected a cell of'],
    ['unknown keys', list(500, '{"at": 1, "set": {"banana": 2}}'), `changes[0].set: ${KEYS}`],
    ['unknown keys of changes', list(500, '{"when": 1, "what": {"banana": 2}}'), 'changes[0]'],
  ])('that are %s give the first hundred faults', (_, changes, first) => {
    const messages = messagesOf(changing(changes));
    expect(messages[0]).toContain(first);
    expect(messages.length === 1 || messages[100]?.endsWith(MORE)).toBe(true);
  });

  it.each([
    ['wrong values', (k: number) => `"syn0[${k},0]": ""`, 'changes[0].set.syn0[0,0]: expected a finite number'],
    ['unknown keys', (k: number) => `"k${k}": ""`, `changes[0].set: ${KEYS}`],
    ['wrong cells', (k: number) => `"syn0[${k},9]": 1`, 'changes[0].set: expected a cell of syn0'],
  ])('in one change give the first hundred faults: %s', (_, entry, first) => {
    const messages = messagesOf(setting(`{${Array.from({ length: MANY }, (_, k) => entry(k))}}`));
    expect(messages).toHaveLength(101);
    expect(messages[0]).toContain(first);
    expect(messages[100]).toContain(MORE);
  });

  it('with many faults in each give the first hundred faults', () => {
    const set = `{${Array.from({ length: 100 }, (_, k) => `"k${k}": ""`)}}`;
    const messages = messagesOf(changing(list(500, `{"at": 1, "set": ${set}}`)));
    expect(messages).toHaveLength(101);
  });

  it('that are right after many wrong ones give a fault for each wrong one', () => {
    const wrong = '{"at": -1, "set": {"learningRate": 2}}';
    const right = '{"at": 1, "set": {"learningRate": 2}}';
    const messages = messagesOf(changing(`[${[...Array(150).fill(wrong), ...Array(150).fill(right)]}]`));
    expect(messages).toHaveLength(101);
    expect(messages[99]).toContain('changes[99].at');
  });

  it('have keys of any length', () => {
    const long = 'k'.repeat(1_000_000);
    for (const key of [long, `${long}[0,0]`, `k[${'1'.repeat(1_000_000)},0]`, ` ${' '.repeat(1_000_000)}`]) {
      const messages = messagesOf(setting(`{"${key}": 1}`));
      expect(messages).toHaveLength(1);
      expect(messages[0]?.length).toBeLessThan(400);
    }
  });
});
