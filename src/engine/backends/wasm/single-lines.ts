import type { Operation, Slot } from '../../lower.ts';
import { type Code, F64, f32, f32x4, f64, f64x2, i32, type Local, v128, when } from './emitter.ts';
import { foldOf, rowFinder, times } from './loops.ts';
import { storeLanes, writeSingleProduct } from './single-product.ts';
import {
  clipQuads,
  combineQuads,
  isSingleOperator,
  mapQuads,
  negateQuads,
  type Quads,
  single,
} from './single-quads.ts';
import { START } from './tree.ts';
import type { PairWriter } from './vectors.ts';

/*
 * Operations on matrices of 32-bit floats, four cells at a time. Operations on single cells become a tree, which one loop computes when its value
 * is needed; all others leave their result in the memory. Longer than other files: each operation reads trees and memory, and must know
 * what the others have left where.
 */

/** Fours in one pass of a loop. */
const BATCH = 2;

type Node =
  | { readonly kind: 'value'; readonly value: number }
  /** Cell (r, c) of a matrix in memory, with r = 0 for a single row, and c = 0 for a single column. */
  | { readonly kind: 'leaf'; readonly slot: Slot }
  | {
      readonly kind: 'apply';
      readonly apply: (operands: readonly Quads[]) => Quads;
      readonly operands: readonly Node[];
    };

/** True for an operation on 32-bit floats. */
export function isOnSingles(operation: Operation): boolean {
  if (operation.kind === 'when') return false;
  return operation.out.isSingle === true || operandsOf(operation).some(({ isSingle }) => isSingle === true);
}

/** The matrices that an operation reads. */
export function operandsOf(operation: Exclude<Operation, { kind: 'when' }>): readonly Slot[] {
  switch (operation.kind) {
    case 'constant':
    case 'literal':
    case 'fill':
      return [];
    case 'combine':
    case 'product':
      return [operation.left, operation.right];
    case 'rows':
      return [operation.of, operation.at];
    default:
      return [operation.of];
  }
}

/** Writes operations on 32-bit floats into one function. Operands with 64 bits are in the memory. */
export class SingleLines {
  readonly #writer: PairWriter;
  readonly #memory: {
    readonly scratch: number;
    readonly panel: number;
    readonly numbers: ReadonlyMap<number, number>;
  };
  readonly #hosted: (operation: Operation) => Code;
  /** Scratch that no loop has computed yet. */
  readonly #trees = new Map<number, Node>();

  constructor(
    writer: PairWriter,
    memory: { readonly scratch: number; readonly panel: number; readonly numbers: ReadonlyMap<number, number> },
    hosted: (operation: Operation) => Code,
  ) {
    this.#writer = writer;
    this.#memory = memory;
    this.#hosted = hosted;
  }

  /** Call at the end of a line: nothing reads its scratch later. */
  forgetScratch(): void {
    this.#trees.clear();
  }

  write(operation: Exclude<Operation, { kind: 'when' }>): void {
    const { out } = operation;
    const writer = this.#writer;
    this.#trees.delete(out.offset);
    switch (operation.kind) {
      case 'constant':
        this.#put({ kind: 'value', value: operation.value }, out);
        return;
      case 'copy':
      case 'broadcast':
        if (operation.of.isSingle && out.isSingle) this.#put(this.#nodeOf(operation.of), out);
        else if (operation.kind === 'copy') this.#convert(operation.of, out);
        else this.#leave(operation);
        return;
      case 'negate':
        this.#put(
          this.#applied([operation.of], ([x = []]) => negateQuads(writer, x)),
          out,
        );
        return;
      case 'clip': {
        const { low, high } = operation;
        this.#put(
          this.#applied([operation.of], ([x = []]) => clipQuads(writer, low, high, x)),
          out,
        );
        return;
      }
      case 'map': {
        const { function: name } = operation;
        this.#put(
          this.#applied([operation.of], ([x = []]) => mapQuads(writer, name, x)),
          out,
        );
        return;
      }
      case 'combine': {
        const { operator, left, right } = operation;
        if (!isSingleOperator(operator) || !out.isSingle) {
          this.#leave(operation);
          return;
        }
        const other = this.#nodeOf(right);
        const exponent = other.kind === 'value' ? other.value : undefined;
        this.#put(
          this.#applied([left, right], ([x = [], y = []]) => combineQuads(writer, operator, exponent, x, y)),
          out,
        );
        return;
      }
      case 'product':
        this.#toMemory(operation.left);
        this.#toMemory(operation.right);
        writeSingleProduct(writer, operation, this.#memory.panel);
        return;
      case 'reduce':
        this.#toMemory(operation.of);
        this.#reduce(operation);
        return;
      case 'rows':
        this.#toMemory(operation.of);
        this.#rows(operation);
        return;
      case 'cell':
        this.#toMemory(operation.of);
        writer.push(
          f32.store(START.base, 8 * out.offset, f32.load(START.base, 8 * operation.of.offset + 4 * operation.cell)),
        );
        return;
      case 'transpose': {
        const { of } = operation;
        this.#toMemory(of);
        times(writer, of.rows, [4 * of.columns, 4], ([from = START.base, to = START.base]) => {
          times(writer, of.columns, [4, 4 * of.rows], ([across = START.base, down = START.base]) => {
            const cell = f32.load(i32.add(from, across), 8 * of.offset);
            writer.push(f32.store(i32.add(to, down), 8 * out.offset, cell));
          });
        });
        return;
      }
      case 'literal':
      case 'fill':
        this.#leave(operation);
    }
  }

  /** Leaves an operation to the interpreter. */
  #leave(operation: Exclude<Operation, { kind: 'when' }>): void {
    for (const slot of operandsOf(operation)) this.#toMemory(slot);
    this.#writer.push(this.#hosted(operation));
  }

  #nodeOf(slot: Slot): Node {
    const tree = this.#trees.get(slot.offset);
    if (tree !== undefined) return tree;
    const value = this.#memory.numbers.get(slot.offset);
    return value === undefined ? { kind: 'leaf', slot } : { kind: 'value', value: Math.fround(value) };
  }

  #applied(slots: readonly Slot[], apply: (operands: readonly Quads[]) => Quads): Node {
    return { kind: 'apply', apply, operands: slots.map((slot) => this.#nodeOf(slot)) };
  }

  /** A loop computes scratch later, and a name now. */
  #put(node: Node, out: Slot): void {
    if (out.offset >= this.#memory.scratch) this.#trees.set(out.offset, node);
    else this.#compute(node, out);
  }

  #toMemory(slot: Slot): void {
    const tree = this.#trees.get(slot.offset);
    if (tree === undefined) return;
    this.#trees.delete(slot.offset);
    this.#compute(tree, slot);
  }

  /** out(r, c) = the value of a node. */
  #compute(node: Node, out: Slot): void {
    const { rows, columns } = out;
    const reader = new NodeReader(this.#writer, node, out);
    if (!reader.isPlane) {
      this.#inBatches(rows * columns, (c, first, lanes) =>
        reader.write({ cell: c, column: c, row: START.base, first, lanes }),
      );
      return;
    }
    times(this.#writer, rows, [4 * columns, 4], ([cell = START.base, row = START.base]) => {
      this.#inBatches(columns, (c, first, lanes) =>
        reader.write({ cell: i32.add(cell, c), column: c, row, first, lanes }),
      );
    });
  }

  /** Runs a body over cells next to each other. @param body takes their place in bytes, `first` cells after `c` */
  #inBatches(cells: number, body: (c: Code, first: number, lanes: number) => void): void {
    const wide = 4 * BATCH;
    const whole = Math.floor(cells / wide);
    times(this.#writer, whole, [4 * wide], ([c = START.base]) => body(c, 0, wide));
    if (cells > whole * wide) body(START.base, whole * wide, cells - whole * wide);
  }

  /** Copies cells of one type to those of the other. */
  #convert(of: Slot, out: Slot): void {
    this.#toMemory(of);
    const cells = of.rows * of.columns;
    const [from, to] = [8 * of.offset, 8 * out.offset];
    times(this.#writer, cells, [4, 8], ([four = START.base, eight = START.base]) => {
      this.#writer.push(
        out.isSingle
          ? f32.store(four, to, f32.fromDouble(f64.load(eight, from)))
          : f64.store(eight, to, f64.fromSingle(f32.load(four, from))),
      );
    });
  }

  /** Sums and means are added with 64 bits, in the order of the cells, and rounded once. */
  #reduce({ function: name, axis, of, out }: Extract<Operation, { kind: 'reduce' }>): void {
    const writer = this.#writer;
    const { rows, columns } = of;
    const { start, one, two } = foldOf(name);
    const count = axis === undefined ? rows * columns : axis === 0 ? rows : columns;
    const [from, to] = [8 * of.offset, 8 * out.offset];
    if (axis === 0) {
      const total = writer.f.local(0x7b);
      const fold = (column: Code, offset: number, lanes: number): void => {
        writer.push(total.set(f64x2.const(start)));
        times(writer, rows, [4 * columns], ([row = START.base]) => {
          const cells = f32x4.toDoubles(v128.loadFirst(i32.add(column, row), from + offset));
          writer.push(total.set(two(total.get, cells)));
        });
        const value = name === 'mean' ? f64x2.div(total.get, f64x2.const(count)) : total.get;
        storeLanes(writer, column, to + offset, writer.keep(f32x4.fromDoubles(value)), lanes);
      };
      times(writer, columns >> 1, [8], ([column = START.base]) => fold(column, 0, 2));
      if (columns % 2 === 1) fold(START.base, 4 * (columns - 1), 1);
      return;
    }
    const total = writer.f.local(F64);
    const lines = axis === undefined ? 1 : rows;
    times(writer, lines, [4 * columns, 4], ([line = START.base, target = START.base]) => {
      writer.push(total.set(f64.const(start)));
      times(writer, count, [4], ([cell = START.base]) => {
        writer.push(total.set(one(total.get, f64.fromSingle(f32.load(i32.add(line, cell), from)))));
      });
      const value = name === 'mean' ? f64.div(total.get, f64.const(count)) : total.get;
      writer.push(f32.store(target, to, f32.fromDouble(value)));
    });
  }

  /** Copies rows by their numbers. A number that is none is left to the interpreter. */
  #rows(operation: Extract<Operation, { kind: 'rows' }>): void {
    const { of, at, out } = operation;
    if (at.isSingle) {
      this.#leave(operation);
      return;
    }
    const writer = this.#writer;
    const { columns } = of;
    const { first: from, isWrong, find } = rowFinder(writer, of);
    times(writer, out.rows, [4 * columns, 8], ([to = START.base, row = START.base]) => {
      find(row, 8 * at.offset);
      const copied = writer.collect(() => {
        writer.push(from.set(i32.mul(from.get, i32.const(4))));
        this.#inBatches(columns, (c, first, lanes) => {
          for (let lane = 0; lane < lanes; lane += 4) {
            const cells = writer.keep(v128.load(i32.add(from.get, c), 8 * of.offset + 4 * (first + lane)));
            storeLanes(writer, i32.add(to, c), 8 * out.offset + 4 * (first + lane), cells, lanes - lane);
          }
        });
      });
      writer.push(when(i32.isZero(isWrong.get), copied));
    });
    writer.push(when(isWrong.get, this.#hosted(operation)));
  }
}

/** Cells next to each other: places in bytes, and `first` cells after them. */
interface Place {
  readonly cell: Code;
  readonly column: Code;
  readonly row: Code;
  readonly first: number;
  readonly lanes: number;
}

type Reading = 'cell' | 'row' | 'column' | 'number';

function readingOf({ rows, columns }: Slot, out: Slot): Reading {
  if (rows === out.rows && columns === out.columns) return 'cell';
  if (rows === 1 && columns === 1) return 'number';
  return rows === 1 ? 'column' : 'row';
}

function leavesOf(node: Node): readonly Slot[] {
  if (node.kind === 'leaf') return [node.slot];
  return node.kind === 'apply' ? node.operands.flatMap(leavesOf) : [];
}

/** Reads a tree at some places. Single numbers are read once, before any loop. */
class NodeReader {
  readonly #writer: PairWriter;
  readonly #node: Node;
  readonly #out: Slot;
  readonly #numbers = new Map<number, Local>();

  constructor(writer: PairWriter, node: Node, out: Slot) {
    this.#writer = writer;
    this.#node = node;
    this.#out = out;
    for (const slot of leavesOf(node)) {
      if (readingOf(slot, out) !== 'number' || this.#numbers.has(slot.offset)) continue;
      this.#numbers.set(slot.offset, writer.keep(f32x4.loadSplat(START.base, 8 * slot.offset)));
    }
  }

  /** True where a leaf depends on the row or the column alone. */
  get isPlane(): boolean {
    return leavesOf(this.#node).some((slot) => ['row', 'column'].includes(readingOf(slot, this.#out)));
  }

  write(place: Place): void {
    const values = this.#read(this.#node, place);
    for (const [index, value] of values.entries()) {
      const at = 8 * this.#out.offset + 4 * place.first + 16 * index;
      storeLanes(this.#writer, place.cell, at, value, place.lanes - 4 * index);
    }
  }

  #read(node: Node, place: Place): Quads {
    const writer = this.#writer;
    const count = Math.ceil(place.lanes / 4);
    const all = (value: Local): Quads => Array.from({ length: count }, () => value);
    switch (node.kind) {
      case 'value':
        return all(writer.keep(single(writer, node.value)));
      case 'leaf':
        return this.#leaf(node.slot, place);
      case 'apply':
        return node.apply(node.operands.map((operand) => this.#read(operand, place)));
    }
  }

  #leaf(slot: Slot, place: Place): Quads {
    const writer = this.#writer;
    const count = Math.ceil(place.lanes / 4);
    const all = (value: Local): Quads => Array.from({ length: count }, () => value);
    const start = 8 * slot.offset;
    const reading = readingOf(slot, this.#out);
    switch (reading) {
      case 'number':
        return all(this.#numbers.get(slot.offset) as Local);
      case 'row':
        return all(writer.keep(f32x4.loadSplat(place.row, start)));
      case 'cell':
      case 'column':
        return Array.from({ length: count }, (_, index) =>
          writer.keep(v128.load(place[reading], start + 4 * place.first + 16 * index)),
        );
    }
  }
}
