import { expect, test } from 'vitest';
import { withMarksOf } from '../../../src/ui/model/marks.ts';
import type { Model } from '../../../src/ui/model/model.ts';
import { FIRST_MARK } from '../../../src/ui/model/model.ts';
import type { Snapshot } from '../../../src/worker/protocol.ts';

test('the marks of a scenario are those of the run, once it has reached them', () => {
  const subject = { marked: [300, 100, 100] } as unknown as Model['subject'];
  const after = (furthest: number) => withMarksOf(subject, { furthest } as Snapshot, [FIRST_MARK]);
  expect(after(99)).toEqual([FIRST_MARK]);
  expect(after(100)).toEqual([FIRST_MARK, { iteration: 100, changes: 0 }]);
  expect(after(300).map(({ iteration }) => iteration)).toEqual([1, 100, 300]);
});

test('an iteration that a person has marked, too, is marked once', () => {
  const subject = { marked: [100] } as unknown as Model['subject'];
  const own = [FIRST_MARK, { iteration: 100, changes: 1 }];
  expect(withMarksOf(subject, { furthest: 200 } as Snapshot, own)).toEqual(own);
});
