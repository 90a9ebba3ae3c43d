// Writes scenarios/scenario.schema.json from the schema that validates scenario files. Editors complete files with it.
import { writeFile } from 'node:fs/promises';
import { loadTypeScript } from './load-typescript.js';

const { jsonSchemaFile } = await loadTypeScript('src/scenario/json-schema.ts');
await writeFile(new URL('../scenarios/scenario.schema.json', import.meta.url), jsonSchemaFile());
