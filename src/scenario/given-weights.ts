import { fitMatrices, type MatrixFault } from '../formats/fit-matrices.ts';
import type { NamedMatrix, StoredMatrix } from '../formats/stored-matrix.ts';
import { printCell } from '../language/change.ts';
import { learnedShapes } from '../language/reads.ts';
import { programOf } from './network.ts';
import type { Scenario } from './schema.ts';

export type WithWeights =
  | { readonly ok: true; readonly scenario: Scenario }
  /** At least one fault. */
  | { readonly ok: false; readonly faults: readonly MatrixFault[] };

/**
 * The scenario with stored weights as its initial weights. Biases and other learned matrices are set by a change before the first
 * iteration, so the result is a scenario like any other, which can be saved.
 */
export function withWeights(scenario: Scenario, stored: readonly StoredMatrix[]): WithWeights {
  const program = programOf(scenario);
  const fitted = fitMatrices(learnedShapes(program), stored);
  if (!fitted.ok) return fitted;
  const { matrices } = fitted;
  const own = program.roles.layers.map(({ weights }) => weights);
  const weights = own.map((name) => rowsOf(matrices.get(name) as Matrix));
  const rest = [...matrices].filter(([name]) => !own.includes(name));
  const set = Object.fromEntries(rest.flatMap(([name, matrix]) => cellsOf(name, matrix)));
  const changes = rest.length === 0 ? [] : [{ at: 0, set }];
  return {
    ok: true,
    scenario: {
      ...scenario,
      network: { ...scenario.network, initial: { weights } },
      changes: [...changes, ...scenario.changes],
    },
  };
}

type Matrix = NamedMatrix['matrix'];

function rowsOf({ rows, columns, data }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, row) => [...data.subarray(row * columns, (row + 1) * columns)]);
}

function cellsOf(name: string, { columns, data }: Matrix): readonly (readonly [string, number])[] {
  return Array.from(data, (value, at) => {
    return [printCell({ name, row: Math.floor(at / columns), column: at % columns }), value] as const;
  });
}
