import { describe, expect, test } from 'vitest';
import { bindings } from '../../../src/ui/keys/bindings.ts';
import { interpretKey } from '../../../src/ui/keys/interpret.ts';
import { update } from '../../../src/ui/model/update.ts';
import { paneSentences } from '../../../src/ui/plain/panes.ts';
import { silence, speak } from '../../../src/ui/plain/speak.ts';
import { paneNames } from '../../../src/ui/views/layout.ts';
import { subjectOf, XOR_INPUTS, XOR_TARGETS } from '../subjects.ts';
import { Listener } from './listener.ts';

const xor = subjectOf();
const short = subjectOf({ iterations: 40 });
/** A subject for which every view can be opened. */
const rich = subjectOf({
  iterations: 60,
  hidden: [3, 2],
  description: 'A border that is no straight line.',
  classes: ['off', 'on'],
  test: { inputs: XOR_INPUTS, targets: XOR_TARGETS },
});

const openers = bindings.flatMap(({ action, keys: [key] }) =>
  action.type === 'open' && key !== undefined ? [key] : [],
);

/** Box drawing, blocks, braille, and other signs that are not read aloud; and columns. */
const drawn = /[^\x20-\x7e]| {2}/;

test('the opening names the scenario, what it shows, the first keys, and the state', () => {
  expect(new Listener(rich).heard()).toEqual([
    'XOR, seed 1, in backprop-tui.',
    'A border that is no straight line.',
    'Space runs and pauses, s runs one iteration, n one line, tab goes to the next pane, question mark lists the keys, q quits.',
    'Paused at iteration 0 of 60: no error yet.',
    'Untrained: no iteration has run yet.',
  ]);
});

test('the verdict of a run that is back at its beginning does not say that no iteration has run', () => {
  const listener = new Listener(short);
  listener.press('s', 'B');
  expect(listener.press('v')).toContain('Untrained: back at the beginning.');
});

describe('a key', () => {
  const keys = [...new Set(bindings.flatMap((binding) => binding.keys))];

  test.each(['', ...openers])('is always answered, in the view that "%s" opens', (opener) => {
    const listener = new Listener(rich);
    listener.press('t', 'k', 'A', 't', 'm', 'b', ...(opener === '' ? [] : [opener]));
    const before = listener.run.store.current();
    const unanswered = keys.filter((key) => {
      const message = interpretKey(before, key);
      const { model, effects } = update(before, message);
      if (effects.some(({ type }) => ['quit', 'suspend', 'editScenario'].includes(type))) return false;
      const { said, conversation } = speak(silence, before, message, model);
      return said.length + conversation.owed.length === 0;
    });
    expect(unanswered).toEqual([]);
  });

  test('that steps is answered with the iteration and the error, and with the verdict where that is new', () => {
    const listener = new Listener(xor);
    const first = 'Iteration 1 of 60,000: error 0.49641.';
    expect(listener.press('s')).toEqual([first, 'Learning: 4 of 4 examples off by more than 0.1.']);
    expect(listener.press('s')).toEqual(['Iteration 2 of 60,000: error 0.49630.']);
    expect(listener.press('B')).toEqual([first]);
    expect(listener.press('0', 's')).toEqual([first, 'Learning: 4 of 4 examples off by more than 0.1.']);
  });

  test('that asks about a row is answered with its prediction', () => {
    const listener = new Listener(xor);
    listener.press('t', 'y');
    const said = listener.press('1', 'space', '0', 'space', '0', 'enter').slice(-2);
    expect(said).toEqual(['Predict x1 x2 1 =: 1 0 0.', expect.stringMatching(/^Predicted 0\.\d+ for 1 0 0\.$/)]);
  });

  test('that runs a line or takes it back is answered with the line that ran last', () => {
    const listener = new Listener(xor);
    listener.press('n');
    listener.press('n');
    const second = listener.press('n');
    expect(second).toEqual([
      expect.stringMatching(/^Line 3 of 9: l2 = sigmoid\(l1 @ syn1\), 4x1: (?:[+-][.\d]+ ?){4}$/),
    ]);
    listener.press('n');
    expect(listener.press('b')).toEqual(['Back.', ...second]);
  });

  test('that is refused is answered with the reason, as often as it is pressed', () => {
    const listener = new Listener(xor);
    expect(listener.press('u')).toEqual(['Nothing has been changed by hand in this run.']);
    expect(listener.press('u')).toEqual(['Nothing has been changed by hand in this run.']);
  });

  test('that changes alpha is answered with the change, and the undoing with the position', () => {
    const listener = new Listener(xor);
    expect(listener.press('s', 'A')).toEqual(['Change at iteration 1: alpha 1 to 10.']);
    expect(listener.press('u')).toEqual(['Undone.', 'Iteration 1 of 60,000: error 0.49641.']);
  });

  test('that starts over is answered with the seed and the state', () => {
    expect(new Listener(xor).press('s', 'r')[0]).toBe(
      'The run starts over from seed 2, paused before the first iteration.',
    );
  });

  test('Ctrl-L says the state, and the pane again', () => {
    expect(new Listener(xor).press('s', 'ctrl+l')).toEqual([
      'Paused at iteration 1 of 60,000: error 0.49641.',
      'Learning: 4 of 4 examples off by more than 0.1.',
      'Predictions: 4 examples.',
      ...Array.from({ length: 4 }, () => expect.stringMatching(/^Example \d, wrong: predicted /)),
    ]);
  });
});

describe('by itself', () => {
  test('nothing is announced while a run trains; its end is announced once', () => {
    const listener = new Listener(short);
    expect(listener.press('space')).toEqual(['Running at 3,000 iterations a second, iteration 0 of 40: no error yet.']);
    listener.run.pass(1000);
    expect(listener.heard()).toEqual([
      expect.stringMatching(/^Finished, at iteration 40 of 40: error 0\.\d+\.$/),
      expect.stringMatching(/^Was still learning: /),
    ]);
    expect(listener.press('v')).not.toContainEqual(expect.stringMatching(/^Finished/));
    expect(listener.press('escape', 'c')).not.toContainEqual(expect.stringMatching(/^Finished/));
  });

  test('the end of a run is announced again when it is reached again', () => {
    const listener = new Listener(short);
    listener.press('space');
    listener.run.pass(1000);
    listener.press('0', 'space');
    listener.run.pass(1000);
    expect(listener.heard()).toContainEqual(expect.stringMatching(/^Finished, at iteration 40 of 40/));
  });

  test('a breakpoint is announced with its expression, its value and the iteration', () => {
    const listener = new Listener(xor);
    listener.press('w', ...'iteration > 5', 'enter');
    listener.press('space');
    listener.run.pass(100);
    expect(listener.heard()).toEqual([
      'Breakpoint iteration > 5 (+6) holds: stopped at iteration 6 of 60,000: error 0.49582.',
      expect.stringMatching(/^Learning/),
    ]);
  });

  test('a replay that takes a while is announced once for a key, and not without one', () => {
    const listener = new Listener(xor);
    const { store } = listener.run;
    const { run } = store.current();
    const journey = { purpose: 'travel', iteration: 3, share: 0.1 } as const;
    listener.press('t');
    store.dispatch({ type: 'reported', report: { type: 'journey', run, journey } });
    expect(listener.heard()).toEqual([]);
    store.dispatch({ type: 'reported', report: { type: 'journey', run, journey: undefined } });
    store.dispatch({ type: 'action', action: { type: 'travel', travel: { to: 'iteration', iteration: 3 } } });
    for (const share of [0.1, 0.5])
      store.dispatch({ type: 'reported', report: { type: 'journey', run, journey: { ...journey, share } } });
    expect(listener.heard()).toEqual(['Going to iteration 3, esc cancels.']);
    listener.run.settle();
    expect(listener.heard()).toEqual([expect.stringMatching(/^Iteration 3 of 60,000: /)]);
  });

  test('a lost training thread and a problem with a file are announced once', () => {
    const listener = new Listener(xor);
    listener.heard();
    const { store } = listener.run;
    const { run } = store.current();
    const problem = { type: 'file', run, file: 'log', problem: 'run.csv: the disk is full' } as const;
    store.dispatch({ type: 'reported', report: problem });
    store.dispatch({ type: 'reported', report: problem });
    expect(listener.heard()).toEqual(['run.csv: the disk is full.']);
    store.dispatch({ type: 'reported', report: { type: 'failed', run, message: 'out of memory' } });
    expect(listener.heard()).toEqual(['The training thread failed: out of memory. R starts a new one.']);
  });
});

describe('a question', () => {
  const asking = bindings.flatMap(({ action, keys: [key] }) =>
    action.type === 'ask' && key !== undefined ? [key] : [],
  );

  test.each(asking)('that "%s" opens says what it asks, and its end', (key) => {
    const listener = new Listener(rich);
    listener.press('s');
    expect(listener.press(key)).toEqual([expect.stringMatching(/^Question: .*; enter .*, esc leaves.*\.$/)]);
    expect(listener.press('escape')).toEqual(['Question closed.']);
  });

  test('says what enter does, echoes what is typed, and reads the answer back', () => {
    const listener = new Listener(xor);
    expect(listener.press('g')).toEqual(['Question: go to iteration; enter goes, esc leaves.']);
    expect(listener.press('7')).toEqual(['7']);
    expect(listener.press('backspace')).toEqual(['Removed 7.']);
    expect(listener.press('x')).toEqual(['Not accepted: an iteration is a whole number from 0.']);
    expect(listener.press('3', 'enter')).toEqual([
      'Go to iteration: 3.',
      'Running to iteration 3, space stops.',
      'Iteration 3 of 60,000: error 0.49618.',
      expect.stringMatching(/^Learning/),
    ]);
  });

  test('names the part of an answer that is wrong', () => {
    const listener = new Listener(xor);
    expect(listener.press('w', ...'l1 +* 2', 'enter')).toEqual([expect.stringMatching(/^Not accepted: .*, at \*\.$/)]);
    expect(listener.press('escape')).toEqual(['Question closed.']);
  });

  test('for a weight is answered with its old and its new value', () => {
    const listener = new Listener(xor);
    expect(listener.press('e')).toEqual([
      'Arrows choose a weight, e edits it, x sets it to zero.',
      expect.stringMatching(/^syn0\[0,0\] = -0\.1660, from x1 to hidden unit 1\.$/),
    ]);
    expect(listener.press('right', 'e', '2', 'enter')).toEqual([
      'syn0[0,1] = 2, was 0.4406: s runs an iteration and shows the effect.',
    ]);
  });

  test('for a watch is answered with its first value', () => {
    expect(new Listener(xor).press('s', 'w', ...'l2_error', 'enter')).toEqual([
      expect.stringMatching(/^Watch 1 of 1: l2_error, 4x1: (?:[+-][.\d]+ ?){4}\.$/),
    ]);
  });
});

describe('a pane', () => {
  test.each(paneNames)('such as %s has a name, and says what is chosen and its rows', (pane) => {
    const listener = new Listener(rich);
    for (const keys of [[], ['t', 'w', ...'l1', 'enter']]) {
      listener.press(...keys);
      const { short, chosen, rows } = paneSentences[pane];
      const model = { ...listener.run.store.current(), focus: pane };
      for (const said of [short(model), chosen(model), rows(model)]) {
        expect(said.length).toBeGreaterThan(0);
        expect(said.filter((line) => drawn.test(line))).toEqual([]);
      }
    }
  });

  test('is named with its contents in short when it gets the focus', () => {
    const listener = new Listener(xor);
    const names = ['tab', 'tab', 'tab', 'tab'].map((key) => listener.press(key)[0]);
    expect(names).toEqual([
      'Program: 9 lines; enter looks inside the chosen one.',
      'Error chart: no iteration has run yet.',
      'Weights: syn0, 3x4, from -1.00 to +0.44; syn1, 4x1, from -0.95 to +0.76.',
      'Predictions: 4 examples.',
    ]);
  });

  test('reads the example that an arrow chooses', () => {
    expect(new Listener(xor).press('s', 'down', 'down')).toEqual([
      'Example 2, wrong: predicted 0.4890, target 1, error 0.5110; x1 = 0, x2 = 1, 1 = 1.',
    ]);
  });

  test('with many inputs reads a few of each example, and more of the chosen one', () => {
    const pixels = [0, 1, 2, 3].map((row) => Array.from({ length: 40 }, (_, pixel) => (pixel + row) % 2));
    const listener = new Listener(subjectOf({ inputs: pixels, inputNames: pixels[0]!.map((_, pixel) => `p${pixel}`) }));
    listener.press('tab', 'tab', 'tab');
    expect(listener.press('tab')[1]).toMatch(/p4 = 0, p5 = 1, and 34 more inputs\.$/);
    expect(listener.press('down')).toEqual([expect.stringMatching(/p14 = 0, p15 = 1, and 24 more inputs\.$/)]);
  });

  test('reads the iteration of the chart that an arrow chooses, and goes there', () => {
    const listener = new Listener(xor);
    listener.press('t', 'tab', 'tab', 'left', 'left');
    expect(listener.press('left')).toEqual([expect.stringMatching(/^Iteration 8: error 0\.49\d+\.$/)]);
    expect(listener.press('enter')).toEqual([expect.stringMatching(/^Iteration 8 of 60,000: error 0\.49\d+\.$/)]);
  });

  test('with a chart reads the shown watch in place of the error', () => {
    const listener = new Listener(xor);
    listener.press('t', 'w', ...'l2_error', 'enter', 'tab', 'tab');
    expect(listener.press('enter')[0]).toMatch(
      /^Chart of the watch l2_error: \[0,0\] -0\.\d+, \[1,0\] [-+\d., [\]]+ at iteration 10, .* at first, the run so far, linear value axis\.$/,
    );
    listener.press('left');
    expect(listener.press('left')).toEqual([expect.stringMatching(/^Iteration 9: \[0,0\] -0\.\d+, \[1,0\] /)]);
  });

  test('alone is read line by line', () => {
    const listener = new Listener(xor);
    expect(listener.press('s', 'tab', 'z')).toHaveLength(14);
    expect(listener.press('z')).toEqual(['All panes again.']);
  });
});

describe('a view', () => {
  // Only a script has variables.
  test.each(openers.filter((key) => key !== 'V'))(
    'that "%s" opens is announced in text alone, and its end by name',
    (opener) => {
      const listener = new Listener(rich);
      const said = listener.press('t', 'k', opener);
      expect(said.length).toBeGreaterThan(1);
      expect(said.filter((line) => drawn.test(line))).toEqual([]);
      expect(listener.press('escape')[0]).toMatch(/ closed\.$/);
    },
  );

  test('is read again line by line with the arrows', () => {
    const listener = new Listener(xor);
    const said = listener.press('t', 'v');
    expect(listener.press('up')).toEqual([said.at(-2)]);
    expect(listener.press('down')).toEqual([said.at(-1)]);
    expect(listener.press('down')).toEqual(['This is the last line.']);
  });

  test('of a line says the cell that an arrow chooses, and its arithmetic', () => {
    const listener = new Listener(xor);
    expect(listener.press('s', 'tab', 'up', 'up', 'up', 'up', 'enter')[0]).toMatch(
      /^Line 5: l2_delta = l2_error \* slope\(l2\), iteration 1\.$/,
    );
    const said = listener.press('down');
    expect(said[0]).toBe('l2_delta[1,0] = +0.1277.');
    expect(said.join(' ')).toContain('l2_error[1,0] x slope(l2[1,0])');
  });

  test('of options says the value of the chosen one, and the lines that it changes', () => {
    const listener = new Listener(xor);
    listener.press('o', 'down', 'down');
    const said = listener.press('right');
    expect(said[0]).toMatch(/was 4; option 3 of \d+, Network\.$/);
    expect(said).toContainEqual(expect.stringMatching(/^Adds the line syn0 = /));
    expect(said).toContainEqual(expect.stringMatching(/^Removes the line syn0 = /));
  });

  test('of keys says what it finds, and answers the key that it presses', () => {
    const listener = new Listener(xor);
    expect(listener.press('?', ...'ten it')).toEqual([
      expect.stringMatching(/^t: run ten iterations; \d+ keys? found for ten it\.$/),
    ]);
    expect(listener.press('enter')).toEqual([
      'Keys closed.',
      expect.stringMatching(/^Iteration 10 of 60,000: /),
      expect.stringMatching(/^Learning/),
    ]);
  });

  test('with remedies names the key of each', () => {
    const stuck = new Listener(subjectOf({ hidden: [] }));
    stuck.press('g', ...'2000', 'enter');
    stuck.run.pass(100);
    const said = stuck.press('v');
    expect(said).toContainEqual(expect.stringMatching(/^Press 1 to try: /));
    expect(stuck.press('1')).toEqual([
      'Verdict closed.',
      expect.stringMatching(/^The run starts over from seed 1, running: hidden layer/),
    ]);
  });
});

test('the confusion matrix has recall and precision of each class', () => {
  const said = new Listener(subjectOf({ iterations: 60, classes: ['off', 'on'] })).press('t', 'f');
  expect(said.slice(-2).map((line) => line.replaceAll(/\d+/g, '#'))).toEqual([
    'Target off: # predicted off, # predicted on, recall # %, precision # %.',
    'Target on: # predicted off, # predicted on, recall # %, precision # %.',
  ]);
});

test('the plane of two of many inputs names the held ones, and says where the examples are', () => {
  const inputs = [
    [0, 0, 2],
    [1, 0, 4],
    [0, 1, 4],
    [1, 1, 2],
  ];
  const listener = new Listener(subjectOf({ inputs, inputNames: ['a', 'b', 'c'], targets: XOR_TARGETS }));
  expect(listener.press('s', 'p').slice(0, 3)).toEqual([
    'Boundary of y by a and c: 1 of 4 training examples are wrong with the current weights.',
    'Others at their mean: b = 0.5.',
    'Examples are off this plane: their other inputs differ.',
  ]);
  expect(listener.press('X')[0]).toContain('Boundary of y by b and c');
  expect(listener.press('right')[0]).toContain('Unit h1 of l1 by b and c');
  expect(listener.press('#', '1', ',', '2', 'enter').join('\n')).toContain('Unit h1 of l1 by a and b');
});

test('a chosen unit is named with its value and its weights', () => {
  const said = new Listener(xor).press('s', 'i', 'right', 'right', 'right', 'right');
  expect(said[0]?.replaceAll(/-?\d\.\d+/g, '#')).toBe(
    'Unit h1 of l1 is #; strongest weights: from x2 #, from 1 #, to y #.',
  );
});

test('the backward pass of an example is read when it is chosen, and a row without a target has none', () => {
  const listener = new Listener(xor);
  listener.press('s', 'i');
  const back = listener.press('d');
  expect(back.join('\n')).toContain('Backward: the deltas of the units.');
  expect(back.at(-1)).toMatch(/^l2_delta: y = [+-][\d.e-]+\.$/);
  expect(listener.press('d').at(-1)).toMatch(/^l2: y = \+0\.\d+\.$/);
  listener.press('escape', 'y', '1', 'space', '0', 'space', '0', 'enter', 'i');
  expect(listener.press('d')[0]).toBe('Backward: a row without a target has no deltas.');
});

test('the description says which seed it is about', () => {
  const described = { ...rich, describedSeed: 3 };
  expect(new Listener(described).heard()[1]).toBe('With seed 3: A border that is no straight line.');
});

test('a changed file of the scenario is announced once, until it is read', () => {
  const listener = new Listener(xor);
  const changed = (): readonly string[] => {
    listener.heard();
    listener.run.store.dispatch({ type: 'scenarioChanged', file: 'mine.json' });
    return listener.heard();
  };
  expect([changed(), changed()]).toEqual([['mine.json has changed: O reads it.'], []]);
  listener.press('s');
  expect(changed()).toEqual([]);
  const edited = { ok: false, reason: 'mine.json:1:1 expected', isNews: false } as const;
  listener.run.store.dispatch({ type: 'edited', edited, wasRunning: false });
  expect(changed()).toEqual(['mine.json has changed: O reads it.']);
});

test('the note of a mark is asked for, said when it is given, and said where the mark is compared', () => {
  const listener = new Listener(xor);
  listener.press('t', 'm');
  expect(listener.press('m')).toContain('Question: note of mark 1; enter keeps it, empty: no note, esc leaves.');
  expect(listener.press(...'Units part', 'enter').at(-1)).toBe('Mark 1 has a note: M shows it.');
  expect(listener.press('s', 'M', 'M')).toContain('Note of mark 1: Units part.');
});
