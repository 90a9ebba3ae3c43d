// Measures the plane of two inputs in a real pseudo-terminal of 120×40, at full speed: frames a second with a new decision
// boundary, the share of a core, and the speed of training, beside the same dashboard without the plane.
//
//     npm run build && node test/bench/plane.js [repetitions]
import process from 'node:process';
import { cpuOfMainThread, cpuOfThreads, Dashboard, median, scenarioFile, sleep } from './dashboard.terminal.js';

const SETTLE_MS = 1500;
const MEASURED_MS = 4000;
const LEAST_A_SECOND = 15;

const moons = { generate: 'moons', examples: 200, noise: 0.1, seed: 1 };
const training = { iterations: 1_000_000_000, learningRate: 0.0001, reportEvery: 0, optimizer: 'adam' };
const playback = { speed: 'unlimited' };
const repetitions = Number(process.argv[2] ?? 3);

for (const hidden of [[8], [32, 32], [128, 128]]) {
  const file = scenarioFile('plane', { data: moons, network: { hidden, bias: true }, training, playback });
  const measured = { without: [], open: [] };
  for (let repetition = 0; repetition < repetitions; repetition++) {
    measured.without.push(await measure(file, ''));
    measured.open.push(await measure(file, 'p'));
  }
  console.log(`2-${hidden.join('-')}-1 on ${moons.examples} rows, medians of ${repetitions}:`);
  for (const [where, all] of Object.entries(measured)) {
    const of = (key) => median(all.map((one) => one[key]));
    const figures = [
      `${of('frames').toFixed(1).padStart(5)} redraws/s`,
      `${Math.round(of('byTime')).toLocaleString('en-US').padStart(8)} it/s`,
      `${Math.round(of('byCpu')).toLocaleString('en-US').padStart(8)} it/s of the thread's own time`,
      `drawing ${(100 * of('drawing')).toFixed(0).padStart(3)} % of a core`,
    ];
    console.log(`  ${where.padEnd(8)} ${figures.join('  ')}`);
  }
  const ratio = (key) => median(measured.open.map((one) => one[key])) / median(measured.without.map((one) => one[key]));
  const redraws = median(measured.open.map(({ frames }) => frames));
  const judged = `${redraws >= LEAST_A_SECOND ? 'met' : 'MISSED'}: ${LEAST_A_SECOND} a second`;
  console.log(
    `  training with the plane open is ${ratio('byTime').toFixed(2)} times as fast, ${ratio('byCpu').toFixed(2)} by the thread's own time (${judged})`,
  );
}
process.exit();

async function measure(file, keys) {
  const dashboard = new Dashboard([file]);
  await dashboard.until(({ iteration }) => iteration > 0);
  dashboard.press(keys);
  await sleep(SETTLE_MS);
  const before = look(dashboard);
  await sleep(MEASURED_MS);
  const after = look(dashboard);
  await dashboard.quit();
  const seconds = (after.time - before.time) / 1000;
  const iterations = after.iteration - before.iteration;
  // The busiest thread except the drawing one.
  const cpu = Math.max(...[...after.cpu].map(([thread, own]) => own - (before.cpu.get(thread) ?? 0)));
  return {
    frames: (after.redraws - before.redraws) / seconds,
    byTime: iterations / seconds,
    byCpu: iterations / cpu,
    drawing: (after.main - before.main) / seconds,
  };
}

function look({ pid, header, redraws }) {
  const main = cpuOfMainThread(pid);
  const cpu = cpuOfThreads(pid);
  cpu.delete(pid);
  return { iteration: header.iteration, redraws, main, cpu, time: performance.now() };
}
