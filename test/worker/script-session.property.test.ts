import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command, Report, Snapshot } from '../../src/worker/protocol.ts';
import { ScriptSession } from '../../src/worker/script-session.ts';
import { scriptSubject } from '../../src/worker/subject.ts';
import { full } from '../full.ts';
import { trainings } from '../script/python.ts';
import type { Request } from './still-session.ts';

type Sent = Request | 'editWeight';

/** Commands as a person sends them, and the turns of the session before the next one. */
const commands = fc.array(
  fc.tuple(
    fc.oneof<fc.Arbitrary<Sent>[]>(
      fc.constantFrom<Sent>(
        { type: 'resume' },
        { type: 'pause' },
        { type: 'cancel' },
        { type: 'undo' },
        { type: 'stepOver' },
        { type: 'stepOut' },
        { type: 'step', iterations: 3 },
        { type: 'travel', travel: { to: 'line', by: 1 } },
        { type: 'travel', travel: { to: 'line', by: -1 } },
        { type: 'travel', travel: { to: 'iterations', by: -4 } },
        { type: 'recall', mark: { iteration: 2, changes: 1 } },
      ),
      fc.constant<Sent>('editWeight'),
      fc
        .double({ min: 0.01, max: 1, noNaN: true })
        .map((learningRate): Sent => ({ type: 'edit', edits: [{ kind: 'settings', set: { learningRate } }] })),
      fc.nat({ max: 30 }).map((iteration): Sent => ({ type: 'travel', travel: { to: 'iteration', iteration } })),
    ),
    fc.constantFrom(0, 1, 3, 20),
  ),
  { minLength: 8, maxLength: 14 },
);

class Talk {
  readonly reports: Report[] = [];
  readonly session: ScriptSession;
  #time = 0;
  #request = 0;

  constructor(text: string) {
    this.session = new ScriptSession(
      (report) => this.reports.push(report),
      () => {
        this.#time += 0.02;
        return this.#time;
      },
      () => () => undefined,
    );
    const subject = scriptSubject({ text, file: 'net.py', folder: '.', version: 3, arguments: [] });
    this.say({ type: 'start', subject, seed: 1, speed: 'unlimited', paused: true });
  }

  send(what: Request): void {
    this.#request++;
    this.session.receive({ ...what, run: 1, request: this.#request } as Command);
  }

  turn(): number | undefined {
    const wait = this.session.turn();
    this.session.receive({ type: 'acknowledge', run: 1, request: this.#request });
    return wait;
  }

  say(what: Request): Snapshot {
    this.send(what);
    for (let known = -1; this.turn() !== undefined || known !== this.reports.length; ) known = this.reports.length;
    return this.snapshot;
  }

  get snapshot(): Snapshot {
    return this.reports.findLast((report) => report.type === 'snapshot') as Snapshot;
  }
}

/** Everything that a person sees of a position, but the values beside lines. */
function shown({ iteration, line, parameters, prediction, error, curve, changes, changed, script }: Snapshot): unknown {
  const { lines, output } = script as NonNullable<Snapshot['script']>;
  return { iteration, line, parameters, prediction, error, curve, changes, changed, lines, output };
}

test.each(['momentum', 'inAFunction', 'oneExampleAtATime'] as const)(
  'a session about %s is at the same state again, whatever it was told on the way',
  (name) => {
    fc.assert(
      fc.property(commands, fc.double({ min: -1, max: 1, noNaN: true }), (sent, value) => {
        const talk = new Talk(trainings[name]);
        for (const [what, turns] of sent) {
          const weight = talk.snapshot.parameters[0]?.name ?? '';
          const edit = { kind: 'cell', name: weight, row: 0, column: 0, value } as const;
          talk.send(what === 'editWeight' ? { type: 'edit', edits: [edit] } : what);
          for (let turn = 0; turn < turns; turn++) talk.turn();
        }
        talk.say({ type: 'pause' });
        const one = shown(talk.say({ type: 'travel', travel: { to: 'newest' } }));
        talk.say({ type: 'travel', travel: { to: 'iteration', iteration: 0 } });
        expect(shown(talk.say({ type: 'travel', travel: { to: 'newest' } }))).toEqual(one);
      }),
      { numRuns: full ? 60 : 3 },
    );
  },
);
