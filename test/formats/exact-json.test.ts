import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactJson, parseExactJson } from '../../src/formats/exact-json.ts';

test('every number is the same again when it is read, those too that JSON does not have', () => {
  const numbers = fc.array(fc.record({ value: fc.double(), others: fc.array(fc.double()) }));
  fc.assert(
    fc.property(numbers, (value) => {
      expect(parseExactJson(exactJson(value))).toEqual(value);
    }),
  );
  expect(exactJson({ a: -0, b: Number.NaN })).toBe('{"a":{"$number":"-0"},"b":{"$number":"NaN"}}');
  expect(parseExactJson('{"$number": "12"}')).toEqual({ $number: '12' });
});
