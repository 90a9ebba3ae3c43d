// Writes scenarios/scenario.schema.json, by which editors complete scenario files, from the schema that validates them.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
// Bundled in memory: Node does not load TypeScript by itself.
const { outputFiles } = await build({
  entryPoints: ['src/scenario/schema.ts'],
  bundle: true,
  write: false,
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
});
const { jsonSchemaFile } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);
await writeFile('scenarios/scenario.schema.json', jsonSchemaFile());
