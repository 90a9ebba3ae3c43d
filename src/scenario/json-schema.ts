import * as z from 'zod/mini';
import { fileData, generatedData, rowData } from './data-fields.ts';
import { scenarioSchema } from './schema.ts';

/**
 * The text of `scenario.schema.json`, with which editors complete scenario files: JSON Schema draft 7, which all editors support.
 */
export function jsonSchemaFile(): string {
  const { properties, ...rest } = schemaOf(scenarioSchema) as { readonly properties: Record<string, object> };
  const { description } = properties['data'] as { readonly description: string };
  const data = { description, anyOf: [inside(rowData), inside(fileData), inside(generatedData)] };
  const schema = { ...rest, properties: { ...properties, data }, title: 'backprop-tui scenario' };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function schemaOf(schema: z.ZodMiniType): object {
  return z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
}

function inside(schema: z.ZodMiniType): object {
  const { $schema, ...own } = schemaOf(schema) as { readonly $schema?: string };
  return own;
}
