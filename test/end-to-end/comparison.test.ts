import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { run } from './run.ts';
import { scenario, writeFile } from './scenario-files.ts';
import { open } from './terminal.ts';

test('the run of compareWith stands in the chart, and a missing one leaves the run as it is', async () => {
  const terminal = open(['future-work/nesterov', '--speed', 'unlimited']);
  await terminal.waitFor('optimizer momentum');
  terminal.press('K');
  await terminal.waitFor(/1 optimizer momentum +500/);
  terminal.press('qq');
  expect((await terminal.exit()).exitCode).toBe(0);
  const file = writeFile(scenario({ compareWith: 'none.json' }));
  const alone = open([file]);
  await alone.waitFor('no comparison with none.json: there is no such scenario');
  alone.press('q');
  expect((await alone.exit()).exitCode).toBe(0);
  const { stderr, exitCode } = await run(['check', file], {}, dirname(file));
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('compareWith: expected a scenario file')]);
});

test('every scenario of future-work has a good one to compare with', async () => {
  const names = readdirSync('scenarios/future-work').map((file) => `future-work/${file.replace('.json', '')}`);
  const without = names.filter((name) => !/"compareWith": "\w/.test(readFileSync(`scenarios/${name}.json`, 'utf8')));
  expect(without).toEqual([]);
  expect(await run(['check', ...names])).toMatchObject({ exitCode: 0 });
});
