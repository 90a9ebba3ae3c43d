import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** A plugin for esbuild: `import text from './file.ts?raw'` gives the text of a file, as in Vite. */
export const rawText = {
  name: 'raw-text',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: /\?raw$/ }, ({ path, importer }) => ({
      path: resolve(dirname(importer), path.replace(/\?raw$/, '')),
      namespace: 'raw-text',
    }));
    build.onLoad({ filter: /.*/, namespace: 'raw-text' }, async ({ path }) => ({
      contents: await readFile(path, 'utf8'),
      loader: 'text',
      watchFiles: [path],
    }));
  },
};
