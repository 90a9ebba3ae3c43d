import { describe, expect, it } from 'vitest';
import { huntedMistakes, hunts, levelText, makeLevel } from '../../../src/learn/rebuild/levels.ts';
import { mistakeIds } from '../../../src/learn/rebuild/mistakes.ts';
import { symptomOf } from '../../../src/learn/rebuild/symptom.ts';
import { checkedLevel } from './reports.ts';

describe('a bug hunt', () => {
  it('has each known mistake in one of its networks', () => {
    expect(new Set(hunts.flatMap(({ network }) => huntedMistakes(network)))).toEqual(new Set(mistakeIds));
  });

  it.each(hunts)(
    'is unsolved at the beginning, by its own mistake, and solved by the right program: $network',
    (task) => {
      const ids = huntedMistakes(task.network);
      const isFull = process.env['FULL'] === '1';
      // Another round of seeds has the same mistakes at other places.
      const rounds = isFull ? [0, 1, 2] : [0];
      const own = hunts.indexOf(task);
      for (const [i, id] of ids.entries()) {
        for (const round of rounds) {
          const level = makeLevel(task, round * ids.length + i + 1);
          expect(level.hunt?.mistake).toBe(id);
          expect(level.start).not.toEqual(level.solution);
          // A check takes some tenths of a second: the short form takes other mistakes of each network.
          if (!isFull && i % hunts.length !== own) continue;
          const report = checkedLevel(levelText(level, level.start), level);
          const { solved, fault, missing } = report;
          expect({ solved, mistake: fault?.mistake ?? missing?.mistake }).toEqual({ solved: false, mistake: id });
          const changed = level.start.flatMap((line, at) =>
            line === level.solution[at] ? [] : [level.before.length + at + 1],
          );
          const lines = report.marks.filter(({ mark }) => mark === 'wrong').map(({ line }) => line);
          if (id === 'no-update') expect(lines).toEqual([]);
          else {
            expect({ id, text: level.start, first: lines[0] }).toMatchObject({ first: fault?.line });
            // Two mistakes leave an earlier line right by itself: a common alpha in a delta, an update before it is due.
            const first = id === 'alpha-in-deltas' || id === 'update-too-soon' ? changed[1] : changed[0];
            expect({ id, text: level.start, line: fault?.line }).toMatchObject({ line: first });
          }
        }
      }
      const level = makeLevel(task, 1);
      expect(checkedLevel(levelText(level, level.solution), level)).toMatchObject({ solved: true, fault: undefined });
    },
  );

  it('is the same for the same seed', () => {
    const [one, other] = [5, 5].map((seed) => makeLevel({ network: 'dropout', level: 'hunt' }, seed));
    expect(one).toEqual(other);
  });

  it('says what the program does, beside what the right one does', () => {
    const symptom = (mistake: (typeof mistakeIds)[number]): string =>
      symptomOf(makeLevel({ network: 'two-layers', level: 'hunt' }, huntedMistakes('two-layers').indexOf(mistake) + 1));
    expect(symptom('uphill')).toBe(
      'In 1,000 iterations its mean error goes from 0.5172 to 0.9986. Without the mistake it goes from 0.5172 to 0.0261.',
    );
    expect(symptom('flat-target')).toMatch(/^This program stops: ValueError: .*\.$/);
  });
});
