import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Edit } from '../../src/network/edits.ts';
import { withDefaults } from '../../src/network/settings.ts';
import type { Command, Snapshot, Travel } from '../../src/worker/protocol.ts';
import { TrainingSession } from '../../src/worker/session.ts';
import { networkSubject, type Subject } from '../../src/worker/subject.ts';
import { full } from '../full.ts';
import { StillSession } from './still-session.ts';
import { largeSubject, xorSubject } from './subjects.ts';

/** One with whole iterations in a piece, one with parts of a line. */
const subjects: readonly Subject[] = [xorSubject(60), largeSubject(120, [60, 40, 12])];

const travels: readonly Travel[] = [
  { to: 'line', by: 1 },
  { to: 'line', by: -1 },
  { to: 'iterationBefore' },
  { to: 'iterations', by: -7 },
  { to: 'iterations', by: 3 },
  { to: 'iteration', iteration: 4 },
  { to: 'newest' },
];
const alpha = (learningRate: number): Edit => ({ kind: 'settings', set: { learningRate } });
const commandsWith = (...rates: readonly number[]) =>
  fc.oneof(
    fc.constantFrom(...travels).map((travel) => ({ type: 'travel', travel }) as const),
    fc.integer({ min: 1, max: 6 }).map((iterations) => ({ type: 'step', iterations }) as const),
    fc.constantFrom(...rates).map((rate) => ({ type: 'edit', edits: [alpha(rate)] }) as const),
    fc.constant({ type: 'edit', edits: [{ kind: 'cell', name: 'syn0', row: 1, column: 1, value: 0.5 }] } as const),
    fc.integer({ min: 0, max: 9 }).map((iteration) => ({ type: 'runTo', iteration }) as const),
    fc.nat(8).map((line) => ({ type: 'inspect', line, cell: { row: 0, column: 0 } }) as const),
    fc.nat(9).map((iteration) => ({ type: 'recall', mark: { iteration, changes: 0 } }) as const),
    fc.boolean().map((confusions) => ({ type: 'setViewRequest', viewRequest: { confusions } }) as const),
    fc.constantFrom('undo', 'cancel', 'pause', 'save', 'saved', 'resume').map((type) => ({ type }) as const),
  );

/** The actions of a person, with the turns of the session after each. */
const sessionOf = (...rates: readonly number[]) =>
  fc.array(fc.tuple(commandsWith(...rates), fc.nat(6)), { minLength: 1, maxLength: 20 });

/** The last snapshot of a session on a clock that passes 4 ms at each reading, so that commands come in the middle of everything. */
function play(
  subject: Subject,
  steps: readonly (readonly [object, number])[],
): { last: Snapshot; request: number; diverged: boolean } {
  let [now, request] = [0, 0];
  let last: Snapshot | undefined;
  let diverged = false;
  const talk = new TrainingSession(
    (report) => {
      if (report.type !== 'snapshot') return;
      last = report;
      diverged ||= report.state === 'diverged';
    },
    () => {
      now += 4;
      return now;
    },
  );
  const say = (what: object): void => talk.receive({ ...what, run: 1, request: ++request } as Command);
  const acknowledge = (): void => talk.receive({ type: 'acknowledge', run: 1, request });
  say({ type: 'start', subject, seed: 1, speed: 'unlimited', paused: true });
  for (const [what, turns] of steps) {
    say(what);
    for (let k = 0; k < turns; k++) talk.turn();
    acknowledge();
  }
  for (let idle = 0, turns = 0; idle < 3; turns++) {
    idle = talk.turn() === undefined ? idle + 1 : 0;
    acknowledge();
    if (turns > 100_000) throw new Error('the session does not come to rest');
  }
  if (last === undefined) throw new Error('the session has posted nothing');
  return { last, request, diverged };
}

const numbersOf = ({ iteration, line, parameters, prediction, error, verdict, solvedAt, lines }: Snapshot) => ({
  ...{ iteration, line, parameters, prediction, error, verdict, solvedAt, lines },
});

/** The same position, reached without a replay. */
function straightTo(subject: Subject, last: Snapshot): Snapshot {
  const straight = new StillSession();
  straight.start({ ...subject, plan: last.changes.filter(({ at }) => at <= last.iteration) });
  if (last.iteration > 0) straight.say({ type: 'step', iterations: last.iteration });
  for (let line = 0; line < last.line; line++) straight.say({ type: 'travel', travel: { to: 'line', by: 1 } });
  return straight.say({ type: 'setViewRequest', viewRequest: {} });
}

test('whatever comes in the middle of a replay, the run that rests is the run that went straight there', () => {
  fc.assert(
    fc.property(fc.constantFrom(...subjects), sessionOf(0.2, 0.5), (subject, steps) => {
      const { last, request } = play(subject, [...steps, [{ type: 'pause' }, 0]]);
      expect(last.request).toBe(request);
      expect(numbersOf(last)).toEqual(numbersOf(straightTo(subject, last)));
    }),
    { numRuns: full ? 100 : 20 },
  );
});

test('also around a non-finite value, before which the run stops', () => {
  const settings = withDefaults({ layerSizes: [3, 4, 1], activations: ['relu', 'relu'], bias: false, learningRate: 1 });
  const { inputs, targets } = xorSubject(1);
  const plan = [{ at: 3, edits: [alpha(1e200)] }];
  const subject = networkSubject({ settings, inputs, targets, iterations: 60, plan, watches: [] });
  let met = 0;
  fc.assert(
    fc.property(sessionOf(0.2, 1e200), (steps) => {
      const { last, request, diverged } = play(subject, [...steps, [{ type: 'pause' }, 0]]);
      if (diverged) met++;
      expect(last.request).toBe(request);
      const straight = straightTo(subject, last);
      // A run goes past the value line by line only.
      if (straight.iteration !== last.iteration || straight.line !== last.line) return;
      const { parameters, prediction } = straight;
      expect({ parameters, prediction }).toEqual({ parameters: last.parameters, prediction: last.prediction });
    }),
    { numRuns: full ? 300 : 60 },
  );
  expect(met).toBeGreaterThan(5);
});
