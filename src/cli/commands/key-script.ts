import { bindingOf, type Key } from '../../ui/keys/bindings.ts';

/** A key and its meaning, as the key table names it: `s: step`. */
export function keyWords(
  key: Key,
  ...where: [view: Parameters<typeof bindingOf>[1], pane: Parameters<typeof bindingOf>[2]]
): string {
  const words = bindingOf(key, ...where)?.short;
  return words === undefined ? key : `${key}: ${words}`;
}
