import { writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { printFaults } from '../../scenario/fault.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { scenarioText } from '../../scenario/write.ts';
import type { DataFileOptions } from '../data-file.ts';
import { openScenario } from '../train.ts';

/** Writes the scenario that a file of data gets, beside it, to be kept and changed. Returns the exit code. */
export async function initScenario(data: string, columns: DataFileOptions): Promise<number> {
  const parsed = await openScenario(data, columns);
  if (!parsed.ok) {
    for (const line of printFaults(data, parsed.faults)) process.stderr.write(`${line}\n`);
    return 2;
  }
  // It names its data as they are seen from its own folder.
  const file = join(dirname(data), `${basename(data.replace(/\.gz$/i, ''), extname(data.replace(/\.gz$/i, '')))}.json`);
  try {
    writeFileSync(file, scenarioText(parsed.scenario), { flag: 'wx' });
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    process.stderr.write(
      `${plainText(file)} ${isThere ? 'is there already, and stays as it is' : 'cannot be written'}\n`,
    );
    return 2;
  }
  process.stdout.write(`${plainText(file)}: ${plainText(parsed.scenario.description ?? '')}\n`);
  return 0;
}
