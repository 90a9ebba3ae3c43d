import { execFile } from 'node:child_process';
import Module from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const record = fileURLToPath(new URL('record-code-cache.cjs', import.meta.url));
const commandOf = (subject) => ['--require', record, 'bin/backprop-tui.js', subject];

/**
 * Runs the built command on a scenario with a screen and without one, and on a script without one. Keeps the compiled form of the
 * files that they read (see `code-cache.cjs`). Later versions of Node do this themselves.
 */
export async function recordCodeCache() {
  if (Module.enableCompileCache) return;
  await showFrame();
  for (const subject of ['xor', 'scenarios/scripts/three-layers.py']) {
    await promisify(execFile)(process.execPath, [...commandOf(subject), '--headless']);
  }
}

/** Opens the dashboard in a pseudo-terminal and leaves it after its first frame. */
async function showFrame() {
  const pty = await import('@lydell/node-pty').catch(() => undefined);
  if (pty === undefined) return;
  const dashboard = pty.spawn(process.execPath, commandOf('xor'), { name: 'xterm-256color', cols: 120, rows: 40 });
  let text = '';
  dashboard.onData((data) => {
    text += data;
    if (text.includes('syn0')) dashboard.write('q');
  });
  await new Promise((resolve) => dashboard.onExit(resolve));
}
