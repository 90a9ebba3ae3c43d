import { counted } from '../../language/wording.ts';
import { printFaults } from '../../scenario/fault.ts';
import { limits } from '../../scenario/limits.ts';
import { layerSizes } from '../../scenario/network.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { type Disk, readScenario } from '../../scenario/read.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { readWatches } from '../../scenario/watches.ts';
import { STANDARD_INPUT } from '../arguments.ts';
import type { DataFileOptions } from '../data-file.ts';
import { refuse } from '../exit.ts';
import { openScenario, resolveScenario } from '../open-scenario.ts';

/** Checks scenario files: prints a line on stdout for each good one, and a line on stderr for each fault. Returns the exit code. */
export async function checkFiles(files: readonly string[], data?: DataFileOptions): Promise<number> {
  let exitCode = 0;
  for (const name of files) {
    const isInput = name === STANDARD_INPUT;
    const file = isInput ? '-' : resolveScenario(name);
    const parsed = isInput ? await readScenario(file, await standardInput()) : await openScenario(file, data, true);
    const read = parsed.ok ? await readWatches(parsed.scenario, parsed.text) : parsed;
    if (parsed.ok && read.ok)
      process.stdout.write(`${plainText(isInput ? file : name)}: ok, ${describe(parsed.scenario)}\n`);
    else if (!read.ok) exitCode = refuse(printFaults(file, read.faults));
  }
  return exitCode;
}

/** The standard input as a file: of the largest size that is read, and not to its end when it is larger. */
async function standardInput(): Promise<Disk> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limits.fileBytes) break;
  }
  const status = { isDirectory: () => false, isFile: () => true, size };
  return { statSync: () => status, readFileSync: () => Buffer.concat(chunks) };
}

/** `4 examples, layers 3-4-1, 60,000 iterations` */
function describe(scenario: Scenario): string {
  const { iterations } = scenario.training;
  const examples = scenario.data.inputs.length;
  const layers = layerSizes(scenario).join('-');
  return `${counted(examples, 'example')}, layers ${layers}, ${counted(iterations, 'iteration')}`;
}
