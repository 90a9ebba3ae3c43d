import { expect, test } from 'vitest';
import { partOf } from '../../src/language/parts.ts';

test('a part is imported once, and again after a failure', async () => {
  const answers = [Promise.reject(new Error('gone')), Promise.resolve(1), Promise.resolve(2)];
  const part = partOf(() => answers.shift() as Promise<number>);
  await expect(part()).rejects.toThrow('gone');
  expect([await part(), await part()]).toEqual([1, 1]);
});
