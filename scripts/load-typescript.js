import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { rawText } from './raw-text.js';

/**
 * Imports a TypeScript file of this project, bundled in memory: Node 20 does not load TypeScript.
 * @param {string} path from the root of the project, such as `src/scenario/schema.ts`
 */
export async function loadTypeScript(path) {
  const input = fileURLToPath(new URL(`../${path}`, import.meta.url));
  const build = await rolldown({ input, platform: 'node', plugins: [rawText] });
  const { output } = await build.generate({ format: 'esm', codeSplitting: false });
  await build.close();
  return import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
}
