/* Blocks with something to do at each way out of them: loops, `try`, `with` and handlers of exceptions. */
import type { Place } from '../../syntax/tree.ts';
import * as op from '../opcodes.ts';
import type { Block, BlockKind, Hole, Unit } from './unit.ts';

/**
 * Compiles the inside of a block.
 * @param depth the operands that the block keeps on the stack
 * @returns the instructions that leave the block: its handler does not cover them
 */
export function inBlock(unit: Unit, kind: BlockKind, depth: number, compile: () => void): readonly Hole[] {
  const block: Block = { ...kind, holes: [] };
  unit.blocks.push(block);
  unit.depth += depth;
  compile();
  unit.depth -= depth;
  unit.blocks.pop();
  return block.holes;
}

/** Exceptions of instructions from `from` to `to`, without the holes, go to the next instruction. */
export function handleFrom(unit: Unit, from: number, to: number, holes: readonly Hole[], depth: number): void {
  const { code } = unit;
  const target = code.here;
  let start = from;
  for (const [holeFrom, holeTo] of holes) {
    code.handle(start, holeFrom, target, depth);
    start = holeTo;
  }
  code.handle(start, to, target, depth);
}

/**
 * Leaves all blocks from index `to` on, the innermost first.
 * @param withValue true when the value that is returned is on top: it stays there.
 */
export function leave(unit: Unit, to: number, withValue: boolean): void {
  const { code } = unit;
  const { blocks, depth } = unit;
  const open: Hole[] = [];
  for (let index = blocks.length - 1; index >= to; index--) {
    const block = blocks[index] as Block;
    unit.blocks = blocks.slice(0, index);
    const hole: Hole = [code.here, code.here];
    block.holes.push(hole);
    open.push(hole);
    switch (block.kind) {
      case 'try':
        break;
      case 'loop':
        if (block.hasIterator) drop(unit, op.DROP_ITERATOR, withValue, { from: 0, to: 0 });
        break;
      case 'finally':
        if (withValue) {
          unit.blocks.push({ kind: 'returning', holes: [] });
          unit.depth += 1;
        }
        unit.block(block.body);
        if (withValue) unit.depth -= 1;
        break;
      case 'returning':
        drop(unit, op.POP, withValue, { from: 0, to: 0 });
        break;
      case 'with':
        // exit (value) → (value)
        if (withValue) code.emit(op.ROT2, 0, block.place);
        for (let i = 0; i < 3; i++) unit.constant(null, block.place);
        code.emit(op.CALL, 3, block.place);
        code.emit(op.POP, 0, block.place);
        unit.depth -= 1;
        break;
      case 'handler':
        if (withValue) code.emit(op.ROT3, 0, block.place);
        code.emit(op.POP_HANDLED, 0, block.place);
        unit.depth -= 2;
        if (block.name !== undefined) forget(unit, block.name, block.place);
        break;
      default:
        block satisfies never;
    }
  }
  unit.blocks = blocks;
  unit.depth = depth;
  // The jump or return that follows.
  for (const hole of open) hole[1] = code.here + 1;
}

/** Drops the operand of a block that is left, by POP or DROP_ITERATOR; a value on top of it stays. */
function drop(unit: Unit, operation: number, withValue: boolean, place: Place): void {
  if (withValue) unit.code.emit(op.ROT2, 0, place);
  unit.code.emit(operation, 0, place);
  unit.depth -= 1;
}

/** The name of an exception goes at the end of its handler. */
export function forget(unit: Unit, name: string, place: Place): void {
  if (unit.shared.version === 2) return;
  unit.constant(null, place);
  unit.store(name, place);
  unit.deleteName(name, place);
}
