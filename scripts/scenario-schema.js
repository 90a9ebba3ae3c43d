// Writes the schemas with which editors complete files, from those that validate them: of scenarios, of lessons, and of a person's
// choices.
import { writeFile } from 'node:fs/promises';
import { loadTypeScript } from './load-typescript.js';

const { jsonSchemaFile } = await loadTypeScript('src/scenario/json-schema.ts');
await writeFile(new URL('../scenarios/scenario.schema.json', import.meta.url), jsonSchemaFile());

const { configSchemaFile } = await loadTypeScript('src/cli/config-json-schema.ts');
await writeFile(new URL('../docs/config.schema.json', import.meta.url), configSchemaFile());

const { lessonSchemaFile } = await loadTypeScript('src/learn/course/json-schema.ts');
await writeFile(new URL('../lessons/lesson.schema.json', import.meta.url), lessonSchemaFile());
