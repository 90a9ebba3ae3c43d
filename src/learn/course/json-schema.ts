import * as z from 'zod/mini';
import { lessonSchema, stepSchemas } from './schema.ts';

/** The text of `lessons/lesson.schema.json`, with which editors complete lesson files: JSON Schema draft 7. */
export function lessonSchemaFile(): string {
  return `${JSON.stringify({ ...lessonJsonSchema(), title: 'backprop-tui lesson' }, null, 2)}\n`;
}

export function lessonJsonSchema(): object {
  return schemaOf(lessonSchema);
}

/** The JSON Schema of each kind of step, for the documentation. */
export function stepJsonSchemas(): Readonly<Record<keyof typeof stepSchemas, object>> {
  const entries = Object.entries(stepSchemas).map(([kind, schema]) => [kind, schemaOf(schema)]);
  return Object.fromEntries(entries);
}

function schemaOf(schema: z.ZodMiniType): object {
  return z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
}
