import { expect, test } from 'vitest';
import { open } from './terminal.ts';

test('a click on a word of the footer is its key, and one in the chart chooses an iteration', async () => {
  const terminal = open(['xor', '--paused']);
  await terminal.waitFor('paused');
  expect(terminal.mouse).toBe('drag');
  const column = terminal.screen()[39]?.indexOf(' step') ?? 0;
  for (let clicks = 1; clicks <= 3; clicks++) {
    terminal.press(`\u001b[<0;${column + 2};40M\u001b[<0;${column + 2};40m`);
    await terminal.waitFor(new RegExp(`^ +${clicks} / 60,000`, 'm'));
  }
  terminal.press('\u001b[<0;20;10M\u001b[<0;20;10m');
  await terminal.waitFor(/error +iteration \d/);
  terminal.press('q');
  expect(await terminal.exit()).toMatchObject({ exitCode: 0, modesRestored: true });
  expect(terminal.mouse).toBe('none');
});

test('--no-mouse leaves the mouse to the terminal', async () => {
  const terminal = open(['xor', '--paused', '--no-mouse']);
  await terminal.waitFor('paused');
  expect(terminal.bytes().includes('\u001b[?1000')).toBe(false);
  terminal.press('q');
  expect(await terminal.exit()).toMatchObject({ exitCode: 0, modesRestored: true });
});
