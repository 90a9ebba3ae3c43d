import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { rawText } from './raw-text.js';

/**
 * Imports a TypeScript file of this project, bundled in memory: Node 20 does not load TypeScript.
 * @param {string} path from the root of the project, such as `src/scenario/schema.ts`
 */
export async function loadTypeScript(path) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../${path}`, import.meta.url))],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    plugins: [rawText],
    logLevel: 'warning',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
