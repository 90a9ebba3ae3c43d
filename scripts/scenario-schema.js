// Writes scenarios/scenario.schema.json, by which editors complete scenario files, from the schema that validates them.
import { writeFile } from 'node:fs/promises';
import { loadTypeScript } from './load-typescript.js';

const { jsonSchemaFile } = await loadTypeScript('src/scenario/json-schema.ts');
await writeFile(new URL('../scenarios/scenario.schema.json', import.meta.url), jsonSchemaFile());
