// Bundles the command and its training thread into dist/. Ink and its dependencies are several hundred small modules: read
// one by one they take longer than everything else before the first frame.
import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { leanInk } from './lean-ink.js';
import { bundledPackages, licenseList } from './third-party-licenses.js';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await rm('dist', { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: { main: 'src/cli/main.ts', thread: 'src/worker/thread.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  minify: true,
  metafile: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  jsx: 'automatic',
  mainFields: ['module', 'main'],
  plugins: [leanInk('dist')],
  define: { 'process.env.NODE_ENV': '"production"' },
  alias: {
    // Ink loads these two only for React's developer tools.
    'react-devtools-core': './scripts/nothing.js',
    ws: './scripts/nothing.js',
    'string-width': './scripts/string-width.cjs',
  },
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
  // The licences of the bundled packages stand in a file of their own, in full.
  legalComments: 'none',
  logLevel: 'warning',
});
await writeFile('dist/THIRD-PARTY-LICENSES.txt', licenseList(bundledPackages(metafile)));
