import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../full.ts';
import { anySource } from './any-source.ts';
import { exported, exportedScripts } from './exported.ts';
import { ourRun } from './our-run.ts';
import { subjects } from './subjects.ts';
import { runTypeScript } from './typescript.ts';

const scripts = exportedScripts('typescript');

describe('scripts in TypeScript', () => {
  test.each(subjects)('$name gives the bits of our run', async ({ name, source }) => {
    const { script, values } = exported('typescript', { name, source });
    const own = ourRun(source);
    const found = await runTypeScript(script, values, source.iterations);
    expect(found).toMatchObject(own);
  });

  test('give the bits of our run for any changes and any end', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anySource, async (source) => {
        const { script, values } = exported('typescript', { name: 'any', source });
        const { errors, iterations, measures, values: own } = ourRun(source);
        // A run that stops early may have other names than at the end.
        const asked = Object.fromEntries(Object.keys(own).map((name) => [name, values[name] ?? name]));
        const found = await runTypeScript(script, asked, source.iterations);
        expect(found).toMatchObject({ errors, iterations, measures, values: own });
      }),
      { numRuns: runs(30) },
    );
  });

  test('pass a strict compiler, and run by erasing their types', () => {
    const folder = mkdtempSync(join(tmpdir(), 'exported-'));
    for (const { name, script } of scripts) writeFileSync(join(folder, `${name}.ts`), script);
    const files = scripts.map(({ name }) => join(folder, `${name}.ts`));
    const strict = ['--strict', '--noUncheckedIndexedAccess', '--erasableSyntaxOnly', '--noEmit', '--ignoreConfig'];
    const environment = ['--target', 'ES2022', '--lib', 'ES2022,DOM', '--types', ''];
    const { stdout } = spawnSync('node_modules/.bin/tsc', [...strict, ...environment, ...files], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(stdout).toBe('');
  });
});
