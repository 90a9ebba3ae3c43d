import { describe, expect, test } from 'vitest';
import { interpretKey } from '../../../src/ui/keys/interpret.ts';
import type { Action, Effect, Message } from '../../../src/ui/model/message.ts';
import { initialModel, isWaiting, type Model, shownSpeed, shownState } from '../../../src/ui/model/model.ts';
import { scrollLimit, visibleRows } from '../../../src/ui/model/pane-space.ts';
import { update } from '../../../src/ui/model/update.ts';
import { PART_IS_GONE } from '../../../src/ui/parts.ts';
import type { Command, RunState, Snapshot } from '../../../src/worker/protocol.ts';
import { subjectOf } from '../subjects.ts';
import { snapshotOf, trainedModel } from '../training.ts';

const subject = subjectOf();
const manyRows = subjectOf({
  inputs: Array.from({ length: 100 }, (_, row) => [row]),
  targets: Array.from({ length: 100 }, () => [0]),
});
const fresh = initialModel(subject, 1, 1000, { columns: 80, rows: 24 });
const someSnapshot = snapshotOf(trainedModel(subject, 5));

/** A model and its effects after some messages. */
function having(model: Model, ...messages: readonly Message[]): { readonly model: Model; readonly effects: Effect[] } {
  const effects: Effect[] = [];
  let current = model;
  for (const message of messages) {
    const next = update(current, message);
    current = next.model;
    effects.push(...next.effects);
  }
  return { model: current, effects };
}

const does = (type: Action['type'], rest: object = {}): Message => {
  return { type: 'action', action: { type, ...rest } as Action };
};
const toggle = does('toggleRunning');
const step = does('step', { iterations: 1 });
const faster = does('changeSpeed', { direction: 1 });
const slower = does('changeSpeed', { direction: -1 });
const down = does('scroll', { by: 'row', direction: 1 });
const pageDown = does('scroll', { by: 'page', direction: 1 });
const up = does('scroll', { by: 'row', direction: -1 });
const pageUp = does('scroll', { by: 'page', direction: -1 });

/** A report of the thread on this model's run, after all requests so far. */
function report(model: Model, state: RunState, rest: Partial<Snapshot> = {}): Message {
  return {
    type: 'reported',
    report: { ...someSnapshot, run: model.run, request: model.request, state, solvedAt: undefined, ...rest },
  };
}

function sent(command: object): Effect {
  return { type: 'send', command: command as Command };
}

/** A model whose run has reported this state. */
function modelIn(state: RunState, rest: Partial<Snapshot> = {}, from: Model = fresh): Model {
  const { model } = having(from, { type: 'opened', paused: state !== 'running' });
  return having(model, report(model, state, rest)).model;
}

function crashed(): Model {
  const model = modelIn('running');
  return having(model, { type: 'reported', report: { type: 'failed', run: model.run, message: 'boom' } }).model;
}

describe('a run at rest', () => {
  test('shows that it works on a key whose answer takes long, and only then', () => {
    const waits = (model: Model, ...keys: readonly Message[]) => isWaiting(having(model, ...keys).model);
    const slow = modelIn('paused', { isSlow: true });
    expect([waits(slow), waits(slow, step), waits(modelIn('paused'), step)]).toEqual([false, true, false]);
    // A running run shows that it runs; a pause is waited for.
    expect([waits(slow, toggle), waits(modelIn('running', { isSlow: true }), toggle)]).toEqual([false, true]);
    const asked = having(slow, step).model;
    expect(waits(asked, report(asked, 'paused', { isSlow: true }))).toBe(false);
  });
});

describe('opening', () => {
  test.each([
    [false, 'running'],
    [true, 'paused'],
  ] as const)('starts the first run, paused: %s', (paused, wanted) => {
    const { model, effects } = having(fresh, { type: 'opened', paused });
    expect(effects).toEqual([
      sent({ type: 'start', run: 1, request: 1, subject, seed: 1, speed: 1000, paused, viewRequest: {} }),
    ]);
    expect([shownState(model), model.wanted]).toEqual(['starting', wanted]);
  });

  test('shows what the first report says, and acknowledges it', () => {
    const { model } = having(fresh, { type: 'opened', paused: false });
    const next = having(model, report(model, 'running', { iteration: 17 }));
    expect([shownState(next.model), next.model.snapshot?.iteration]).toEqual(['running', 17]);
    expect(next.effects).toEqual([sent({ type: 'acknowledge', run: 1, request: 1 })]);
  });
});

describe('run and pause', () => {
  test('alternate', () => {
    const paused = having(modelIn('running'), toggle);
    expect(paused.effects).toEqual([sent({ type: 'pause', run: 1, request: 2 })]);
    expect(shownState(paused.model)).toBe('paused');
    const running = having(paused.model, toggle);
    expect(running.effects).toEqual([sent({ type: 'resume', run: 1, request: 3 })]);
    expect(shownState(running.model)).toBe('running');
  });

  test('show the requested state before the thread has answered', () => {
    const { model } = having(modelIn('running'), toggle);
    const stale = having(model, report(model, 'running', { request: 1, iteration: 99 }));
    expect([shownState(stale.model), stale.model.snapshot?.iteration]).toEqual(['paused', 99]);
    const settled = having(stale.model, report(model, 'paused', { request: 2 }));
    expect(shownState(settled.model)).toBe('paused');
  });

  test('show the state of the thread once it has answered', () => {
    const { model } = having(modelIn('running'), toggle, toggle);
    const next = having(model, report(model, 'finished'));
    expect([shownState(next.model), next.model.wanted]).toEqual(['finished', 'paused']);
  });

  test('pause a run that is about to start running, and resume one that is about to start paused', () => {
    const { model: starting } = having(fresh, { type: 'opened', paused: false });
    expect(having(starting, toggle).effects).toEqual([sent({ type: 'pause', run: 1, request: 2 })]);
    const { model: waiting } = having(fresh, { type: 'opened', paused: true });
    expect(having(waiting, toggle).effects).toEqual([sent({ type: 'resume', run: 1, request: 2 })]);
  });

  test('run on after the end', () => {
    const { model, effects } = having(modelIn('finished'), toggle);
    expect(effects).toEqual([sent({ type: 'resume', run: 1, request: 2 })]);
    expect(shownState(model)).toBe('running');
    expect(shownState(having(model, report(model, 'running', { goal: 120_000 })).model)).toBe('running');
  });
});

describe('a step', () => {
  test.each([1, 10])('a step of %i runs that number of iterations and stays paused', (iterations) => {
    const { model, effects } = having(modelIn('paused'), does('step', { iterations }));
    expect(effects).toEqual([sent({ type: 'step', run: 1, request: 2, iterations })]);
    expect(shownState(model)).toBe('paused');
  });

  test('while running pauses', () => {
    const { model, effects } = having(modelIn('running'), step);
    expect(effects).toEqual([sent({ type: 'step', run: 1, request: 2, iterations: 1 })]);
    expect(shownState(model)).toBe('paused');
    expect(shownState(having(model, report(model, 'running', { request: 1 })).model)).toBe('paused');
  });
});

describe('the state on the screen', () => {
  test('tells iterations that are run again from new ones', () => {
    expect(shownState(modelIn('running', { iteration: 5, furthest: 5 }))).toBe('running');
    expect(shownState(modelIn('running', { iteration: 5, furthest: 60 }))).toBe('again');
    expect(shownState(modelIn('paused', { iteration: 5, furthest: 60 }))).toBe('paused');
  });

  test('tells a breakpoint from a pause', () => {
    expect(shownState(modelIn('paused', { stoppedBy: 0 }))).toBe('stopped');
    expect(shownState(modelIn('running', { stoppedBy: 0 }))).toBe('running');
  });

  test('is diverged when the thread reports it', () => {
    expect(shownState(modelIn('diverged'))).toBe('diverged');
  });
});

describe('starting over', () => {
  test('resets to the same seed', () => {
    const { model, effects } = having(modelIn('running'), does('reset'));
    expect(effects).toEqual([
      sent({ type: 'start', run: 2, request: 2, subject, seed: 1, speed: 1000, paused: false, viewRequest: {} }),
    ]);
    expect([model.seed, shownState(model)]).toEqual([1, 'starting']);
  });

  test('reseeds with the next seed', () => {
    const { model, effects } = having(modelIn('running'), does('reseed'));
    expect(effects).toEqual([
      sent({ type: 'start', run: 2, request: 2, subject, seed: 2, speed: 1000, paused: false, viewRequest: {} }),
    ]);
    expect(model.seed).toBe(2);
  });

  test('goes from the largest seed to 0', () => {
    expect(having({ ...fresh, seed: 2 ** 32 - 2 }, does('reseed')).model.seed).toBe(2 ** 32 - 1);
    expect(having({ ...fresh, seed: 2 ** 32 - 1 }, does('reseed')).model.seed).toBe(0);
  });

  test.each(['reset', 'reseed'] as const)(
    'stays paused by %s, also when pressed before the last run has reported',
    (type) => {
      const { model, effects } = having(modelIn('paused'), does(type), does(type));
      expect(effects.map((effect) => effect.type === 'send' && effect.command)).toMatchObject([
        { type: 'start', run: 2, paused: true },
        { type: 'start', run: 3, paused: true },
      ]);
      expect(shownState(having(model, report(model, 'paused')).model)).toBe('paused');
    },
  );

  test.each(['finished', 'diverged'] as const)('runs after a run that has %s', (state) => {
    const { effects } = having(modelIn(state), does('reseed'));
    expect(effects).toMatchObject([{ command: { type: 'start', paused: false } }]);
  });

  test('keeps the speed, the axis, the focus and the scrolled rows', () => {
    const model = having(modelIn('running'), faster, does('toggleScale'), does('moveFocus', { direction: 1 })).model;
    const next = having(model, does('reset')).model;
    expect([next.speed, next.scale, next.focus, next.scroll]).toEqual([3000, 'linear', 'program', {}]);
  });

  test('leaves the last frame until the new run reports', () => {
    const before = modelIn('running', { iteration: 41 });
    const { model } = having(before, does('reset'));
    expect(model.snapshot).toBe(before.snapshot);
    expect(having(model, report(model, 'running', { iteration: 3 })).model.snapshot?.iteration).toBe(3);
  });

  test('drops late reports of other runs', () => {
    const { model } = having(modelIn('running'), does('reset'));
    const late = having(model, report(model, 'running', { run: 1, iteration: 4711 }));
    expect(late).toEqual({ model, effects: [] });
    const failure: Message = { type: 'reported', report: { type: 'failed', run: 1, message: 'boom' } };
    expect(having(model, failure)).toEqual({ model, effects: [] });
  });

  test('keeps what a file of the run lacks until it is written again', () => {
    const about = (file: 'log' | 'checkpoint', problem: string | undefined): Message => {
      return { type: 'reported', report: { type: 'file', run: 1, file, problem } };
    };
    const failing = having(modelIn('running'), about('log', 'no log'), about('checkpoint', 'no checkpoint')).model;
    expect(failing.fileProblems).toEqual({ log: 'no log', checkpoint: 'no checkpoint' });
    expect(having(failing, does('reset')).model.fileProblems).toEqual(failing.fileProblems);
    expect(having(failing, about('checkpoint', undefined)).model.fileProblems).toEqual({ log: 'no log' });
  });
});

describe('the speed', () => {
  test('goes up and down, and tells the thread', () => {
    const { model, effects } = having(modelIn('running'), faster, slower, slower);
    expect(effects).toEqual([
      sent({ type: 'setSpeed', run: 1, request: 1, speed: 3000 }),
      sent({ type: 'setSpeed', run: 1, request: 1, speed: 1000 }),
      sent({ type: 'setSpeed', run: 1, request: 1, speed: 300 }),
    ]);
    expect(model.speed).toBe(300);
  });

  test('stays at its ends, without a message to the thread', () => {
    for (const [speed, message] of [
      ['unlimited', faster],
      [1, slower],
    ] as const) {
      const model = { ...modelIn('running'), speed };
      const notice = { kind: 'refusal', text: expect.stringMatching(/^this is the (highest|lowest) speed$/) };
      expect(having(model, message)).toEqual({ model: { ...model, notice }, effects: [] });
    }
  });

  test('applies to the next run, too', () => {
    const { effects } = having(modelIn('running'), faster, does('reset'));
    expect(effects.at(-1)).toMatchObject({ command: { type: 'start', speed: 3000 } });
  });
});

describe('the panes', () => {
  test('have an error axis that turns from log to linear and back', () => {
    const linear = having(fresh, does('toggleScale'));
    expect([fresh.scale, linear.model.scale, linear.effects]).toEqual(['log', 'linear', []]);
    expect(having(linear.model, does('toggleScale')).model.scale).toBe('log');
  });

  test('are focused in both directions, the first after the last', () => {
    const foci = (direction: 1 | -1) =>
      Array.from(
        { length: 5 },
        (_, times) => having(fresh, ...Array(times).fill(does('moveFocus', { direction }))).model.focus,
      );
    expect(foci(1)).toEqual(['predictions', 'program', 'error', 'weights', 'predictions']);
    expect(foci(-1)).toEqual(['predictions', 'weights', 'error', 'program', 'predictions']);
  });

  test('give way to the help, and come back', () => {
    const open = having(fresh, does('open', { view: 'help' })).model;
    expect([
      open.view.kind === 'help',
      having(open, does('open', { view: 'help' })).model.view.kind === 'help',
    ]).toEqual([true, false]);
    expect(having(open, does('close')).model.view.kind).toBe('panes');
  });

  test('scroll by a row or a page, within their limits', () => {
    const model = initialModel(manyRows, 1, 1000, { columns: 80, rows: 24 });
    const page = visibleRows(model, 'predictions');
    const limit = scrollLimit(model, 'predictions');
    const first = (...messages: readonly Message[]) => having(model, ...messages).model.scroll.predictions;
    expect(first(pageDown)).toBe(page);
    expect(first(pageDown, pageDown, pageUp)).toBe(page);
    // By a row an example is chosen, and no further is scrolled than that needs.
    expect(first(...Array(page).fill(down))).toBe(0);
    expect(first(...Array(page + 1).fill(down))).toBe(1);
    expect(first(...Array(50).fill(pageDown))).toBe(limit);
    expect(first(...Array(50).fill(pageDown), pageUp)).toBe(limit - page);
  });

  test('scroll one by one; a row in the program moves the chosen line, and scrolls to it', () => {
    const model = initialModel(manyRows, 1, 1000, { columns: 80, rows: 24 });
    const next = having(model, down, does('moveFocus', { direction: 1 }), up, up).model;
    expect(next.scroll).toEqual({ predictions: 0, program: 4 });
    expect(next.cursor).toBe(next.subject.program.iteration.length - 3);
  });

  test('take a new size', () => {
    const size = { columns: 200, rows: 60 };
    expect(having(fresh, { type: 'resized', size }).model.size).toEqual(size);
  });
});

describe('a message without a change returns the same model, so that nothing is drawn', () => {
  test.each([
    ['a key without a reason', { type: 'refused', reason: undefined }],
    ['the size it already has', { type: 'resized', size: { columns: 80, rows: 24 } }],
  ] as const)('%s', (_name, message) => {
    const model = having(modelIn('paused'), down).model;
    const next = update(model, message);
    expect(next.model).toBe(model);
    expect(next.effects).toEqual([]);
  });
});

describe('a crash of the training thread', () => {
  test('is shown, and the last frame stays', () => {
    const model = crashed();
    expect([shownState(model), model.failure, model.snapshot?.iteration]).toEqual(['crashed', 'boom', 5]);
  });

  test.each(['space', 's', 't'])('disables %s, which says why', (key) => {
    const model = crashed();
    const message = interpretKey(model, key);
    expect(message).toEqual({ type: 'refused', reason: 'the training thread has ended: R or r starts a new one' });
    const next = having(model, message);
    expect(next.effects).toEqual([]);
    expect(next.model.notice?.text).toBe('the training thread has ended: R or r starts a new one');
  });

  test('ends when R starts a new run, which runs', () => {
    const { model, effects } = having(crashed(), interpretKey(crashed(), 'R'));
    expect(effects).toEqual([
      sent({ type: 'start', run: 2, request: 2, subject, seed: 1, speed: 1000, paused: false, viewRequest: {} }),
    ]);
    expect([model.failure, shownState(model)]).toEqual([undefined, 'starting']);
    expect(shownState(having(model, report(model, 'running')).model)).toBe('running');
  });
});

describe('a key that cannot work', () => {
  const reason = 'the next value is NaN or infinity: n computes it, b goes back, R starts over';

  test.each(['space', 's', 't'])('says why: %s after the run has diverged', (key) => {
    expect(interpretKey(modelIn('diverged'), key)).toEqual({ type: 'refused', reason });
  });

  test('leaves a notice until the next key', () => {
    const model = modelIn('diverged');
    const noticed = having(model, interpretKey(model, 's')).model;
    expect(noticed.notice).toEqual({ text: reason, kind: 'refusal' });
    expect(having(noticed, interpretKey(noticed, 'l')).model.notice).toBeUndefined();
    expect(having(noticed, interpretKey(noticed, 'J')).model.notice?.text).toBe(
      'J has no meaning here: ? lists the keys',
    );
  });
});

describe('a speed that rises', () => {
  const rising = initialModel(subject, 1, 1000, { columns: 80, rows: 24 }, 10);
  const speedOf = (model: Model): unknown => [shownSpeed(model), model.risesFrom];
  const starts = (effects: readonly Effect[]): unknown[] =>
    effects.flatMap((effect) =>
      effect.type === 'send' && effect.command.type === 'start' ? [effect.command.risesFrom] : [],
    );

  test('is that of the run, until it is reached', () => {
    const opened = having(rising, { type: 'opened', paused: false });
    expect([starts(opened.effects), speedOf(opened.model)]).toEqual([[10], [10, 10]]);
    const on = having(opened.model, report(opened.model, 'running', { risingSpeed: 40 })).model;
    expect(speedOf(on)).toEqual([40, 10]);
    expect(speedOf(having(on, report(on, 'running')).model)).toEqual([1000, undefined]);
  });

  test('begins again with the next run while it rises, and not after', () => {
    const on = modelIn('running', { risingSpeed: 40 }, rising);
    expect(starts(having(on, does('reseed')).effects)).toEqual([10]);
    expect(speedOf(having(on, does('reseed')).model)).toEqual([10, 10]);
    const after = having(on, report(on, 'running')).model;
    expect(starts(having(after, does('reseed')).effects)).toEqual([undefined]);
  });

  test.each([
    [faster, 100],
    [slower, 30],
  ])('ends at the speed that a key chooses', (key, speed) => {
    const on = modelIn('running', { risingSpeed: 40 }, rising);
    const { model, effects } = having(on, key);
    expect([speedOf(model), effects]).toEqual([
      [speed, undefined],
      [sent({ type: 'setSpeed', run: 1, request: 1, speed })],
    ]);
    // An older snapshot is on its way.
    expect(speedOf(having(model, report(model, 'running', { risingSpeed: 41 })).model)).toEqual([speed, undefined]);
  });
});

test('quitting is an effect, and changes nothing', () => {
  const model = modelIn('running');
  expect(update(model, does('quit'))).toEqual({ model, effects: [{ type: 'quit' }] });
});

describe('the gradient check', () => {
  const requests = (effects: readonly Effect[]): unknown[] =>
    effects.flatMap((effect) =>
      effect.type === 'send' && effect.command.type === 'setViewRequest' ? [effect.command.viewRequest] : [],
    );
  const open = does('open', { view: 'gradients' });

  test('is asked for until its view is closed, or it is done', () => {
    const { model, effects } = having(modelIn('paused'), open);
    expect(effects[0]).toMatchObject({ command: { type: 'checkGradients' } });
    expect(requests(effects)).toEqual([{ gradients: true }]);
    expect(requests(having(model, does('close')).effects)).toEqual([{}]);
    const done = { type: 'reported', report: { type: 'gradients', run: model.run } } as Message;
    expect(requests(having(model, done).effects)).toEqual([{}]);
  });

  test('closes its view with a notice when its code cannot be read, also under a question', () => {
    const { model } = having(modelIn('paused'), open);
    const gone = { type: 'reported', report: { type: 'partGone', run: model.run, part: 'gradients' } } as Message;
    const closed = having(model, gone).model;
    expect([closed.view.kind, closed.notice?.text]).toEqual(['panes', PART_IS_GONE]);
    const asked = having(model, does('ask', { question: 'goTo' }), gone).model;
    expect(asked.view).toMatchObject({ kind: 'prompt', covered: { kind: 'panes' } });
    expect(having(model, does('close'), does('open', { view: 'verdict' }), gone).model.view.kind).toBe('verdict');
  });

  test('answers its view while a question covers that', () => {
    const { model } = having(modelIn('paused'), open, does('ask', { question: 'goTo' }));
    expect(model.view.kind).toBe('prompt');
    const done = { type: 'reported', report: { type: 'gradients', run: model.run } } as Message;
    const answered = having(model, done, does('close')).model;
    expect(answered.view).toMatchObject({ kind: 'gradients', report: { type: 'gradients' } });
  });
});
