import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseModule } from '../../../src/script/syntax/module.ts';

/*
 * Trees and errors of CPython 3.11, recorded by test/goldens/python_syntax.py.
 */

interface Goldens {
  readonly trees: readonly { readonly source: string; readonly body: unknown }[];
  readonly faults: readonly {
    readonly source: string;
    readonly type: string;
    readonly message: string;
    readonly line: number;
    readonly column: number;
  }[];
}
const goldens = JSON.parse(
  readFileSync(new URL('../../goldens/python-syntax.json', import.meta.url), 'utf8'),
) as Goldens;

/** Fields that are undefined here are null in the recorded trees; fields of f-strings have no place there. */
function comparable(value: unknown): unknown {
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  const isField = 'conversion' in value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !(isField && (key === 'from' || key === 'to')))
      .map(([key, child]) => [key, comparable(child)]),
  );
}

describe('the tree of a snippet', () => {
  it.each(goldens.trees)('is that of CPython: $source', ({ source, body }) => {
    const result = parseModule(source, { version: 3 });
    expect(result.fault).toBeUndefined();
    expect(comparable(result.module!.body)).toEqual(body);
  });
});

describe('the fault of a snippet', () => {
  it.each(goldens.faults)('is that of CPython: $source', ({ source, type, message, line, column }) => {
    const result = parseModule(source, { version: 3 });
    expect(result.fault).toBeDefined();
    const { fault } = result as { fault: NonNullable<typeof result.fault> };
    const before = source.slice(0, fault.from).split('\n');
    expect({ type: fault.type, message: fault.message, line: before.length }).toEqual({ type, message, line });
    // Python points at the start, into or behind the place; fields of f-strings have no place there.
    const start = before.at(-1)!.length + 1;
    const end = start + fault.to - fault.from;
    if (!message.startsWith('f-string')) expect(column >= start && column <= end + 1, `${column}`).toBe(true);
    expect(fault.advice).toMatch(/^[A-Z].*\.$/);
  });
});
