import { expect, it } from 'vitest';
import { parsePath, printPath } from '../../../src/script/roles/path.ts';

it.each([
  'syn0',
  'net.weights[0]',
  'params["W"]',
  'main()::w1',
  'Net.train()::layer.weights',
  'a[-1].b["c d"][2]',
  'a[:].w[:].data',
])('reads the path %s that it prints', (text) => {
  const path = parsePath(text);
  expect(path && printPath(path)).toBe(text);
});

it.each(['', '1', 'a b', 'f()', 'a[b]', 'a.', '__import__("os").x'])(
  'refuses the text %j, which is no path',
  (text) => {
    expect(parsePath(text)).toBeUndefined();
  },
);
