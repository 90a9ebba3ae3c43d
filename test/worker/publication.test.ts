import { describe, expect, test } from 'vitest';
import { Publication } from '../../src/worker/publication.ts';

/** One whose last snapshot was made from 1000 ms on and took so long; it has been received, and there is more to tell. */
function takenBy(cost: number): Publication {
  const publication = new Publication();
  publication.publish(1000, 1000 + cost);
  publication.acknowledge();
  publication.add('some');
  return publication;
}

/** How long after the last snapshot the next one is due. */
const waitAfter = (cost: number, isPicture = false): number =>
  (takenBy(cost).next(isPicture) ?? Number.NaN) - (1000 + cost);

describe('a snapshot', () => {
  test('is due at once where there has been none, and never where there is nothing to tell', () => {
    const publication = new Publication();
    expect(publication.next(false)).toBe(undefined);
    publication.add('some');
    expect(publication.next(false)).toBe(Number.NEGATIVE_INFINITY);
  });

  test('is due 75 ms after the one before, or when that has taken no more than a twenty-sixth of the time', () => {
    expect([0, 1, 3].map((cost) => waitAfter(cost))).toEqual([75, 75, 75]);
    expect([4, 10, 40].map((cost) => waitAfter(cost))).toEqual([100, 250, 1000]);
  });

  test('that one would wait longer than a second for may take a fifth of the time', () => {
    expect([41, 100, 250].map((cost) => waitAfter(cost))).toEqual([1000, 1000, 1000]);
    expect([251, 2000].map((cost) => waitAfter(cost))).toEqual([1004, 8000]);
  });

  test('of a picture is due after 40 ms, or when the one before has taken no more than half of the time', () => {
    expect([0, 1, 40].map((cost) => waitAfter(cost, true))).toEqual([40, 40, 40]);
    expect([41, 100].map((cost) => waitAfter(cost, true))).toEqual([41, 100]);
  });

  test('waits for the one before to be received, also where somebody waits for it', () => {
    const publication = new Publication();
    publication.publish(0, 1);
    publication.add('urgent');
    expect(publication.next(false)).toBe(undefined);
    publication.acknowledge();
    expect(publication.next(false)).toBe(Number.NEGATIVE_INFINITY);
  });

  test('that is urgent stays so until it is made, whatever else there is to tell', () => {
    const publication = takenBy(10);
    publication.add('urgent');
    publication.add('some');
    expect([publication.isUrgent, publication.next(false)]).toEqual([true, Number.NEGATIVE_INFINITY]);
    publication.publish(2000, 2001);
    publication.acknowledge();
    expect([publication.isUrgent, publication.next(false)]).toEqual([false, undefined]);
  });

  test('of what can wait is due as if one had just been made', () => {
    const publication = takenBy(10);
    publication.postpone(5000);
    expect(publication.next(false)).toBe(5250);
  });
});
