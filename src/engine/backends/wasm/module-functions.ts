import { EXP_STEPS } from '../../../language/elementary.ts';
import { type Callee, type Code, type ModuleWriter, V128 } from './emitter.ts';
import { expTableBytes, scalarFunctions } from './functions.ts';
import { erf, gelu, geluSlope, knownErf, type Memo, pow } from './pair-functions.ts';
import { type Functions, PairWriter } from './vectors.ts';

/** The functions of pairs that are called. A shorter function is written where it is used. */
const pairs = { erfPair: erf, geluPair: gelu, geluSlopePair: geluSlope, powPair: pow };

export type PairName = keyof typeof pairs;

function isPair(name: string): name is PairName {
  return Object.hasOwn(pairs, name);
}

/** The cells of memory that a module with functions needs. */
export const FUNCTION_CELLS = 2 * EXP_STEPS;

/**
 * Adds functions of doubles and of pairs to a module when they are first asked for.
 * @param table the first of `FUNCTION_CELLS` cells of the memory, an even one
 * @param imported further functions
 * @param memo a place for results of the error function
 */
export function functionsOf(
  module: ModuleWriter,
  table: number,
  imported: ReadonlyMap<string, Callee> = new Map(),
  memo?: Memo,
): Functions {
  let hasTable = false;
  const expTable = (): number => {
    if (!hasTable) module.data(8 * table, expTableBytes());
    hasTable = true;
    return 8 * table;
  };
  const scalar = scalarFunctions(module, expTable);
  const known = new Map<PairName, Callee>();
  const find: Functions['find'] = (name) => {
    if (!isPair(name)) return imported.get(name) ?? scalar(name as Parameters<typeof scalar>[0]);
    let callee = known.get(name);
    if (callee === undefined) {
      callee = module.private(name === 'powPair' ? [V128, V128] : [V128], [V128], (f) => {
        const writer = new PairWriter(f, functions);
        let result: Code = [];
        const body = writer.collect(() => {
          const [x, y] = [f.parameter(0), f.parameter(1)];
          result = name === 'erfPair' && memo !== undefined ? knownErf(writer, x, memo) : pairs[name](writer, x, y);
        });
        return writer.finish([body, result]);
      });
      known.set(name, callee);
    }
    return callee;
  };
  const functions = { find, expTable };
  return functions;
}
