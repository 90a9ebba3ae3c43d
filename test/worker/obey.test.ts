import { describe, expect, test } from 'vitest';
import type { Current } from '../../src/worker/current-run.ts';
import { endsStep, type Obeyed, obey } from '../../src/worker/obey.ts';
import type { Report, RunState } from '../../src/worker/protocol.ts';
import { pausedAt } from './current.ts';
import { divergingSubject, xorSubject } from './subjects.ts';

/** A command without what every command carries. */
type Request = Obeyed extends infer C ? (C extends Obeyed ? Omit<C, 'run' | 'request'> : never) : never;
const commandOf = (what: Request): Obeyed => ({ ...what, run: 1, request: 2 }) as Obeyed;

/** The state that a run enters for a command, and what is told beside it. */
function ordered(current: Current, what: Request): { readonly state: RunState | undefined; readonly told: Report[] } {
  const told: Report[] = [];
  return {
    state: obey(
      current,
      commandOf(what),
      () => 0,
      (report) => told.push(report),
    ),
    told,
  };
}

const stateAfter = (current: Current, what: Request): RunState | undefined => ordered(current, what).state;

describe('to go on', () => {
  test('runs a run that rests, and leaves one that runs or has diverged as it is', () => {
    const current = pausedAt(xorSubject(10), 3);
    expect(stateAfter(current, { type: 'resume' })).toBe('running');
    current.state = 'running';
    expect(stateAfter(current, { type: 'resume' })).toBe(undefined);
    current.state = 'diverged';
    expect(stateAfter(current, { type: 'resume' })).toBe(undefined);
  });

  test('gives a run at its goal as many iterations again', () => {
    const current = pausedAt(xorSubject(10), 10);
    expect([stateAfter(current, { type: 'resume' }), current.goal]).toEqual(['running', 20]);
  });

  test('asks no more for a reason to stop that has been found', () => {
    const current = pausedAt({ ...xorSubject(10), stop: { errorBelow: 1 } }, 3);
    current.stopReason = 'errorBelow';
    expect(stateAfter(current, { type: 'resume' })).toBe('running');
    expect([current.stopper, current.stopReason]).toEqual([undefined, undefined]);
  });
});

describe('to pause', () => {
  test('ends a run or a step, and is nothing to a run that rests', () => {
    const current = pausedAt(xorSubject(10), 3);
    expect(stateAfter(current, { type: 'pause' })).toBe(undefined);
    current.state = 'running';
    expect(stateAfter(current, { type: 'pause' })).toBe('paused');
    const stepping = pausedAt(xorSubject(10), 3);
    stepping.step = { left: 0, request: 1 };
    expect(stateAfter(stepping, { type: 'pause' })).toBe('paused');
  });
});

describe('other conditions to stop', () => {
  test('take the place of those that have stopped a run, which is paused then', () => {
    const current = pausedAt(xorSubject(10), 3);
    current.stopReason = 'errorBelow';
    expect(stateAfter(current, { type: 'setStop', stop: { errorBelow: 0.1 } })).toBe('paused');
    expect(current.stopReason).toBe(undefined);
    current.state = 'running';
    expect(stateAfter(current, { type: 'setStop', stop: {} })).toBe(undefined);
  });
});

describe('to change a run', () => {
  const change = {
    type: 'edit',
    edits: [{ kind: 'cell', name: 'syn0', row: 0, column: 0, value: 2 }],
  } as const;

  test('lets it run where it ran, and rest where it rested', () => {
    const current = pausedAt(xorSubject(10), 3);
    expect(stateAfter(current, change)).toBe('paused');
    current.state = 'running';
    expect(stateAfter(current, change)).toBe('running');
    expect(current.training.valueOf('syn0').data[0]).toBe(2);
  });

  test('back enters a state only where there was something to take back', () => {
    const current = pausedAt(xorSubject(10), 3);
    expect(stateAfter(current, { type: 'undo' })).toBe(undefined);
    stateAfter(current, change);
    current.training.iterate();
    expect([stateAfter(current, { type: 'undo' }), current.training.iteration]).toEqual(['paused', 3]);
  });
});

describe('what is asked beside the run', () => {
  test('is told with the number of the run, which stays in its state', () => {
    const current = pausedAt(xorSubject(10), 3);
    const { state, told } = ordered(current, { type: 'tellLearned' });
    expect(state).toBe(undefined);
    expect(told).toMatchObject([
      { type: 'learned', run: 1, iteration: 3, matrices: [{ name: 'syn0' }, { name: 'syn1' }] },
    ]);
    const recalled = ordered(current, { type: 'recall', mark: { iteration: 1, changes: 0 } });
    expect([recalled.state, recalled.told[0]?.type, current.training.iteration]).toEqual([
      undefined,
      'recollection',
      3,
    ]);
  });

  test('of a line or of the gradients makes it rest', () => {
    const current = pausedAt(xorSubject(10), 3);
    current.state = 'running';
    const inspected = ordered(current, { type: 'inspect', line: 0, cell: { row: 0, column: 0 } });
    expect([inspected.state, inspected.told[0]]).toMatchObject(['paused', { type: 'inspection', run: 1, line: 0 }]);
    const checked = ordered(current, { type: 'checkGradients' });
    expect([checked.state, checked.told[0]]).toMatchObject(['paused', { type: 'gradients', run: 1, iteration: 3 }]);
  });
});

test('of a run that has come to a number that is not finite every order to rest finds it so', () => {
  const current = pausedAt(divergingSubject(), 1);
  current.state = 'running';
  expect(stateAfter(current, { type: 'pause' })).toBe('diverged');
});

test('a step under way comes to its end before all but what stops it or only changes the sight of it', () => {
  const orders: readonly Request[] = [
    { type: 'resume' },
    { type: 'pause' },
    { type: 'travel', travel: { to: 'iteration', iteration: 0 } },
    { type: 'edit', edits: [] },
    { type: 'undo' },
    { type: 'setStop', stop: {} },
    { type: 'setSpeed', speed: 10 },
    { type: 'setViewRequest', viewRequest: {} },
    { type: 'recall', mark: { iteration: 0, changes: 0 } },
    { type: 'tellLearned' },
  ];
  const without = orders.filter((order) => !endsStep(commandOf(order))).map(({ type }) => type);
  expect(without).toEqual(['pause', 'setSpeed', 'setViewRequest']);
});
