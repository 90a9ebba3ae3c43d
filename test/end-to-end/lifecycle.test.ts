import { describe, expect, test } from 'vitest';
import { full } from '../full.ts';
import { headerOf } from './header.ts';
import { scenario, writeFile } from './scenario-files.ts';
import { open, type Terminal } from './terminal.ts';

const restored = { alternateScreen: false, cursorVisible: true, modesRestored: true };

/** Resolves once training runs and has passed `further` iterations. */
async function running(terminal: Terminal, further = 0): Promise<void> {
  await terminal.waitFor((text) => {
    const header = headerOf(text);
    return header?.state === 'running' && header.iteration > further;
  });
}

describe('the dashboard', () => {
  test('opens on the alternate screen, without a cursor, and runs', async () => {
    const terminal = open(['xor']);
    await running(terminal);
    expect(terminal.screen()[0]).toMatch(
      /^ backprop-tui · XOR {3}▶ running +seed 1 {3}α 1 {3}speed \d+ it\/s, rising +\? help/,
    );
    expect(terminal.isAlternateScreen).toBe(true);
    expect(terminal.isCursorVisible).toBe(false);
  });

  test('opens before the first iteration with --paused', async () => {
    const terminal = open(['xor', '--paused', '--seed', '7']);
    const header = await terminal.waitFor((text) => headerOf(text)?.state === 'paused' && headerOf(text));
    expect(header).toEqual({ state: 'paused', seed: 7, speed: '10', iteration: 0, goal: 60_000 });
  });

  test.each([
    ['q', 'q'],
    ['Ctrl-C', '\u0003'],
  ])('leaves two lines about the run on the normal screen after %s', async (_name, key) => {
    const terminal = open(['xor', '--paused']);
    await terminal.waitFor('paused');
    terminal.press('t');
    await terminal.waitFor((text) => headerOf(text)?.iteration === 10);
    terminal.press(key);
    expect(await terminal.exit()).toEqual({
      ...restored,
      exitCode: 0,
      lines: [
        'XOR: seed 1, 10 iterations, error 0.495309880486',
        'predictions (targets): 0.4599 (0)  0.4835 (1)  0.5327 (1)  0.5376 (0)',
      ],
    });
  });

  test('takes keys, signals and sizes from its first frame on', async () => {
    const [pressed, signalled, resized] = [open(['xor']), open(['xor']), open(['xor', '--paused'])];
    const begun = (terminal: Terminal): Promise<string> => terminal.waitFor(/ 0 \/ 60,000/);
    await Promise.all([
      begun(pressed).then(() => pressed.press('q')),
      begun(signalled).then(() => signalled.signal('SIGTERM')),
      begun(resized).then(() => resized.resize(80, 24)),
    ]);
    expect(await pressed.exit()).toMatchObject({ ...restored, exitCode: 0 });
    expect(await signalled.exit()).toEqual({ ...restored, exitCode: 143, lines: [] });
    await resized.waitFor((text) => headerOf(text)?.state === 'paused' && text.split('\n')[1]?.trimEnd().length === 79);
  });

  const endings = [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGQUIT', 131],
  ] as const;
  test.each(full ? endings : endings.slice(0, 2))(
    'restores the terminal on %s and exits with %i',
    async (signal, exitCode) => {
      const terminal = open([writeFile(scenario({ playback: { speed: 'unlimited' }, training: { iterations: 1e9 } }))]);
      await running(terminal);
      terminal.signal(signal);
      expect(await terminal.exit()).toEqual({ ...restored, exitCode, lines: [] });
    },
  );

  test('restores the terminal before it prints an error of its own', async () => {
    const terminal = open(['xor'], { env: faultIn('main', 'boom \u001b[31m') });
    await running(terminal);
    terminal.signal('SIGUSR2');
    const ending = await terminal.exit();
    expect(ending).toMatchObject({ ...restored, exitCode: 1 });
    expect(ending.lines[0]).toBe('backprop-tui failed: Error: boom [31m');
  });

  test('reports a crash of the training thread, and R starts another', async () => {
    const terminal = open(['xor'], { env: faultIn('training', 'boom\n\u001b[31m') });
    await running(terminal);
    terminal.signal('SIGUSR2');
    await terminal.waitFor((text) => headerOf(text)?.state === 'crashed');
    expect(terminal.text()).toMatch(/^ the training thread failed: boom \[31m \(R starts a new one\)$/m);
    const iteration = headerOf(terminal.text())?.iteration;

    // Nothing hangs: the other keys still work.
    terminal.press('s');
    terminal.press('?');
    await terminal.waitFor('esc closes');
    terminal.press('\u001b');
    await terminal.waitFor((text) => headerOf(text)?.state === 'crashed');
    expect(headerOf(terminal.text())?.iteration).toBe(iteration);

    terminal.press('R');
    await running(terminal);
    expect(terminal.text()).not.toContain('boom');
    await running(terminal, headerOf(terminal.text())?.iteration);
    terminal.press('q');
    expect(await terminal.exit()).toMatchObject({ ...restored, exitCode: 0 });
  });

  test('can be quit after a crash of the training thread', async () => {
    const terminal = open(['xor'], { env: faultIn('training', 'boom') });
    await running(terminal);
    terminal.signal('SIGUSR2');
    await terminal.waitFor('boom');
    terminal.press('q');
    expect(await terminal.exit()).toMatchObject({ ...restored, exitCode: 0 });
  });
});

describe('at its end a run', () => {
  const network = { hidden: [] };
  const training = { iterations: 2000 };
  const playback = { speed: 'unlimited' };

  test('that has solved the task shows it and stays open', async () => {
    const terminal = open([writeFile(scenario({ network, training, playback }))]);
    const header = await terminal.waitFor((text) => headerOf(text)?.state === 'finished' && headerOf(text));
    expect(header).toMatchObject({ iteration: 2000, goal: 2000 });
    terminal.press('q');
    const { lines } = await terminal.exit();
    expect(lines[0]).toMatch(/^AND: seed 1, 2,000 iterations, error 0\.0\d+, solved at [\d,]+$/);
  });

  test('that has not solved it shows that it has finished; every key still works', async () => {
    const data = { inputs: [[0], [1]], targets: [[1], [1]] };
    const terminal = open([writeFile(scenario({ data, network, training: { iterations: 20 }, playback }))]);
    const at = (state: string, iteration: number, goal: number, seed: number): Promise<unknown> =>
      terminal.waitFor((text) => {
        const header = headerOf(text);
        return (
          header?.state === state && header.iteration === iteration && header.goal === goal && header.seed === seed
        );
      });
    await at('finished', 20, 20, 1);
    terminal.press('s');
    await at('paused', 21, 20, 1);
    terminal.press(' ');
    await at('finished', 40, 40, 1);
    terminal.press(' ');
    await at('finished', 60, 60, 1);
    terminal.press('R');
    await at('finished', 20, 20, 1);
    terminal.press('r');
    await at('finished', 20, 20, 2);
    terminal.press('q');
    expect((await terminal.exit()).exitCode).toBe(0);
  });
});

/** An environment in which SIGUSR2 makes a thread of the process throw. */
function faultIn(thread: 'main' | 'training', message: string): Record<string, string> {
  const preload = new URL('throw-on-request.js', import.meta.url).href;
  return { NODE_OPTIONS: `--import ${preload}`, FAULT: thread, FAULT_MESSAGE: message };
}
