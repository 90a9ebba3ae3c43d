/* Weights whose first or last row is the bias: each layer gets one more input, which is always 1. */
import type { Source } from './networks.ts';
import type { Values } from './recorder.ts';
import type { Slice } from './trace.ts';

/** An array with the weights and the bias of a layer. */
interface Stacked {
  readonly name: string;
  readonly inputs: number;
  readonly units: number;
  /** True for inputs in columns. */
  readonly isTurned: boolean;
}

/** Ways to find the weights and biases of a source in arrays with one row more than a layer has inputs. */
export function biasRowsIn({ program, network }: Source, before: Values): readonly (readonly Slice[])[] {
  const { layers } = program.roles;
  if (layers.some(({ bias }) => bias === undefined)) return [];
  const { layerSizes } = network.settings;
  let found: readonly (readonly Stacked[])[] = [[]];
  for (const [k] of layers.entries()) {
    found = found.flatMap((own) => {
      const inputs = own.at(-1)?.units ?? layerSizes[0] ?? 1;
      const units = k === layers.length - 1 ? layerSizes.at(-1) : undefined;
      const used = own.map(({ name }) => name);
      return stackedIn(before, inputs, units)
        .filter(({ name }) => !used.includes(name))
        .map((next) => [...own, next]);
    });
  }
  return found.flatMap((own) => [true, false].map((isLast) => own.flatMap((each) => slicesOf(each, isLast))));
}

function stackedIn(before: Values, inputs: number, units: number | undefined): readonly Stacked[] {
  return [...before].flatMap(([name, { shape, cells }]) => {
    const [rows, columns] = shape.length === 1 ? [cells.length, 1] : shape;
    if (rows === undefined || columns === undefined || shape.length > 2) return [];
    return [false, true].flatMap((isTurned): readonly Stacked[] => {
      const [own, other] = isTurned ? [columns, rows] : [rows, columns];
      const isFit = own === inputs + 1 && (units === undefined ? other > 1 : other === units);
      return isFit ? [{ name, inputs, units: other, isTurned }] : [];
    });
  });
}

function slicesOf({ name, inputs, units, isTurned }: Stacked, isLast: boolean): readonly Slice[] {
  const place = (row: number, unit: number): number => (isTurned ? unit * (inputs + 1) + row : row * units + unit);
  const rowsOf = (rows: readonly number[]): readonly number[] =>
    rows.flatMap((row) => Array.from({ length: units }, (_, unit) => place(row, unit)));
  const rows = Array.from({ length: inputs }, (_, row) => (isLast ? row : row + 1));
  const text = (own: string): string => (isTurned ? `${name}[:, ${own}]` : `${name}[${own}]`);
  return [
    { name: text(isLast ? ':-1' : '1:'), of: name, cells: rowsOf(rows), shape: [inputs, units] },
    { name: text(isLast ? '-1' : '0'), of: name, cells: rowsOf([isLast ? inputs : 0]), shape: [1, units] },
  ];
}
