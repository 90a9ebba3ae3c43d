import { describe, expect, test } from 'vitest';
import { type Phase, phasesOf } from '../../../src/export/phases.ts';
import { carriedState } from '../../../src/export/pytorch/parameters.ts';
import type { NewSettings } from '../../../src/network/edits.ts';
import type { GivenSettings } from '../../../src/network/settings.ts';
import { subjects } from '../subjects.ts';

const xor = (subjects.find(({ name }) => name === 'xor') as (typeof subjects)[0]).source;

/** The phase that follows a change of a network. */
function changed(settings: Partial<GivenSettings>, set: NewSettings): Phase {
  const plan = [{ at: 100, edits: [{ kind: 'settings', set } as const] }];
  return phasesOf({ ...xor, settings: { ...xor.settings, ...settings }, plan })[1] as Phase;
}

describe('the state of an optimizer', () => {
  test.each(['momentum', 'nesterov', 'rmsprop', 'adagrad', 'adam', 'adamw'] as const)(
    'of %s is carried over a change of the learning rate, for each parameter',
    (optimizer) => {
      const phase = changed(
        { optimizer, bias: true, batchSize: 2, dropout: 0.2, schedule: 'exponential' },
        { learningRate: 0.5 },
      );
      expect(carriedState(phase)).toEqual(['syn0.weight', 'syn0.bias', 'syn1.weight', 'syn1.bias']);
    },
  );

  test('is carried over for the parameters that keep their shape only', () => {
    expect(carriedState(changed({ optimizer: 'adam' }, { layerSizes: [3, 4, 2, 1] }))).toEqual([]);
    expect(carriedState(changed({ optimizer: 'momentum' }, { layerSizes: [3, 4, 2, 1] }))).toEqual(['syn0.weight']);
  });

  test('is not carried over to another optimizer', () => {
    expect(carriedState(changed({ optimizer: 'momentum' }, { optimizer: 'adam' }))).toEqual([]);
  });

  test('is found whatever its matrices are called', () => {
    const renamed = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value).replaceAll('v_syn', 'speed_syn'));
    const { program, carriedOver, ...phase } = changed({ optimizer: 'momentum' }, { learningRate: 0.5 });
    expect(carriedState({ ...phase, program: renamed(program), carriedOver: renamed(carriedOver) })).toEqual([
      'syn0.weight',
      'syn1.weight',
    ]);
  });
});
