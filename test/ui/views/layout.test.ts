import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Layout, layoutFor, type PaneName, type Rectangle, type Wishes } from '../../../src/ui/views/layout.ts';

/** The wishes of the tutorial's XOR. */
const xor: Wishes = {
  weights: { columns: 61, rows: 8, across: 43, tall: 17, numbers: 28, stacked: 15, whole: [] },
  predictions: { columns: 60, rows: 7, short: 60 },
  program: { columns: 64, rows: 15 },
  network: { rows: 14 },
  hasBoundary: true,
  notes: { rows: 0 },
  footer: 1,
};

function placesOf({ header, panes, footer }: Layout): readonly (readonly [name: string, place: Rectangle])[] {
  return [['header', header], ...Object.entries(panes), ['footer', footer]];
}

/** One letter for each `columns`×`rows` cells, that of the cell at their lower left; beside it the exact places. */
function drawing(
  width: number,
  height: number,
  columns: number,
  rows: number,
  focus: PaneName = 'predictions',
): string {
  const layout = layoutFor({ columns: width, rows: height }, xor, focus);
  if (layout === undefined) return 'too small';
  const places = placesOf(layout);
  const at = (x: number, y: number): string =>
    places.find(([, place]) => contains(place, x, y))?.[0].replace('program', 'lines')[0] ?? '?';
  const lines = Array.from({ length: Math.floor(height / rows) }, (_, row) =>
    Array.from({ length: Math.floor(width / columns) }, (_, column) => at(column * columns, (row + 1) * rows - 1)).join(
      '',
    ),
  );
  const exact = places.map(([name, { x, y, columns, rows }]) => `${name} ${columns}×${rows} at ${x},${y}`);
  return [...lines, ...exact].join('\n');
}

function contains({ x, y, columns, rows }: Rectangle, column: number, row: number): boolean {
  return column >= x && column < x + columns && row >= y && row < y + rows;
}

describe('the panes are placed', () => {
  test('one at a time at 60×20', () => {
    expect(drawing(60, 20, 5, 2)).toMatchInlineSnapshot(`
      "hhhhhhhhhhhh
      pppppppppppp
      pppppppppppp
      pppppppppppp
      pppppppppppp
      pppppppppppp
      pppppppppppp
      pppppppppppp
      pppppppppppp
      ffffffffffff
      header 60×3 at 0,0
      predictions 60×16 at 0,3
      footer 60×1 at 0,19"
    `);
    expect(drawing(60, 20, 5, 10, 'weights')).toMatchInlineSnapshot(`
      "wwwwwwwwwwww
      ffffffffffff
      header 60×3 at 0,0
      weights 60×16 at 0,3
      footer 60×1 at 0,19"
    `);
  });

  test('two over two at 80×24', () => {
    expect(drawing(80, 24, 5, 2)).toMatchInlineSnapshot(`
      "hhhhhhhhhhhhhhhh
      eeeeeeeewwwwwwww
      eeeeeeeewwwwwwww
      eeeeeeeewwwwwwww
      eeeeeeeewwwwwwww
      eeeeeeeewwwwwwww
      eeeeeeeellllllll
      eeeeeeeellllllll
      ppppppppllllllll
      ppppppppllllllll
      ppppppppllllllll
      ffffffffffffffff
      header 80×3 at 0,0
      error 37×13 at 0,3
      predictions 37×7 at 0,16
      weights 43×9 at 37,3
      program 43×11 at 37,12
      footer 80×1 at 0,23"
    `);
  });

  test('two over two at 100×30, the chart and the weights with the remaining rows', () => {
    expect(drawing(100, 30, 5, 2)).toMatchInlineSnapshot(`
      "hhhhhhhhhhhhhhhhhhhh
      eeeeeeeeeewwwwwwwwww
      eeeeeeeeeewwwwwwwwww
      eeeeeeeeeewwwwwwwwww
      eeeeeeeeeewwwwwwwwww
      eeeeeeeeeewwwwwwwwww
      eeeeeeeeeewwwwwwwwww
      eeeeeeeeeellllllllll
      eeeeeeeeeellllllllll
      eeeeeeeeeellllllllll
      eeeeeeeeeellllllllll
      ppppppppppllllllllll
      ppppppppppllllllllll
      ppppppppppllllllllll
      ffffffffffffffffffff
      header 100×3 at 0,0
      error 46×19 at 0,3
      predictions 46×7 at 0,22
      weights 54×11 at 46,3
      program 54×15 at 46,14
      footer 100×1 at 0,29"
    `);
  });

  test('two over two at 120×40', () => {
    expect(drawing(120, 40, 5, 2)).toMatchInlineSnapshot(`
      "hhhhhhhhhhhhhhhhhhhhhhhh
      eeeeeeeeeeeewwwwwwwwwwww
      eeeeeeeeeeeewwwwwwwwwwww
      eeeeeeeeeeeewwwwwwwwwwww
      eeeeeeeeeeeewwwwwwwwwwww
      eeeeeeeeeeeewwwwwwwwwwww
      eeeeeeeeeeeewwwwwwwwwwww
      eeeeeeeeeeeewwwwwwwwwwww
      eeeeeeeeeeeewwwwwwwwwwww
      eeeeeeeeeeeewwwwwwwwwwww
      eeeeeeeeeeeewwwwwwwwwwww
      eeeeeeeeeeeewwwwwwwwwwww
      eeeeeeeeeeeellllllllllll
      eeeeeeeeeeeellllllllllll
      eeeeeeeeeeeellllllllllll
      eeeeeeeeeeeellllllllllll
      ppppppppppppllllllllllll
      ppppppppppppllllllllllll
      ppppppppppppllllllllllll
      ffffffffffffffffffffffff
      header 120×3 at 0,0
      error 56×29 at 0,3
      predictions 56×7 at 0,32
      weights 64×21 at 56,3
      program 64×15 at 56,24
      footer 120×1 at 0,39"
    `);
  });

  test('three columns at 200×60', () => {
    expect(drawing(200, 60, 10, 4)).toMatchInlineSnapshot(`
      "eeeeeeewwwwwwlllllll
      eeeeeeewwwwwwlllllll
      eeeeeeewwwwwwlllllll
      eeeeeeewwwwwwlllllll
      eeeeeeewwwwwwbbbbbbb
      eeeeeeennnnnnbbbbbbb
      eeeeeeennnnnnbbbbbbb
      eeeeeeennnnnnbbbbbbb
      eeeeeeennnnnnbbbbbbb
      eeeeeeennnnnnbbbbbbb
      eeeeeeennnnnnbbbbbbb
      eeeeeeennnnnnbbbbbbb
      eeeeeeennnnnnbbbbbbb
      pppppppnnnnnnbbbbbbb
      ffffffffffffffffffff
      header 200×3 at 0,0
      error 68×49 at 0,3
      predictions 68×7 at 0,52
      weights 61×17 at 68,3
      network 61×39 at 68,20
      program 71×15 at 129,3
      boundary 71×41 at 129,18
      footer 200×1 at 0,59"
    `);
  });

  test('three columns at 240×70', () => {
    expect(drawing(240, 70, 10, 5)).toMatchInlineSnapshot(`
      "eeeeeeeeewwwwwwlllllllll
      eeeeeeeeewwwwwwlllllllll
      eeeeeeeeewwwwwwlllllllll
      eeeeeeeeewwwwwwbbbbbbbbb
      eeeeeeeeennnnnnbbbbbbbbb
      eeeeeeeeennnnnnbbbbbbbbb
      eeeeeeeeennnnnnbbbbbbbbb
      eeeeeeeeennnnnnbbbbbbbbb
      eeeeeeeeennnnnnbbbbbbbbb
      eeeeeeeeennnnnnbbbbbbbbb
      eeeeeeeeennnnnnbbbbbbbbb
      eeeeeeeeennnnnnbbbbbbbbb
      pppppppppnnnnnnbbbbbbbbb
      ffffffffffffffffffffffff
      header 240×3 at 0,0
      error 88×59 at 0,3
      predictions 88×7 at 0,62
      weights 61×17 at 88,3
      network 61×49 at 88,20
      program 91×15 at 149,3
      boundary 91×51 at 149,18
      footer 240×1 at 0,69"
    `);
  });

  test('two over two from 80×24 up to 149 columns', () => {
    expect(drawing(149, 24, 10, 6)).toMatchInlineSnapshot(`
      "eeeeeeeeewwwww
      eeeeeeeeewwwww
      ppppppppplllll
      ffffffffffffff
      header 149×3 at 0,0
      error 85×13 at 0,3
      predictions 85×7 at 0,16
      weights 64×9 at 85,3
      program 64×11 at 85,12
      footer 149×1 at 0,23"
    `);
    expect(drawing(150, 24, 10, 6)).toMatchInlineSnapshot(`
      "eeeeewwwwwlllll
      eeeeewwwwwlllll
      pppppwwwwwlllll
      fffffffffffffff
      header 150×3 at 0,0
      error 44×13 at 0,3
      predictions 44×7 at 0,16
      weights 52×20 at 44,3
      program 54×20 at 96,3
      footer 150×1 at 0,23"
    `);
    expect(Object.keys(layoutFor({ columns: 79, rows: 70 }, xor, 'error')?.panes ?? {})).toEqual(['error']);
    expect(Object.keys(layoutFor({ columns: 240, rows: 23 }, xor, 'error')?.panes ?? {})).toEqual(['error']);
  });

  test('a zoomed pane alone fills all the room of the panes', () => {
    const zoomed = layoutFor({ columns: 200, rows: 60 }, xor, 'weights', true);
    expect(zoomed?.panes).toEqual({ weights: { x: 0, y: 3, columns: 200, rows: 56 } });
  });

  test('the notes are hidden while a message takes their room', () => {
    const panes = (footer: number): readonly string[] =>
      Object.keys(layoutFor({ columns: 80, rows: 24 }, { ...xor, notes: { rows: 5 }, footer }, 'error')?.panes ?? {});
    expect(panes(3)).toContain('notes');
    expect(panes(4)).toEqual(['error', 'predictions', 'weights', 'program']);
  });

  test('nowhere below 60 columns or 20 rows', () => {
    const sizes = [
      [59, 20],
      [60, 19],
      [59, 70],
      [240, 19],
      [1, 1],
    ] as const;
    expect(sizes.map(([columns, rows]) => layoutFor({ columns, rows }, xor, 'error'))).toEqual(
      Array(5).fill(undefined),
    );
  });
});

const anySize = fc.record({ columns: fc.integer({ min: 60, max: 240 }), rows: fc.integer({ min: 20, max: 70 }) });
const anyWishes: fc.Arbitrary<Wishes> = fc.record({
  weights: fc.record({
    columns: fc.integer({ min: 0, max: 2000 }),
    rows: fc.integer({ min: 0, max: 300 }),
    across: fc.integer({ min: 0, max: 1000 }),
    tall: fc.integer({ min: 0, max: 900 }),
    numbers: fc.integer({ min: 0, max: 300 }),
    stacked: fc.integer({ min: 0, max: 900 }),
    whole: fc.array(fc.record({ columns: fc.integer({ min: 15, max: 300 }), rows: fc.integer({ min: 6, max: 60 }) }), {
      maxLength: 2,
    }),
  }),
  predictions: fc.record({
    columns: fc.integer({ min: 0, max: 120 }),
    rows: fc.integer({ min: 0, max: 100_000 }),
    short: fc.integer({ min: 0, max: 120 }),
  }),
  network: fc.record({ rows: fc.constantFrom(0, 14, 36) }),
  hasBoundary: fc.boolean(),
  program: fc.record({ columns: fc.integer({ min: 0, max: 300 }), rows: fc.integer({ min: 0, max: 300 }) }),
  notes: fc.record({ rows: fc.constantFrom(0, 3, 5, 100) }),
  footer: fc.constantFrom(1, 3, 4),
});
/** The panes that are there at any size. */
const anyFocus = fc.constantFrom('error', 'weights', 'predictions', 'program', 'notes' as PaneName);

const leastOfNetwork: Readonly<Record<string, { readonly columns: number; readonly rows: number }>> = {
  header: { columns: 60, rows: 3 },
  error: { columns: 36, rows: 8 },
  weights: { columns: 36, rows: 9 },
  network: { columns: 46, rows: 14 },
  predictions: { columns: 36, rows: 5 },
  program: { columns: 40, rows: 5 },
  boundary: { columns: 52, rows: 20 },
  notes: { columns: 60, rows: 3 },
  footer: { columns: 60, rows: 1 },
};

/** The source of a script is more important than its charts. */
const leastOfScript: typeof leastOfNetwork = {
  ...leastOfNetwork,
  error: { columns: 36, rows: 5 },
  weights: { columns: 36, rows: 6 },
  program: { columns: 40, rows: 6 },
  output: { columns: 28, rows: 5 },
  variables: { columns: 28, rows: 5 },
};

describe('at every size from 60×20 to 240×70, with any content,', () => {
  test('the rectangles tile the screen: every cell belongs to exactly one', () => {
    fc.assert(
      fc.property(anySize, anyWishes, anyFocus, fc.constantFrom(undefined, true, false), (size, own, focus, trains) => {
        const wishes: Wishes = trains === undefined ? own : { ...own, script: { trains } };
        const layout = layoutFor(size, wishes, focus);
        const owners = new Uint8Array(size.columns * size.rows);
        for (const [, { x, y, columns, rows }] of placesOf(layout as Layout)) {
          expect([x >= 0, y >= 0, x + columns <= size.columns, y + rows <= size.rows]).toEqual(Array(4).fill(true));
          for (let row = y; row < y + rows; row++) {
            for (let column = x; column < x + columns; column++) owners[row * size.columns + column]!++;
          }
        }
        expect(owners.every((count) => count === 1)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('each pane has at least the size that it needs', () => {
    fc.assert(
      fc.property(anySize, anyWishes, anyFocus, fc.constantFrom(undefined, true, false), (size, own, focus, trains) => {
        const wishes: Wishes = trains === undefined ? own : { ...own, script: { trains } };
        const least = trains === undefined ? leastOfNetwork : leastOfScript;
        for (const [name, { columns, rows }] of placesOf(layoutFor(size, wishes, focus) as Layout)) {
          const needed = least[name] as { columns: number; rows: number };
          expect([name, columns >= needed.columns, rows >= needed.rows]).toEqual([name, true, true]);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('the focused pane is on the screen', () => {
    fc.assert(
      fc.property(anySize, anyWishes, anyFocus, (size, wishes, focus) => {
        // While a long message leaves no room for them, the notes wait.
        fc.pre(focus !== 'notes' || (wishes.notes.rows > 0 && size.rows - wishes.footer > 20));
        expect(layoutFor(size, wishes, focus)?.panes).toHaveProperty(focus);
      }),
    );
  });
});
