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
  process.on('uncaughtException', fail);
  if (require('node:fs').existsSync(`${__dirname}/../dist/main.js`)) require('../dist/main.js');
  else {
    process.stderr.write('backprop-tui is not built yet: npm run build, in its folder\n');
    process.exitCode = 1;
  }
}

/** Says in one line why the command cannot go on. A dashboard, which must restore its terminal, listens itself. */
function fail(error) {
  if (process.listenerCount('uncaughtException') > 1) return;
  var isTraced = Boolean(process.env.BACKPROP_TUI_TRACE);
  var hasMessage = error !== null && typeof error === 'object' && typeof error.message === 'string';
  var message = hasMessage ? error.message : String(error);
  // Control characters would act on the terminal.
  var line = message.replace(/[\0-\x1f\x7f-\x9f]+/g, ' ');
  var advice = isTraced ? '' : ' (BACKPROP_TUI_TRACE=1 shows where)';
  process.stderr.write(`backprop-tui failed: ${line}${advice}\n`);
  if (isTraced && hasMessage) process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}
