// Part of the bundle, and the first file that each entry reads: takes the compiled form of the files beside it from the disk.
// Compiling them would take about two fifths of the time to the first frame. V8 refuses a form of another version or with other
// flags, and the file is then compiled as usual.
'use strict';
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, sep } = require('node:path');
const { constants, Script } = require('node:vm');

const suffix = `.${process.version}-${process.arch}.cache`;

// From Node 22.8 on, Node keeps compiled forms itself.
if (Module.enableCompileCache) Module.enableCompileCache();
else takeFromDisk();

function takeFromDisk() {
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (code, file, ...rest) {
    const cachedData = file.startsWith(__dirname + sep) ? cacheOf(file) : undefined;
    if (cachedData === undefined) return compile.call(this, code, file, ...rest);
    const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
    const script = new Script(Module.wrap(code), { filename: file, cachedData, importModuleDynamically });
    const require = (path) => this.require(path);
    return script.runInThisContext().call(this.exports, this.exports, require, this, file, dirname(file));
  };
}

function cacheOf(file) {
  try {
    return readFileSync(file + suffix);
  } catch {
    return undefined;
  }
}
