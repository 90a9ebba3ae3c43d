/* Random numbers from a seed, for blanks, orders and mistakes. */

/** Numbers from 0 up to 1 from a seed (mulberry32, by Tommy Ettinger). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A shuffle by Fisher and Yates. If it would not change the order, the first item goes to the end. */
export function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  const list = [...items];
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j] as T, list[i] as T];
  }
  const isSame = list.every((item, i) => item === items[i]);
  return isSame && list.length > 1 ? [...list.slice(1), list[0] as T] : list;
}
