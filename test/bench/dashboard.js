// Measures the dashboard in a real pseudo-terminal of 120×40: the time to the first frame, the time from a key to its frame,
// the CPU of drawing, and the slowdown of training.
//
//     npm run build && node test/bench/dashboard.js [part…]      parts: start, keys, cpu, cost
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import {
  command,
  cpuOfMainThread,
  cpuOfThreads,
  Dashboard,
  inventedData,
  median,
  quantile,
  scenarioFile,
  sleep,
  timeToFirstFrame,
} from './dashboard.terminal.js';

const PRESSES = 60;
const WARM_UP_MS = 1500;
const MEASURED_MS = 4000;
/** Pairs of a run without a dashboard and a run with one. */
const PAIRS = Number(process.env.PAIRS ?? 15);
const ENDLESS = 1_000_000_000;

const { data: xorData } = JSON.parse(readFileSync(new URL('../../scenarios/xor.json', import.meta.url), 'utf8'));
const tutorialSpeed = 3000;
const unlimited = { speed: 'unlimited' };
const training = { iterations: ENDLESS, learningRate: 0.001, reportEvery: 0 };
const digits = { data: inventedData(1797, 64, 10), network: { hidden: [32] }, training };
const slow = { data: inventedData(1797, 64, 10), network: { hidden: [256] }, training };
const xor = { data: xorData, training: { iterations: ENDLESS, reportEvery: 0 } };

const parts = { start: measureStart, keys: measureKeys, cpu: measureCpu, cost: measureCost };
const wanted = process.argv.slice(2);
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) await measure();
}
process.exit();

async function measureStart() {
  const times = { frame: [], node: [] };
  for (let repetition = 0; repetition < 15; repetition++) {
    times.node.push(await timeToFirstFrame(['-e', '0']));
    times.frame.push(await timeToFirstFrame([command, 'xor']));
  }
  const [frame, node] = [median(times.frame), median(times.node)];
  console.log('From the start of the process, median of 15:');
  console.log(`  first frame ${frame.toFixed(0)} ms, node -e 0 ${node.toFixed(0)} ms`);
  verdict('  ratio', frame / node, 5, (ratio) => ratio.toFixed(1));
}

async function measureKeys() {
  console.log(
    `From a key to the frame that shows its effect, ${PRESSES} presses each, in ms (median, 95th percentile):`,
  );
  for (const [name, file] of [
    ['XOR, 3k it/s', scenarioFile('xor', { ...xor, playback: { speed: tutorialSpeed } })],
    ['XOR, unlimited', scenarioFile('xor', { ...xor, playback: unlimited })],
    ['64-32-10 on 1,797 rows, 10 it/s', scenarioFile('digits', { ...digits, playback: { speed: 10 } })],
    ['64-32-10 on 1,797 rows, unlimited', scenarioFile('digits', { ...digits, playback: unlimited })],
    ['64-256-10 on 1,797 rows, unlimited', scenarioFile('slow', { ...slow, playback: unlimited })],
  ]) {
    const iterationTime = await timeOfIteration(file);
    const dashboard = new Dashboard([file]);
    await dashboard.until(({ state, iteration }) => state === 'running' && iteration > 0);
    const table = await timesOfKeys(dashboard, iterationTime);
    await dashboard.quit();
    console.log(`  ${name} (an iteration takes ${iterationTime.toFixed(iterationTime < 1 ? 3 : 0)} ms)`);
    for (const [what, { times, target }] of Object.entries(table)) {
      const shown = `${median(times).toFixed(1).padStart(8)} ${quantile(times, 0.95).toFixed(1).padStart(8)}`;
      const judged = target === undefined ? '' : quantile(times, 0.95) <= target ? '  met' : `  MISSED (${target})`;
      console.log(`    ${what.padEnd(44)} ${shown}${judged}`);
    }
  }
}

async function timesOfKeys(dashboard, iterationTime) {
  const times = {
    paused: [],
    running: [],
    stepShown: [],
    step: [],
    reseedShown: [],
    reseed: [],
    resetShown: [],
    reset: [],
  };
  for (let press = 0; press < PRESSES; press++) {
    await pause();
    times.paused.push(await after(dashboard, ' ', ({ state }) => state === 'paused'));
    // Late messages of the thread about the time before arrive now.
    await sleep(2 * iterationTime + 250);
    const { iteration } = dashboard.header;
    times.step.push(await after(dashboard, 's', (header) => header.iteration === iteration + 1));
    await pause();
    times.running.push(await after(dashboard, ' ', ({ state }) => state === 'running'));
    await pause();
    times.stepShown.push(await after(dashboard, 's', ({ state }) => state === 'paused'));
    dashboard.press(' ');
    await dashboard.until(({ state }) => state === 'running');
    await pause();
    for (const [key, shown, begun] of [
      ['r', times.reseedShown, times.reseed],
      ['R', times.resetShown, times.reset],
    ]) {
      await dashboard.until(({ iteration }) => iteration > 0);
      await pause();
      const before = dashboard.header;
      // A new run is shown as starting, or has already begun.
      const isNew = ({ state, iteration }) => state === 'starting' || iteration < before.iteration;
      const begin = performance.now();
      dashboard.press(key);
      shown.push((await dashboard.until(isNew)) - begin);
      begun.push((await dashboard.until((header) => header.state !== 'starting' && isNew(header))) - begin);
    }
  }
  return {
    'space: paused': { times: times.paused, target: 50 },
    'space: running': { times: times.running, target: 50 },
    's while it runs: paused': { times: times.stepShown, target: 50 },
    's while it is paused: the next iteration': { times: times.step, target: 50 + iterationTime },
    'r: the new run is shown': { times: times.reseedShown, target: 50 },
    'r: and has begun': { times: times.reseed, target: 50 },
    'R: the new run is shown': { times: times.resetShown, target: 50 },
    'R: and has begun': { times: times.reset, target: 50 },
  };

  /** Waits a random time, so that presses fall anywhere between two snapshots and after some training. */
  async function pause() {
    await sleep(40 + 80 * Math.random() + iterationTime * Math.random());
  }
}

async function after(dashboard, key, predicate) {
  const begin = performance.now();
  dashboard.press(key);
  return (await dashboard.until(predicate)) - begin;
}

async function timeOfIteration(file) {
  const dashboard = new Dashboard([file]);
  await dashboard.until(({ iteration }) => iteration > 0);
  dashboard.press('++++++++++++');
  await sleep(500);
  const { iteration } = dashboard.header;
  const begin = await dashboard.until((header) => header.iteration > iteration);
  const first = dashboard.header.iteration;
  const end = await dashboard.until((header) => header.iteration > first + 2 && performance.now() > begin + 1000);
  const time = (end - begin) / (dashboard.header.iteration - first);
  await dashboard.quit();
  return time;
}

async function measureCpu() {
  if (process.platform !== 'linux') {
    console.log('CPU of one thread: only Linux reports it.');
    return;
  }
  console.log('CPU of the thread that draws, of one core:');
  for (const [name, scenario] of [
    ['XOR, 3k it/s', { ...xor, playback: { speed: tutorialSpeed } }],
    ['64-32-10 on 1,797 rows, 10 it/s', { ...digits, playback: { speed: 10 } }],
  ]) {
    const dashboard = new Dashboard([scenarioFile('cpu', scenario)]);
    await dashboard.until(({ state, iteration }) => state === 'running' && iteration > 0);
    await sleep(2000);
    verdict(`  ${name}, running`, await cpuShare(dashboard.pid, 10), 0.2, percent);
    dashboard.press(' ');
    await dashboard.until(({ state }) => state === 'paused');
    await sleep(1000);
    verdict(`  ${name}, paused`, await cpuShare(dashboard.pid, 5), 0.002, percent);
    await dashboard.quit();
  }
}

async function cpuShare(pid, seconds) {
  const before = { cpu: cpuOfMainThread(pid), time: performance.now() };
  await sleep(1000 * seconds);
  return (1000 * (cpuOfMainThread(pid) - before.cpu)) / (performance.now() - before.time);
}

async function measureCost() {
  if (process.platform !== 'linux') {
    console.log('The slowdown of training: only Linux reports the CPU of a thread.');
    return;
  }
  console.log(
    `The slowdown of training at unlimited speed, ${PAIRS} pairs one after the other (median, its interval of 95 %):`,
  );
  for (const [name, scenario, reportEvery] of [
    ['XOR', xor, 20_000],
    ['64-32-10 on 1,797 rows', digits, 10],
  ]) {
    const file = scenarioFile('cost', {
      ...scenario,
      playback: unlimited,
      training: { ...scenario.training, reportEvery },
    });
    const costs = { byCpu: [], byTime: [] };
    for (let pair = 0; pair < PAIRS; pair++) {
      // Each goes first in half of the pairs.
      const isTurned = pair % 2 === 1;
      const first = isTurned ? await dashboardRate(file) : await headlessRate(file, reportEvery);
      const second = isTurned ? await headlessRate(file, reportEvery) : await dashboardRate(file);
      const [without, within] = isTurned ? [second, first] : [first, second];
      for (const by of Object.keys(costs)) costs[by].push(1 - within[by] / without[by]);
    }
    verdict(`  ${name}, by the CPU of the training thread:`, median(costs.byCpu), 0.05, percent);
    console.log(
      `    ${interval(costs.byCpu)}; by the clock ${percent(median(costs.byTime))}, ${interval(costs.byTime)}`,
    );
  }
}

/** The interval in which the median lies with a probability of at least 95 %: of 15 values, from the 4th to the 12th. */
function interval(values) {
  const sorted = values.toSorted((a, b) => a - b);
  // The probability that at most `k` of the values are below the median, by the binomial distribution.
  let [k, below, term] = [0, 0, 0.5 ** sorted.length];
  while (below + term <= 0.025) {
    below += term;
    term *= (sorted.length - k) / (k + 1);
    k++;
  }
  if (k === 0) return 'too few pairs for an interval';
  return `${percent(sorted[k - 1])} to ${percent(sorted[sorted.length - k])}`;
}

async function headlessRate(file, reportEvery) {
  const child = spawn(process.execPath, [command, file, '--headless'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  let iteration = 0;
  lines.on('line', () => {
    iteration += reportEvery;
  });
  await once(lines, 'line');
  const rate = await rateOf(child.pid, async () => {
    await once(lines, 'line');
    return iteration;
  });
  child.kill('SIGTERM');
  await once(child, 'exit');
  return rate;
}

async function dashboardRate(file) {
  const dashboard = new Dashboard([file]);
  await dashboard.until(({ iteration }) => iteration > 0);
  const rate = await rateOf(dashboard.pid, async () => {
    const { iteration } = dashboard.header;
    await dashboard.until((header) => header.iteration > iteration);
    return dashboard.header.iteration;
  });
  await dashboard.quit();
  return rate;
}

/** Iterations a second, by the CPU time of the busiest thread and by the clock. `next` resolves with the next known iteration. */
async function rateOf(pid, next) {
  const look = async () => ({ iteration: await next(), cpu: cpuOfThreads(pid), time: performance.now() / 1000 });
  await sleep(WARM_UP_MS);
  const begin = await look();
  await sleep(MEASURED_MS);
  const end = await look();
  const iterations = end.iteration - begin.iteration;
  const cpu = Math.max(...[...end.cpu].map(([thread, seconds]) => seconds - (begin.cpu.get(thread) ?? 0)));
  return { byCpu: iterations / cpu, byTime: iterations / (end.time - begin.time) };
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

function verdict(what, value, target, show) {
  console.log(`${what} ${show(value)} (target ${show(target)}: ${value <= target ? 'met' : 'MISSED'})`);
}
