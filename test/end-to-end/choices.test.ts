import { expect, test } from 'vitest';
import { run } from './run.ts';

const commands = [
  'xor',
  'check xor',
  'init flowers.csv',
  'predict xor --weights w.npz --input rows.csv',
  'plot run.csv',
  'export xor',
  'sweep xor',
  'shot xor',
  'learn',
  'learn rebuild',
  'learn hunt',
].map((line) => line.split(' '));

/** The options and the positional arguments with a list of choices, as the help of a command shows them. */
async function choicesIn(command: readonly string[]): Promise<readonly (readonly [string, readonly string[]])[]> {
  const { stdout } = await run([...command, '--help']);
  const entries = stdout.matchAll(/(?<=\s)(--[\w-]+|network)\s{2,}[^[]*(?:\[required\]\s)?\[choices: ([^\]]+)\]/g);
  return [...entries].map(([, name = '', list = '']) => [name, JSON.parse(`[${list}]`) as readonly string[]]);
}

test.each(commands)('%s refuses any other word than its choices, and names them', async (...command) => {
  const found = await choicesIn(command);
  expect(found.length).toBeGreaterThan(0);
  for (const [name, choices] of found) {
    const word = `${choices[0]}x`;
    const others = command[0] === 'export' && name !== '--to' ? [...command, '--to', 'numpy'] : command;
    const { stdout, stderr, exitCode } = await run([...others, ...(name.startsWith('--') ? [name] : []), word]);
    const expected = `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
    expect(stderr).toBe(`backprop-tui: ${name}: expected ${expected}, found "${word}"; did you mean ${choices[0]}?\n`);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  }
});

test.each([
  [['export', 'xor', '--to', 'perl'], '--to: expected numpy, pytorch or typescript, found "perl"'],
  [['export', 'xor', '--to'], '--to: expected numpy, pytorch or typescript, found nothing'],
  [['export', 'xor'], '--to: expected numpy, pytorch or typescript, found nothing'],
  [['export', 'xor', '--to', '\u001b[31mperl'], '--to: expected numpy, pytorch or typescript, found "[31mperl"'],
  [
    ['network.py', '--theme', 'drak'],
    '--theme: expected light, dark or high-contrast, found "drak"; did you mean dark?',
  ],
  [['predict', 'xor'], '--weights and --input: expected a value each, found nothing'],
  [['predict', 'xor', '--weights', 'w.npz'], '--input: expected a value, found nothing'],
])('%j is refused', async (args, words) => {
  const { stdout, stderr, exitCode } = await run(args);
  expect(stderr.split('\n')[0]).toBe(`backprop-tui: ${words}`);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
});

test.each([
  ['xor --seed abc', '--seed: expected a whole number from 0 to 4,294,967,295, found no number'],
  ['xor --speed fast', '--speed: expected a number above 0, at most 1,000,000,000, or unlimited, found "fast"'],
  ['xor --log a.csv --log-every 0', '--log-every: expected a whole number from 1 on, found 0'],
  ['flowers.csv --rows 1.5', '--rows: expected a whole number from 1 to 10,000,000, found 1.5'],
  ['sweep xor --threads 0', '--threads: expected a whole number from 1 to 256, found 0'],
  ['shot xor --at x', '--at: expected a whole number from 0 to 60,000, found no number'],
])('%s is refused with what was found', async (line, words) => {
  const { stderr, exitCode } = await run(line.split(' '));
  expect(stderr).toContain(words);
  expect(exitCode).toBe(2);
});
