import type { LoweredProgram, Operation, Slot } from '../../lower.ts';
import {
  type Callee,
  type Code,
  F64,
  f64x2,
  I32,
  i32,
  i64x2,
  ModuleWriter,
  repeat,
  returned,
  V128,
  v128,
  when,
} from './emitter.ts';
import { scalarFunctions } from './functions.ts';
import { costOf, FEW_PAIRS, LineWriter, type Memory, panelOf } from './lines.ts';
import { inBatches } from './loops.ts';
import { START } from './tree.ts';
import { type FindScalar, type Pairs, PairWriter } from './vectors.ts';

/** The most instructions of an iteration that is written without loops. */
const MOST_FLAT = 4000;

/** A program as a WebAssembly module. Its exports are `line0` and so on, `evaluation`, and `run`. */
export interface CompiledModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The operations that the module leaves to the interpreter, by the number with which it calls `hosted`. */
  readonly hosted: readonly Operation[];
}

/** Functions that the module calls in JavaScript, besides `hosted`. */
const importedFunctions = { gelu: 1, gelu_slope: 1, cos: 1, pow: 2, remainder: 2 } as const;

/** Above this, a value may be part of a sum that overflows. */
const LARGE = 1e300;

/** The cells of memory that a compiled program needs. */
export function memoryCells({ size, iteration, evaluation }: LoweredProgram): number {
  return size + (size % 2) + panelOf([...iteration.flat(), ...evaluation]);
}

/**
 * Compiles the lines of a program.
 *
 * `run(n, margin, isWithin)` runs at most n iterations and returns their number. It returns early after an iteration whose errors are too large
 * to be added, or where "every error is at most `margin`" is no longer as true as `isWithin` says.
 * @param error the errors of an iteration; undefined for a program without them.
 * @param mostFlat the most instructions of an iteration that is written without loops.
 */
export function compileProgram(program: LoweredProgram, error: Slot | undefined, mostFlat = MOST_FLAT): CompiledModule {
  const { constants, evaluation, iteration, scratch, size } = program;
  const module = new ModuleWriter(1);
  const host = module.imported('hosted', [I32], []);
  const imported = new Map(
    Object.entries(importedFunctions).map(([name, count]) => [
      name,
      module.imported(name, count === 1 ? [F64] : [F64, F64], [F64]),
    ]),
  );
  const own = scalarFunctions(module);
  const find: FindScalar = (name) => imported.get(name) ?? own(name as Parameters<typeof own>[0]);
  const hosted: Operation[] = [];
  const hostedCall = (operation: Operation): Code => host.call(i32.const(hosted.push(operation) - 1));
  const cost = iteration.flat().reduce((sum, operation) => sum + costOf(operation), 0);
  const isFlat = cost <= mostFlat;
  const memory: Memory = {
    scratch,
    panel: size + (size % 2),
    numbers: new Map(
      constants.flatMap((operation) =>
        operation.kind === 'constant' ? [[operation.out.offset, operation.value] as const] : [],
      ),
    ),
    mostFlat: isFlat ? mostFlat : Math.min(mostFlat, FEW_PAIRS),
  };
  const lineFunction = (name: string, operations: readonly Operation[]): Callee =>
    module.exported(name, [], [], (f) => {
      const writer = new PairWriter(f, find);
      const lines = new LineWriter(writer, memory, hostedCall);
      return writer.finish(writer.collect(() => lines.line(operations)));
    });
  const lines = iteration.map((operations, line) => lineFunction(`line${line}`, operations));
  lineFunction('evaluation', evaluation);
  module.exported('run', [I32, F64, I32], [I32], (f) => {
    const writer = new PairWriter(f, find);
    const [most, margin, isWithin] = [f.parameter(0), f.parameter(1), f.parameter(2)];
    const done = f.local(I32);
    const body = writer.collect(() => {
      const own = new LineWriter(writer, memory, hostedCall);
      if (isFlat) for (const operations of iteration) own.line(operations);
      else writer.push(lines.map((line) => line.call()));
      writer.push(done.set(i32.add(done.get, i32.const(1))));
      if (error === undefined) return;
      const [small, within] = [f.local(V128), f.local(V128)];
      const look = (pairs: Pairs): void => {
        for (const { get } of pairs) {
          writer.push(
            small.set(v128.and(small.get, f64x2.lt(f64x2.abs(get), writer.constant(LARGE)))),
            within.set(v128.and(within.get, f64x2.le(f64x2.abs(get), f64x2.splat(margin.get)))),
          );
        }
      };
      const cells = error.rows * error.columns;
      writer.push(small.set(writer.bits(-1n)), within.set(writer.bits(-1n)));
      if (isFlat) look(own.pairsOf(error));
      else {
        inBatches(writer, cells, { cell: START.base, row: START.base }, (places) => {
          look(
            places.map(({ cell, isHalf }) => {
              const load = isHalf ? v128.loadSplat : v128.load;
              return writer.keep(load(cell.base, 8 * error.offset + cell.offset));
            }),
          );
        });
      }
      writer.push(
        when(
          i32.or(i32.isZero(i64x2.allTrue(small.get)), i32.ne(i64x2.allTrue(within.get), isWithin.get)),
          returned(done.get),
        ),
      );
    });
    return writer.finish([repeat(body, i32.lt(done.get, most.get)), done.get]);
  });
  return { bytes: module.bytes(), hosted };
}
