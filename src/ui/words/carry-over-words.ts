import type { CarryOver } from '../../language/carry-over.ts';

/** `enter keeps syn0, b0; syn1 starts over` in at most `room` columns; undefined when all matrices are carried over. */
export function carryOverWords({ carried, initial }: CarryOver, room: number): string | undefined {
  if (initial.length === 0) return undefined;
  const words = (most: number): string =>
    `enter keeps ${carried.length === 0 ? 'nothing' : namesOf(carried, most)}; ${beginningWords(initial, most)}`;
  const lengths = [Number.POSITIVE_INFINITY, 4, 3, 2];
  return lengths.map(words).find((text) => text.length <= room) ?? words(1);
}

/** `syn0, syn1 start over`, with at most `most` names. */
export function beginningWords(names: readonly string[], most: number): string {
  return `${namesOf(names, most)} ${names.length === 1 ? 'starts' : 'start'} over`;
}

function namesOf(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return rest <= 0 ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${rest} more`;
}
