import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactJson, jsonSize, parseExactJson, repeatedName } from '../../src/formats/json.ts';

describe('exact JSON', () => {
  test('reads back every number, also those that JSON lacks', () => {
    const numbers = fc.array(fc.record({ value: fc.double(), others: fc.array(fc.double()) }));
    fc.assert(
      fc.property(numbers, (value) => {
        expect(parseExactJson(exactJson(value))).toEqual(value);
      }),
    );
    expect(exactJson({ a: -0, b: Number.NaN })).toBe('{"a":{"$number":"-0"},"b":{"$number":"NaN"}}');
    expect(parseExactJson('{"$number": "12"}')).toEqual({ $number: '12' });
  });
});

describe('the size of a JSON text', () => {
  const sizeOf = (value: unknown) => jsonSize(new TextEncoder().encode(JSON.stringify(value)));

  test('counts commas and brackets outside of strings', () => {
    expect(sizeOf({ 'a,[{': '"\\",{[', b: [1, 2, [3]], c: {} })).toEqual({ commas: 4, brackets: 4 });
    expect(sizeOf('\\')).toEqual({ commas: 0, brackets: 0 });
  });

  test('has one comma less than values in a list', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double(), fc.string()), { minLength: 1 }), (list) => {
        expect(sizeOf(list)).toEqual({ commas: list.length - 1, brackets: 1 });
      }),
    );
  });
});

describe('a repeated name', () => {
  test.each([
    ['{"a": 1, "b": 2}', undefined],
    ['{"a": 1, "b": 2, "a": 3}', 'a'],
    ['{"a": "b", "b": ["a", "a"], "c": [{"a": 1}, {"a": 1}]}', undefined],
    ['{"a": {"b": 1}, "c": {"b": 1}}', undefined],
    ['{"a": {"b": 1, "b": 1}}', 'b'],
    ['{"a": {"b": {"c": 1, "c": 1}}}', undefined],
    ['{"a\\"" : 1, "\\u0061\\"" :2}', 'a"'],
    ['{"\\\\": 1, "a": ":"}', undefined],
    ['[]', undefined],
    ['"a"', undefined],
  ])('of %s is %s', (text, name) => {
    expect(repeatedName(text)).toBe(name);
  });

  test('is never found in the output of JSON.stringify', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => repeatedName(JSON.stringify(value, null, 1)) === undefined));
  });
});
