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
  it('is what the schema gives: when this fails, run `node scripts/scenario-schema.js`', () => {
    expect(readFileSync('scenarios/scenario.schema.json', 'utf8')).toBe(jsonSchemaFile());
  });

  it('lets an editor complete every key, with a word on each', () => {
    const { properties } = JSON.parse(jsonSchemaFile());
    for (const [section, keys] of [...sectionKeys].filter(([own]) => own !== 'data')) {
      const described = propertiesOf(properties, section);
      expect(Object.keys(described)).toEqual(keys);
      for (const key of keys) expect(described[key], `${section}.${key}`).toHaveProperty('description');
    }
  });

  it('lets an editor complete every key of data, in each of the ways to have some', () => {
    const { data } = JSON.parse(jsonSchemaFile()).properties;
    for (const [way, sections] of [keysOfRows, keysOfFile, keysOfRule].entries()) {
      for (const [section, keys] of sections) {
        const described = propertiesIn(data.anyOf[way], section.split('.').slice(1));
        if (section !== 'data.image' || way < 2) expect(Object.keys(described).sort()).toEqual([...keys].sort());
        for (const [key, own] of Object.entries(described)) expect(own, key).toHaveProperty('description');
      }
    }
  });

  it('lets an editor know settings and cells in what a change sets', () => {
    const { properties } = JSON.parse(jsonSchemaFile());
    const { set } = properties.changes.items.properties;
    expect(set).toMatchObject({ minProperties: 1, additionalProperties: false });
    const [pattern] = Object.keys(set.patternProperties);
    expect('syn0[0,12]').toMatch(new RegExp(pattern ?? ''));
    expect('syn0[0,12').not.toMatch(new RegExp(pattern ?? ''));
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

/** Those of an object inside of another, of all the alternatives that it has. */
function propertiesIn({ properties, anyOf }: Described, [step, ...rest]: readonly string[]): Described['properties'] {
  const own = properties ?? Object.assign({}, ...(anyOf ?? []).map((one) => one.properties));
  if (step === undefined) return own;
  return own[step] === undefined ? {} : propertiesIn(own[step], rest);
}

/** Of alternatives the one that is an object. */
function objectIn(described: Described): Described {
  return described.anyOf?.map(objectIn).find(({ properties }) => properties !== undefined) ?? described;
}

describe('the shipped scenarios', () => {
  it('are found', () => {
    expect(shipped).toContain('xor.json');
  });

  it.each(shipped)('%s is valid and points to the schema', async (file) => {
    const text = readFileSync(`scenarios/${file}`, 'utf8');
    expect(await readScenario(`scenarios/${file}`)).toMatchObject({ ok: true });
    expect(JSON.parse(text)).toHaveProperty('$schema', `${file.includes('/') ? '..' : '.'}/scenario.schema.json`);
  });
});
