import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
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
  // A file, not a data URL: bundled CommonJS modules call `createRequire` with their own URL.
  const folder = mkdtempSync(join(tmpdir(), 'typescript-'));
  try {
    const file = join(folder, 'bundle.mjs');
    writeFileSync(file, output[0].code);
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
