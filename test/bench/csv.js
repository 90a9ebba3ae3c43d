// Times the reading of a generated CSV file of 100 MB: ten columns of numbers, in chunks of 64 KB.
//
//     node test/bench/csv.js
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { loadTypeScript } from '../../scripts/load-typescript.js';

const BYTES = 100_000_000;
const CHUNK = 2 ** 16;

const { readTable } = await loadTypeScript('src/data/read-table.ts');
const folder = mkdtempSync(join(tmpdir(), 'csv-bench-'));
try {
  const file = join(folder, 'numbers.csv');
  write(file);
  const before = process.memoryUsage.rss();
  const start = performance.now();
  const used = process.cpuUsage();
  const read = readTable(chunksOf(file), { limits: { rows: 2_000_000 } });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(used);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const { rows, columns } = read.table;
  const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;
  console.log(
    `${megabytes(statSync(file).size)}, ${rows} rows of ${columns.length} numbers, Node ${process.versions.node}`,
  );
  console.log(
    `  ${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of processor); ${megabytes(8 * rows * columns.length)} of numbers`,
  );
  console.log(`  ${megabytes(before)} before, ${megabytes(process.resourceUsage().maxRSS * 1024)} at the most`);
} finally {
  rmSync(folder, { recursive: true });
}

function write(file) {
  const out = openSync(file, 'w');
  let state = 1;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  writeSync(out, `${Array.from({ length: 10 }, (_, k) => `x${k + 1}`).join()}\n`);
  for (let bytes = 0; bytes < BYTES; ) {
    const line = () => Array.from({ length: 10 }, () => (20 * next() - 10).toFixed(6)).join();
    bytes += writeSync(out, `${Array.from({ length: 1000 }, line).join('\n')}\n`);
  }
  closeSync(out);
}

function* chunksOf(file) {
  const input = openSync(file);
  const chunk = new Uint8Array(CHUNK);
  for (let length = readSync(input, chunk); length > 0; length = readSync(input, chunk))
    yield chunk.subarray(0, length);
  closeSync(input);
}
