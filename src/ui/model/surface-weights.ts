import type { CellName } from '../../language/change.ts';
import { parameters } from '../../language/program.ts';
import type { Model } from './model.ts';

/** The part of a loss surface in which the whole path is: the one that is shown first. */
export const WHOLE_PATH = { zoom: 0, moves: [0, 0], centred: 0 } as const;

/** The learned matrices of the network, with their shapes. */
function learnedIn({
  network,
}: Model): readonly { readonly name: string; readonly rows: number; readonly columns: number }[] {
  return parameters(network.program).flatMap((name) => {
    const shape = network.shapes.get(name);
    return shape === undefined ? [] : [{ name, ...shape }];
  });
}

/** The weight after another one, row by row and matrix by matrix, but for `other`. */
export function nextWeight(model: Model, { name, row, column }: CellName, other: CellName): CellName {
  const all = learnedIn(model);
  const index = all.findIndex((own) => own.name === name);
  const { rows, columns } = all[index] ?? { rows: 0, columns: 0 };
  const after = (index + 1) % Math.max(1, all.length);
  const next =
    column + 1 < columns
      ? { name, row, column: column + 1 }
      : row + 1 < rows
        ? { name, row: row + 1, column: 0 }
        : { name: all[after]?.name ?? name, row: 0, column: 0 };
  const isOther = next.name === other.name && next.row === other.row && next.column === other.column;
  return isOther ? nextWeight(model, next, { name: '', row: 0, column: 0 }) : next;
}

/** The chosen weight of the panes, where the network has it. */
export function chosenWeight(model: Model): CellName | undefined {
  const { weight } = model;
  return weight && isWeight(model, weight) ? { name: weight.name, row: weight.row, column: weight.column } : undefined;
}

function isWeight(model: Model, { name, row, column }: CellName): boolean {
  const own = learnedIn(model).find((matrix) => matrix.name === name);
  return own !== undefined && row < own.rows && column < own.columns;
}

/** Reads two weights: `syn0[0,1] syn1[2,0]`. */
export function readWeightPair(
  text: string,
  model: Model,
): readonly [CellName, CellName] | { readonly problem: string } {
  const found = [...text.matchAll(/([A-Za-z_]\w*)\s*\[\s*(\d+)\s*,\s*(\d+)\s*\]/g)].map(
    ([, name = '', row, column]): CellName => ({ name, row: Number(row), column: Number(column) }),
  );
  const [one, other] = found;
  const rest = text.replaceAll(/([A-Za-z_]\w*)\s*\[\s*(\d+)\s*,\s*(\d+)\s*\]/g, '').replaceAll(/[\s,;]/g, '');
  if (one === undefined || other === undefined || found.length > 2 || rest !== '') {
    const [first, last] = [learnedIn(model)[0], learnedIn(model).at(-1)];
    return {
      problem: `two weights, such as ${first?.name}[0,0] ${last?.name}[${(last?.rows ?? 1) - 1},${(last?.columns ?? 1) - 1}]`,
    };
  }
  for (const cell of found) {
    if (isWeight(model, cell)) continue;
    const own = learnedIn(model).find(({ name }) => name === cell.name);
    if (own === undefined) {
      const names = learnedIn(model).map(({ name }) => name);
      return { problem: `no weights are named ${cell.name}: ${names.slice(0, 8).join(', ')}` };
    }
    return { problem: `${cell.name} has rows 0 to ${own.rows - 1} and columns 0 to ${own.columns - 1}` };
  }
  if (one.name === other.name && one.row === other.row && one.column === other.column)
    return { problem: 'the two weights must differ' };
  return [one, other];
}
