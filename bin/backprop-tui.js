#!/usr/bin/env node
// Old versions of Node must be able to read this file, to say that they are too old: no top-level await, no newer syntax.
var OLDEST = [20, 19];
var version = process.versions.node;
var parts = version.split('.').map(Number);

if (parts[0] < OLDEST[0] || (parts[0] === OLDEST[0] && parts[1] < OLDEST[1])) {
  process.stderr.write(`backprop-tui needs Node.js ${OLDEST.join('.')} or newer; this is ${version}\n`);
  process.exitCode = 1;
} else {
  // React's development build is half again as slow and leaks: which build it is gets decided when React is first read.
  process.env.NODE_ENV = 'production';
  import('../dist/main.js');
}
