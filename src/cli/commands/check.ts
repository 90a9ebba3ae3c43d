import { counted } from '../../language/wording.ts';
import { printFaults } from '../../scenario/fault.ts';
import { layerSizes } from '../../scenario/network.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { readScenario } from '../../scenario/read.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { readWatches } from '../../scenario/watches.ts';

/** Validates files: a line for each good one on stdout, a line for each fault on stderr. Returns the exit code. */
export async function checkFiles(files: readonly string[]): Promise<number> {
  let exitCode = 0;
  for (const file of files) {
    const parsed = await readScenario(file);
    const read = parsed.ok ? await readWatches(parsed.scenario, parsed.text) : parsed;
    if (parsed.ok && read.ok) process.stdout.write(`${plainText(file)}: ok, ${describe(parsed.scenario)}\n`);
    else if (!read.ok) {
      exitCode = 2;
      for (const line of printFaults(file, read.faults)) process.stderr.write(`${line}\n`);
    }
  }
  return exitCode;
}

/** `4 rows, layers 3-4-1, 60,000 iterations` */
function describe(scenario: Scenario): string {
  const { iterations } = scenario.training;
  const rows = scenario.data.inputs.length;
  const layers = layerSizes(scenario).join('-');
  return `${counted(rows, 'row')}, layers ${layers}, ${counted(iterations, 'iteration')}`;
}
