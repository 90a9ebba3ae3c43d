import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const output = fileURLToPath(new URL('ink-output.js', import.meta.url));
const stringWidth = fileURLToPath(new URL('string-width.cjs', import.meta.url));
const yogaLoader = fileURLToPath(new URL('yoga.js', import.meta.url));

/** @typedef {'output' | 'devtools' | 'assert' | 'yoga' | 'string-width'} Replacement */

/**
 * Each replacement by its name: a plugin for Rolldown. `test/bench/replacements.js` measures what each saves.
 * @type {Record<Replacement, import('rolldown').Plugin>}
 */
const replacements = {
  output: {
    name: 'ink-output',
    resolveId: {
      filter: { id: /^\.\/output\.js$/ },
      handler: (_path, importer) => (importer?.endsWith('ink/build/renderer.js') ? output : undefined),
    },
  },

  // React's developer tools, which are not installed.
  devtools: {
    name: 'ink-devtools',
    load: {
      filter: { id: /ink.build.reconciler\.js$/ },
      handler: async (path) =>
        replaced(await readFile(path, 'utf8'), [
          ["await import('./devtools.js')", ''],
          ['await loadPackageJson()', '{}'],
        ]),
    },
  },

  // A check of Ink's own call. node:assert asks for the colours of the terminal when it is read. Where NO_COLOR and
  // FORCE_COLOR contradict each other, Node then prints a warning over the dashboard.
  assert: {
    name: 'signal-exit-assert',
    load: {
      filter: { id: /signal-exit.index\.js$/ },
      handler: async (path) => replaced(await readFile(path, 'utf8'), [["require('assert')", '{ equal() {} }']]),
    },
  },

  // The package carries Yoga as base64 inside its JavaScript, a third larger, and decodes it with `fetch`, for which Node
  // first loads its HTTP client. Here it is a file beside the bundle, loaded at once.
  yoga: {
    name: 'yoga',
    load: {
      filter: { id: /yoga-layout.dist.(binaries.*|src.index)\.js$/ },
      async handler(path) {
        const source = await readFile(path, 'utf8');
        if (path.endsWith('index.js')) {
          const own = replaced(source, [['await loadYoga()', 'yoga(loadYoga)']]);
          return `import { yoga } from ${JSON.stringify(yogaLoader)};\n${own}`;
        }
        const [address, binary] = /data:application\/octet-stream;base64,([A-Za-z0-9+/=]+)/.exec(source);
        this.emitFile({ type: 'asset', fileName: 'yoga.wasm', source: Buffer.from(binary, 'base64') });
        return replaced(source, [[address, '']]);
      },
    },
  },

  'string-width': {
    name: 'string-width',
    resolveId: { filter: { id: /^string-width$/ }, handler: () => stringWidth },
  },
};

/**
 * The replacements that a bundle can be built without. The others take away `await` at the top of a module, which CommonJS cannot have.
 * @type {readonly Replacement[]}
 */
export const optional = ['output', 'assert', 'string-width'];

/**
 * Plugins for Rolldown that replace parts of Ink which cost time before the first frame or in every frame, and which this
 * program does not need. The build fails when Ink's text is no longer as expected.
 * @param {readonly Replacement[]} without optional replacements to leave out
 * @returns {readonly import('rolldown').Plugin[]}
 */
export function leanInk(without = []) {
  return Object.entries(replacements).flatMap(([name, plugin]) => (without.includes(name) ? [] : [plugin]));
}

/** The text with the first of each pair exchanged for the second. */
function replaced(text, exchanges) {
  return exchanges.reduce((result, [found, by]) => {
    if (!result.includes(found)) throw new Error(`expected to find, in order to replace it: ${found.slice(0, 60)}`);
    return result.replace(found, by);
  }, text);
}
