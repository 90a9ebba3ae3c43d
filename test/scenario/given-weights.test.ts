import { describe, expect, test } from 'vitest';
import { learned } from '../../src/language/reads.ts';
import { withWeights } from '../../src/scenario/given-weights.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { scenarioText } from '../../src/scenario/write.ts';
import { finished, shipped, start, varied } from '../scenarios/run-scenario.ts';

function trained(name: string, iterations = 20) {
  const scenario = varied(shipped(name), { training: { iterations } });
  const run = finished(scenario);
  const names = learned(run.program);
  const stored = names.map((own) => {
    const { rows, columns, data } = run.valueOf(own);
    return { name: own, shape: [rows, columns], matrix: { rows, columns, data: data.slice() } };
  });
  const begun = withWeights(scenario, stored);
  if (!begun.ok) throw new Error(JSON.stringify(begun.faults));
  return { names, run, stored, scenario, begun: begun.scenario };
}

describe('a scenario with stored weights', () => {
  test.each(['xor', 'majority', 'future-work/batch-normalization', 'future-work/dropout', 'future-work/adam'])(
    'are those with which its run begins, bit for bit: %s',
    (name) => {
      const { names, stored, begun } = trained(name);
      const run = start(begun);
      expect(names.map((own) => run.valueOf(own).data)).toEqual(stored.map(({ matrix }) => matrix.data));
    },
  );

  test('can be written and read again', () => {
    const { names, stored, begun } = trained('future-work/batch-normalization');
    const parsed = parseScenario(scenarioText(begun));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    const run = start(parsed.scenario);
    expect(names.map((own) => run.valueOf(own).data)).toEqual(stored.map(({ matrix }) => matrix.data));
  });

  test('sets them before its own changes', () => {
    const { stored } = trained('majority');
    const change = { at: 0, set: { 'b0[0,0]': 42 } };
    const begun = withWeights({ ...shipped('majority'), changes: [change] }, stored);
    expect(begun.ok && start(begun.scenario).valueOf('b0').data[0]).toBe(42);
  });

  test('refuses weights of another network', () => {
    const { stored } = trained('xor');
    const other = withWeights(varied(shipped('xor'), { network: { hidden: [5] } }), stored);
    expect(other).toEqual({
      ok: false,
      faults: [
        { name: 'syn0', expected: '3×5', found: '3×4', advice: undefined },
        { name: 'syn1', expected: '5×1', found: '4×1', advice: undefined },
      ],
    });
  });
});
