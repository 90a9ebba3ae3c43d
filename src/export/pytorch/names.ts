import type { CellName } from '../../language/change.ts';

/** What of a layer a name of the program stands for, in a model of `nn.Linear` and `nn.BatchNorm1d`. */
const places: readonly (readonly [RegExp, (k: number) => string])[] = [
  [/^syn(\d+)$/, (k) => `syn${k}.weight`],
  [/^b(\d+)$/, (k) => `syn${k}.bias`],
  [/^l(\d+)_gamma$/, (k) => `norm${k}.weight`],
  [/^l(\d+)_beta$/, (k) => `norm${k}.bias`],
  [/^l(\d+)_running_mean$/, (k) => `norm${k}.running_mean`],
  [/^l(\d+)_running_var$/, (k) => `norm${k}.running_var`],
];

/** Where a model has what the program calls so: `syn0.weight`; undefined where that is nothing of it. */
export function placeOf(name: string): string | undefined {
  for (const [pattern, place] of places) {
    const found = pattern.exec(name);
    if (found !== null) return place(Number(found[1]));
  }
  return undefined;
}

/** `model.syn0.weight[2, 0]`: weights are kept transposed, and what is one row has no rows. */
export function cellPlace({ name, row, column }: CellName): string {
  const index = name.startsWith('syn') ? `${column}, ${row}` : `${column}`;
  return `model.${placeOf(name)}[${index}]`;
}
