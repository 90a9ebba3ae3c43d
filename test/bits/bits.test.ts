import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runHeadless } from '../../src/cli/headless.ts';
import { activationNames } from '../../src/language/activations.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { recordedFields, writeScenarios } from './scenarios.ts';

// The short form of `npm run test:nodes`, which compares the same runs on Node 20, 22 and 24.

const folder = mkdtempSync(join(tmpdir(), 'bits-'));
afterAll(() => rmSync(folder, { recursive: true }));
const scenarios = writeScenarios(folder);
const recorded = JSON.parse(readFileSync('test/fixtures/bits.json', 'utf8')) as Readonly<Record<string, string>>;

/** The SHA-256 of the lines that `--json` prints, without later fields. */
async function digestOf(file: string): Promise<string> {
  const parsed = await readScenario(file);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const hash = createHash('sha256');
  const output = {
    line: (text: string) => hash.update(`${recordedFields(text, { file })}\n`),
    warn() {},
    async ready() {},
  };
  await runHeadless(parsed.scenario, true, output);
  return hash.digest('hex');
}

describe('the bits of a run', () => {
  test.each(scenarios)('are those that were recorded: $name', async ({ name, file }) => {
    expect(await digestOf(file)).toBe(recorded[name]);
  });

  test('are recorded for every activation', () => {
    const texts = scenarios.map(({ file }) => readFileSync(file, 'utf8')).join('\n');
    for (const name of activationNames) expect(texts).toContain(`"${name.replace(' ', '-')}"`);
  });
});
