import * as z from 'zod/mini';
import { configSchema } from './config-schema.ts';

/** The text of `docs/config.schema.json`, with which editors complete the file. The program itself does not need it. */
export function configSchemaFile(): string {
  const schema = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ ...schema, title: 'backprop-tui config' }, null, 2)}\n`;
}
