import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const output = fileURLToPath(new URL('ink-output.js', import.meta.url));
const stringWidth = fileURLToPath(new URL('string-width.cjs', import.meta.url));
const yogaLoader = fileURLToPath(new URL('yoga.js', import.meta.url));

/** @typedef {'output' | 'devtools' | 'assert' | 'yoga' | 'string-width'} Replacement */

/**
 * Each replacement by its name: a function that adds it to a build. `test/bench/replacements.js` measures what each saves.
 * @type {Record<Replacement, (build: import('esbuild').PluginBuild, folder: string) => void>}
 */
const replacements = {
  output(build) {
    build.onResolve({ filter: /^\.\/output\.js$/ }, ({ importer }) =>
      importer.endsWith('ink/build/renderer.js') ? { path: output } : undefined,
    );
  },

  // React's developer tools, which are not installed. Ink loads them with `await` at the top level of a module, and the whole
  // bundle would wait there.
  devtools(build) {
    build.onLoad({ filter: /ink.build.reconciler\.js$/ }, async ({ path }) => ({
      contents: replaced(await readFile(path, 'utf8'), [
        ["await import('./devtools.js')", ''],
        ['await loadPackageJson()', '{}'],
      ]),
    }));
  },

  // A check of Ink's own call. node:assert asks for the colours of the terminal when it is read. Where NO_COLOR and
  // FORCE_COLOR contradict each other, Node then prints a warning over the dashboard.
  assert(build) {
    build.onLoad({ filter: /signal-exit.index\.js$/ }, async ({ path }) => ({
      contents: replaced(await readFile(path, 'utf8'), [["require('assert')", '{ equal() {} }']]),
    }));
  },

  // The package carries Yoga as base64 inside its JavaScript, a third larger, and decodes it with `fetch`, for which Node
  // first loads its HTTP client. Here it is a file beside the bundle, loaded at once.
  yoga(build, folder) {
    const base64 = /data:application\/octet-stream;base64,([A-Za-z0-9+/=]+)/;
    build.onLoad({ filter: /yoga-layout.dist.binaries.*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const [address, binary] = base64.exec(source);
      await mkdir(folder, { recursive: true });
      await writeFile(`${folder}/yoga.wasm`, Buffer.from(binary, 'base64'));
      return { contents: replaced(source, [[address, '']]) };
    });
    build.onLoad({ filter: /yoga-layout.dist.src.index\.js$/ }, async ({ path }) => ({
      contents: `import { yoga } from ${JSON.stringify(yogaLoader)};\n${replaced(await readFile(path, 'utf8'), [
        ['await loadYoga()', 'yoga(loadYoga)'],
      ])}`,
    }));
  },

  'string-width'(build) {
    build.onResolve({ filter: /^string-width$/ }, () => ({ path: stringWidth }));
  },
};

/** @type {readonly Replacement[]} */
export const names = Object.keys(replacements);

/**
 * A plugin for esbuild that replaces parts of Ink which cost time before the first frame or in every frame, and which this
 * program does not need. The build fails when Ink's text is no longer as expected.
 * @param {string} folder of the bundle
 * @param {readonly Replacement[]} without names of replacements to leave out
 */
export function leanInk(folder, without = []) {
  return {
    name: 'lean-ink',
    setup(build) {
      for (const name of names) if (!without.includes(name)) replacements[name](build, folder);
      // Ink imports its developer tools only where DEV is set; they are not installed.
      if (without.includes('devtools')) build.initialOptions.external = ['react-devtools-core', 'ws'];
    },
  };
}

/** The text with the first of each pair exchanged for the second. */
function replaced(text, exchanges) {
  return exchanges.reduce((result, [found, by]) => {
    if (!result.includes(found)) throw new Error(`expected to find, in order to replace it: ${found.slice(0, 60)}`);
    return result.replace(found, by);
  }, text);
}
