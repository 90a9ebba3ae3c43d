import { expect, it } from 'vitest';
import { parseExpressionText } from '../../../src/script/debug/expression-text.ts';

it.each([
  ['1 +', 3, 'SyntaxError: invalid syntax'],
  ['x = 2', 0, 'SyntaxError: '],
  ['np.mean(l2', 7, "SyntaxError: '(' was never closed"],
  ['x) + (y', 1, "SyntaxError: unmatched ')'"],
  ['l2[0,', 2, "SyntaxError: '[' was never closed"],
  ['', 0, 'SyntaxError: invalid syntax'],
])('says where %j is wrong', (text, offset, message) => {
  const { fault } = parseExpressionText(text, 3);
  expect(fault?.message).toContain(message);
  expect(fault!.offset).toBeLessThanOrEqual(text.length);
  if (message.length > 15) expect(fault!.offset).toBe(offset);
});

it('takes an expression of one or more lines', () => {
  expect(parseExpressionText('np.mean(\n w) < 0.1', 3).expression?.kind).toBe('comparison');
});
