// Prints files of our writers with their expected content, for formats.py --check-ours.
import { Buffer } from 'node:buffer';
import { loadTypeScript } from '../../scripts/load-typescript.js';

const { writeNpy } = await loadTypeScript('src/formats/npy.ts');
const { writeNpz } = await loadTypeScript('src/formats/npz.ts');
const { writeSafetensors } = await loadTypeScript('src/formats/safetensors.ts');

const rows = {
  syn0: [
    [0.1, -2.5, 1e-300],
    [1e300, -0, 1 / 3],
  ],
  'layer ü': [[1], [2], [3], [4], [5]],
  b: [[0, 0, 0, 7]],
};
const matrices = Object.entries(rows).map(([name, matrix]) => ({
  name,
  matrix: { rows: matrix.length, columns: matrix[0].length, data: Float64Array.from(matrix.flat()) },
}));
const metadata = { 'made by': 'backprop-tui', π: '3.14' };
const files = {
  npy: writeNpy(matrices[0].matrix),
  npz: writeNpz(matrices),
  'npz, compressed': writeNpz(matrices, { compressed: true }),
  safetensors: writeSafetensors(matrices, metadata),
};
const base64 = Object.entries(files).map(([kind, bytes]) => [kind, Buffer.from(bytes).toString('base64')]);
// JSON has no negative zero.
const text = JSON.stringify({ matrices: rows, metadata, files: Object.fromEntries(base64) });
process.stdout.write(text.replace('1e+300,0,', '1e+300,-0.0,'));
