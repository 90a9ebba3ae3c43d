import { describe, expect, test } from 'vitest';
import { cellUnder, gridOf, gridWidth, HEADING_ROWS, neighbour, sightOf } from '../../../src/ui/panes/map-grid.ts';
import type { SweepFacts } from '../../../src/worker/protocol.ts';
import { subjectOf } from '../subjects.ts';
import { factsFor } from '../sweeps.ts';

const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k + 1);
const three = factsFor(subjectOf(), seeds(50));

/** The same with a second axis of two values. */
function withGroups(facts: SweepFacts): SweepFacts {
  const combinations = facts.combinations.flatMap((own) =>
    [0, 1].map((place) => ({ ...own, places: [...own.places, place] })),
  );
  return { ...facts, axes: [...facts.axes, { name: 'hidden', values: ['2', '3'] }], combinations };
}

const census: SweepFacts = { ...three, axes: [], combinations: three.combinations.slice(0, 1), seeds: seeds(100) };

describe('a map', () => {
  test.each([
    [three, { columns: 50, rows: 30 }],
    [three, { columns: 56, rows: 8 }],
    [withGroups(three), { columns: 50, rows: 30 }],
    [census, { columns: 50, rows: 30 }],
    [factsFor(subjectOf(), seeds(4)), { columns: 50, rows: 12 }],
  ])('fits its place, and each cell is found where it is', (facts, size) => {
    const grid = gridOf(facts, size);
    expect(gridWidth(grid)).toBeLessThanOrEqual(size.columns);
    expect(grid.rows.length + HEADING_ROWS).toBeLessThanOrEqual(size.rows);
    const found = new Set<number>();
    for (let row = 0; row < size.rows; row++)
      for (let column = 0; column < size.columns; column++) {
        const cell = cellUnder(grid, 0, { column, row });
        if (cell !== undefined) found.add(cell);
      }
    expect(found.size).toBe(facts.combinations.length * facts.seeds.length);
  });

  test('for one combination is about as wide as it is high', () => {
    expect(gridOf(census, { columns: 50, rows: 30 })).toMatchObject({ perRow: 10, cell: 2 });
  });

  test('shows the rows around the chosen cell where there is no room for all', () => {
    const facts = withGroups(factsFor(subjectOf(), seeds(500)));
    const grid = gridOf(facts, { columns: 40, rows: 10 });
    const last = facts.combinations.length * 500 - 1;
    const { row, firstRow } = sightOf(grid, last);
    expect(row).toBe(grid.rows.length - 1);
    expect(firstRow).toBe(grid.rows.length - grid.shownRows);
  });
});

test('the arrows reach each cell, and stop at the border', () => {
  const facts = withGroups(factsFor(subjectOf(), seeds(7)));
  const grid = gridOf(facts, { columns: 60, rows: 8 });
  const reached = new Set([0]);
  const open = [0];
  for (let cell = open.pop(); cell !== undefined; cell = open.pop())
    for (const direction of ['up', 'down', 'left', 'right'] as const) {
      const next = neighbour(grid, cell, direction);
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(next);
    }
  expect(reached.size).toBe(facts.combinations.length * 7);
  expect([neighbour(grid, 0, 'left'), neighbour(grid, 0, 'up')]).toEqual([0, 0]);
});
