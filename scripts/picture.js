// Writes docs/dashboard.svg, the picture in README.md, with the built command: XOR after its last iteration.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const shot = ['shot', 'xor', '--size', '112x32', '--out', 'docs/dashboard.svg', '--force'];
execFileSync(process.execPath, ['bin/backprop-tui.js', ...shot], { cwd: root, stdio: 'inherit' });
