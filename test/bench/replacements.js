// Measures what each optional replacement in scripts/lean-ink.js saves: builds the command without it, and compares.
//
//     node test/bench/replacements.js kb              kilobytes of JavaScript and WebAssembly
//     node test/bench/replacements.js ms [rounds]     first frame, first answered key, CPU of drawing; alternately, medians
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { bundle } from '../../scripts/bundle.js';
import { optional } from '../../scripts/lean-ink.js';
import { cpuOfMainThread, median, openPlain, scenarioFile, sleep, timeToFirstFrame } from './dashboard.terminal.js';

const folder = mkdtempSync(join(tmpdir(), 'replacements-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

const variants = [];
for (const without of [undefined, ...optional]) {
  const own = join(folder, without ?? 'all');
  for (const part of ['bin', 'scenarios', 'package.json']) cpSync(part, join(own, part), { recursive: true });
  mkdirSync(join(own, 'dist'));
  const chunks = await bundle(join(own, 'dist'), without === undefined ? [] : [without]);
  variants.push({ name: without === undefined ? 'as built' : `without ${without}`, own, chunks });
}

const [part, rounds = '21'] = process.argv.slice(2);
if (part !== 'ms') kilobytes();
if (part !== 'kb') await milliseconds(Number(rounds));
process.exit();

function kilobytes() {
  console.log('kB                      first frame   keyboard (Ink)        all');
  for (const { name, own, chunks } of variants) {
    const first = readWith(chunks, ['src/cli/main.ts', 'src/cli/dashboard.ts']);
    const ink = readWith(chunks, ['src/ui/interactive.tsx']).filter((file) => !first.includes(file));
    const wasm = statOf(join(own, 'dist', 'yoga.wasm'));
    const all = readdirSync(join(own, 'dist')).map((file) => statOf(join(own, 'dist', file)));
    row(
      name,
      [sum(first.map(bytesOf)), sum(ink.map(bytesOf)) + wasm, sum(all)].map((bytes) => bytes / 1000),
    );
  }
}

/** The chunks that Node reads for these modules before any `import()`. */
function readWith(chunks, modules) {
  const read = new Set();
  const visit = (chunk) => {
    if (chunk === undefined || read.has(chunk)) return;
    read.add(chunk);
    for (const name of chunk.imports) visit(chunks.find(({ fileName }) => fileName === name));
  };
  for (const module of modules) {
    const entry = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${module}`));
    if (entry === undefined) throw new Error(`${module} is no entry of the bundle`);
    visit(entry);
  }
  return [...read];
}

function bytesOf({ code }) {
  return Buffer.byteLength(code);
}

async function milliseconds(count) {
  const times = variants.map(() => ({ frame: [], key: [], cpu: [] }));
  const node = [];
  const file = scenarioFile('xor', {
    data: {
      inputs: [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
      targets: [[0], [1], [1], [0]],
    },
    training: { iterations: 1_000_000_000, reportEvery: 0 },
  });
  for (let round = 0; round < count; round++) {
    node.push(await timeToFirstFrame(['-e', '0']));
    for (const [index, { own }] of variants.entries()) {
      const command = join(own, 'bin', 'backprop-tui.js');
      times[index].frame.push(await timeToFirstFrame([command, file]));
      times[index].key.push(await timeToFirstAnswer([command, file]));
      if (round % 4 === 0) times[index].cpu.push(await cpuOfDrawing([command, file]));
    }
  }
  console.log(
    `ms from the start of the process, medians of ${count}; CPU in % of one core. node -e 0: ${median(node).toFixed(0)} ms`,
  );
  console.log('                        first frame      first key        CPU');
  for (const [index, { name }] of variants.entries()) {
    const { frame, key, cpu } = times[index];
    row(name, [median(frame), median(key), 100 * median(cpu)]);
  }
}

/** Milliseconds from the start of the program to the help, whose key was pressed at once. */
async function timeToFirstAnswer(args) {
  const begin = performance.now();
  const pty = openPlain(args);
  let text = '';
  const time = await new Promise((resolve) => {
    pty.onData((data) => {
      text += data;
      if (text.includes('esc closes')) resolve(performance.now() - begin);
    });
    pty.write('?');
  });
  pty.kill('SIGTERM');
  return time;
}

/** The share of a core that the drawing thread uses in 4 s, at the tutorial's speed. */
async function cpuOfDrawing(args) {
  const pty = openPlain(args);
  pty.onData(() => {});
  await sleep(1500);
  const before = { cpu: cpuOfMainThread(pty.pid), time: performance.now() };
  await sleep(4000);
  const share = (1000 * (cpuOfMainThread(pty.pid) - before.cpu)) / (performance.now() - before.time);
  pty.kill('SIGTERM');
  return share;
}

function row(name, numbers) {
  console.log(name.padEnd(22), ...numbers.map((number) => number.toFixed(1).padStart(14)));
}

function statOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
