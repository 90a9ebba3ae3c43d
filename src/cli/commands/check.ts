import { counted } from '../../language/wording.ts';
import { printFaults } from '../../scenario/fault.ts';
import { layerSizes } from '../../scenario/network.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { readScenario } from '../../scenario/read.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { readWatches } from '../../scenario/watches.ts';
import { refuse } from '../exit.ts';

/** Checks scenario files: prints a line on stdout for each good one, and a line on stderr for each fault. Returns the exit code. */
export async function checkFiles(files: readonly string[]): Promise<number> {
  let exitCode = 0;
  for (const file of files) {
    const parsed = await readScenario(file);
    const read = parsed.ok ? await readWatches(parsed.scenario, parsed.text) : parsed;
    if (parsed.ok && read.ok) process.stdout.write(`${plainText(file)}: ok, ${describe(parsed.scenario)}\n`);
    else if (!read.ok) exitCode = refuse(printFaults(file, read.faults));
  }
  return exitCode;
}

/** `4 examples, layers 3-4-1, 60,000 iterations` */
function describe(scenario: Scenario): string {
  const { iterations } = scenario.training;
  const examples = scenario.data.inputs.length;
  const layers = layerSizes(scenario).join('-');
  return `${counted(examples, 'example')}, layers ${layers}, ${counted(iterations, 'iteration')}`;
}
