import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The licence text of packages that name their licence but do not carry its text. */
const MISSING_TEXTS = {
  // The package says `"license": "MIT"`; the copyright line stands in its source files.
  'yoga-layout': mit('Copyright (c) Meta Platforms, Inc. and affiliates.'),
};

/**
 * The packages with code in a bundle, by name: `{ folder, name, version, license, text }`. Throws where one has no licence
 * name or no licence text.
 * @param {readonly Pick<import('rolldown').OutputChunk, 'modules'>[]} chunks of the build
 */
export function bundledPackages(chunks) {
  const paths = chunks.flatMap(({ modules }) =>
    Object.entries(modules).flatMap(([path, { renderedLength }]) => (renderedLength > 0 ? [path] : [])),
  );
  const folders = new Set(paths.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []));
  return [...folders].map(packageIn).sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The text of `THIRD-PARTY-LICENSES.txt`: each package with its version, its licence and the text of it. */
export function licenseList(packages) {
  const head =
    'backprop-tui is bundled with the packages below. Each is used under its own licence, which is given in full.\n';
  const parts = packages.map(
    ({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text.trim()}\n`,
  );
  return [head, ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}

function packageIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)(\.\w+)?$/i.test(file));
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n') || MISSING_TEXTS[name];
  if (typeof license !== 'string')
    throw new Error(`${name} ${version} is bundled, but its package.json names no license`);
  if (text === undefined) {
    throw new Error(`${name} ${version} (${license}) is bundled, but has no license text: add it to MISSING_TEXTS`);
  }
  return { folder, name, version, license, text };
}

function mit(copyright) {
  return `MIT License

${copyright}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`;
}
