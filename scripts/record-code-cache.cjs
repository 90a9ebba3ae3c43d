// Loaded before the built command with `--require`: writes the compiled form of each file of `dist` that the command has read,
// with all functions that have run in this process or in an earlier one. `code-cache.cjs` reads them.
'use strict';
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, sep } = require('node:path');
const { constants, Script } = require('node:vm');

const folder = join(dirname(__dirname), 'dist') + sep;
const scripts = new Map();
const compile = Module.prototype._compile;

Module.prototype._compile = function (code, file, ...rest) {
  if (!file.startsWith(folder) || file.endsWith('code-cache.js')) return compile.call(this, code, file, ...rest);
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  const cachedData = existsSync(cacheOf(file)) ? readFileSync(cacheOf(file)) : undefined;
  const script = new Script(Module.wrap(code), { filename: file, cachedData, importModuleDynamically });
  scripts.set(file, script);
  const require = (path) => this.require(path);
  return script.runInThisContext().call(this.exports, this.exports, require, this, file, dirname(file));
};

process.on('exit', () => {
  for (const [file, script] of scripts) {
    const part = `${file}.${process.pid}.part`;
    writeFileSync(part, script.createCachedData());
    renameSync(part, cacheOf(file));
  }
});

function cacheOf(file) {
  return `${file}.${process.version}-${process.arch}.cache`;
}
