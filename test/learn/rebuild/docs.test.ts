import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { levelNames, networkNames } from '../../../src/learn/rebuild/level-names.ts';
import { mistakeIds, mistakes } from '../../../src/learn/rebuild/mistakes.ts';

const page = readFileSync('docs/rebuild.md', 'utf8');

it('has each mistake, level and network in its page', () => {
  for (const { title } of mistakes) expect(page).toContain(`- ${title}\n`);
  for (const name of [...levelNames, ...networkNames]) expect(page).toContain(`\`${name}\``);
});

it('has each mistake once in its table', () => {
  expect(mistakes.map(({ id }) => id)).toEqual([...mistakeIds]);
});
