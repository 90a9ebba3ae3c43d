import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readProgress } from '../../src/learn/course/progress.ts';
import { run } from './run.ts';
import { open } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'learn-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'backprop-tui', 'learn.json');
const options = { columns: 80, rows: 24, env: { XDG_STATE_HOME: folder } };

test('a lesson goes from its first key to its last, and on where a person stopped', async () => {
  const first = open(['learn', '1-2'], options);
  await first.waitFor((text) => text.includes('One forward line  1 of 10') && text.includes('paused'));
  first.press('\r');
  await first.waitFor((text) => text.includes('press n once'));
  first.press('n');
  await first.waitFor((text) => text.includes('3 of 10'));
  first.press('\r');
  await first.waitFor((text) => text.includes('answer _'));
  // A wrong answer, then a hint, then the right one.
  first.press('1\r');
  await first.waitFor((text) => text.includes('1 is too large. Try again'));
  first.press('h');
  await first.waitFor((text) => text.includes('Hint 1: Which inputs of that row are not 0?'));
  first.press('-0.56\r');
  await first.waitFor((text) => text.includes('yours -0.56   true -0.5591'));
  first.press('q');
  const { lines } = await first.exit();
  expect(lines.join('\n')).toContain('One forward line: step 4 of 10.');
  expect(readProgress(readFileSync(file, 'utf8')).lessons['1-2-forward']).toMatchObject({ step: 3, steps: 10 });

  const second = open(['learn'], options);
  await second.waitFor((text) => text.includes('4 of 10') && text.includes('What is its sum?'));
  // The line that was run before has run again.
  expect(second.text()).toMatch(/2▶ l1/);
  second.press('-0.56\r');
  await second.waitFor((text) => text.includes('enter next'));
  second.press('\r');
  await second.waitFor((text) => text.includes('1-2 choose'));
  // The key waits for the answer.
  second.press('n');
  await second.waitFor((text) => text.includes('answer first: then n shows the result'));
  second.press('1');
  await second.waitFor((text) => text.includes('Your answer: a number below 0.5.'));
  second.press('n');
  await second.waitFor((text) => text.includes('✓ 1 a number below 0.5'));
  second.press('q');
  expect((await second.exit()).exitCode).toBe(0);
});

test('a lesson is heard, and its progress is forgotten on request', async () => {
  const reader = open(['learn', '0-1', '--plain'], options);
  await reader.waitFor(
    (text) => text.includes('Thirty seconds, step 1 of 7.') && text.includes('enter: next, h: hint.') === false,
  );
  // The description of the scenario answers what lessons ask.
  await reader.waitFor(
    (text) => text.includes('Untrained: no iteration has run yet.') && !text.includes('balances it'),
  );
  reader.press('\r');
  await reader.waitFor((text) => text.includes('Start it: press space.'));
  const reset = open(['learn', '--reset'], options);
  await reset.exit();
  // The lesson that is open does not bring its progress back.
  reader.press(' ');
  await reader.waitFor((text) => text.includes('Stop it with the same key'));
  reader.press('q');
  expect((await reader.exit()).lines.join(' ').replace(/\s+/g, ' ')).toContain('while it was open, and is not kept.');
  expect(existsSync(file) && readProgress(readFileSync(file, 'utf8')).lessons).toEqual({});
});

test('the check of a lesson names the scenario that is meant', async () => {
  const own = join(folder, 'own.json');
  const lesson = { title: 'T', about: 'A', minutes: 1, scenario: 'xorr', steps: [{ say: 'A.' }] };
  writeFileSync(own, JSON.stringify(lesson));
  const { exitCode, lines } = await open(['check', own], { ...options, columns: 200 }).exit();
  expect(exitCode).toBe(2);
  expect(lines.join('\n')).toContain(
    'expected a file beside the lesson, or the name of a built-in scenario, found "xorr"; did you mean "xor"?',
  );
});

test('the fault of an unknown lesson names the one that is meant, without a terminal, too', async () => {
  const { stderr, exitCode } = await run(['learn', 'hiden-layer']);
  expect(exitCode).toBe(2);
  expect(stderr).toBe(
    'hiden-layer  expected a lesson: backprop-tui learn --list names them, found no file of this name; did you mean "hidden-layer"?\n',
  );
});
