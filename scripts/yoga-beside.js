import { mkdir, readFile, writeFile } from 'node:fs/promises';

/**
 * A plugin for esbuild that puts Yoga's WebAssembly beside the bundle as a file. The package carries it as base64 inside
 * its JavaScript, which takes half as much room again, and decodes it by `fetch`, for which Node first loads all of that.
 * @param {string} folder where the bundle goes
 */
export function yogaBeside(folder) {
  const base64 = /data:application\/octet-stream;base64,([A-Za-z0-9+/=]+)/;
  return {
    name: 'yoga-beside',
    setup(build) {
      build.onLoad({ filter: /yoga-layout.dist.binaries.*\.js$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        await mkdir(folder, { recursive: true });
        await writeFile(`${folder}/yoga.wasm`, Buffer.from(base64.exec(source)[1], 'base64'));
        return { contents: source.replace(base64, '') };
      });
      build.onLoad({ filter: /yoga-layout.dist.src.index\.js$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const given = "loadYoga({ wasmBinary: readFileSync(new URL('./yoga.wasm', import.meta.url)) })";
        return { contents: `import { readFileSync } from 'node:fs';\n${source.replace('loadYoga()', given)}` };
      });
    },
  };
}
