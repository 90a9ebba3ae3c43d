import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const output = fileURLToPath(new URL('ink-output.js', import.meta.url));

/**
 * A plugin for esbuild that leaves out of Ink what costs time before the first frame, or in every frame, and is not
 * used here. A place that is no longer as it was fails the build.
 * @param {string} folder where the bundle goes
 */
export function leanInk(folder) {
  return {
    name: 'lean-ink',
    setup(build) {
      build.onResolve({ filter: /^\.\/output\.js$/ }, ({ importer }) =>
        importer.endsWith('ink/build/renderer.js') ? { path: output } : undefined,
      );

      // Only React's developer tools need these; `await` at the top level would make the whole bundle wait.
      build.onLoad({ filter: /ink.build.reconciler\.js$/ }, async ({ path }) => ({
        contents: replaced(await readFile(path, 'utf8'), [
          ["await import('./devtools.js')", ''],
          ['await loadPackageJson()', '{}'],
        ]),
      }));

      // Node's assertions ask for the colours of the terminal, and where NO_COLOR and FORCE_COLOR contradict each other Node
      // says so: on the dashboard, when they are read after the first frame. Here they would only check Ink's own call.
      build.onLoad({ filter: /signal-exit.index\.js$/ }, async ({ path }) => ({
        contents: replaced(await readFile(path, 'utf8'), [["require('assert')", '{ equal() {} }']]),
      }));

      // The package carries Yoga as base64 inside its JavaScript, which takes half as much room again, and decodes it by
      // `fetch`, for which Node first loads all of that. It stands beside the bundle as a file.
      const base64 = /data:application\/octet-stream;base64,([A-Za-z0-9+/=]+)/;
      build.onLoad({ filter: /yoga-layout.dist.binaries.*\.js$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const [address, binary] = base64.exec(source);
        await mkdir(folder, { recursive: true });
        await writeFile(`${folder}/yoga.wasm`, Buffer.from(binary, 'base64'));
        return { contents: replaced(source, [[address, '']]) };
      });
      build.onLoad({ filter: /yoga-layout.dist.src.index\.js$/ }, async ({ path }) => ({
        contents: `import { yoga } from ${JSON.stringify(fileURLToPath(new URL('yoga.js', import.meta.url)))};\n${replaced(
          await readFile(path, 'utf8'),
          [['await loadYoga()', 'yoga(loadYoga)']],
        )}`,
      }));
    },
  };
}

/** The text with each first part exchanged for its second. */
function replaced(text, exchanges) {
  return exchanges.reduce((result, [what, by]) => {
    if (!result.includes(what)) throw new Error(`nothing to replace: ${what.slice(0, 60)}`);
    return result.replace(what, by);
  }, text);
}
