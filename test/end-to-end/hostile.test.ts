import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { headerOf } from './header.ts';
import { run } from './run.ts';
import { scenario, writeFile } from './scenario-files.ts';
import { open } from './terminal.ts';

/** Colours, a bell, a window title, C1 controls, right-to-left text, a line break, half of a surrogate pair. */
const hostile = 'a\u001b[31mb\u0007c\u001b]0;title\u001b\\d\u009b31me\u202ef\u2066g\nh\r\u007fi\u0000\ud800j';
const harmless = 'a[31mbc]0;title\\d31mefg h ij';

const evil = scenario({
  name: hostile,
  description: `description ${hostile}`,
  data: { inputs: [[0], [1]], targets: [[0], [1]], inputNames: [hostile], targetNames: [hostile] },
  network: { hidden: [2] },
  training: { iterations: 10 },
});

/** The sequences that the dashboard itself sends: modes, positions, erasing, colours, the question for the background. */
const own =
  /\u001b\[(\?(1049|25|1000|1002|1003|1006|2004|2026)[hl]|2J|H|\d+;\d+H|\d+C|K|c|[\d;]*m)|\u001b\]11;\?\u001b\\/g;
const suspicious = /(?![\n\r])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]/u;

describe('a hostile scenario file', () => {
  test.each([{ NO_COLOR: '1' }, { COLORTERM: 'truecolor' }])('changes nothing in the terminal with %j', async (env) => {
    const terminal = open([writeFile(evil), '--paused'], { env });
    await terminal.waitFor('paused');
    expect(terminal.screen()[0]).toContain(harmless.slice(0, 10));
    await terminal.waitFor(`description ${harmless}`);
    terminal.press('?');
    await terminal.waitFor('esc closes');
    terminal.press('?');
    await terminal.waitFor('paused');
    for (const [columns, rows] of [
      [60, 20],
      [200, 50],
    ] as const) {
      terminal.resize(columns, rows);
      await terminal.waitFor(columns === 60 ? /╭ › pred/ : /╭ program/);
    }
    terminal.press('s\t\t\t');
    await terminal.waitFor((text) => headerOf(text)?.iteration === 1);
    terminal.press('q');
    const { lines } = await terminal.exit();
    expect(lines[0]).toMatch(/^a\[31mbc\]0;title\\d31mefg h ij: seed 1, 1 iteration, error 0\.\d+$/);
    const text = terminal.bytes().toString('utf8');
    expect(text).not.toContain('\u001b[31m');
    expect(text.replaceAll(own, '')).not.toMatch(suspicious);
  });

  test.each([[['check']], [['--headless']], [[]]])('reaches a pipe as harmless text after %j', async (args) => {
    const broken = writeFile(
      JSON.stringify({ ...evil, [hostile]: 1, network: { [hostile]: hostile } }),
      'a\u001b[31mb\u0007.json',
    );
    const { stdout, stderr, exitCode } = await run([...args, broken]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain('a[31mb.json:1:');
    expect(stderr).not.toMatch(suspicious);
  });

  test('that is not text is refused with a message', async () => {
    const { stderr, exitCode } = await run([
      writeFile(new Uint8Array(readFileSync(process.execPath).subarray(0, 4096))),
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).not.toMatch(suspicious);
    expect(stderr.split('\n')).toHaveLength(2);
  });
});
