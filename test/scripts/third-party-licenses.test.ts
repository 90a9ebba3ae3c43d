import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}
type Chunks = readonly { modules: Record<string, { renderedLength: number }> }[];

const { bundledPackages, licenseList } = (await import('../../scripts/third-party-licenses.js' as string)) as {
  bundledPackages(chunks: Chunks): readonly Package[];
  licenseList(packages: readonly Package[]): string;
};

const folder = mkdtempSync(join(tmpdir(), 'licenses-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a package to `node_modules`; returns the path of its one module. */
function packageOf(name: string, manifest: object, files: Readonly<Record<string, string>>): string {
  const own = join(folder, 'node_modules', name);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'package.json'), JSON.stringify({ name, version: '1.2.3', ...manifest }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(own, file), text);
  return join(own, 'index.js');
}

function bundleOf(...paths: readonly string[]): Chunks {
  return [{ modules: Object.fromEntries(paths.map((path) => [path, { renderedLength: 9 }])) }];
}

describe('the list of bundled packages', () => {
  const mit = packageOf('@some/one', { license: 'MIT' }, { 'LICENSE.md': 'MIT text\n' });
  const isc = packageOf('another', { license: 'ISC' }, { 'license.txt': 'ISC text\n', NOTICE: 'a notice\n' });

  it('has each package once, with its version, licence and licence text', () => {
    const twice = mit.replace('index.js', 'lib/more.js');
    expect(licenseList(bundledPackages(bundleOf(isc, mit, twice, 'src/cli/main.ts')))).toMatch(
      /^@some\/one 1\.2\.3 \(MIT\)\n\nMIT text\n\n-+\n\nanother 1\.2\.3 \(ISC\)\n\na notice\n\nISC text\n$/m,
    );
  });

  it('leaves out a package without code in the bundle', () => {
    const modules = { [mit]: { renderedLength: 0 }, [isc]: { renderedLength: 1 } };
    expect(bundledPackages([{ modules }]).map(({ name }) => name)).toEqual(['another']);
  });

  it('cannot be made for a package without a licence name or text', () => {
    const nameless = packageOf('nameless', {}, { LICENSE: 'text' });
    const textless = packageOf('textless', { license: 'MIT' }, {});
    expect(() => bundledPackages(bundleOf(nameless))).toThrow(
      'nameless 1.2.3 is bundled, but its package.json names no',
    );
    expect(() => bundledPackages(bundleOf(textless))).toThrow(
      'textless 1.2.3 (MIT) is bundled, but has no license text',
    );
  });

  it('stands in dist with Ink, React, Yoga and what else is bundled', () => {
    const list = readFileSync('dist/THIRD-PARTY-LICENSES.txt', 'utf8');
    const names = [...list.matchAll(/^([@\w/.-]+) \d+\.\d+\.\d+ \((MIT|ISC)\)$/gm)].map(([, name]) => name);
    expect(names).toEqual(expect.arrayContaining(['ink', 'react', 'react-reconciler', 'yargs', 'yoga-layout', 'zod']));
    expect(list.split(/^-{80}$/m)).toHaveLength(names.length + 1);
  });
});
