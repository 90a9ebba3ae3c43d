// Writes the pictures of README.md with the built command: recordings of XOR, of a lesson and of a script, and the decision boundary of moons, each for a
// dark and for a light page.
import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The file of each picture, in docs/, and the options of `shot` that make it. */
export const pictures = [
  [
    'dashboard',
    ['xor', '--size', '112x32', '--seconds', '18', '--keys', 'wait:800 s*3 wait:600 n*3 space wait:9500 v'],
  ],
  [
    'script',
    [
      'scripts/three-layers.py',
      ...['--size', '112x32', '--seconds', '16'],
      ...['--keys', 'wait:800 s*2 wait:700 n*7 wait:700 b*3 wait:700 N wait:500 space wait:7000'],
    ],
  ],
  [
    'lesson',
    [
      'lessons/1-3-error-weighted.json',
      ...['--size', '116x32', '--seconds', '26'],
      ...[
        '--keys',
        'wait:2500 n wait:700 n wait:700 n wait:3000 enter wait:2500 enter wait:1500 type:0.197 enter wait:2500 enter wait:1500 type:-0.05 enter wait:900 n wait:4000',
      ],
    ],
  ],
  ['boundary', ['moons', '--size', '100x30', '--at', '2000', '--keys', 'p']],
].flatMap(([name, options]) => [
  { file: `${name}.svg`, options },
  { file: `${name}-light.svg`, options: [...options, '--theme', 'light'] },
]);

const script = fileURLToPath(import.meta.url);
if (process.argv[1] === script) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  for (const { file, options } of pictures) {
    const shot = ['shot', ...options, '--out', `docs/${file}`, '--force'];
    execFileSync(process.execPath, ['bin/backprop-tui.js', ...shot], { cwd: root, stdio: 'inherit' });
  }
}
