import { expect, test } from 'vitest';
import { run } from './run.ts';
import { open } from './terminal.ts';

test('a race advances together, and enter puts another run in front', async () => {
  const terminal = open(['xor', '--speed', 'unlimited', '--race', 'optimizer=momentum,nesterov'], { columns: 120 });
  await terminal.waitFor('nesterov');
  terminal.press('K');
  await terminal.waitFor('place');
  await terminal.waitFor(/this run, optimizer descent +3 +0.00318/);
  terminal.press('\r');
  await terminal.waitFor(/this run, optimizer momentum +2 +0.00122/);
  terminal.press('q');
  terminal.press('q');
  terminal.press('q');
  expect((await terminal.exit()).exitCode).toBe(0);
});

test('a race with settings that the scenario refuses does not begin', async () => {
  const terminal = open(['xor', '--race', 'optimizer=sgd']);
  const { exitCode, lines } = await terminal.exit();
  expect([exitCode, lines.join('')]).toEqual([2, expect.stringContaining('found "sgd"')]);
  expect(await run(['xor', '--headless', '--race', 'optimizer=adam'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('--race: expected a terminal'),
  });
});

test('the loss surface is on P, and follows the run', async () => {
  const terminal = open(['xor', '--paused'], { columns: 100, rows: 30 });
  await terminal.waitFor('no iteration has run yet');
  terminal.press('P');
  await terminal.waitFor('99×45 losses');
  terminal.press('d');
  await terminal.waitFor('the weights are still the initial ones');
  terminal.press('t');
  await terminal.waitFor('distance along the steepest descent');
  terminal.press('qq');
  expect((await terminal.exit()).exitCode).toBe(0);
});
