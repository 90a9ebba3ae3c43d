import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jsonSchemaFile, sectionKeys } from '../../src/scenario/schema.ts';
import { messagesOf } from './messages.ts';

const shipped = readdirSync('scenarios').filter((file) => file.endsWith('.json') && file !== 'scenario.schema.json');

describe('scenario.schema.json', () => {
  it('is what the schema gives: when this fails, run `node scripts/scenario-schema.js`', () => {
    expect(readFileSync('scenarios/scenario.schema.json', 'utf8')).toBe(jsonSchemaFile());
  });

  it('lets an editor complete every key, with a word on each', () => {
    const { properties } = JSON.parse(jsonSchemaFile());
    for (const [section, keys] of sectionKeys) {
      const described = section === '' ? properties : properties[section].properties;
      expect(Object.keys(described)).toEqual(keys);
      for (const key of keys) expect(described[key], `${section}.${key}`).toHaveProperty('description');
    }
  });

  it('tells an editor of bounds and defaults, and that other keys are wrong', () => {
    const schema = JSON.parse(jsonSchemaFile());
    expect(schema).toMatchObject({ additionalProperties: false, required: ['name', 'data'] });
    expect(schema.properties.network).toMatchObject({
      additionalProperties: false,
      properties: {
        hidden: { default: [4], maxItems: 32, items: { type: 'integer', minimum: 1, maximum: 4096 } },
        bias: { default: false, type: 'boolean' },
      },
    });
  });
});

describe('the shipped scenarios', () => {
  it('are found', () => {
    expect(shipped).toContain('xor.json');
  });

  it.each(shipped)('%s is valid and points to the schema', (file) => {
    const text = readFileSync(`scenarios/${file}`, 'utf8');
    expect(messagesOf(text)).toEqual([]);
    expect(JSON.parse(text)).toHaveProperty('$schema', './scenario.schema.json');
  });
});
