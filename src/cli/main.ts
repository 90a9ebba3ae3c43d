import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { printFaults } from '../scenario/fault.ts';
import { readScenario } from '../scenario/read.ts';
import { runHeadless } from './headless.ts';

const options = await yargs(hideBin(process.argv))
  .command('$0 [scenario]', 'train')
  .option('headless', { type: 'boolean', default: false })
  .option('json', { type: 'boolean', default: false })
  .parseAsync();
const file = String(options.scenario);
const parsed = readScenario(file);
if (!parsed.ok) {
  for (const line of printFaults(file, parsed.faults)) process.stderr.write(`${line}\n`);
  process.exitCode = 2;
} else {
  await runHeadless(parsed.scenario, options.json, { line: (text) => process.stdout.write(`${text}\n`) });
}
