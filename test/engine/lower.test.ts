import { describe, expect, test } from 'vitest';
import { Layout, lower, lowerProgram, type Operation, type Slot } from '../../src/engine/lower.ts';
import { inferShapes } from '../../src/language/shapes.ts';
import { programOf } from '../language/programs.ts';
import { matricesFromTexts } from './backends/interpret.ts';

const given = Object.fromEntries(matricesFromTexts({ a: '1 2 | 3 4', row: '1 2', one: '1' }));

/** `combine + left=a right=scratch(2×2) out=a`: the operations with names for slots. */
function operationsOf(line: string): readonly string[] {
  const program = programOf(given, '', line);
  const { slots, iteration } = lowerProgram(program, inferShapes(program));
  const named = new Map([...slots].map(([name, slot]) => [slot, name]));
  const words = (operation: Operation): readonly string[] =>
    Object.entries(operation).flatMap(([key, value]) => {
      if (key === 'operations') return (value as readonly Operation[]).map((inner) => `[${words(inner).join(' ')}]`);
      if (typeof value !== 'object') return [String(value)];
      const slot = value as Slot;
      return [`${key}=${named.get(slot) ?? `${slot.rows}×${slot.columns}`}`];
    });
  return (iteration[0] as readonly Operation[]).map((operation) => words(operation).join(' '));
}

describe('a statement is lowered to', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['b = a', ['copy of=a out=b']],
    ['b = 2', ['constant 2 out=b']],
    ['b = a + a', ['combine + left=a right=a out=b']],
    ['b = a * 2', ['broadcast of=1×1 out=2×2', 'combine * left=a right=2×2 out=b']],
    ['b = sigmoid(a @ a)', ['product neither left=a right=a out=2×2', 'map sigmoid of=2×2 out=b']],
    ['b = a.T @ a', ['product left left=a right=a out=b']],
    ['b = a @ row.T', ['product right left=a right=row out=b']],
    ['b = sum(a, axis=0)', ['reduce sum 0 of=a out=b']],
    ['b = a[1, 0]', ['cell of=a 2 out=b']],
    ['b = -a.T', ['transpose of=a out=2×2', 'negate of=2×2 out=b']],
    ['b = random((2, 2))', ['fill random out=b']],
    ['a += a', ['combine + left=a right=a out=a']],
    ['a -= row', ['broadcast of=row out=2×2', 'combine - left=a right=2×2 out=a']],
    ['a = a.T', ['transpose of=a out=2×2', 'copy of=2×2 out=a']],
  ];

  test.each(cases)('%s', (line, operations) => {
    expect(operationsOf(line)).toEqual(operations);
  });

  test('a condition that guards its operations', () => {
    const program = programOf(given, '', 'b = a');
    const layout = new Layout(inferShapes(program));
    const [assignment] = program.iteration;
    const operations = lower({ ...assignment!, when: { kind: 'name', name: 'one' } }, layout);
    const [a, b, condition] = ['a', 'b', 'one'].map((name) => layout.slotOf(name));
    expect(operations).toEqual([{ kind: 'when', condition, operations: [{ kind: 'copy', of: a, out: b }] }]);
  });
});

describe('the arena', () => {
  const lowered = (setup: string, iteration: string) => {
    const program = programOf(given, setup, iteration);
    return lowerProgram(program, inferShapes(program));
  };

  test('holds every name, every literal once, and the scratch of the largest statement', () => {
    // Names: a, row, one, b, c; literals: 2 and 3; scratch: three 2×2 for the first line, one for the second.
    const { size, constants } = lowered('', 'b = (a * 2 - a) * a\nc = a + 3');
    expect(constants).toHaveLength(2);
    expect(size).toBe(4 + 2 + 1 + 4 + 4 + 2 + 3 * 4);
  });

  test('gives no two names, literals or results a common cell', () => {
    const { size, slots, results, constants } = lowered('b = a * 2', 'b = b + 3\nb += a');
    const outs = constants.map((operation) => (operation as { out: Slot }).out);
    const uses = new Uint8Array(size);
    for (const { offset, rows, columns } of [...slots.values(), ...results.values(), ...outs]) {
      for (let cell = offset; cell < offset + rows * columns; cell++) uses[cell]!++;
    }
    expect(Math.max(...uses)).toBe(1);
  });

  test('keeps a result for each line whose target is assigned twice', () => {
    expect([...lowered('b = a', 'b = b + a\nc = b\nb += a').results.keys()]).toEqual([0, 2]);
  });
});
