import { execFile } from 'node:child_process';
import Module from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const record = fileURLToPath(new URL('record-code-cache.cjs', import.meta.url));
const command = ['--require', record, 'bin/backprop-tui.js', 'xor'];

/**
 * Runs the built command once without a screen and once with, and keeps the compiled form of the files that they read (see
 * `code-cache.cjs`). Later versions of Node do this themselves.
 */
export async function recordCodeCache() {
  if (Module.enableCompileCache) return;
  await showFrame();
  await promisify(execFile)(process.execPath, [...command, '--headless']);
}

/** Opens the dashboard in a pseudo-terminal and leaves it after its first frame. */
async function showFrame() {
  const pty = await import('@lydell/node-pty').catch(() => undefined);
  if (pty === undefined) return;
  const dashboard = pty.spawn(process.execPath, command, { name: 'xterm-256color', cols: 120, rows: 40 });
  let text = '';
  dashboard.onData((data) => {
    text += data;
    if (text.includes('syn0')) dashboard.write('q');
  });
  await new Promise((resolve) => dashboard.onExit(resolve));
}
