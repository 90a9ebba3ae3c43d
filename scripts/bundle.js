import { copyFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { leanInk } from './lean-ink.js';
import { rawText } from './raw-text.js';

const entries = {
  main: 'src/cli/main.ts',
  thread: 'src/worker/thread.ts',
  comparison: 'src/cli/comparison-thread.ts',
  sweep: 'src/worker/sweep/thread.ts',
  rebuild: 'src/worker/rebuild-thread.ts',
};

/**
 * The modules at which the code of each usual start begins. Code that the same of these starts need is one file, and another
 * one where code that is imported later needs it, too: Node needs about half a millisecond for each file that it reads.
 */
const starts = {
  headless: ['src/cli/main.ts', 'src/cli/headless.ts'],
  frame: ['src/cli/main.ts', 'src/cli/dashboard.ts'],
  keys: ['src/ui/interactive.tsx'],
  commands: ['src/cli/command-line.ts'],
  thread: ['src/worker/thread.ts'],
};

/**
 * Bundles the command and its threads into a folder that is made anew, as CommonJS: Node reads it in one go, and its compiled
 * form can be kept (see `code-cache.cjs`). Ink and its dependencies are several hundred small modules: read one by one they
 * take longer than everything else before the first frame.
 * @param {string} folder from the root of the project, or absolute
 * @param {readonly import('./lean-ink.js').Replacement[]} without optional replacements to leave out, to measure what they save
 * @returns {Promise<readonly import('rolldown').OutputChunk[]>}
 */
export async function bundle(folder, without = []) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const build = await rolldown({
    cwd: root,
    input: entries,
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    transform: { target: 'node20.19', define: { 'process.env.NODE_ENV': '"production"' } },
    plugins: [...leanInk(without), rawText, boundImports],
    preserveEntrySignatures: 'allow-extension',
    // yargs resolves the configuration that another one extends: not used here.
    checks: { emptyImportMeta: false },
  });
  const { output } = await build.write({
    dir: folder,
    cleanDir: true,
    format: 'cjs',
    minify: true,
    // The licences of the bundled packages stand in a file of their own, in full.
    comments: false,
    banner: ({ isEntry }) => (isEntry ? 'require("./code-cache.js");' : ''),
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ debugName: 'starts', name: groupReader(root) }],
    },
  });
  await build.close();
  await writeFile(`${folder}/package.json`, '{ "type": "commonjs" }\n');
  await copyFile(`${root}scripts/code-cache.cjs`, `${folder}/code-cache.js`);
  return output.filter(({ type }) => type === 'chunk');
}

/** The module whose file of code reads its imports once. */
const HOT = 'src/script/machine/execute.ts';

/**
 * Reads what the machine of scripts imports from other files of code once, into constants. Rolldown reads the property of a module
 * at each use, which is a getter: on the tutorial's script that takes a quarter of the time.
 */
const boundImports = {
  name: 'bound-imports',
  renderChunk(code, { moduleIds }) {
    if (!moduleIds.some((id) => id.endsWith(HOT))) return null;
    let bound = code;
    for (const [line, name] of code.matchAll(/^const (require_\w+) = require\("\.\/[^"]+"\);$/gm)) {
      const used = new Set();
      const local = (property) => {
        used.add(property);
        return `${name}_${property}`;
      };
      bound = bound
        .replace(new RegExp(`(?<![\\w$)\\]])\\(0, ${name}\\.([\\w$]+)\\)(?=[(\`])`, 'g'), (_, property) =>
          local(property),
        )
        .replace(new RegExp(`\\b${name}\\.([\\w$]+)`, 'g'), (_, property) => local(property));
      const pairs = [...used].map((property) => `${property}: ${name}_${property}`);
      bound = bound.replace(line, `${line}\nconst { ${pairs.join(', ')} } = ${name};`);
    }
    return bound;
  },
  generateBundle(_, files) {
    const hot = Object.values(files).find((file) => file.moduleIds?.some((id) => id.endsWith(HOT)));
    if (hot === undefined) throw new Error(`no file of code has ${HOT}`);
    const read = withImports(hot.imports, (file) => files[file]?.imports ?? []);
    // The constants would be read before they are there.
    if (read.has(hot.fileName)) throw new Error(`the file of ${HOT} is imported by what it imports`);
  },
};

/**
 * A function for Rolldown's groups: the names of the starts that read a module at once, and `later` where code that is imported
 * later reads it, too. Null for an entry, for a module that is imported later, and for all that only such modules read.
 */
function groupReader(root) {
  /** @type {Map<string, string[]> | undefined} */
  let names;
  const read = (infoOf) => {
    const found = new Map();
    const reach = (name, ids) => {
      for (const id of withImports(ids, (own) => infoOf(own)?.importedIds ?? [])) {
        found.set(id, [...(found.get(id) ?? []), name]);
      }
    };
    const begins = Object.entries(starts).map(([name, files]) => [name, files.map((file) => root + file)]);
    for (const [name, ids] of begins) reach(name, ids);
    const all = withImports(
      Object.values(entries).map((file) => root + file),
      (id) => {
        const { importedIds = [], dynamicallyImportedIds = [] } = infoOf(id) ?? {};
        return [...importedIds, ...dynamicallyImportedIds];
      },
    );
    const usual = new Set(begins.flatMap(([, ids]) => ids));
    reach(
      'later',
      [...all].filter((id) => isImportedLater(infoOf(id)) && !usual.has(id)),
    );
    return found;
  };
  return (id, context) => {
    names ??= read((own) => context.getModuleInfo(own));
    const own = names.get(id) ?? [];
    const info = context.getModuleInfo(id);
    return info.isEntry || isImportedLater(info) || own.every((name) => name === 'later') ? null : own.join('-');
  };
}

function isImportedLater(info) {
  return info !== null && info.dynamicImporters.length > 0;
}

/** Modules with all that they import, in turn. */
function withImports(ids, importsOf) {
  const seen = new Set(ids);
  for (const id of seen) for (const next of importsOf(id)) seen.add(next);
  return seen;
}
