import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 30_000,
    // Modules are read once for all files: no test changes one.
    isolate: false,
    // Colour and locale of the machine must not decide what a test sees.
    env: { NODE_ENV: 'production' },
  },
});
