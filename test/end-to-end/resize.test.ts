import { describe, expect, test } from 'vitest';
import { full } from '../full.ts';
import { open, type Terminal } from './terminal.ts';

/** `npm test` takes a smaller terminal and one that is too small. */
const sizes: readonly (readonly [columns: number, rows: number])[] = full
  ? [
      [80, 24],
      [60, 20],
      [50, 10],
      [200, 50],
    ]
  : [
      [80, 24],
      [50, 10],
    ];

/** A dashboard started at this size, after thirty iterations. */
async function fresh(columns: number, rows: number): Promise<Terminal> {
  const terminal = open(['xor', '--paused'], { columns, rows });
  await terminal.waitFor(/ 0 \/ 60,000|needs 60×20/);
  terminal.press('ttt');
  await terminal.waitFor(/ 30 \/ 60,000|needs 60×20/);
  return terminal;
}

describe('a resized terminal', () => {
  test('shows the same as a start at that size, and nothing of earlier sizes', async () => {
    const terminal = await fresh(120, 40);
    for (const [columns, rows] of [...sizes, [120, 40] as const]) {
      const expected = (await fresh(columns, rows)).text();
      terminal.resize(columns, rows);
      await terminal.waitFor((text) => text === expected);
    }
  });

  test('that is resized again and again ends like a start at that size', async () => {
    const terminal = await fresh(120, 40);
    for (let step = 0; step < 40; step++) terminal.resize(40 + ((step * 37) % 120), 8 + ((step * 17) % 50));
    terminal.resize(100, 30);
    const expected = (await fresh(100, 30)).text();
    await terminal.waitFor((text) => text === expected);
  });

  test('that is too small shows the needed size, and training continues', async () => {
    const terminal = open(['xor'], { columns: 50, rows: 10 });
    await terminal.waitFor('needs 60×20');
    expect(terminal.screen().slice(0, 3)).toEqual(['backprop-tui needs 60×20', 'this is 50×10', '']);
    terminal.resize(120, 40);
    await terminal.waitFor(/^ +[1-9][\d,]* \/ 60,000/m);
    terminal.resize(5, 3);
    await terminal.waitFor(/^60×20/);
    terminal.press('q');
    expect((await terminal.exit()).exitCode).toBe(0);
  });

  test('never scrolls, not even in its last row', async () => {
    const terminal = await fresh(80, 24);
    const screen = terminal.screen();
    expect(screen[0]).toMatch(/^ XOR +\S paused/);
    expect(screen[23]).toMatch(/ space run .* q quit/);
  });
});
