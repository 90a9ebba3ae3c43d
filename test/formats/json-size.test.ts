import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonSize } from '../../src/formats/json-size.ts';

const sizeOf = (value: unknown) => jsonSize(new TextEncoder().encode(JSON.stringify(value)));

test('the size of a text is that of what stands in it, whatever its texts say', () => {
  expect(sizeOf({ 'a,[{': '"\\",{[', b: [1, 2, [3]], c: {} })).toEqual({ commas: 4, brackets: 4 });
  expect(sizeOf('\\')).toEqual({ commas: 0, brackets: 0 });
});

test('as many values are in a list as it has commas, and one', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.double(), fc.string()), { minLength: 1 }), (list) => {
      expect(sizeOf(list)).toEqual({ commas: list.length - 1, brackets: 1 });
    }),
  );
});
