import { describe, expect, test } from 'vitest';
import { parseModule } from '../../src/script/syntax/module.ts';
import type { Command, Report, Snapshot } from '../../src/worker/protocol.ts';
import { ScriptSession } from '../../src/worker/script-session.ts';
import { type ScriptSubject, scriptSubject } from '../../src/worker/subject.ts';
import { trainings } from '../script/python.ts';
import { severalLoops } from '../script/several-loops.ts';
import type { Request } from './still-session.ts';

function subjectOf(text: string): ScriptSubject {
  const { module } = parseModule(text);
  return scriptSubject({ text, file: 'net.py', folder: '.', version: module?.version ?? 3, arguments: [] });
}

/** A dashboard's side of a session, on a clock that passes a little at each reading. `say` drives it until it rests. */
class Talk {
  readonly reports: Report[] = [];
  readonly session: ScriptSession;
  #time = 0;
  #request = 0;

  constructor(text: string, more: Partial<Command & { readonly type: 'start' }> = {}, perReading = 0.01) {
    this.session = new ScriptSession(
      (report) => this.reports.push(report),
      () => {
        this.#time += perReading;
        return this.#time;
      },
      () => () => undefined,
    );
    this.say({ type: 'start', subject: subjectOf(text), seed: 1, speed: 'unlimited', paused: true, ...more });
  }

  /** Sends a command without a turn. */
  send(what: Request): void {
    this.#request++;
    this.session.receive({ ...what, run: 1, request: this.#request } as Command);
  }

  say(what: Request): Snapshot {
    this.send(what);
    for (let turns = 0, known = -1; this.turn() !== undefined || known !== this.reports.length; turns++) {
      known = this.reports.length;
      if (turns > 10_000) throw new Error('never rests');
    }
    return this.snapshot;
  }

  turn(): number | undefined {
    const wait = this.session.turn();
    this.session.receive({ type: 'acknowledge', run: 1, request: this.#request });
    return wait;
  }

  get snapshot(): Snapshot {
    return this.reports.findLast((report) => report.type === 'snapshot') as Snapshot;
  }

  of<Type extends Report['type']>(type: Type): readonly (Report & { readonly type: Type })[] {
    return this.reports.filter((report): report is Report & { readonly type: Type } => report.type === type);
  }
}

/** The position, the weights and the prints. */
function shown({ iteration, line, parameters, prediction, error, script }: Snapshot): unknown {
  return { iteration, line, parameters, prediction, error, at: script?.line, count: script?.output.count };
}

describe('a session of a script', () => {
  test('finds the roles, and rests before the first line', () => {
    const talk = new Talk(trainings.twoLayers);
    expect(talk.snapshot).toMatchObject({ state: 'paused', iteration: 0, line: 0, script: { line: 1, lines: 0 } });
    expect(talk.of('found')).toMatchObject([{ found: { weights: ['w0', 'w1'], biases: ['b1'], target: 'y' } }]);
  });

  test.each(['', '# a comment\n'])('a script without a line has ended where it opens paused: %j', (text) => {
    const talk = new Talk(text);
    expect(talk.snapshot).toMatchObject({ state: 'finished', script: { lines: 0, ending: { kind: 'finished' } } });
    expect(talk.say({ type: 'step', iterations: 1 })).toMatchObject({ state: 'finished', script: { lines: 0 } });
  });

  test('runs iterations, with the values of their lines', () => {
    const talk = new Talk(trainings.twoLayers);
    const one = talk.say({ type: 'step', iterations: 1 });
    expect(one).toMatchObject({ state: 'paused', iteration: 1, line: 0, goal: 200, furthest: 1 });
    expect(one.parameters.map(({ name, rows, columns }) => [name, rows, columns])).toEqual([
      ['w0', 3, 4],
      ['w1', 4, 1],
      ['b1', 1, 1],
    ]);
    expect(one.prediction).toHaveLength(4);
    expect(talk.of('found').at(-1)?.targets).toMatchObject({ rows: 4, columns: 1, data: Float64Array.of(0, 1, 1, 0) });
    const lines = trainings.twoLayers.split('\n');
    const texts = Object.fromEntries(
      (one.script?.values ?? []).map(({ line, text }) => [lines[line - 1]?.trim(), text]),
    );
    expect(texts['hidden = nonlin(X @ w0)']).toMatch(/^hidden 4×4: 0\.\d+ … 0\.\d+$/);
  });

  test('goes forward and back by lines to the same state', () => {
    const talk = new Talk(trainings.oneLayer);
    talk.say({ type: 'step', iterations: 3 });
    const there = [1, 2, 3, 4].map(() => shown(talk.say({ type: 'travel', travel: { to: 'line', by: 1 } })));
    const back = [1, 2, 3].map(() => shown(talk.say({ type: 'travel', travel: { to: 'line', by: -1 } })));
    expect(back).toEqual(there.slice(0, 3).reverse());
  });

  test('goes to iterations that have run, and to the newest position', () => {
    const talk = new Talk(trainings.inAFunction);
    const newest = shown(talk.say({ type: 'step', iterations: 40 }));
    expect(talk.say({ type: 'travel', travel: { to: 'iteration', iteration: 7 } })).toMatchObject({
      iteration: 7,
      furthest: 40,
    });
    expect(talk.say({ type: 'travel', travel: { to: 'iterations', by: -100 } })).toMatchObject({
      iteration: 0,
      line: 0,
    });
    expect(shown(talk.say({ type: 'travel', travel: { to: 'newest' } }))).toEqual(newest);
    talk.say({ type: 'travel', travel: { to: 'line', by: 1 } });
    expect(talk.say({ type: 'travel', travel: { to: 'iterationBefore' } })).toMatchObject({ iteration: 40, line: 0 });
    expect(talk.say({ type: 'travel', travel: { to: 'iterationBefore' } })).toMatchObject({ iteration: 39, line: 0 });
  });

  test('says where the script has left its training loop', () => {
    const talk = new Talk(trainings.oneLayer);
    const last = talk.say({ type: 'step', iterations: 200 });
    expect(last.script).toMatchObject({ line: 11, end: 200 });
    expect(last.script?.isAfterTraining).toBeUndefined();
    expect(talk.say({ type: 'stepOver' }).script).toMatchObject({ line: 16, end: 200, isAfterTraining: true });
  });

  test('runs to the end of the script, and back from there', () => {
    const talk = new Talk(trainings.oneLayer, { paused: false });
    expect(talk.snapshot).toMatchObject({ state: 'finished', iteration: 200, goal: 200 });
    expect(talk.snapshot.script).toMatchObject({ line: undefined, ending: { kind: 'finished' }, calls: [] });
    const before = talk.say({ type: 'travel', travel: { to: 'line', by: -1 } });
    expect(before).toMatchObject({ state: 'paused', script: { ending: undefined } });
    expect(talk.say({ type: 'resume' }).state).toBe('finished');
  });

  test('steps over a call, and out of one', () => {
    const talk = new Talk('def f(x):\n    y = x + 1\n    return y\na = f(1)\nb = f(a)\n');
    expect(talk.of('found')).toMatchObject([{ found: undefined }]);
    talk.say({ type: 'stepOver' });
    expect(talk.say({ type: 'stepOver' }).script).toMatchObject({
      line: 5,
      values: [
        { line: 2, text: 'y = 2' },
        { line: 4, text: 'a = 2' },
      ],
    });
    talk.say({ type: 'travel', travel: { to: 'line', by: 1 } });
    expect(talk.snapshot.script?.calls.map(({ name }) => name)).toEqual(['f', '<module>']);
    expect(talk.say({ type: 'stepOut' })).toMatchObject({ state: 'finished' });
  });

  test('has values with fewer digits for a narrow pane, rounded once', () => {
    const talk = new Talk('a = [0.12496, -0.5]\nb = 0.25\nc = 123456\n');
    for (const _ of [1, 2, 3]) talk.say({ type: 'travel', travel: { to: 'line', by: 1 } });
    const { values, variables } = talk.snapshot.script!;
    expect(values).toEqual([
      { line: 1, text: 'a 2: −0.5 … 0.125', shorter: ['a 2: −0.5 … 0.12'] },
      { line: 2, text: 'b = 0.25' },
      { line: 3, text: 'c = 123456' },
    ]);
    expect(variables.map(({ value, shorter }) => [value, shorter])).toEqual([
      ['−0.5 … 0.125', ['−0.5 … 0.12', '−0.5 … 0.1']],
      ['0.25', ['0.3']],
      ['123456', undefined],
    ]);
  });

  test('reports trainings with their curves, and shows the one at the position', () => {
    const talk = new Talk(trainings.severalAlphas, { paused: false });
    expect(talk.snapshot).toMatchObject({ state: 'finished', iteration: 90, goal: 90, alpha: 10 });
    expect(talk.snapshot.script).toMatchObject({ training: 3, from: 60, end: 90 });
    // The iterations of a verdict are those of its training.
    expect(talk.snapshot.verdict?.since).toBeLessThan(30);
    expect(talk.snapshot.curve.iterations).toHaveLength(30);
    const all = talk.of('trainings').at(-1)?.trainings ?? [];
    expect(all.map(({ name, from }) => [name, from])).toEqual([
      ['alpha = 0.1', 0],
      ['alpha = 1', 30],
      ['alpha = 10', 60],
    ]);
    const begun = talk.say({ type: 'travel', travel: { to: 'lines', lines: all[1]?.lines ?? 0 } });
    expect(begun).toMatchObject({
      iteration: 30,
      goal: 60,
      error: undefined,
      script: { training: 2, from: 30, end: 60 },
    });
    expect(begun.curve).toEqual(all[1]?.curve);
    expect(talk.of('trainings').at(-1)?.trainings[2]?.curve.iterations).toHaveLength(30);
  });

  test('shows the roles, weights and data of the training where the run is', () => {
    const talk = new Talk(severalLoops.moduleLevel, { paused: false });
    const weights = (): readonly string[] | undefined => talk.of('found').at(-1)?.found?.weights;
    expect(talk.of('found').map(({ found }) => found?.weights)).toEqual([['syn0'], ['w0', 'w1']]);
    expect(
      talk
        .of('trainings')
        .at(-1)
        ?.trainings.map(({ name }) => name),
    ).toEqual(['loop of line 9', 'loop of line 15']);
    expect(talk.snapshot.parameters.map(({ name }) => name)).toEqual(['w0', 'w1']);
    const first = talk.say({ type: 'travel', travel: { to: 'iteration', iteration: 4 } });
    expect(weights()).toEqual(['syn0']);
    expect(first).toMatchObject({ goal: 10, script: { training: 1, end: 10 } });
    expect(first.parameters.map(({ name, rows, columns }) => [name, rows, columns])).toEqual([['syn0', 3, 1]]);
    expect(first.curve.iterations).toHaveLength(10);
    const asked = talk.say({ type: 'setViewRequest', viewRequest: { asked: [1, 0, 1] } });
    expect(asked.asked?.layers.map(({ length }) => length)).toEqual([3, 1]);
    talk.say({ type: 'travel', travel: { to: 'iteration', iteration: 25 } });
    expect(weights()).toEqual(['w0', 'w1']);
    const other = talk.say({ type: 'setViewRequest', viewRequest: { asked: [1, 0, 1] } });
    expect(other.asked?.layers.map(({ length }) => length)).toEqual([3, 4, 1]);
    // The report of its data comes after that of its roles.
    const order = talk.reports.flatMap(({ type }) => (type === 'found' || type === 'examined' ? [type] : []));
    expect(order.slice(-2)).toEqual(['found', 'examined']);
  });

  test('checks the gradients of the training where the run is', () => {
    const talk = new Talk(severalLoops.moduleLevel, { paused: false });
    for (const [iteration, names] of [
      [25, ['w0', 'w1']],
      [4, ['syn0']],
    ] as const) {
      talk.say({ type: 'travel', travel: { to: 'iteration', iteration } });
      talk.say({ type: 'checkGradients' });
      const answer = talk.of('scriptGradients').at(-1)?.answer;
      if (answer === undefined || 'why' in answer) throw new Error('not checked');
      expect(answer.parameters.map(({ name }) => name)).toEqual(names);
      expect(answer.iteration).toBe(iteration > 10 ? iteration - 10 : iteration);
    }
  });

  test('pauses, steps and leaves an endless loop', () => {
    const talk = new Talk('n = 0\nwhile True:\n    n += 1\n', {}, 100);
    talk.send({ type: 'resume' });
    for (let turn = 0; turn < 8; turn++) talk.turn();
    expect(talk.snapshot.state).toBe('running');
    const paused = talk.say({ type: 'pause' });
    expect(paused.state).toBe('paused');
    const lines = paused.script?.lines ?? 0;
    expect(talk.say({ type: 'travel', travel: { to: 'line', by: 1 } }).script?.lines).toBe(lines + 1);
    expect(talk.say({ type: 'travel', travel: { to: 'line', by: -1 } }).script?.lines).toBe(lines);
  });

  test('ends with the traceback of an exception', () => {
    const talk = new Talk('print("a\\x1b[31mb")\n1 / 0\n', { paused: false });
    const { ending, output } = talk.snapshot.script ?? {};
    expect(output).toMatchObject({ lines: ['a[31mb'], first: 1, count: 1 });
    expect(ending).toMatchObject({ kind: 'exception' });
    expect((ending as { traceback: string }).traceback).toMatch(/ZeroDivisionError: division by zero$/);
  });

  test('takes the roles that a person names', () => {
    const subject = {
      ...subjectOf(trainings.oneLayer),
      namedRoles: 'weights=w prediction=guess target=y iteration=11',
    };
    const talk = new Talk(trainings.oneLayer, { subject });
    expect(talk.of('found')).toMatchObject([
      { found: { line: 11, weights: ['w'], prediction: 'guess', errorLine: undefined } },
    ]);
    const own = talk.say({ type: 'step', iterations: 3 });
    const found = new Talk(trainings.oneLayer).say({ type: 'step', iterations: 3 });
    expect([own.error, own.prediction]).toEqual([found.error, found.prediction]);
    const only = { ...subject, namedRoles: 'error=miss' };
    const other = new Talk(trainings.oneLayer, { subject: only }).say({ type: 'step', iterations: 3 });
    expect([other.error, other.prediction.length]).toEqual([found.error, 0]);
  });

  test('asks what input asks, and goes on with the answer', () => {
    const talk = new Talk('name = input("who? ")\nprint(name)\nprint(input("why? "))\n', { paused: false });
    expect(talk.snapshot).toMatchObject({ state: 'paused', script: { asks: 'who? ' } });
    expect(talk.say({ type: 'answer', text: 'me' })).toMatchObject({ state: 'paused', script: { asks: 'why? ' } });
    expect(talk.say({ type: 'answer', text: 'so' })).toMatchObject({ state: 'finished', script: { asks: undefined } });
    expect(talk.snapshot.script?.output.lines).toEqual(['who? me', 'me', 'why? so', 'so']);
  });

  test('takes no line that has ended for the prompt of input', () => {
    const talk = new Talk('print("Hello")\nx = input()\nprint("a", end="")\ny = input("b? ")\n', { paused: false });
    expect(talk.snapshot.script?.asks).toBe('');
    expect(talk.say({ type: 'answer', text: '1' }).script?.asks).toBe('ab? ');
  });

  test('says while it steps over a call that lasts, and stops there at a pause', () => {
    const talk = new Talk('def f():\n    while True:\n        pass\nf()\n', {}, 100);
    talk.say({ type: 'stepOver' });
    talk.send({ type: 'stepOver' });
    for (let turns = 0; turns < 500 && talk.snapshot.script?.isStepping !== true; turns++) talk.turn();
    expect(talk.snapshot).toMatchObject({ state: 'paused', script: { isStepping: true } });
    const { script } = talk.say({ type: 'pause' });
    expect([script?.isStepping, script?.calls.map(({ name }) => name)]).toEqual([undefined, ['f', '<module>']]);
  });

  test('finds the roles of a script that asks before its loop, once its answers are known', () => {
    const asking = trainings.oneLayer.replace(
      'for i in range(200)',
      'n = int(input("n? "))\ninput()\nfor i in range(n)',
    );
    const talk = new Talk(asking, { paused: false });
    expect(talk.of('found')).toEqual([]);
    expect(talk.snapshot.script).toMatchObject({ asks: 'n? ', needsAnswer: true });
    talk.say({ type: 'answer', text: '60' });
    expect(talk.of('found')).toEqual([]);
    expect(talk.say({ type: 'answer', text: '' })).toMatchObject({ state: 'finished', iteration: 60, goal: 60 });
    expect(talk.of('found')[0]).toMatchObject({ found: { weights: ['w'] } });
    expect(talk.snapshot.script?.output.lines.slice(0, 2)).toEqual(['n? 60', '']);
    const back = talk.say({ type: 'travel', travel: { to: 'iteration', iteration: 5 } });
    expect(back).toMatchObject({ iteration: 5, script: { asks: undefined } });
  });

  test('finds the roles of a script that asks in its loop, and asks in each iteration', () => {
    const asking = trainings.oneLayer.replace('range(200):', 'range(3):\n    input("on? ")');
    const talk = new Talk(asking, { paused: false });
    talk.say({ type: 'answer', text: 'y' });
    expect(talk.say({ type: 'answer', text: 'y' })).toMatchObject({ iteration: 2, script: { asks: 'on? ' } });
    expect(talk.of('found')[0]).toMatchObject({ found: { weights: ['w'] } });
    expect(talk.say({ type: 'answer', text: 'y' })).toMatchObject({ state: 'finished', iteration: 3 });
  });

  test('takes the loop around a question for the training, not the one inside of it', () => {
    const inner = trainings.oneLayer
      .split('for i in range(200):\n')[1]
      ?.split('print(guess)')[0]
      ?.replace(/^/gm, '    ');
    const head = trainings.oneLayer.split('for i in range(200):\n')[0];
    const talk = new Talk(`${head}while True:\n    for i in range(20):\n${inner}\n    if input() == "n": break\n`, {
      paused: false,
    });
    expect(talk.of('found')).toEqual([]);
    talk.say({ type: 'answer', text: 'y' });
    expect(talk.say({ type: 'answer', text: 'n' })).toMatchObject({ state: 'finished', iteration: 2 });
  });

  test('goes to an iteration first where its file was edited, with the answers that it has', () => {
    const asking = trainings.oneLayer.replace('for i in range(200)', 'n = int(input("n? "))\nfor i in range(n)');
    const talk = new Talk(asking, { paused: false });
    talk.say({ type: 'answer', text: '90' });
    const subject = subjectOf(asking.replace('miss = y - guess', 'miss = 1.5 * (y - guess)'));
    const at = { subject, seed: 1, speed: 'unlimited', goTo: 40 } as const;
    const paused = talk.say({ type: 'start', ...at, paused: true, breakpoints: [13] });
    expect(paused).toMatchObject({ state: 'paused', iteration: 40, goal: 90, furthest: 40 });
    expect(paused.curve.iterations).toHaveLength(40);
    expect(talk.say({ type: 'start', ...at, paused: false })).toMatchObject({ state: 'finished', iteration: 90 });
    const shorter = subjectOf(asking.replace('range(n)', 'range(7)'));
    expect(talk.say({ type: 'start', ...at, subject: shorter, paused: true })).toMatchObject({ iteration: 7 });
  });

  test('stays paused after an answer to a step, and after a pause', () => {
    const text = 'name = input("who? ")\nprint(name)\nprint(1)\n';
    const stepped = new Talk(text);
    expect(stepped.say({ type: 'step', iterations: 1 })).toMatchObject({ script: { asks: 'who? ' } });
    expect(stepped.say({ type: 'answer', text: 'me' })).toMatchObject({ state: 'paused', script: { line: 2 } });
    const paused = new Talk(text, { paused: false });
    paused.say({ type: 'pause' });
    expect(paused.say({ type: 'answer', text: 'me' })).toMatchObject({ state: 'paused', script: { line: 2 } });
  });

  test('counts all printed lines, and shows the last ones', () => {
    const talk = new Talk('for i in range(5000):\n    print(i, "x" * 40)\n', { paused: false });
    expect(talk.snapshot.script?.output).toMatchObject({ count: 5000, first: 4801 });
    expect(talk.snapshot.script?.output.lines.at(-1)).toMatch(/^4999 x+$/);
    expect(talk.say({ type: 'travel', travel: { to: 'line', by: -1 } }).script?.output.count).toBe(5000);
    expect(talk.say({ type: 'travel', travel: { to: 'iteration', iteration: 100 } }).script?.output.count).toBe(50);
  });

  test('stops before the line of a breakpoint, with the values of the lines before, and goes on', () => {
    const text = trainings.twoLayers;
    const line = text.split('\n').findIndex((own) => own.includes('delta = (guess')) + 1;
    const talk = new Talk(text, { breakpoints: [line, 1000] });
    expect(talk.of('statements')[0]?.lines).toContain(line);
    const first = talk.say({ type: 'resume' });
    expect(first).toMatchObject({ state: 'paused', iteration: 0, script: { line, stoppedAt: line } });
    expect(first.script?.values.map(({ line: own }) => own)).toContain(line - 1);
    expect(talk.say({ type: 'resume' })).toMatchObject({ iteration: 1, script: { line, stoppedAt: line } });
    expect(talk.say({ type: 'travel', travel: { to: 'line', by: -1 } }).script?.stoppedAt).toBeUndefined();
    expect(talk.say({ type: 'travel', travel: { to: 'iteration', iteration: 0 } }).iteration).toBe(0);
    expect(talk.say({ type: 'step', iterations: 5 })).toMatchObject({ iteration: 0, script: { stoppedAt: line } });
    talk.say({ type: 'setBreakpoints', lines: [] });
    expect(talk.say({ type: 'resume' })).toMatchObject({ state: 'finished', iteration: 200 });
  });

  test('shows watches in Python, and stops where a condition becomes true', () => {
    const watch = (python: string) => ({ expression: { kind: 'name', name: python }, python }) as const;
    const talk = new Talk(trainings.twoLayers);
    talk.say({ type: 'step', iterations: 4 });
    talk.send({ type: 'setViewRequest', viewRequest: { history: 0 } });
    const set = talk.say({ type: 'setWatches', watches: ['w0[0, 2]', 'w0.shape', 'i > 20', 'z'].map(watch) });
    expect(set.watches).toMatchObject([
      { value: { rows: 1, columns: 1 }, holds: undefined, stops: false },
      { value: undefined, text: '(3, 4)' },
      { value: { least: 3 }, holds: false, stops: true },
      { text: "NameError: name 'z' is not defined" },
    ]);
    const stopped = talk.say({ type: 'resume' });
    expect(stopped).toMatchObject({ state: 'paused', iteration: 22, stoppedBy: 2, line: 0 });
    expect(stopped.script?.values.length).toBeGreaterThan(3);
    expect([...(stopped.history?.curves[0]?.iterations ?? [])].slice(0, 3)).toEqual([3, 4, 5]);
    expect(talk.say({ type: 'resume' }).state).toBe('finished');
  });
});

describe('edits of a script', () => {
  const cell = (name: string, value: number): Request => ({
    type: 'edit',
    edits: [{ kind: 'cell', name, row: 0, column: 0, value }],
  });
  const rate = (value: number): Request => ({
    type: 'edit',
    edits: [{ kind: 'settings', set: { learningRate: value } }],
  });
  const first = ({ parameters }: Snapshot, name: string): number | undefined =>
    parameters.find((own) => own.name === name)?.sums[0];

  test('are changes at a position, and are taken back', () => {
    const talk = new Talk(trainings.twoLayers);
    talk.say({ type: 'step', iterations: 5 });
    const before = talk.snapshot;
    const edited = talk.say(cell('w1', 3));
    expect(first(edited, 'w1')).toBe(3);
    expect(edited).toMatchObject({ state: 'paused', iteration: 5, furthest: 5, changed: 1 });
    expect(edited.changes).toMatchObject([{ at: 5, byHand: true, edits: [{ kind: 'cell', name: 'w1', value: 3 }] }]);
    const later = shown(talk.say({ type: 'step', iterations: 20 }));
    expect(talk.say({ type: 'travel', travel: { to: 'iteration', iteration: 4 } })).toMatchObject({ changed: 0 });
    expect(shown(talk.say({ type: 'travel', travel: { to: 'newest' } }))).toEqual(later);
    const undone = talk.say({ type: 'undo' });
    expect(undone).toMatchObject({ iteration: 5, furthest: 5, changes: [], changed: 0 });
    expect(shown(undone)).toEqual(shown(before));
  });

  test('are made while the script runs, which goes on', () => {
    const talk = new Talk(trainings.twoLayers.replace('range(200)', 'range(4000)'), { speed: 500 }, 1);
    talk.send({ type: 'resume' });
    for (let turns = 0; turns < 20; turns++) talk.turn();
    talk.send(cell('w1', 3));
    for (let turns = 0; talk.snapshot.changed === 0 && turns < 1000; turns++) talk.turn();
    expect(talk.snapshot).toMatchObject({ state: 'running', changed: 1, line: 0 });
  });

  test('reach the learning rate where it is a variable of the loop', () => {
    const talk = new Talk(trainings.twoLayers);
    talk.say({ type: 'step', iterations: 5 });
    const edited = talk.say(rate(0.5));
    expect(edited).toMatchObject({ alpha: 0.5, iteration: 5, furthest: 5, script: { lines: edited.script?.lines } });
    expect(talk.of('editRefused')).toEqual([]);
    const local = new Talk(trainings.inAFunction);
    local.say({ type: 'step', iterations: 5 });
    expect(local.say(rate(0.5))).toMatchObject({ alpha: 0.5, changed: 1 });
  });

  test('say why a learning rate cannot be changed', () => {
    const reasonOf = (text: string): string | undefined => {
      const talk = new Talk(text);
      talk.say({ type: 'step', iterations: 5 });
      const before = talk.snapshot;
      expect(shown(talk.say(rate(0.5)))).toEqual(shown(before));
      return talk.of('editRefused')[0]?.reason;
    };
    const computed = trainings.twoLayers.replace('    hidden =', '    alpha = 2 / (1 + 0.01 * i)\n    hidden =');
    expect(reasonOf(computed)).toBe('alpha reaches no weight in the next two iterations, so it is not changed');
    expect(reasonOf(trainings.constantTarget)).toBe(
      'the learning rate is the number 0.05 in line 7: change that line of the file',
    );
    expect(reasonOf(trainings.classWithLayers.replace('rate * self.x.T @ delta', 'self.x.T @ delta * rate'))).toBe(
      'rate of line 20 is in no variable that lasts from one iteration to the next',
    );
  });

  test('are refused in words, and leave the run as it is', () => {
    const talk = new Talk(trainings.oneLayer, { paused: false });
    expect(talk.snapshot.state).toBe('finished');
    expect(talk.say(cell('w', 1))).toMatchObject({ state: 'finished', changes: [] });
    expect(talk.of('editRefused')).toMatchObject([{ reason: /^the script has ended/ }]);
  });

  test('are compared with a mark before them', () => {
    const talk = new Talk(trainings.twoLayers);
    talk.say({ type: 'step', iterations: 5 });
    const before = first(talk.snapshot, 'w1');
    talk.say(cell('w1', 3));
    talk.say({ type: 'travel', travel: { to: 'line', by: 1 } });
    const here = talk.snapshot;
    for (const changes of [0, 1]) talk.say({ type: 'recall', mark: { iteration: 5, changes } });
    const [without, changed] = talk.of('recollection');
    expect([without, changed].map((own) => own?.parameters.find(({ name }) => name === 'w1')?.sums[0])).toEqual([
      before,
      3,
    ]);
    expect(without).toMatchObject({ iteration: 5, hasOtherTargets: false });
    expect(shown(talk.snapshot)).toEqual(shown(here));
    expect(talk.snapshot.script?.values).toEqual(here.script?.values);
  });
});

describe('the seed of a script', () => {
  const seededOf = (text: string, namedSeed: number | undefined): Talk =>
    new Talk(text, { subject: { ...subjectOf(text), namedSeed } });

  test('is its own number, known before its line runs', () => {
    const talk = seededOf(trainings.twoLayers, undefined);
    expect(talk.snapshot.script).toMatchObject({ lines: 0, seeds: [{ line: 4, own: 1, used: 1 }] });
  });

  test('is another number in place of its own, as if the line had it', () => {
    const [seeded, typed] = [
      seededOf(trainings.twoLayers, 7),
      seededOf(trainings.twoLayers.replace('seed(1)', 'seed(7)'), undefined),
    ].map((talk) => talk.say({ type: 'step', iterations: 3 }));
    expect(shown(seeded as Snapshot)).toEqual(shown(typed as Snapshot));
    expect(seeded?.script?.seeds).toEqual([{ line: 4, own: 1, used: 7 }]);
  });

  test('is the stated one where the script has none', () => {
    const text = trainings.twoLayers.replace('np.random.seed(1)', '');
    const [stated, typed] = [seededOf(text, undefined), seededOf(trainings.twoLayers, undefined)].map((talk) =>
      talk.say({ type: 'step', iterations: 3 }),
    );
    expect(stated?.script?.seeds).toBeUndefined();
    expect(stated?.parameters).toEqual(typed?.parameters);
  });
});

describe('a look into a line', () => {
  const DELTA = 'delta = (guess - y) * nonlin(guess, True)';
  const delta = trainings.twoLayers.split('\n').findIndex((line) => line.includes(DELTA)) + 1;
  const question = { number: 1, line: delta, time: undefined, step: 0, cell: { row: 2, column: 9 } };

  test('has its parts with their values, and the chosen cell', () => {
    const talk = new Talk(trainings.twoLayers);
    talk.say({ type: 'step', iterations: 2 });
    talk.say({ type: 'lookInside', question });
    const [report] = talk.of('inside');
    expect(report).toMatchObject({ number: 1, line: delta, iteration: 2, time: 1, times: 1, problem: undefined });
    expect(report?.steps.map(({ depth, text }) => `${depth} ${text}`)).toEqual([
      `0 ${DELTA}`,
      '1 guess - y',
      '2 guess',
      '2 y',
      '1 nonlin(guess, True)',
      '2 if deriv == True',
      '3 deriv',
      '2 return x * (1 - x)',
      '3 x',
      '3 1 - x',
    ]);
    expect(report?.cell).toEqual({ row: 2, column: 0 });
    const { cell, source } = report?.chosen ?? {};
    if (source?.kind !== 'operator') throw new Error('no product');
    expect(source.left.value * source.right.value).toBe(cell?.value);
    expect([source.left.text, source.right.text]).toEqual(['(guess - y)[2,0]', 'nonlin(guess, True)[2,0]']);
  });

  test('leaves no trace, and without a line it is at the one that ran last', () => {
    const [talk, other] = [new Talk(trainings.oneLayer), new Talk(trainings.oneLayer)];
    for (const own of [talk, other]) own.say({ type: 'step', iterations: 60 });
    talk.say({ type: 'lookInside', question: { ...question, line: undefined } });
    expect(talk.of('inside').at(-1)?.steps[0]?.text).toMatch(/^if i % 50 == 0/);
    for (const own of [talk, other]) own.say({ type: 'step', iterations: 5 });
    expect(shown(talk.snapshot)).toEqual(shown(other.snapshot));
  });

  test('into a line before the training shows it as it ran there; into one that has not run it says so', () => {
    const talk = new Talk(trainings.oneLayer);
    talk.say({ type: 'step', iterations: 3 });
    const setup = trainings.oneLayer.split('\n').findIndex((line) => line.startsWith('w = 2')) + 1;
    talk.say({ type: 'lookInside', question: { ...question, line: setup } });
    expect(talk.of('inside').at(-1)).toMatchObject({ line: setup, iteration: undefined, times: 1 });
    const end = trainings.oneLayer.split('\n').indexOf('print(guess)') + 1;
    talk.say({ type: 'lookInside', question: { ...question, line: end } });
    const problem = `line ${end} has not run in this iteration`;
    expect(talk.of('inside').at(-1)).toMatchObject({ steps: [], problem });
  });

  test('of a running script waits for its rest, and a run that goes on needs no answer', () => {
    const talk = new Talk(trainings.twoLayers.replace('range(200)', 'range(9999999)'), {}, 2);
    talk.send({ type: 'resume' });
    talk.turn();
    talk.say({ type: 'lookInside', question });
    expect(talk.snapshot.state).toBe('paused');
    expect(talk.of('inside')).toHaveLength(1);
    talk.send({ type: 'lookInside', question });
    talk.say({ type: 'step', iterations: 1 });
    expect(talk.of('inside')).toHaveLength(1);
  });
});

test('a session checks the updates of a script, beside its run, until the view is closed', () => {
  const talk = new Talk(trainings.twoLayers);
  const before = talk.say({ type: 'step', iterations: 4 });
  talk.say({ type: 'setViewRequest', viewRequest: { gradients: true } });
  const after = talk.say({ type: 'checkGradients' });
  expect(shown(after)).toEqual(shown(before));
  expect(talk.of('scriptGradients').map(({ answer }) => answer)).toMatchObject([{ result: 'passed', iteration: 4 }]);
  talk.send({ type: 'checkGradients' });
  talk.say({ type: 'setViewRequest', viewRequest: {} });
  expect(talk.of('scriptGradients')).toHaveLength(1);
});

test('a session gives a verdict on a script, the same wherever the run comes from', () => {
  const talk = new Talk(trainings.twoLayers);
  const early = talk.say({ type: 'step', iterations: 40 }).verdict;
  const late = talk.say({ type: 'step', iterations: 150 }).verdict;
  expect([early?.kind, late?.facts?.measuredAt]).toEqual(['learning', 190]);
  const iteration = (wanted: number): Request => ({ type: 'travel', travel: { to: 'iteration', iteration: wanted } });
  expect(talk.say(iteration(40)).verdict).toEqual(early);
  expect(talk.say(iteration(190)).verdict).toEqual(late);
});

test('the verdict on an ended script is that of its end', () => {
  const ended = new Talk(`${trainings.twoLayers}print(guess)\n`).say({ type: 'step', iterations: 1000 });
  expect([ended.state, ended.iteration]).toEqual(['finished', 200]);
  expect(ended.verdict?.facts?.measuredAt).toBe(200);
});

test('a session names the line that has assigned the first value that is not finite', () => {
  const text = `import numpy as np
X = np.arange(6.0).reshape(3, 2)
best = float('inf')
w = np.zeros((2, 1))
for i in range(900):
    p = X @ w
    e = np.ones((3, 1)) - p
    best = float('inf')
    step = X.T @ e
    w += step
`;
  const { verdict } = new Talk(text).say({ type: 'step', iterations: 900 });
  expect(verdict).toMatchObject({ kind: 'diverged', causes: [{ kind: 'notFinite', name: 'step', line: 9 }] });
});

test('the verdict names the learning rate of its own training', () => {
  const text = `import numpy as np
X = np.array([[0.0, 1], [1, 1], [2, 1], [3, 1]])
y = 2 * X[:, :1] + 1
for alpha in [0.01, 1 / 3]:
    w = np.zeros((2, 1))
    for i in range(60):
        p = X @ w
        e = p - y
        w -= alpha * X.T @ e
`;
  const { verdict, alpha } = new Talk(text).say({ type: 'step', iterations: 120 });
  expect(alpha).toBe(1 / 3);
  expect(verdict).toMatchObject({ kind: 'oscillating', causes: [{ kind: 'largeSteps', alpha: 1 / 3 }] });
});

test('a learning rate that has gone with its call is not a global variable of its name', () => {
  const text = `import numpy as np
X = np.array([[0.0, 1], [1, 1], [2, 1], [3, 1]])
y = 2 * X[:, :1] + 1
def train(lr):
    w = np.zeros((2, 1))
    for i in range(20):
        p = X @ w
        e = p - y
        w -= lr * X.T @ e
for lr in [0.01, 0.02]:
    train(lr)
train(0.03)
`;
  expect(new Talk(text).say({ type: 'step', iterations: 1000 }).alpha).toBe(0.03);
});

test('a session gives no verdict where iterations meet different targets', () => {
  const text = trainings.oneLayer.replace('miss = y', 'miss = y[np.random.permutation(4)]');
  const { verdict, script } = new Talk(text).say({ type: 'step', iterations: 20 });
  expect([verdict, script?.whyNoVerdict]).toEqual([undefined, expect.stringContaining('different targets')]);
});
