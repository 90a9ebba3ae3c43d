import { describe, expect, test } from 'vitest';
import { Publication } from '../../src/worker/publication.ts';

/** A publication with news, whose last snapshot was begun at 1000 ms, took `cost` ms and was received. */
function takenBy(cost: number): Publication {
  const publication = new Publication();
  publication.publish(1000, 1000 + cost);
  publication.acknowledge();
  publication.add('some');
  return publication;
}

/** The time from the last snapshot to the next. */
const waitAfter = (cost: number, hasPlane = false): number =>
  (takenBy(cost).next(hasPlane) ?? Number.NaN) - (1000 + cost);

describe('a snapshot', () => {
  test('is due at once when it is the first, and never without news', () => {
    const publication = new Publication();
    expect(publication.next(false)).toBe(undefined);
    publication.add('some');
    expect(publication.next(false)).toBe(Number.NEGATIVE_INFINITY);
  });

  test('is due 75 ms after the one before, or later: publishing takes at most a 26th of the time', () => {
    expect([0, 1, 3].map((cost) => waitAfter(cost))).toEqual([75, 75, 75]);
    expect([4, 10, 40].map((cost) => waitAfter(cost))).toEqual([100, 250, 1000]);
  });

  test('may take a fifth of the time when it would otherwise be later than a second', () => {
    expect([41, 100, 250].map((cost) => waitAfter(cost))).toEqual([1000, 1000, 1000]);
    expect([251, 2000].map((cost) => waitAfter(cost))).toEqual([1004, 8000]);
  });

  test('of a plane is due after 40 ms, or later: publishing takes at most half of the time', () => {
    expect([0, 1, 40].map((cost) => waitAfter(cost, true))).toEqual([40, 40, 40]);
    expect([41, 100].map((cost) => waitAfter(cost, true))).toEqual([41, 100]);
  });

  test('waits for the acknowledgement of the one before, even when it is urgent', () => {
    const publication = new Publication();
    publication.publish(0, 1);
    publication.add('urgent');
    expect(publication.next(false)).toBe(undefined);
    publication.acknowledge();
    expect(publication.next(false)).toBe(Number.NEGATIVE_INFINITY);
  });

  test('stays urgent until it is made, whatever news is added', () => {
    const publication = takenBy(10);
    publication.add('urgent');
    publication.add('some');
    expect([publication.isUrgent, publication.next(false)]).toEqual([true, Number.NEGATIVE_INFINITY]);
    publication.publish(2000, 2001);
    publication.acknowledge();
    expect([publication.isUrgent, publication.next(false)]).toEqual([false, undefined]);
  });

  test('that is postponed is due a whole interval later', () => {
    const publication = takenBy(10);
    publication.postpone(5000);
    expect(publication.next(false)).toBe(5250);
  });
});
