import { basename, dirname, extname, join } from 'node:path';
import { printFaults } from '../../scenario/fault.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { scenarioText } from '../../scenario/write.ts';
import type { DataFileOptions } from '../data-file.ts';
import { refuse } from '../exit.ts';
import { openScenario } from '../open-scenario.ts';
import { writeWhole } from '../writers/whole-file.ts';

/** Writes the scenario of a data file, to be kept and edited. Returns the exit code. */
export async function initScenario(data: string, options: DataFileOptions = {}): Promise<number> {
  const parsed = await openScenario(data, { ...options, mayLead: false });
  if (!parsed.ok) return refuse(printFaults(data, parsed.faults));
  // A scenario names its data relative to its own folder.
  const name = data.replace(/\.gz$/i, '');
  const file = join(dirname(data), `${basename(name, extname(name))}.json`);
  const reason = writeWhole(file, scenarioText(parsed.scenario), 'create');
  if (reason !== undefined) return refuse([`${plainText(file)} cannot be written: ${reason}`]);
  process.stdout.write(`${plainText(file)}: ${plainText(parsed.scenario.description ?? '')}\n`);
  return 0;
}
