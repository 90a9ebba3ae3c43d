import { describe, expect, test } from 'vitest';
import { PartOnDemand } from '../../src/language/parts.ts';
import * as aside from '../../src/worker/aside.ts';
import * as gauges from '../../src/worker/gauges.ts';
import * as inspect from '../../src/worker/inspect.ts';
import type { Command, Report } from '../../src/worker/protocol.ts';
import * as rivals from '../../src/worker/rivals.ts';
import { TrainingSession } from '../../src/worker/session.ts';
import * as surface from '../../src/worker/surface.ts';
import type { Request } from './still-session.ts';
import { xorSubject } from './subjects.ts';

/** A session whose parts can be read once `read` is called; with `isGone` they cannot. */
class Talk {
  readonly reports: Report[] = [];
  isGone = false;
  read: () => void = () => {};
  readonly #readable = new Promise<void>((resolve) => {
    this.read = resolve;
  });
  readonly #session = new TrainingSession(
    (report) => this.reports.push(report),
    () => 0,
    {
      parts: {
        aside: this.#part(aside),
        gauges: this.#part(gauges),
        inspect: this.#part(inspect),
        rivals: this.#part(rivals),
        surface: this.#part(surface),
      },
    },
  );
  #request = 0;

  constructor() {
    this.say({ type: 'start', subject: xorSubject(1e9), seed: 1, speed: 'unlimited', paused: true });
    this.say({ type: 'step', iterations: 3 });
  }

  #part<Module>(module: Module): PartOnDemand<Module> {
    return new PartOnDemand(async () => {
      await this.#readable;
      if (this.isGone) throw new Error('no such file');
      return module;
    });
  }

  say(what: Request): void {
    this.#session.receive({ ...what, run: 1, request: ++this.#request } as Command);
    this.turn();
  }

  turn(turns = 20): void {
    for (; turns > 0; turns--) {
      this.#session.turn();
      this.#session.receive({ type: 'acknowledge', run: 1, request: this.#request });
    }
  }

  /** Lets the parts arrive, and the session go on. */
  async settle(): Promise<void> {
    this.read();
    await new Promise((resolve) => setImmediate(resolve));
    this.turn(2000);
  }

  get types(): ReadonlySet<Report['type']> {
    return new Set(this.reports.map(({ type }) => type));
  }

  get iteration(): number | undefined {
    return this.#session.run?.training.iteration;
  }

  get isIdle(): boolean {
    return this.#session.turn() === undefined;
  }
}

const look = { type: 'inspect', line: 0, cell: { row: 0, column: 0 } } as const;

describe('a command whose part has not been read', () => {
  test('waits for it, and the commands after it keep their order', async () => {
    const talk = new Talk();
    talk.say(look);
    talk.say({ type: 'step', iterations: 1 });
    expect([talk.types.has('inspection'), talk.iteration]).toEqual([false, 3]);
    await talk.settle();
    expect(talk.reports.find(({ type }) => type === 'inspection')).toMatchObject({ iteration: 3 });
    expect([talk.iteration, talk.isIdle]).toEqual([4, true]);
  });

  test.each([
    ['checkGradients', 'gradients'],
    ['checkUp', 'checkUp'],
  ] as const)('%s begins once it has been read', async (type, answer) => {
    const talk = new Talk();
    talk.say({ type });
    expect(talk.types.has(answer)).toBe(false);
    await talk.settle();
    expect(talk.types.has(answer)).toBe(true);
    expect(talk.isIdle).toBe(true);
  });

  test('does not begin any more after its view has been closed', async () => {
    const talk = new Talk();
    talk.say({ type: 'checkGradients' });
    talk.say({ type: 'setViewRequest', viewRequest: {} });
    expect(talk.isIdle).toBe(true);
    await talk.settle();
    expect(talk.types).toEqual(new Set(['snapshot']));
  });

  test('is answered by a report when the part cannot be read, and the next one tries again', async () => {
    const talk = new Talk();
    talk.isGone = true;
    talk.say({ type: 'checkGradients' });
    talk.say(look);
    await talk.settle();
    const gone = talk.reports.flatMap((report) => (report.type === 'partGone' ? report.part : []));
    expect(gone.sort()).toEqual(['gradients', 'inspect']);
    expect(talk.isIdle).toBe(true);
    talk.isGone = false;
    talk.say({ type: 'checkGradients' });
    talk.say(look);
    await talk.settle();
    expect(talk.types).toEqual(new Set(['snapshot', 'partGone', 'gradients', 'inspection']));
  });
});
