import type { Operation, Slot } from '../../lower.ts';
import { cellOperation, isCheap } from './cell-operations.ts';
import { type Code, f64, f64x2, i32, type Local, v128, when } from './emitter.ts';
import { foldOf, reduceColumns, reduceRows, reduceTree, rowFinder, times, writeTranspose, writeTree } from './loops.ts';
import { panelCells, writeProduct } from './product.ts';
import { isOnSingles, operandsOf, SingleLines } from './single-lines.ts';
import { singlePanelCells } from './single-product.ts';
import { productIn, START, type Tree } from './tree.ts';
import type { Pairs, PairWriter } from './vectors.ts';

/** The places of a program's matrices, and its limits. */
export interface Memory {
  /** Cells from this one on are scratch: nothing reads them after a line. */
  readonly scratch: number;
  /** The first cell for copies of columns (`panelCells`). */
  readonly panel: number;
  /** Numbers that never change, by the first cell of their matrix. */
  readonly numbers: ReadonlyMap<number, number>;
  /** The most pairs that an operation computes without a loop. */
  readonly mostFlat: number;
}

/** The most pairs that an operation of a larger program computes without a loop. */
export const FEW_PAIRS = 16;

/*
 * The lines of a program as code. Longer than other files: an operation is written in variables or in a loop, and each way must know what
 * the other has left where.
 */

/**
 * Writes operations into one function.
 *
 * An operation on few cells is written without a loop: its pairs are in variables, where later operations find them. All that has a name is
 * also stored at once, so that the memory is complete at the end of every line. A larger operation on single cells becomes a part of a
 * tree, which one loop computes when its value is needed. An operation that fits neither is a call of the interpreter.
 */
export class LineWriter {
  readonly #writer: PairWriter;
  readonly #memory: Memory;
  /** The calls of the interpreter. */
  readonly #hosted: (operation: Operation) => Code;
  /** Writes operations on 32-bit floats. */
  readonly #singles: SingleLines;
  /** Matrices in variables, by their first cells. */
  #pairs = new Map<number, Pairs>();
  /** Two cells of a matrix as a pair. */
  #picks = new Map<string, Local>();
  /** Scratch that is in variables alone. */
  #unstored = new Map<number, Slot>();
  /** Scratch that no loop has computed yet. */
  #trees = new Map<number, Tree>();
  /** False where −0 may take the place of 0 in a product: its reader does not distinguish them. */
  #hasOwnZero = true;
  /** Scratch whose cells are all the same known number. */
  #numbers = new Map<number, number>();
  /** Powers in variables, by the first cells of their operands. */
  #powers: Power[] = [];

  constructor(writer: PairWriter, memory: Memory, hosted: (operation: Operation) => Code) {
    this.#writer = writer;
    this.#memory = memory;
    this.#hosted = hosted;
    this.#singles = new SingleLines(writer, memory, hosted);
  }

  /** Writes all operations of a line. */
  line(operations: readonly Operation[]): void {
    for (const [index, operation] of operations.entries()) {
      const next = operations[index + 1];
      // e^0 and e^−0 are the same.
      const isForSigmoid =
        operation.kind === 'product' &&
        next?.kind === 'map' &&
        next.function === 'sigmoid' &&
        next.of.offset === operation.out.offset;
      this.#hasOwnZero = !isForSigmoid;
      this.#write(operation);
    }
    this.#forgetScratch();
  }

  /** The pairs of a matrix that has a name. */
  pairsOf(slot: Slot): Pairs {
    return this.#read(slot);
  }

  #write(operation: Operation): void {
    if (operation.kind === 'when') {
      this.#when(operation.condition, operation.operations);
      return;
    }
    if (operation.kind === 'fill' && operation.fill !== 'zeros') {
      this.#writer.push(this.#hosted(operation));
      this.#changed(operation.out);
      return;
    }
    if (isOnSingles(operation)) {
      for (const slot of operandsOf(operation)) if (slot.isSingle !== true) this.#toMemory(slot);
      this.#singles.write(operation);
      if (operation.out.isSingle !== true) this.#changed(operation.out);
      return;
    }
    if (operation.kind === 'rows') this.#rows(operation.of, operation.at, operation.out);
    else if (costOf(operation) <= this.#memory.mostFlat) this.#flat(operation);
    else this.#loop(operation);
  }

  #when(condition: Slot, operations: readonly Operation[]): void {
    const value = f64x2.lane((this.#read(condition)[0] as Local).get, 0);
    const before = [this.#pairs, this.#picks, this.#unstored, this.#trees, this.#numbers] as const;
    const powers = this.#powers;
    const [pairs, picks, unstored, trees, numbers] = before;
    // Variables that are set in a branch hold nothing after it.
    this.#pairs = new Map(pairs);
    this.#picks = new Map(picks);
    this.#unstored = new Map(unstored);
    this.#trees = new Map(trees);
    this.#numbers = new Map(numbers);
    this.#powers = [...powers];
    const branch = this.#writer.collect(() => {
      for (const operation of operations) this.#write(operation);
    });
    [this.#pairs, this.#picks, this.#unstored, this.#trees, this.#numbers] = before;
    this.#powers = powers;
    for (const operation of operations) if (operation.kind !== 'when') this.#changed(operation.out);
    this.#writer.push(when(f64.ne(value, f64.const(0)), branch));
  }

  /** A power of two matrices. Optimizers ask for the same one, such as `beta1 ** t`, for each parameter. */
  #power({ left, right }: { readonly left: Slot; readonly right: Slot }, write: () => Pairs): Pairs {
    const isAt = ({ base, exponent }: { readonly base: number; readonly exponent: number }): boolean =>
      base === left.offset && exponent === right.offset;
    const known = this.#powers.find(isAt);
    if (known !== undefined) return known.pairs;
    const pairs = write();
    this.#powers.push({ base: left.offset, exponent: right.offset, pairs });
    return pairs;
  }

  /** Forgets the value of a matrix, whose memory holds another one. */
  #changed({ offset }: Slot): void {
    this.#pairs.delete(offset);
    this.#unstored.delete(offset);
    this.#trees.delete(offset);
    this.#numbers.delete(offset);
    for (const key of this.#picks.keys()) if (key.startsWith(`${offset} `)) this.#picks.delete(key);
    this.#powers = this.#powers.filter(({ base, exponent }) => base !== offset && exponent !== offset);
  }

  #forgetScratch(): void {
    const isScratch = (offset: number): boolean => offset >= this.#memory.scratch;
    for (const offset of this.#pairs.keys()) if (isScratch(offset)) this.#pairs.delete(offset);
    for (const key of this.#picks.keys()) if (isScratch(Number.parseInt(key, 10))) this.#picks.delete(key);
    this.#powers = this.#powers.filter(({ base, exponent }) => !isScratch(base) && !isScratch(exponent));
    this.#unstored.clear();
    this.#trees.clear();
    this.#numbers.clear();
    this.#singles.forgetScratch();
  }

  #numberOf({ offset }: Slot): number | undefined {
    return this.#numbers.get(offset) ?? this.#memory.numbers.get(offset);
  }

  // In variables

  #flat(operation: Exclude<Operation, { kind: 'when' | 'rows' }>): void {
    const { out } = operation;
    const pairs = this.#flatPairs(operation);
    this.#changed(out);
    this.#pairs.set(out.offset, pairs);
    if (out.offset < this.#memory.scratch) this.#store(out, pairs);
    else this.#unstored.set(out.offset, out);
    if (operation.kind === 'broadcast') {
      const number = this.#numberOf(operation.of);
      if (number !== undefined) this.#numbers.set(out.offset, number);
    }
  }

  #flatPairs(operation: Exclude<Operation, { kind: 'when' | 'rows' }>): Pairs {
    const { out } = operation;
    const { columns } = out;
    const writer = this.#writer;
    const cells = out.rows * columns;
    const picked = (of: Slot, cellOf: (row: number, column: number) => number): Pairs =>
      this.#pairsFor(out, (first, second) => this.#pick(of, cellOf(...first), cellOf(...second)));
    switch (operation.kind) {
      case 'constant':
      case 'fill': {
        const value = writer.keep(writer.constant(operation.kind === 'constant' ? operation.value : 0));
        return this.#pairsFor(out, () => value);
      }
      case 'literal':
        return this.#pairsFor(out, ([r, c], [r2, c2]) =>
          writer.keep(
            f64x2.const(operation.cells[r * columns + c] as number, operation.cells[r2 * columns + c2] as number),
          ),
        );
      case 'copy':
        return this.#read(operation.of);
      case 'broadcast': {
        const { of } = operation;
        return picked(of, (r, c) => (of.rows === 1 ? 0 : r * of.columns) + (of.columns === 1 ? 0 : c));
      }
      case 'transpose':
        return picked(operation.of, (r, c) => c * operation.of.columns + r);
      case 'cell':
        return [this.#pick(operation.of, operation.cell, operation.cell)];
      case 'negate':
      case 'clip':
      case 'map':
      case 'combine': {
        const { apply, isCostly, operands } = cellOperation(operation, (slot) => this.#numberOf(slot));
        const write = (): Pairs =>
          apply(
            writer,
            cells,
            operands.map((slot) => this.#read(slot)),
          );
        const isPower = isCostly && operation.kind === 'combine' && operation.operator === '**';
        return isPower ? this.#power(operation, write) : write();
      }
      case 'reduce': {
        const { of, axis, function: name } = operation;
        const { start, two } = foldOf(name);
        const count = axis === undefined ? of.rows * of.columns : axis === 0 ? of.rows : of.columns;
        const cellAt = ([r, c]: Cell, index: number): number =>
          axis === undefined ? index : axis === 0 ? index * of.columns + c : r * of.columns + index;
        return this.#pairsFor(out, (first, second) => {
          let total = writer.constant(start);
          for (let index = 0; index < count; index++) {
            total = two(total, this.#pick(of, cellAt(first, index), cellAt(second, index)).get);
          }
          return writer.keep(name === 'mean' ? f64x2.div(total, writer.constant(count)) : total);
        });
      }
      case 'product': {
        const { transposed, left, right } = operation;
        const inner = transposed === 'left' ? left.rows : left.columns;
        const leftAt = ([r]: Cell, k: number): number => (transposed === 'left' ? k * left.columns + r : r * inner + k);
        const rightAt = ([, c]: Cell, k: number): number =>
          transposed === 'right' ? c * inner + k : k * right.columns + c;
        return this.#pairsFor(out, (first, second) => {
          let total: Code | undefined = this.#hasOwnZero ? writer.constant(0) : undefined;
          for (let k = 0; k < inner; k++) {
            const x = this.#pick(left, leftAt(first, k), leftAt(second, k));
            const y = this.#pick(right, rightAt(first, k), rightAt(second, k));
            const term = f64x2.mul(x.get, y.get);
            total = total === undefined ? term : f64x2.add(total, term);
          }
          return writer.keep(total as Code);
        });
      }
    }
  }

  /** A pair for each two cells of a matrix. The last cell of an odd number is paired with itself. */
  #pairsFor({ rows, columns }: Slot, pair: (first: Cell, second: Cell) => Local): Pairs {
    const cells = rows * columns;
    const at = (index: number): Cell => [Math.floor(index / columns), index % columns];
    return Array.from({ length: Math.ceil(cells / 2) }, (_, index) =>
      pair(at(2 * index), at(Math.min(2 * index + 1, cells - 1))),
    );
  }

  /** All cells of a matrix. */
  #read(slot: Slot): Pairs {
    const known = this.#pairs.get(slot.offset);
    if (known !== undefined) return known;
    const number = this.#numberOf(slot);
    const cells = slot.rows * slot.columns;
    let pairs: Pairs;
    if (number !== undefined) {
      const value = this.#writer.keep(this.#writer.constant(number));
      pairs = this.#pairsFor(slot, () => value);
    } else {
      this.#toMemory(slot);
      pairs = Array.from({ length: Math.ceil(cells / 2) }, (_, index) => {
        const load = 2 * index + 1 < cells ? v128.load : v128.loadSplat;
        return this.#writer.keep(load(START.base, 8 * (slot.offset + 2 * index)));
      });
    }
    this.#pairs.set(slot.offset, pairs);
    return pairs;
  }

  /** Two cells of a matrix as a pair. */
  #pick(slot: Slot, first: number, second: number): Local {
    const key = `${slot.offset} ${first} ${second}`;
    const found = this.#picks.get(key);
    if (found !== undefined) return found;
    const pair = this.#pickNew(slot, first, second);
    this.#picks.set(key, pair);
    return pair;
  }

  #pickNew(slot: Slot, first: number, second: number): Local {
    const writer = this.#writer;
    const known = this.#numberOf(slot) === undefined ? this.#pairs.get(slot.offset) : this.#read(slot);
    const at = 8 * (slot.offset + first);
    if (known !== undefined) {
      const [low, high] = [known[first >> 1] as Local, known[second >> 1] as Local];
      const isWhole = first % 2 === 0 && second === first + 1;
      // A single number is in both lanes.
      if (isWhole || slot.rows * slot.columns === 1) return low;
      return writer.keep(v128.shuffle(low.get, high.get, first % 2, 2 + (second % 2)));
    }
    this.#toMemory(slot);
    if (first === second) return writer.keep(v128.loadSplat(START.base, at));
    if (second === first + 1) return writer.keep(v128.load(START.base, at));
    return writer.keep(v128.loadSecond(START.base, 8 * (slot.offset + second), v128.loadFirst(START.base, at)));
  }

  #store(slot: Slot, pairs: Pairs): void {
    const cells = slot.rows * slot.columns;
    for (const [index, pair] of pairs.entries()) {
      const store = 2 * index + 1 < cells ? v128.store : v128.storeFirst;
      this.#writer.push(store(START.base, 8 * (slot.offset + 2 * index), pair.get));
    }
  }

  // In loops

  #loop(operation: Exclude<Operation, { kind: 'when' | 'rows' }>): void {
    const { out } = operation;
    const writer = this.#writer;
    switch (operation.kind) {
      case 'constant':
        this.#put({ kind: 'value', value: operation.value }, out);
        return;
      case 'fill':
        this.#put({ kind: 'value', value: 0 }, out);
        return;
      case 'literal':
        writer.push(this.#hosted(operation));
        break;
      case 'copy':
        this.#put(this.#treeOf(operation.of), out);
        return;
      case 'broadcast': {
        const number = this.#numberOf(operation.of);
        if (number !== undefined) {
          this.#numbers.set(out.offset, number);
          return;
        }
        // A tree has one shape.
        this.#toMemory(operation.of);
        this.#put({ kind: 'leaf', slot: operation.of }, out);
        return;
      }
      case 'negate':
      case 'clip':
      case 'map':
      case 'combine': {
        const { apply, isCostly, operands } = cellOperation(operation, (slot) => this.#numberOf(slot));
        const trees: Tree[] = [];
        for (const slot of operands) {
          const hasProduct = trees.some((tree) => productIn(tree) !== undefined);
          const own = this.#trees.get(slot.offset);
          if (own !== undefined && productIn(own) !== undefined && (hasProduct || isCostly)) this.#toMemory(slot);
          trees.push(this.#treeOf(slot));
        }
        this.#put({ kind: 'apply', apply, isCostly, operands: trees }, out);
        return;
      }
      case 'transpose':
        this.#toMemory(operation.of);
        writeTranspose(writer, operation.of, out);
        break;
      case 'cell':
        throw new RangeError('a single cell needs no loop');
      case 'reduce': {
        const { of, axis, function: name } = operation;
        if (axis === undefined) {
          const own = this.#trees.get(of.offset);
          if (own !== undefined && productIn(own) !== undefined) this.#toMemory(of);
          reduceTree(writer, name, this.#treeOf(of), of, out);
        } else {
          this.#toMemory(of);
          const reduce = axis === 0 ? reduceRows : reduceColumns;
          reduce(writer, name, of, out);
        }
        break;
      }
      case 'product':
        this.#toMemory(operation.left);
        this.#toMemory(operation.right);
        this.#put({ kind: 'product', product: operation }, out);
        return;
    }
    this.#changed(out);
  }

  /** A tree that a loop computes later for scratch, and now for a name. */
  #put(tree: Tree, out: Slot): void {
    if (out.offset >= this.#memory.scratch) {
      this.#changed(out);
      this.#trees.set(out.offset, tree);
    } else this.#compute(tree, out);
  }

  #compute(tree: Tree, out: Slot): void {
    const product = productIn(tree);
    if (product === undefined) writeTree(this.#writer, tree, out);
    else {
      const { left, right } = product;
      // The product still reads what the loop would overwrite.
      if ([left, right].some(({ offset }) => offset === out.offset)) {
        this.#compute({ kind: 'product', product }, product.out);
        this.#compute(withoutProduct(tree, product.out), out);
        return;
      }
      writeProduct(this.#writer, product, tree, out, this.#memory.panel);
    }
    this.#changed(out);
  }

  #treeOf(slot: Slot): Tree {
    const tree = this.#trees.get(slot.offset);
    if (tree !== undefined) return tree;
    const number = this.#numberOf(slot);
    if (number !== undefined) return { kind: 'value', value: number };
    this.#toMemory(slot);
    return { kind: 'leaf', slot };
  }

  /** Makes sure that the memory has the value of a matrix. */
  #toMemory(slot: Slot): void {
    const { offset } = slot;
    const tree = this.#trees.get(offset);
    const number = this.#numbers.get(offset);
    if (tree !== undefined) this.#compute(tree, slot);
    else if (this.#unstored.has(offset)) {
      this.#store(slot, this.#pairs.get(offset) as Pairs);
      this.#unstored.delete(offset);
    } else if (number !== undefined) this.#compute({ kind: 'value', value: number }, slot);
  }

  /** Copies rows by their numbers. A number that is none is left to the interpreter. */
  #rows(of: Slot, at: Slot, out: Slot): void {
    const writer = this.#writer;
    this.#toMemory(of);
    this.#toMemory(at);
    const { columns } = of;
    const { first: from, isWrong, find } = rowFinder(writer, of);
    times(writer, out.rows, [8 * columns, 8], ([to = START.base, row = START.base]) => {
      find(row, 8 * at.offset);
      const copied = writer.collect(() => {
        writer.push(from.set(i32.mul(from.get, i32.const(8))));
        const copy = (address: Code, target: Code, offset: number, isHalf: boolean): void => {
          const [load, store] = isHalf ? [v128.loadFirst, v128.storeFirst] : [v128.load, v128.store];
          writer.push(store(target, 8 * out.offset + offset, load(address, 8 * of.offset + offset)));
        };
        times(writer, columns >> 1, [16], ([c = START.base]) => copy(i32.add(from.get, c), i32.add(to, c), 0, false));
        if (columns % 2 === 1) copy(from.get, to, 8 * (columns - 1), true);
      });
      writer.push(when(i32.isZero(isWrong.get), copied));
    });
    writer.push(when(isWrong.get, this.#hosted({ kind: 'rows', of, at, out })));
    this.#changed(out);
  }
}

interface Power {
  readonly base: number;
  readonly exponent: number;
  readonly pairs: Pairs;
}

/** A row and a column. */
type Cell = readonly [number, number];

function withoutProduct(tree: Tree, slot: Slot): Tree {
  if (tree.kind === 'product') return { kind: 'leaf', slot };
  if (tree.kind !== 'apply') return tree;
  return { ...tree, operands: tree.operands.map((operand) => withoutProduct(operand, slot)) };
}

/** The work of an operation without a loop: about the number of instructions. */
export function costOf(operation: Operation): number {
  if (operation.kind === 'when') return operation.operations.reduce((sum, inner) => sum + costOf(inner), 1);
  const pairs = Math.ceil((operation.out.rows * operation.out.columns) / 2);
  switch (operation.kind) {
    case 'cell':
      return 0;
    case 'map':
      return pairs * (isCheap(operation.function) ? 2 : COSTLY);
    case 'combine':
      return pairs * (operation.operator === '%' ? COSTLY : 1);
    case 'reduce':
      return operation.of.rows * operation.of.columns;
    case 'product':
      return 2 * pairs * (operation.transposed === 'left' ? operation.left.rows : operation.left.columns);
    case 'rows':
      return 2 * pairs;
    default:
      return pairs;
  }
}

const COSTLY = 40;

/** The cells that the largest copy of columns needs. */
export function panelOf(operations: readonly Operation[]): number {
  const cells = operations.map((operation): number =>
    operation.kind === 'when'
      ? panelOf(operation.operations)
      : operation.kind === 'product'
        ? operation.out.isSingle
          ? singlePanelCells(operation)
          : panelCells(operation)
        : 0,
  );
  return Math.max(0, ...cells);
}
