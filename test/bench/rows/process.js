// Whole processes, from start to exit, and the time to the first frame, which is by the clock.
import process from 'node:process';
import { childSeconds } from '../measure.js';

const COMMAND = 'bin/backprop-tui.js';

export async function prepare({ python }) {
  const run = (...args) => childSeconds(process.execPath, args);
  const terminal = await import('../dashboard.terminal.js').catch(() => undefined);
  return {
    samples: {
      'tutorial NumPy': () => python && childSeconds(python.command, ['test/bench/training.py']),
      'tutorial scenario': () => run(COMMAND, 'scenarios/xor.json', '--headless'),
      'tutorial script': () => run(COMMAND, 'test/bench/training.py', '--headless'),
      'iris scenario': () => run(COMMAND, 'scenarios/iris.json', '--headless'),
      'digits scenario': () => run(COMMAND, 'scenarios/digits.json', '--headless'),
      'node -e 0': () => run('-e', '0'),
      'without training': () => run(COMMAND, '--version'),
      'first frame': async () => (await terminal?.timeToFirstFrame([COMMAND, 'xor'])) / 1e3,
      'node -e 0, clock': async () => (await terminal?.timeToFirstFrame(['-e', '0'])) / 1e3,
    },
    figures: {
      'tutorial NumPy': 1,
      'tutorial scenario': 1,
      'tutorial script': 1,
      'iris scenario': 1,
      'digits scenario': 1,
      'node -e 0': 1,
      'without training': 1,
      'first frame': 1,
      'node -e 0, clock': 1,
    },
    rows: [
      {
        title: 'whole process, 60,000 iterations of XOR: / NumPy',
        over: ['tutorial scenario', 'tutorial NumPy'],
        atMost: 0.18,
      },
      {
        title: "the same script on this project's Python: / CPython",
        over: ['tutorial script', 'tutorial NumPy'],
        atMost: 1,
      },
      { title: 'start without training: / node -e 0', over: ['without training', 'node -e 0'], atMost: 1.6 },
      { title: 'first frame: / node -e 0, by the clock', over: ['first frame', 'node -e 0, clock'], atMost: 2.5 },
    ],
  };
}
