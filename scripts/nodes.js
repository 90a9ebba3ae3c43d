// Compares every bit of many short runs between versions of Node: `npm run test:nodes`, or with other versions
// `npm run test:nodes -- 20 25`. Each version is the npm package `node`, in a temporary folder. Also runs exported TypeScript
// where Node erases types, and shows that old versions are refused. `-- --record` writes test/fixtures/bits.json. For a nightly job.
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { loadTypeScript } from './load-typescript.js';

const TOO_OLD = ['12', '18'];
const recorded = 'test/fixtures/bits.json';
const command = 'bin/backprop-tui.js';
const run = promisify(execFile);

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { recordedFields, toExport, writeScenarios } = await loadTypeScript('test/bits/scenarios.ts');
const args = process.argv.slice(2);
const given = args.filter((arg) => /^\d+(\.\d+)*$/.test(arg));
const versions = given.length > 0 ? given : ['20', '22', '24'];
const folder = mkdtempSync(join(tmpdir(), 'backprop-tui-nodes-'));
let faults = 0;
try {
  await main();
} finally {
  rmSync(folder, { recursive: true });
}
process.exitCode = faults === 0 ? 0 : 1;

async function main() {
  const scenarios = writeScenarios(join(folder, 'scenarios'));
  const nodes = versions.map(install);
  const found = [];
  for (const node of nodes) {
    const bits = await digests(node, scenarios);
    found.push(bits);
    console.log(
      `Node ${node.version}: ${Object.keys(bits).length} scenarios, together ${digest(JSON.stringify(bits))}`,
    );
  }
  const [first] = found;
  if (args.includes('--record')) writeFileSync(recorded, `${JSON.stringify(first, undefined, 2)}\n`);
  const expected = JSON.parse(readFileSync(recorded, 'utf8'));
  for (const [at, bits] of found.entries()) {
    for (const { name } of scenarios) {
      if (bits[name] !== expected[name]) fault(`${name}: Node ${nodes[at].version} gives other bits than ${recorded}`);
    }
  }
  for (const node of nodes) if (Number.parseInt(node.version, 10) >= 24) await compareExports(node, scenarios);
  for (const version of TOO_OLD) await expectRefusal(install(version));
  console.log(faults === 0 ? 'all bits are the same' : `${faults} faults`);
}

/** Installs a version of Node, without touching this project. */
function install(wanted) {
  const prefix = join(folder, `node-${wanted}`);
  execFileSync(
    'npm',
    ['install', `node@${wanted}`, '--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', prefix],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const binary = join(prefix, 'node_modules', 'node', 'bin', 'node');
  return { binary, version: execFileSync(binary, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim() };
}

/** The SHA-256 of what each scenario prints with --json: errors, weights and predictions in full precision. */
async function digests(node, scenarios) {
  const found = {};
  const waiting = [...scenarios];
  const work = async () => {
    for (let own = waiting.shift(); own !== undefined; own = waiting.shift()) {
      found[own.name] = digest(recordedFields(await headless(node, own), own));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return Object.fromEntries(scenarios.map(({ name }) => [name, found[name]]));
}

async function headless({ binary }, { file }) {
  try {
    return (await run(binary, [command, file, '--json'], { maxBuffer: 2 ** 28 })).stdout;
  } catch (error) {
    // A run that diverges exits with 1; its lines are compared all the same.
    if (error.code !== 1) throw error;
    return error.stdout;
  }
}

/** Exported TypeScript, run by Node itself, must end with the program's own weights. */
async function compareExports(node, scenarios) {
  const compared = scenarios.filter(({ name }) => toExport.includes(name));
  for (const own of compared) {
    const { parameters } = JSON.parse((await headless(node, own)).trim().split('\n').at(-1));
    const script = join(folder, 'exported.mts');
    const args = [command, 'export', own.file, '--to', 'typescript', '--out', script, '--force'];
    await run(node.binary, args);
    const names = Object.keys(parameters).map((name) => `${name}: rows_(${name})`);
    const printed = `
const rows_ = (value: any) => Array.isArray(value) ? value : Array.from({ length: value.rows }, (_, row) =>
  [...value.cells.subarray(row * value.columns, (row + 1) * value.columns)]);
console.log(JSON.stringify({ ${names.join(', ')} }));\n`;
    writeFileSync(script, readFileSync(script, 'utf8') + printed);
    const { stdout } = await run(node.binary, [script], { maxBuffer: 2 ** 28 });
    if (stdout.trim().split('\n').at(-1) !== JSON.stringify(parameters)) {
      fault(`${own.name}: exported TypeScript gives other bits on Node ${node.version}`);
    }
  }
  console.log(`Node ${node.version}: exported TypeScript of ${compared.length} scenarios compared`);
}

async function expectRefusal({ binary, version }) {
  const said = await run(binary, [command, 'xor']).catch(({ stderr }) => stderr);
  if (said !== `backprop-tui needs Node.js 20.19 or newer; this is ${version}\n`) fault(`Node ${version}: ${said}`);
  else console.log(`Node ${version}: refused in one line`);
}

function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}

function fault(text) {
  faults++;
  console.error(text);
}
