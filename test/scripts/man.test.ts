import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keyTable } from '../../src/ui/keys/bindings.ts';

const { manPage } = (await import('../../scripts/man.js' as string)) as {
  manPage(table: ReturnType<typeof keyTable>): Promise<string>;
};

test('the man page has the options and keys of the program (npm run generate writes it)', async () => {
  const written = readFileSync('man/backprop-tui.1', 'utf8');
  expect(written).toBe(await manPage(keyTable()));
  for (const part of ['--plain', '--save\\-every', 'backprop\\-tui check', 'Close and leave', 'ACCESSIBLE'])
    expect(written).toContain(part.replace(/^--/, '\\-\\-'));
});
