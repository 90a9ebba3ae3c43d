import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { full } from '../full.ts';
import { type Header, headerOf } from './header.ts';
import { scenario, writeFile } from './scenario-files.ts';
import { open, type Terminal } from './terminal.ts';

async function until(terminal: Terminal, expected: Partial<Header>): Promise<Header> {
  return await terminal.waitFor((text) => {
    const header = headerOf(text);
    const fits = Object.entries(expected).every(([key, value]) => header?.[key as keyof Header] === value);
    return fits && header;
  });
}

async function openPaused(...args: readonly string[]): Promise<Terminal> {
  const terminal = open([...args, '--paused']);
  await until(terminal, { state: 'paused', iteration: 0 });
  return terminal;
}

describe('a key', () => {
  test('space runs and pauses: the iteration then stays the same', async () => {
    const terminal = await openPaused('xor');
    terminal.press(' ');
    const running = await terminal.waitFor((text) => {
      const header = headerOf(text);
      return header?.state === 'running' && header.iteration > 0 && header;
    });
    terminal.press(' ');
    const paused = await until(terminal, { state: 'paused' });
    expect(paused.iteration).toBeGreaterThanOrEqual(running.iteration);
    // The key shows before the thread has answered; each further key draws a frame.
    let still = 0;
    for (let last = paused.iteration; still < (full ? 10 : 5); still++) {
      const { iteration } = await redrawn(terminal);
      if (iteration !== last) still = 0;
      last = iteration;
    }
    const { iteration } = await redrawn(terminal);
    for (let frame = 0; frame < (full ? 20 : 8); frame++) expect((await redrawn(terminal)).iteration).toBe(iteration);
  });

  test('s runs exactly one more, t ten, and each counts when several are pressed at once', async () => {
    const terminal = await openPaused('xor');
    let expected = 0;
    for (const [key, more] of [...Array(3).fill(['s', 1]), ...Array(3).fill(['t', 10]), ['sssttss', 25]]) {
      const before = expected;
      expected += more;
      terminal.press(key);
      if (key.length > 1) await until(terminal, { state: 'paused', iteration: expected });
      const { iteration } = await terminal.waitFor((text) => {
        const header = headerOf(text);
        return header !== undefined && header.iteration > before && header;
      });
      expect(iteration).toBe(expected);
    }
    expect((await redrawn(terminal)).iteration).toBe(expected);
  });

  test('s pauses a running training', async () => {
    const terminal = open(['xor']);
    // Past the first iteration: a screen from before R would otherwise pass for one after it.
    await terminal.waitFor((text) => (headerOf(text)?.iteration ?? 0) > 0);
    terminal.press('s');
    await until(terminal, { state: 'paused' });
    terminal.press('R');
    await until(terminal, { state: 'paused', iteration: 0 });
    expect((await redrawn(terminal)).iteration).toBe(0);
  });

  test('R restores the initial weights, and the same steps give the same numbers', async () => {
    const terminal = await openPaused('xor');
    const first = terminal.text();
    terminal.press('ttts');
    await until(terminal, { iteration: 31 });
    const later = terminal.text();
    expect(later).not.toBe(first);
    terminal.press('R');
    await until(terminal, { iteration: 0 });
    // Ends the message that nothing was changed.
    terminal.press('\u000c');
    await terminal.waitFor((text) => text === first);
    terminal.press('ttts');
    await until(terminal, { iteration: 31 });
    expect(terminal.text()).toBe(later);
  });

  test('r starts from the next seed, like --seed', async () => {
    const terminal = await openPaused('xor');
    terminal.press('r');
    await until(terminal, { seed: 2, iteration: 0 });
    const other = await openPaused('xor', '--seed', '2');
    // The description of the other run is that of its own seed.
    terminal.press('d');
    other.press('d');
    await other.waitFor((text) => !text.includes('esc hides'));
    await terminal.waitFor(other.text());
    terminal.press('ts');
    other.press('ts');
    await until(other, { iteration: 11 });
    await terminal.waitFor(other.text());
    expect(headerOf(terminal.text())).toMatchObject({ seed: 2, iteration: 11 });
  });

  test('+ and - change the speed of a run, from one a second to unlimited', async () => {
    const playback = { speed: 10_000 };
    const terminal = open([writeFile(scenario({ training: { iterations: 1e9 }, playback }))]);
    await until(terminal, { state: 'running', speed: '10k' });
    for (const speed of ['30k', '100k', 'unlimited']) {
      terminal.press('+');
      await until(terminal, { state: 'running', speed });
    }
    terminal.press('+');
    const { iteration } = headerOf(terminal.text()) as Header;
    await terminal.waitFor((text) => (headerOf(text)?.iteration ?? 0) > iteration);
    for (const speed of ['100k', '30k', '10k', '3k', '1k', '300', '100', '30', '10', '3', '1']) {
      terminal.press('-');
      await until(terminal, { state: 'running', speed });
    }
    // Faster again after slow iterations: the thread still reads its messages.
    terminal.press('+'.repeat(11));
    await until(terminal, { state: 'running', speed: 'unlimited' });
    terminal.press(' ');
    await until(terminal, { state: 'paused' });
  });

  test('? searches what every key does, and does it; escape alone closes it', async () => {
    const terminal = await openPaused('xor');
    terminal.press('?');
    await terminal.waitFor('esc closes');
    expect(terminal.text()).toMatch(/ s +.*one iteration/);
    terminal.press('one iteration\r');
    await until(terminal, { iteration: 1 });
    terminal.press('?');
    await terminal.waitFor('esc closes');
    terminal.press('\u001b');
    await terminal.waitFor((text) => !text.includes('esc closes'));
  });

  test('pressed while the program starts is not lost, and not left on the screen', async () => {
    const slow = open(['xor', '--paused']);
    slow.press('ttt');
    await until(slow, { iteration: 30 });
    const calm = await openPaused('xor');
    calm.press('ttt');
    await until(calm, { iteration: 30 });
    expect(slow.text()).toBe(calm.text());
  });

  // A busy machine may hold up a byte for longer than the program waits: `npm test` has the test of the keyboard on a clock of its own.
  test.runIf(full)('that arrives in several reads is one key, and does not change the training', async () => {
    const terminal = await openPaused('xor');
    terminal.press('\t');
    await terminal.waitFor('› program');
    terminal.press('s');
    await until(terminal, { state: 'paused', iteration: 1 });
    for (const bytes of [...'\u001b[A\u001b[A\u001bOB\u001b[D\u001b[1;5C\u001b[5~']) {
      terminal.press(bytes);
      // Long enough for the program to read each byte by itself, and much shorter than it waits.
      await setTimeout(3);
    }
    terminal.press('s');
    await until(terminal, { state: 'paused', iteration: 2 });
    expect(terminal.text()).toMatch(/seed 1 {3}α 1 /);
  });

  test('in pasted text is text for a prompt, and nothing elsewhere', async () => {
    const terminal = await openPaused('xor');
    const before = terminal.text();
    const paste = '\u001b[200~AAsst r\u0003q\r\n\u001b[201~';
    terminal.press(`${paste}s`);
    await until(terminal, { state: 'paused', iteration: 1 });
    terminal.press('R');
    await until(terminal, { iteration: 0 });
    terminal.press('\u000c');
    await terminal.waitFor((text) => text === before);
    terminal.press('@\u001b[200~0.25\r\n\u001b[201~');
    await terminal.waitFor(/alpha .*= 0\.25_/);
    terminal.press('\r');
    await terminal.waitFor('α 0.25');
  });

  test('works again after pasted text without an end', async () => {
    const terminal = await openPaused('xor');
    terminal.press('@');
    await terminal.waitFor(/alpha .*= _/);
    terminal.press('\u001b[200~0.25');
    // The text is shown once nothing has followed it for a while.
    await terminal.waitFor(/alpha .*= 0\.25_/);
    terminal.press('\r');
    await terminal.waitFor('α 0.25');
  });

  test('without a binding does nothing', async () => {
    const terminal = await openPaused('xor');
    // ESC is a key of its own in front of the A below, and hides the description.
    terminal.press('\u001b');
    await terminal.waitFor((text) => !text.includes('esc hides'));
    const before = terminal.text();
    terminal.press('h\u001b[15~\u001b[97;5u\u001b[I\u001b]11;rgb:0/0/0\u0007\u001bAé\u0000');
    terminal.press('s');
    await until(terminal, { iteration: 1 });
    terminal.press('R');
    await until(terminal, { iteration: 0 });
    terminal.press('\u000c');
    await terminal.waitFor((text) => text === before);
  });
});

/** The header of a frame drawn after this call: the call changes the scale of the chart and back. */
async function redrawn(terminal: Terminal): Promise<Header> {
  for (const scale of [/ linear ─/, / log ─/]) {
    terminal.press('l');
    await terminal.waitFor(scale);
  }
  return headerOf(terminal.text()) as Header;
}
