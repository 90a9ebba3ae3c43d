import { expect, test } from 'vitest';
import { readKeyScript } from '../../../src/learn/course/key-script.ts';

test('keys, repeated keys, pauses and texts are read in their order', () => {
  expect(readKeyScript(' s*3  esc wait:250 w type:l1! * + ')).toEqual({
    ok: true,
    steps: [
      ...['s', 's', 's', 'escape'].map((key) => ({ key })),
      { wait: 250 },
      ...['w', 'l', '1', '!', '*', '+'].map((key) => ({ key })),
    ],
  });
});

test.each(['spcae', 'wait:soon', 'wait:600001', 's*0', 's*1001', 'type:', 'ab*2'])('%s is refused', (word) => {
  expect(readKeyScript(`s ${word} n`)).toMatchObject({ ok: false, word });
});
