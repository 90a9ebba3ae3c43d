import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { open } from './terminal.ts';

/** The niceness of each thread of a process, on Linux. */
function nicenessOf(pid: number): readonly number[] {
  const folder = `/proc/${pid}/task`;
  // The name of a thread, in parentheses, may hold spaces.
  const after = (stat: string): string => stat.slice(stat.lastIndexOf(')') + 2);
  return readdirSync(folder).flatMap((task) => {
    try {
      return Number(after(readFileSync(`${folder}/${task}/stat`, 'utf8')).split(' ')[16]);
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

test('the map trains its runs beside the run on the screen, and quitting ends its threads', async () => {
  const terminal = open(['xor', '--paused']);
  await terminal.waitFor((text) => text.includes('paused'));
  terminal.press('Z');
  await terminal.waitFor((text) => /distribution\s+[1-9]\d* of 250 runs/.test(text));
  if (process.platform === 'linux') expect(nicenessOf(terminal.pid).filter((own) => own > 0)).toContain(19);
  terminal.press('p');
  await terminal.waitFor((text) => text.includes('of 250 runs, paused'));
  terminal.press('q');
  await terminal.waitFor((text) => /Z map \d+ % paused/.test(text));
  terminal.press('q');
  expect((await terminal.exit()).exitCode).toBe(0);
});
