import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { leanInk } from './lean-ink.js';
import { rawText } from './raw-text.js';

/**
 * Bundles the command and its training thread into a folder that is made anew. Ink and its dependencies are several hundred
 * small modules: read one by one they take longer than everything else before the first frame.
 * @param {string} folder from the root of the project, or absolute
 * @param {readonly import('./lean-ink.js').Replacement[]} without replacements to leave out, to measure what they save
 * @returns {Promise<import('esbuild').Metafile>}
 */
export async function bundle(folder, without = []) {
  await rm(folder, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    entryPoints: {
      main: 'src/cli/main.ts',
      thread: 'src/worker/thread.ts',
      comparison: 'src/cli/comparison-thread.ts',
      sweep: 'src/worker/sweep/thread.ts',
    },
    outdir: folder,
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    jsx: 'automatic',
    mainFields: ['module', 'main'],
    plugins: [leanInk(folder, without), rawText],
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    // The licences of the bundled packages stand in a file of their own, in full.
    legalComments: 'none',
    logLevel: 'warning',
  });
  return metafile;
}
