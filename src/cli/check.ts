import { printFaults } from '../scenario/fault.ts';
import { layerSizes } from '../scenario/network.ts';
import { readScenario } from '../scenario/read.ts';
import type { Scenario } from '../scenario/schema.ts';
import { plainText } from '../scenario/plain-text.ts';

/** Validates files: a line for each good one on stdout, a line for each fault on stderr. Returns the exit code. */
export function checkFiles(files: readonly string[]): number {
  let exitCode = 0;
  for (const file of files) {
    const parsed = readScenario(file);
    if (parsed.ok) process.stdout.write(`${plainText(file)}: ok, ${describe(parsed.scenario)}\n`);
    else {
      exitCode = 2;
      for (const line of printFaults(file, parsed.faults)) process.stderr.write(`${line}\n`);
    }
  }
  return exitCode;
}

/** `4 rows, layers 3-4-1, 60,000 iterations` */
function describe(scenario: Scenario): string {
  const { iterations } = scenario.training;
  const rows = scenario.data.inputs.length;
  const layers = layerSizes(scenario).join('-');
  return `${count(rows, 'row')}, layers ${layers}, ${count(iterations, 'iteration')}`;
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}
