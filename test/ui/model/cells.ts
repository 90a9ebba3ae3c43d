import type { CellName } from '../../../src/language/change.ts';

export function cellOf(name: string, row: number, column: number): CellName {
  return { name, row, column };
}
