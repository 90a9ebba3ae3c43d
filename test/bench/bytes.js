// The bytes that a running dashboard writes to its terminal each second, for three sizes.
//
//     npm run build && node test/bench/bytes.js [launcher…]      e.g. the launchers of two checkouts, to compare them
import process from 'node:process';
import { command, openPlain, sleep } from './dashboard.terminal.js';

const WARM_UP_MS = 1500;
const MEASURED_MS = 4000;
const sizes = [
  [80, 24],
  [120, 40],
  [200, 60],
];
/** Built-in scenarios, and the keys that open the measured view. */
const screens = [
  ['xor', ''],
  ['iris', ''],
  ['digits', ''],
  ['moons', 'p'],
  ['spirals', 'p'],
];

const launchers = process.argv.length > 2 ? process.argv.slice(2) : [command];
console.log(`kB a second${launchers.length > 1 ? `: ${launchers.join(', ')}; the first divided by the last` : ''}`);
for (const [name, keys] of screens) {
  for (const [columns, rows] of sizes) {
    const rates = [];
    for (const launcher of launchers) rates.push(await rateOf(launcher, name, keys, columns, rows));
    const shown = rates.map((rate) => (rate / 1000).toFixed(1).padStart(8)).join('');
    const ratio = rates.length > 1 ? (rates[0] / rates.at(-1)).toFixed(1).padStart(8) : '';
    console.log(`${`${name} ${keys}`.padEnd(10)} ${`${columns}×${rows}`.padEnd(7)}${shown}${ratio}`);
  }
}
process.exit();

/** Bytes a second. */
async function rateOf(launcher, name, keys, columns, rows) {
  const terminal = openPlain([launcher, name], { columns, rows });
  const ended = new Promise((resolve) => terminal.onExit(resolve));
  let bytes = 0;
  terminal.onData((data) => {
    bytes += Buffer.byteLength(data);
  });
  await sleep(WARM_UP_MS / 2);
  if (keys !== '') terminal.write(keys);
  await sleep(WARM_UP_MS / 2);
  const before = bytes;
  await sleep(MEASURED_MS);
  const rate = (1000 * (bytes - before)) / MEASURED_MS;
  terminal.kill('SIGKILL');
  await ended;
  return rate;
}
