import { describe, expect, test } from 'vitest';
import { interpretKey } from '../../src/ui/keys/interpret.ts';
import { keptRunNames, thisRunName } from '../../src/ui/model/kept-runs.ts';
import type { Model } from '../../src/ui/model/model.ts';
import { changesByHand } from '../../src/ui/model/requests.ts';
import { update } from '../../src/ui/model/update.ts';
import { sourceRows } from '../../src/ui/plain/script.ts';
import { sourceProps } from '../../src/ui/views/script-props.ts';
import type { Snapshot } from '../../src/worker/protocol.ts';
import { found, middle, scriptModel, snapshotOf } from './script.ts';

/** The model after some keys, and the commands that they have sent. */
function pressed(model: Model, ...keys: readonly string[]) {
  const commands: unknown[] = [];
  let now = model;
  for (const key of keys) {
    const next = update(now, interpretKey(now, key));
    now = next.model;
    for (const effect of next.effects) if (effect.type === 'send') commands.push(effect.command);
  }
  return { model: now, commands };
}

function reported(model: Model, own: Partial<Snapshot>, script = middle): Model {
  const snapshot = { ...snapshotOf(script), run: model.run, request: model.request, ...own };
  return update(model, { type: 'reported', report: snapshot }).model;
}

const rate = { text: 'alpha', value: 1, line: 20, isLiteral: false };

describe('editing a script', () => {
  test('puts a number into a weight, at this line', () => {
    const { model, commands } = pressed(scriptModel(), 'e', 'down', 'e', '5', 'enter');
    expect(commands).toMatchObject([
      { type: 'edit', edits: [{ kind: 'cell', name: 'syn0', row: 1, column: 0, value: 5 }] },
    ]);
    expect(model.notice?.text).toMatch(/^syn0\[1,0\] = 5, was -?0\.\d+: s runs an iteration and shows the effect$/);
    const report = { type: 'editRefused', run: model.run, reason: 'the script has ended' } as const;
    const refused = update(model, { type: 'reported', report }).model;
    expect(refused.notice).toEqual({ text: 'the script has ended', kind: 'refusal' });
  });

  test.each([
    [{ shape: [3, 4], lists: 0 }, 'syn0[1,0]'],
    [{ shape: [3, 4], lists: 2 }, 'syn0[1][0]'],
    [{ shape: [3, 4], lists: 1 }, 'syn0[1][0]'],
    [{ shape: [3, 1, 4], lists: 1 }, 'syn0[1][0,0]'],
  ])('names a weight as Python does: %j', (form, text) => {
    const { parameters, ...rest } = scriptModel().snapshot as Snapshot;
    const views = parameters.map((view) => (view.name === 'syn0' ? { ...view, form } : view));
    const { model } = pressed(reported(scriptModel(), { ...rest, parameters: views }), 'e', 'down', 'e', '5', 'enter');
    expect(model.notice?.text).toContain(`${text} = 5, was`);
  });

  test('changes the learning rate where it is a variable', () => {
    const open = (own: Partial<typeof rate>): Model =>
      scriptModel(middle, undefined, { ...found, learningRate: { ...rate, ...own } });
    expect(pressed(open({}), 'a').commands).toMatchObject([
      { type: 'edit', edits: [{ kind: 'settings', set: { learningRate: 0.1 } }] },
    ]);
    const literal = pressed(open({ text: '0.05', isLiteral: true }), 'a');
    expect(literal.commands).toEqual([]);
    expect(literal.model.notice?.text).toBe(
      'the learning rate is the number 0.05 in line 20: change that line of the file',
    );
    expect(pressed(scriptModel(), 'a').model.notice?.text).toBe('no learning rate was found in this script');
  });

  test('names kept runs by their edits', () => {
    const edit = { kind: 'settings', set: { learningRate: 0.1 } } as const;
    const changes = [{ at: 3, edits: [edit], byHand: true }];
    const kept = pressed(scriptModel(), 'k').model;
    const model = reported(kept, { changes, changed: 1 });
    expect(keptRunNames(model)).toEqual(['no change']);
    expect(thisRunName(model)).toBe('this run, alpha = 0.1');
    const { model: restarted } = pressed(model, 'ctrl+r');
    expect(restarted.notice?.text).toBe('the run starts over: the values that were changed by hand are lost');
    expect(changesByHand(restarted)).toEqual([]);
  });
});

describe('the seed of a script', () => {
  const seeds = (used: number) => ({ ...middle, seeds: [{ line: 11, own: 42, used }] });

  test('is its own, once the run knows it, and then the next one', () => {
    const model = reported(scriptModel(), {}, seeds(42));
    expect([model.seed, model.opened.seed]).toEqual([42, 42]);
    expect(sourceProps(model, false).values.filter(({ text }) => text.startsWith('seed'))).toEqual([]);
    const { model: next, commands } = pressed(model, 'r');
    expect(commands).toMatchObject([{ type: 'start', seed: 43, subject: { namedSeed: 43 } }]);
    const seeded = reported(next, {}, seeds(43));
    expect([seeded.seed, seeded.opened.seed]).toEqual([43, 42]);
    expect(sourceProps(seeded, false).values[0]).toEqual({ line: 11, text: 'seed 43 in place of 42' });
    expect(sourceRows(seeded).find((row) => row.includes('11'))).toContain('seed 43 in place of 42');
    const reset = pressed(seeded, 'R');
    expect(reset.commands).toMatchObject([{ type: 'start', seed: 42 }]);
    expect(reset.model.subject).not.toHaveProperty('namedSeed');
    expect(reset.model.notice?.text).toBe('the script as it was opened, seed 42 again');
  });
});
