import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keysOfFile, keysOfRows, keysOfRule } from '../../src/scenario/data-fields.ts';
import { jsonSchemaFile } from '../../src/scenario/json-schema.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { sectionKeys } from '../../src/scenario/schema.ts';

const shipped = readdirSync('scenarios', { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.json') && file !== 'scenario.schema.json',
);

describe('scenario.schema.json', () => {
  it('is generated from the schema: when this fails, run `npm run generate`', () => {
    expect(readFileSync('scenarios/scenario.schema.json', 'utf8')).toBe(jsonSchemaFile());
  });

  it('describes every key', () => {
    const { properties } = JSON.parse(jsonSchemaFile());
    for (const [section, keys] of [...sectionKeys].filter(([own]) => own !== 'data')) {
      const described = propertiesOf(properties, section);
      expect(Object.keys(described)).toEqual(keys);
      for (const key of keys) expect(described[key], `${section}.${key}`).toHaveProperty('description');
    }
  });

  it('describes every key of each kind of data', () => {
    const { data } = JSON.parse(jsonSchemaFile()).properties;
    for (const [way, sections] of [keysOfRows, keysOfFile, keysOfRule].entries()) {
      for (const [section, keys] of sections) {
        const described = propertiesIn(data.anyOf[way], section.split('.').slice(1));
        if (section !== 'data.image' || way < 2) expect(Object.keys(described).sort()).toEqual([...keys].sort());
        for (const [key, own] of Object.entries(described)) expect(own, key).toHaveProperty('description');
      }
    }
  });

  it('allows settings and cells in set', () => {
    const { properties } = JSON.parse(jsonSchemaFile());
    const { set } = properties.changes.items.properties;
    expect(set).toMatchObject({ minProperties: 1, additionalProperties: false });
    const [pattern] = Object.keys(set.patternProperties);
    expect('syn0[0,12]').toMatch(new RegExp(pattern ?? ''));
    expect('syn0[0,12').not.toMatch(new RegExp(pattern ?? ''));
  });

  it('has bounds and defaults, and refuses other keys', () => {
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

interface Described {
  readonly properties: Readonly<Record<string, Described>>;
  readonly items: Described;
  readonly anyOf?: readonly Described[];
}

/** The keys of a section of the schema: `changes[].set`. */
function propertiesOf(properties: Described['properties'], section: string): Described['properties'] {
  return section.split('.').reduce((own, step) => {
    const described = own[step.replace('[]', '')];
    if (step === '' || described === undefined) return own;
    const whole = step.endsWith('[]') ? described.items : described;
    return objectIn(whole).properties;
  }, properties);
}

/** The keys of an object inside of another one, from all alternatives. */
function propertiesIn({ properties, anyOf }: Described, [step, ...rest]: readonly string[]): Described['properties'] {
  const own = properties ?? Object.assign({}, ...(anyOf ?? []).map((one) => one.properties));
  if (step === undefined) return own;
  return own[step] === undefined ? {} : propertiesIn(own[step], rest);
}

/** The alternative that is an object. */
function objectIn(described: Described): Described {
  return described.anyOf?.map(objectIn).find(({ properties }) => properties !== undefined) ?? described;
}

describe('the shipped scenarios', () => {
  it('exist', () => {
    expect(shipped).toContain('xor.json');
  });

  it.each(shipped)('%s is valid and points to the schema', async (file) => {
    const text = readFileSync(`scenarios/${file}`, 'utf8');
    expect(await readScenario(`scenarios/${file}`)).toMatchObject({ ok: true });
    expect(JSON.parse(text)).toHaveProperty('$schema', `${file.includes('/') ? '..' : '.'}/scenario.schema.json`);
  });
});
