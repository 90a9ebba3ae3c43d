import type { HashKey } from '../machine/collections.ts';
import type { Value } from '../machine/values.ts';

/*
 * The order in which CPython goes through a set of whole numbers: that of its hash table. The hash of a text differs from run to run in
 * Python, so other sets keep their order of insertion.
 */

const LINEAR_PROBES = 9;
const PERTURB_SHIFT = 5n;

/** The items of a set in CPython's order, given in their order of insertion. */
export function setOrder(entries: ReadonlyMap<HashKey, Value>): Value[] {
  const items = [...entries.values()];
  const keys = [...entries.keys()];
  return keys.every((key) => Number.isSafeInteger(key)) ? tableOrder(keys as number[], items) : items;
}

function tableOrder(keys: readonly number[], items: readonly Value[]): Value[] {
  let mask = 7;
  let table: (number | undefined)[] = [];
  const insert = (index: number): void => {
    const hash = keys[index] === -1 ? -2 : keys[index]!;
    let perturb = BigInt.asUintN(64, BigInt(hash));
    let at = Number(perturb & BigInt(mask));
    for (;;) {
      const probes = at + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
      for (let probe = 0; probe <= probes; probe++) {
        if (table[at + probe] === undefined) {
          table[at + probe] = index;
          return;
        }
      }
      perturb >>= PERTURB_SHIFT;
      at = Number((BigInt(at) * 5n + 1n + perturb) & BigInt(mask));
    }
  };
  for (let index = 0; index < keys.length; index++) {
    insert(index);
    const used = index + 1;
    if (used * 5 < mask * 3) continue;
    let size = 8;
    while (size <= (used > 50_000 ? used * 2 : used * 4)) size *= 2;
    const old = table;
    table = [];
    mask = size - 1;
    for (let slot = 0; slot < old.length; slot++) if (old[slot] !== undefined) insert(old[slot]!);
  }
  const ordered: Value[] = [];
  for (let slot = 0; slot < table.length; slot++) if (table[slot] !== undefined) ordered.push(items[table[slot]!]!);
  return ordered;
}
