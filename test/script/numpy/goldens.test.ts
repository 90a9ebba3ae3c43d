import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Case, differenceOf } from './compare.ts';
import { run } from './evaluator.ts';

const cases = JSON.parse(
  readFileSync(new URL('../../goldens/script-numpy.json', import.meta.url), 'utf8'),
) as readonly Case[];

test('snippets print, warn and fail as they do with NumPy', () => {
  const differences = cases.flatMap((recorded) => differenceOf(run(recorded.source), recorded) ?? []);
  expect(differences).toEqual([]);
});
