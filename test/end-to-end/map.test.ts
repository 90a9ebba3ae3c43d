import { expect, test } from 'vitest';
import { open } from './terminal.ts';

test('the map trains its runs beside the run on the screen, and quitting ends its threads', async () => {
  const terminal = open(['xor', '--paused']);
  await terminal.waitFor((text) => text.includes('paused'));
  terminal.press('Z');
  await terminal.waitFor((text) => /distribution\s+[1-9]\d* of 250 runs/.test(text));
  terminal.press('p');
  await terminal.waitFor((text) => text.includes('of 250 runs, paused'));
  terminal.press('q');
  await terminal.waitFor((text) => /Z map \d+ % paused/.test(text));
  terminal.press('q');
  expect((await terminal.exit()).exitCode).toBe(0);
});
