import type { Operation, Slot } from '../../lower.ts';
import { type Code, i32, type Local, v128 } from './emitter.ts';
import type { Pairs, PairWriter } from './vectors.ts';

/*
 * Trees: expressions that one pass over the cells of a matrix computes, with their intermediate values in variables.
 */

export type Product = Extract<Operation, { kind: 'product' }>;

/** The value of each cell (r, c) of a matrix. */
export type Tree =
  | { readonly kind: 'value'; readonly value: number }
  /** Cell (r, c) of a matrix in memory, with r = 0 for a single row, and c = 0 for a single column. */
  | { readonly kind: 'leaf'; readonly slot: Slot }
  | {
      readonly kind: 'apply';
      readonly apply: Apply;
      /** True where one pair costs as much as many. */
      readonly isCostly: boolean;
      readonly operands: readonly Tree[];
    }
  /** A product whose sums are still in variables. */
  | { readonly kind: 'product'; readonly product: Product };

/** Computes pairs from pairs. @param cells the number of cells in them. */
export type Apply = (writer: PairWriter, cells: number, operands: readonly Pairs[]) => Pairs;

/** An address in bytes: a base and a constant. */
export interface Address {
  readonly base: Code;
  readonly offset: number;
}

/** The place of a pair of cells, next to each other, as distances in bytes from the first cell of a matrix. */
export interface Place {
  /** In a matrix of all cells, row by row. */
  readonly cell: Address;
  /** In a single column. */
  readonly row: Address;
  /** In a single row. */
  readonly column: Address;
  /** True for a single cell. */
  readonly isHalf: boolean;
}

export const START: Address = { base: i32.const(0), offset: 0 };

/** The product in a tree, of which there is at most one. */
export function productIn(tree: Tree): Product | undefined {
  if (tree.kind === 'product') return tree.product;
  if (tree.kind !== 'apply') return undefined;
  for (const operand of tree.operands) {
    const found = productIn(operand);
    if (found !== undefined) return found;
  }
  return undefined;
}

function leavesOf(tree: Tree): readonly Slot[] {
  if (tree.kind === 'leaf') return [tree.slot];
  return tree.kind === 'apply' ? tree.operands.flatMap(leavesOf) : [];
}

type Reading = 'cell' | 'row' | 'column' | 'single';

/** The way in which a matrix is read when one of the shape of `out` is written. */
function readingOf({ rows, columns }: Slot, out: Slot): Reading {
  if (rows === out.rows && columns === out.columns) return 'cell';
  if (rows === 1 && columns === 1) return 'single';
  return rows === 1 ? 'column' : 'row';
}

/** Reads trees at some places. Single numbers are read once, before any loop. */
export class TreeReader {
  readonly #writer: PairWriter;
  readonly #out: Slot;
  readonly #tree: Tree;
  readonly #singles = new Map<number, Local>();

  constructor(writer: PairWriter, tree: Tree, out: Slot) {
    this.#writer = writer;
    this.#tree = tree;
    this.#out = out;
    for (const slot of leavesOf(tree)) {
      if (readingOf(slot, out) !== 'single' || this.#singles.has(slot.offset)) continue;
      this.#singles.set(slot.offset, writer.keep(v128.loadSplat(START.base, 8 * slot.offset)));
    }
  }

  /** True where a leaf depends on the row or the column alone. */
  get isPlane(): boolean {
    return leavesOf(this.#tree).some((slot) => ['row', 'column'].includes(readingOf(slot, this.#out)));
  }

  /** @param sums the sums of a product at the places. */
  read(places: readonly Place[], sums: Pairs = []): Pairs {
    const cells = 2 * places.length - (places.at(-1)?.isHalf === true ? 1 : 0);
    return this.#read(this.#tree, places, sums, cells);
  }

  #read(tree: Tree, places: readonly Place[], sums: Pairs, cells: number): Pairs {
    const writer = this.#writer;
    switch (tree.kind) {
      case 'value': {
        const value = writer.keep(writer.constant(tree.value));
        return places.map(() => value);
      }
      case 'leaf':
        return places.map((place) => this.#leaf(tree.slot, place));
      case 'apply': {
        const operands = tree.operands.map((operand) => this.#read(operand, places, sums, cells));
        return tree.apply(writer, cells, operands);
      }
      case 'product':
        return sums;
    }
  }

  #leaf(slot: Slot, place: Place): Local {
    const writer = this.#writer;
    const start = 8 * slot.offset;
    const reading = readingOf(slot, this.#out);
    switch (reading) {
      case 'single':
        return this.#singles.get(slot.offset) as Local;
      case 'row':
        return writer.keep(v128.loadSplat(place.row.base, start + place.row.offset));
      case 'cell':
      case 'column': {
        const { base, offset } = place[reading];
        const load = place.isHalf ? v128.loadFirst : v128.load;
        return writer.keep(load(base, start + offset));
      }
    }
  }

  /** Computes the tree at some places and writes it there. */
  write(places: readonly Place[], sums?: Pairs): void {
    const values = this.read(places, sums);
    for (const [index, { cell, isHalf }] of places.entries()) {
      const store = isHalf ? v128.storeFirst : v128.store;
      this.#writer.push(store(cell.base, 8 * this.#out.offset + cell.offset, (values[index] as Local).get));
    }
  }
}
