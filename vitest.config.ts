import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** A folder that is not there: the config and the progress of a person change no test. */
const absent = join(tmpdir(), 'backprop-tui-absent');

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/setup.ts'],
    // Reached only by a test that hangs, on a busy machine too: each wait of a test gives up after 20 seconds.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Modules are read once in each worker, not anew for each file: no test changes one.
    isolate: false,
    // One more than the cores: the tests of the command wait for its process, and the main process only reports.
    maxWorkers: availableParallelism() + 1,
    env: {
      // Any other value would load React's development build, which the command never uses.
      NODE_ENV: 'production',
      XDG_CONFIG_HOME: absent,
      XDG_STATE_HOME: absent,
    },
  },
});
