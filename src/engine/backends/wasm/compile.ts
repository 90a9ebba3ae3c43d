import type { LoweredProgram, Operation, Slot } from '../../lower.ts';
import { MOST_SAMPLED, sampleLength, sampleStep } from '../../sample.ts';
import { MOST_RECORDED } from '../backend.ts';
import {
  type Callee,
  type Code,
  F64,
  f32,
  f32x4,
  f64,
  f64x2,
  I32,
  i32,
  i64x2,
  type Local,
  ModuleWriter,
  repeat,
  V128,
  v128,
  when,
} from './emitter.ts';
import { invariantLines, sharesTarget } from './invariant.ts';
import { costOf, FEW_PAIRS, LineWriter, type Memory, panelOf } from './lines.ts';
import { inBatches, times } from './loops.ts';
import { FUNCTION_CELLS, functionsOf } from './module-functions.ts';
import type { Memo } from './pair-functions.ts';
import { START } from './tree.ts';
import { type Pairs, PairWriter } from './vectors.ts';

/** The most instructions of an iteration that is written without loops. */
const MOST_FLAT = 4000;

/** A program as a WebAssembly module. Its exports are `line0` and so on, `evaluation`, and `run`. */
export interface CompiledModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The operations that the module leaves to the interpreter, by the number with which it calls `hosted`. */
  readonly hosted: readonly Operation[];
}

/** Functions that the module calls in JavaScript, besides `hosted`. */
const importedFunctions = ['cos'] as const;

/** Above this, a value may be part of a sum that overflows. */
const LARGE = 1e300;

/** The desk is the part of the memory where calls and the module hand each other numbers. These are places in it. */
export const LOWEST_AT = 0;
export const SINCE_AT = 1;
export const RECORDED_AT = 2;
export const BEFORE_AT = RECORDED_AT + MOST_RECORDED;
export const DESK_CELLS = BEFORE_AT + MOST_SAMPLED;

/** The first cell of the desk. */
export function deskOf(program: LoweredProgram): number {
  const cells = panelAt(program) + panelOf([...program.iteration.flat(), ...program.evaluation]);
  // A vector at the last odd cell reads one cell more.
  return cells + 2 + (cells % 2);
}

/** The length of `Backend.errorsBefore`. */
export function cellsBefore({ error }: LoweredProgram): number {
  return error === undefined ? 0 : sampleLength(error.rows * error.columns);
}

function panelAt({ size }: LoweredProgram): number {
  return size + (size % 2);
}

/** The cells of memory that a compiled program needs. */
export function memoryCells(program: LoweredProgram): number {
  const memo = memoOf(program);
  return memo === undefined ? tableOf(program) + FUNCTION_CELLS : memo.at + 4 * 2 ** memo.bits;
}

/** The first cell, after the desk, of the table that functions read. */
function tableOf(program: LoweredProgram): number {
  const end = deskOf(program) + DESK_CELLS;
  return end + (end % 2);
}

/** The place, after the table, where results of the error function are kept; undefined for a program that needs each only once. */
function memoOf(program: LoweredProgram): Memo | undefined {
  const operations = program.iteration.flat();
  const pairs = operations.reduce(
    (sum, operation) =>
      operation.kind === 'map' && operation.function === 'gelu_slope'
        ? sum + Math.ceil((operation.out.rows * operation.out.columns) / 2)
        : sum,
    0,
  );
  if (pairs === 0) return undefined;
  // Eight entries for each pair: few pairs have the place of another one.
  return { at: tableOf(program) + FUNCTION_CELLS, bits: Math.min(MOST_MEMO_BITS, Math.ceil(Math.log2(8 * pairs))) };
}

/** 512 KiB. */
const MOST_MEMO_BITS = 14;

/**
 * Compiles the lines of a program.
 *
 * `run(n, margin, isWithin, first, every, below, patience, asks, isTouched, normBelow)` runs at most n iterations and returns their number.
 * It returns early after an iteration whose errors are too large to be added, and where a `Lookout` says so. Where `asks` is not 0 it calls `asked` after each iteration.
 * Where `isTouched` is 0, nothing has changed since the last call: lines whose values no iteration changes may keep them.
 * At its end it leaves the mean error of the last iteration in its matrix.
 * @param error the errors of an iteration; undefined for a program without them.
 * @param mostFlat the most instructions of an iteration that is written without loops.
 */
export function compileProgram(program: LoweredProgram, error: Slot | undefined, mostFlat = MOST_FLAT): CompiledModule {
  const { constants, evaluation, iteration, norm, scratch } = program;
  const module = new ModuleWriter(1);
  const host = module.imported('hosted', [I32], []);
  const asked = module.imported('asked', [], [I32]);
  const imported = new Map(importedFunctions.map((name) => [name, module.imported(name, [F64], [F64])]));
  const functions = functionsOf(module, tableOf(program), imported, memoOf(program));
  const hosted: Operation[] = [];
  const hostedCall = (operation: Operation): Code => host.call(i32.const(hosted.push(operation) - 1));
  const cost = iteration.flat().reduce((sum, operation) => sum + costOf(operation), 0);
  const isFlat = cost <= mostFlat && error?.isSingle !== true;
  const memory: Memory = {
    scratch,
    panel: panelAt(program),
    numbers: new Map(
      constants.flatMap((operation) =>
        operation.kind === 'constant' ? [[operation.out.offset, operation.value] as const] : [],
      ),
    ),
    mostFlat: isFlat ? mostFlat : Math.min(mostFlat, FEW_PAIRS),
  };
  const lineFunction = (name: string, operations: readonly Operation[]): Callee =>
    module.exported(name, [], [], (f) => {
      const writer = new PairWriter(f, functions);
      const lines = new LineWriter(writer, memory, hostedCall);
      return writer.finish(writer.collect(() => lines.line(operations)));
    });
  const lines = iteration.map((operations, line) => lineFunction(`line${line}`, operations));
  lineFunction('evaluation', evaluation);
  const steady = invariantLines(iteration, scratch);
  module.exported('run', [I32, F64, I32, I32, I32, F64, I32, I32, I32, F64], [I32], (f) => {
    const writer = new PairWriter(f, functions);
    const [most, margin, isWithin] = [f.parameter(0), f.parameter(1), f.parameter(2)];
    const done = f.local(I32);
    const isOver = f.local(I32);
    const own = new LineWriter(writer, memory, hostedCall);
    const write = (some: readonly number[]): void => {
      if (isFlat) for (const line of some) own.line(iteration[line] as readonly Operation[]);
      else writer.push(some.map((line) => (lines[line] as Callee).call()));
    };
    const beforeAll = writer.collect(() => write([...steady]));
    // Lines without loops leave their values in variables, too, which the iterations read.
    const isKept =
      !isFlat &&
      !sharesTarget(
        evaluation,
        [...steady].flatMap((line) => iteration[line] ?? []),
        scratch,
      );
    const before = isKept ? when(f.parameter(8).get, beforeAll) : beforeAll;
    const watch = watching(writer, own, program);
    const body = writer.collect(() => {
      sampleErrors(writer, program);
      write([...iteration.keys()].filter((line) => !steady.has(line)));
      writer.push(done.set(i32.add(done.get, i32.const(1))));
      const ends = (condition: Code): Code => isOver.set(i32.or(isOver.get, condition));
      if (norm !== undefined) writer.push(ends(f64.lt(cellAt(norm), f.parameter(9).get)));
      const ask = when(f.parameter(7).get, ends(asked.call()));
      if (error === undefined) {
        writer.push(ask);
        return;
      }
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
      else if (error.isSingle) {
        const at = 8 * error.offset;
        times(writer, cells >> 1, [8], ([cell = START.base]) =>
          look([writer.keep(f32x4.toDoubles(v128.loadFirst(cell, at)))]),
        );
        if (cells % 2 === 1) {
          look([writer.keep(f32x4.toDoubles(f32x4.loadSplat(START.base, at + 4 * (cells - 1))))]);
        }
      } else {
        inBatches(writer, cells, { cell: START.base, row: START.base }, (places) => {
          look(
            places.map(({ cell, isHalf }) => {
              const load = isHalf ? v128.loadSplat : v128.load;
              return writer.keep(load(cell.base, 8 * error.offset + cell.offset));
            }),
          );
        });
      }
      writer.push(ends(i32.isZero(i64x2.allTrue(small.get))), ends(i32.ne(i64x2.allTrue(within.get), isWithin.get)));
      watch.each(done, isOver);
      writer.push(ask);
    });
    // From the memory: variables that a branch has set may hold nothing here.
    const last = new LineWriter(writer, memory, hostedCall);
    const meanAtEnd = writer.collect(() => last.line(program.meanError?.operations ?? []));
    const isLeft = i32.and(i32.lt(done.get, most.get), i32.isZero(isOver.get));
    return writer.finish([before, watch.begin, repeat(body, isLeft), watch.end(done), meanAtEnd, done.get]);
  });
  return { bytes: module.bytes(), hosted };
}

/** The number in a 1×1 matrix. */
function cellAt({ offset, isSingle }: Slot): Code {
  return isSingle ? f64.fromSingle(f32.load(START.base, 8 * offset)) : f64.load(START.base, 8 * offset);
}

/** Leaves a sample of the last errors on the desk. */
function sampleErrors(writer: PairWriter, program: LoweredProgram): void {
  if (program.error === undefined) return;
  const { offset, rows, columns, isSingle } = program.error;
  const step = sampleStep(rows * columns);
  const to = 8 * (deskOf(program) + BEFORE_AT);
  for (let cell = 0; cell < cellsBefore(program); cell++) {
    const error = isSingle
      ? f64.fromSingle(f32.load(START.base, 8 * offset + 4 * step * cell))
      : f64.load(START.base, 8 * (offset + step * cell));
    writer.push(f64.store(START.base, to + 8 * cell, error));
  }
}

/** The code of `run` that follows mean errors: it records some, and ends the call as a `Lookout` says. */
function watching(
  writer: PairWriter,
  lines: LineWriter,
  program: LoweredProgram,
): { readonly begin: Code; each(done: Local, isOver: Local): void; end(done: Local): Code } {
  const { meanError } = program;
  if (meanError === undefined) return { begin: [], each: () => {}, end: () => [] };
  const { f } = writer;
  const [first, every, below, patience] = [f.parameter(3), f.parameter(4), f.parameter(5), f.parameter(6)];
  const [left, slot, lowestAt] = [f.local(I32), f.local(I32), f.local(I32)];
  const [mean, lowest] = [f.local(F64), f.local(F64)];
  const desk = 8 * deskOf(program);
  const [lowestPlace, sincePlace] = [desk + 8 * LOWEST_AT, desk + 8 * SINCE_AT];
  const begin = [
    left.set(first.get),
    when(patience.get, [
      lowest.set(f64.load(START.base, lowestPlace)),
      lowestAt.set(i32.sub(i32.const(0), i32.truncate(f64.load(START.base, sincePlace)))),
    ]),
  ];
  const end = (done: Local): Code =>
    when(patience.get, [
      f64.store(START.base, lowestPlace, lowest.get),
      f64.store(START.base, sincePlace, f64.fromInt(i32.sub(done.get, lowestAt.get))),
    ]);
  const each = (done: Local, isOver: Local): void => {
    const measured = writer.collect(() => {
      lines.line(meanError.operations);
      const isImproved = f64.lt(mean.get, lowest.get);
      const isTooLong = i32.ge(i32.sub(done.get, lowestAt.get), patience.get);
      const record = [
        f64.store(slot.get, desk + 8 * RECORDED_AT, mean.get),
        slot.set(i32.add(slot.get, i32.const(8))),
        left.set(every.get),
      ];
      writer.push(
        mean.set(cellAt(meanError.out)),
        when(i32.isZero(left.get), record),
        when(patience.get, [
          when(isImproved, [lowest.set(mean.get), lowestAt.set(done.get)]),
          isOver.set(i32.or(isOver.get, i32.or(f64.lt(mean.get, below.get), isTooLong))),
        ]),
      );
    });
    writer.push(when(i32.or(patience.get, i32.isZero(left.get)), measured), left.set(i32.sub(left.get, i32.const(1))));
  };
  return { begin, each, end };
}
