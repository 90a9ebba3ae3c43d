import { describe, expect, test } from 'vitest';
import { headerOf } from './header.ts';
import { open, type Terminal } from './terminal.ts';

const LINES = 9;

/** XOR, paused after some iterations, on a screen where everything is to be seen. */
async function openAfter(iterations: number): Promise<Terminal> {
  const terminal = open(['xor', '--paused'], { columns: 120, rows: 40 });
  await terminal.waitFor('paused');
  terminal.press('t'.repeat(iterations / 10));
  await terminal.waitFor((text) => headerOf(text)?.iteration === iterations);
  return terminal;
}

/** Presses a key until the mark stands before a line of the program, counted from 1; returns the screen. */
async function stepTo(terminal: Terminal, key: string, line: number): Promise<string> {
  terminal.press(key);
  return await terminal.waitFor((text) => new RegExp(`│ ${line}▶ `).test(text) && text);
}

describe('the debugger', () => {
  test('runs an iteration line by line, goes back to its first and forward again: the same screens', async () => {
    const terminal = await openAfter(100);
    const forward: string[] = [];
    for (let line = 2; line <= LINES; line++) forward.push(await stepTo(terminal, 'n', line));
    await stepTo(terminal, 'n', 1);
    expect(headerOf(terminal.screen().join('\n'))?.iteration).toBe(101);
    for (let line = LINES; line >= 1; line--) await stepTo(terminal, 'b', line);
    expect(headerOf(terminal.screen().join('\n'))?.iteration).toBe(100);
    const again: string[] = [];
    for (let line = 2; line <= LINES; line++) again.push(await stepTo(terminal, 'n', line));
    // On the way back a mark says that this is the past; it stands below the chart.
    const withoutMark = (text: string): string => text.replace('▲', '─');
    expect(again.map(withoutMark)).toEqual(forward.map(withoutMark));
  });

  test('goes to an iteration that is typed, to both ends, and on from the past to the same bits', async () => {
    const terminal = await openAfter(200);
    const there = terminal.screen();
    terminal.press('g120\r');
    await terminal.waitFor((text) => headerOf(text)?.iteration === 120);
    terminal.press('0');
    await terminal.waitFor((text) => headerOf(text)?.iteration === 0);
    terminal.press('g190\rt');
    await terminal.waitFor((text) => headerOf(text)?.iteration === 200);
    expect(terminal.screen()).toEqual(there);
    terminal.press('B');
    await terminal.waitFor((text) => headerOf(text)?.iteration === 199);
    terminal.press('$');
    await terminal.waitFor((text) => headerOf(text)?.iteration === 200);
  });

  test('looks inside a line, at another cell, and closes again', async () => {
    const terminal = await openAfter(10);
    await stepTo(terminal, 'nn', 3);
    terminal.press('\r');
    await terminal.waitFor(/line 2 +l1 = sigmoid\(l0 @ syn0\)/);
    await terminal.waitFor(/l1\[0,0\] += [+−]0\.\d{4}|l1\[0,0\] = [+−]0\.\d{4}/);
    terminal.press('\u001b[B\u001b[C');
    await terminal.waitFor(/l1\[1,1\] = [+−]0\.\d{4}/);
    terminal.press('\u001b');
    await terminal.waitFor('predicted vs target');
  });

  test('checks the gradients', async () => {
    const terminal = await openAfter(50);
    terminal.press('c');
    await terminal.waitFor(/✓ passed +the updates go where the loss falls, after 50 iterations/);
    terminal.press('\u001b');
    await terminal.waitFor('predicted vs target');
  });
});
