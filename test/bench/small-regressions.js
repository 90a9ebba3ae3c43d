// Compares networks with the default settings of a data file with ridge regression, on the test rows of 30 small regressions:
// r², the mean over some seeds. The mean of the training rows has an r² of about 0.
//
//     node test/bench/small-regressions.js
import { loadTypeScript } from '../../scripts/load-typescript.js';

const SEEDS = [1, 2, 3];

const { comparedOn } = await loadTypeScript('test/data/small-regressions.ts');
const { regressions } = await loadTypeScript('test/data/regressions.ts');
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
console.log(`${'regression'.padEnd(34)}  rows  ridge  network  hidden units`);
for (const { name, rows } of regressions) {
  const results = SEEDS.map((seed) => comparedOn(name, seed));
  const [ridge, network] = ['ridge', 'network'].map((model) => mean(results.map((result) => result[model])));
  const hidden = results.map((result) => result.hidden.join('-') || '0').join(' ');
  console.log(
    `${name.padEnd(34)}  ${String(rows).padStart(4)}  ${ridge.toFixed(2).padStart(5)}  ${network.toFixed(2).padStart(7)}  ${hidden}`,
  );
}
