import { describe, expect, test } from 'vitest';
import { carriedNames, carryOverOf } from '../../src/language/carry-over.ts';
import { inferShapes } from '../../src/language/shapes.ts';
import type { GivenSettings } from '../../src/network/settings.ts';
import { buildProgram } from '../network/build-program.ts';

const tutorial: GivenSettings = { layerSizes: [3, 4, 1], bias: false, learningRate: 1 };
const programOf = (set: Partial<GivenSettings>) => buildProgram({ ...tutorial, ...set }, 4);

/** `name`, or `name from other` where the names differ. */
function carried(before: Partial<GivenSettings>, after: Partial<GivenSettings>): readonly string[] {
  const [from, to] = [before, after].map((set) => {
    const program = programOf(set);
    return { program, shapes: inferShapes(program) };
  }) as [Parameters<typeof carriedNames>[0], Parameters<typeof carriedNames>[1]];
  return carriedNames(from, to).map(({ name, from: other }) => (name === other ? name : `${name} from ${other}`));
}

describe('the names that carry over', () => {
  test('are all that live on when nothing changes', () => {
    expect(carried({ optimizer: 'adam' }, { optimizer: 'adam' })).toEqual([
      ...['t', 'm_syn1', 'v_syn1', 'syn1', 'm_syn0', 'v_syn0', 'syn0'],
    ]);
  });

  test('are only those of the same shape', () => {
    expect(carried({}, { layerSizes: [3, 5, 1] })).toEqual([]);
    expect(carried({ bias: true }, { layerSizes: [3, 4, 2], bias: true })).toEqual(['syn0', 'b0']);
  });

  test('are no memory of another optimizer, though it has the same name', () => {
    expect(carried({ optimizer: 'momentum' }, { optimizer: 'rmsprop' })).toEqual(['syn1', 'syn0']);
  });

  test('include a counter under another name', () => {
    expect(carried({ batchSize: 2 }, { batchSize: 2, schedule: 'step' })).toEqual(['t', 'syn1', 'syn0']);
    expect(carried({ optimizer: 'adam' }, { batchSize: 2, optimizer: 'adam' })).toEqual([
      ...['t_adam from t', 'm_syn1', 'v_syn1', 'syn1', 'm_syn0', 'v_syn0', 'syn0'],
    ]);
  });

  test('are neither counter nor memory when a technique has to remember something new', () => {
    expect(carried({ optimizer: 'adam' }, { optimizer: 'adam', bias: true })).toEqual(['syn1', 'syn0']);
  });
});

test('the matrices that outlive an iteration are kept or begun, without settings and counters', () => {
  const before = programOf({ learningRate: 0.5 });
  expect(carryOverOf(before, programOf({ learningRate: 2, optimizer: 'adam' }))).toEqual({
    carried: ['syn0', 'syn1'],
    initial: ['m_syn0', 'v_syn0', 'm_syn1', 'v_syn1'],
  });
});
