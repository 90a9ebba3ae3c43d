import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repeatedName } from '../../src/formats/repeated-name.ts';

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
])('of %s the name that stands twice is %s', (text, name) => {
  expect(repeatedName(text)).toBe(name);
});

test('no name stands twice in what JSON.stringify writes', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => repeatedName(JSON.stringify(value, null, 1)) === undefined));
});
