import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { xor } from '../xor.ts';
import { headerOf } from './header.ts';
import { writeFile } from './scenario-files.ts';
import { open, type Terminal } from './terminal.ts';

const LINES = 9;

/** XOR, paused after some iterations, on a screen large enough for every pane. */
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

/** Steps from the first line to the last; returns the screens from the second line on. */
async function throughTheLines(terminal: Terminal): Promise<readonly string[]> {
  const screens: string[] = [];
  for (let line = 2; line <= LINES; line++) screens.push(await stepTo(terminal, 'n', line));
  return screens;
}

/** A screen without the error chart, the upper pane on the left. */
function withoutChart(screen: string): string {
  const rows = screen.split('\n');
  const first = rows.findIndex((row) => row.startsWith('╭ error'));
  const last = rows.findIndex((row) => row.startsWith('╰'));
  expect([first, last]).not.toContain(-1);
  return rows.map((row, i) => (i < first || i > last ? row : row.slice(row.search(/[╮│╯][╭│╰]/) + 1))).join('\n');
}

describe('the debugger', () => {
  test('shows the same screens line by line forward, back, and forward again', async () => {
    const terminal = await openAfter(100);
    const forward = await throughTheLines(terminal);
    await stepTo(terminal, 'n', 1);
    expect(headerOf(terminal.screen().join('\n'))?.iteration).toBe(101);
    for (let line = LINES; line >= 1; line--) await stepTo(terminal, 'b', line);
    expect(headerOf(terminal.screen().join('\n'))?.iteration).toBe(100);
    const again = await throughTheLines(terminal);
    // The chart now has the error of iteration 101, and a mark at the current iteration.
    expect(again.map(withoutChart)).toEqual(forward.map(withoutChart));
    for (let line = LINES - 1; line >= 1; line--) await stepTo(terminal, 'b', line);
    expect(await throughTheLines(terminal)).toEqual(again);
  });

  test('goes to a typed iteration and to both ends, and on to the same bits', async () => {
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

  test('opens a line, shows another cell, and closes again; checks the gradients', async () => {
    const terminal = await openAfter(50);
    terminal.press('c');
    await terminal.waitFor(/✓ passed +after 50 iterations the updates descend the loss/);
    terminal.press('\u001b');
    await terminal.waitFor('predicted vs target');
    await stepTo(terminal, 'nn', 3);
    terminal.press('\r');
    await terminal.waitFor(/line 2 +l1 = sigmoid\(l0 @ syn0\)/);
    await terminal.waitFor(/l1\[0,0\] += [+−]0\.\d{4}|l1\[0,0\] = [+−]0\.\d{4}/);
    terminal.press('\u001b[B\u001b[C');
    await terminal.waitFor(/l1\[1,1\] = [+−]0\.\d{4}/);
    terminal.press('\u001b');
    await terminal.waitFor('predicted vs target');
  });

  test('edits a weight and takes it back', async () => {
    const terminal = await openAfter(50);
    const before = terminal.screen();
    terminal.press('ee2.5\r');
    await terminal.waitFor(/50 +syn0\[0,0\] = 2\.5/);
    terminal.press('t');
    await terminal.waitFor((text) => headerOf(text)?.iteration === 60);
    terminal.press('u');
    await terminal.waitFor((text) => headerOf(text)?.iteration === 50 && !text.includes('changes'));
    terminal.press('\t');
    await terminal.waitFor('› predicted');
    const body = (screen: readonly string[]): string => screen.slice(0, -1).join('\n');
    expect(body(terminal.screen())).toBe(body(before));
  });

  test('marks the wrong part of a watch; stops at full speed in the first iteration in which a breakpoint holds', async () => {
    const terminal = await openAfter(10);
    terminal.press('wmean(abs(l3_error))\r');
    await terminal.waitFor('this program has no l3_error; did you mean l2_error or l1_error?');
    expect(terminal.screen().at(-2)).toMatch(/^ {16}\^{8}$/);
    terminal.press('\u001b');
    await terminal.waitFor(/ space run {2}/);
    terminal.press('wmean(abs(l2_error)) < 0.01\r');
    await terminal.waitFor('not yet');
    terminal.press('+'.repeat(12));
    await terminal.waitFor((text) => headerOf(text)?.speed === 'unlimited');
    terminal.press(' ');
    const stopped = await terminal.waitFor((text) => headerOf(text)?.state === 'breakpoint' && headerOf(text));
    expect(Number(/error (\S+)/.exec(terminal.text())?.[1])).toBeLessThanOrEqual(0.01);
    terminal.press('B');
    await terminal.waitFor((text) => headerOf(text)?.iteration === stopped.iteration - 1);
    await terminal.waitFor(/error 0\.0100\d/);
    terminal.press(' ');
    await terminal.waitFor((text) => headerOf(text)?.state === 'breakpoint');
    terminal.press(' ');
    await terminal.waitFor((text) => headerOf(text)?.state === 'finished');
  });

  test('saves edits as a scenario that runs to the same bits', async () => {
    const folder = dirname(writeFile(''));
    const terminal = open(['xor', '--paused'], { columns: 120, rows: 40 });
    await terminal.waitFor('paused');
    terminal.press('tA');
    await terminal.waitFor(/10 +alpha 1 → 10/);
    terminal.press('t');
    await terminal.waitFor((text) => headerOf(text)?.iteration === 20);
    terminal.press('ex');
    await terminal.waitFor(/20 +syn0\[0,0\] = 0/);
    const file = join(folder, 'mine.json');
    terminal.press(`S${'\u007f'.repeat(20)}${file}\r`);
    await terminal.waitFor('saved as');
    terminal.press(`${'t'.repeat(8)}\t`);
    await terminal.waitFor('› predicted');
    await terminal.waitFor((text) => headerOf(text)?.iteration === 100);
    const saved: unknown = JSON.parse(readFileSync(file, 'utf8'));
    expect(saved).toMatchObject({
      changes: [
        { at: 10, set: { learningRate: 10 } },
        { at: 20, set: { 'syn0[0,0]': 0 } },
      ],
    });
    const replay = open([file, '--paused'], { columns: 120, rows: 40 });
    await replay.waitFor('paused');
    replay.press('t'.repeat(10));
    await replay.waitFor((text) => headerOf(text)?.iteration === 100);
    const panes = (screen: readonly string[]): string => screen.slice(3, 30).join('\n');
    expect(panes(replay.screen())).toBe(panes(terminal.screen()));
  });

  test('shows the verdict of the run, and applies its advice', async () => {
    const stuck = { name: 'XOR', data: xor, network: { hidden: [] }, training: { iterations: 4000 } };
    const terminal = open([writeFile(stuck)], { columns: 120, rows: 40 });
    await terminal.waitFor('running');
    terminal.press('+'.repeat(12));
    await terminal.waitFor((text) => headerOf(text)?.state === 'finished');
    await terminal.waitFor('stuck: no hidden layer to combine the inputs');
    terminal.press('v');
    await terminal.waitFor('What to try');
    terminal.press('1');
    await terminal.waitFor('solved since');
    expect(terminal.text()).toContain('l1 @ syn1');
  });
});
