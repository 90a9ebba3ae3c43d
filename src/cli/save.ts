import { rm, writeFile } from 'node:fs/promises';
import { plainText } from '../scenario/plain-text.ts';
import { editSet, scenarioText } from '../scenario/write.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Saved } from '../ui/model/message.ts';

/**
 * Writes what a run was made of as a scenario, which runs to the same bits. A file that is there already stays.
 * @returns what went wrong, if something did.
 */
export async function saveScenario(file: string, scenario: Scenario, what: Saved): Promise<string | undefined> {
  let isOurs = false;
  try {
    await writeFile(file, '', { flag: 'wx' });
    isOurs = true;
    await writeFile(file, scenarioText(scenarioOf(scenario, what)));
    return undefined;
  } catch (error) {
    if (isOurs) await rm(file, { force: true });
    return `${plainText(file)} cannot be written: ${reasonOf(error)}`;
  }
}

/** The scenario with the settings, the changes and the watches of a run. */
export function scenarioOf(scenario: Scenario, { seed, settings, iterations, log, watches }: Saved): Scenario {
  const { layerSizes, bias, learningRate } = settings;
  return {
    ...scenario,
    network: { ...scenario.network, hidden: [...layerSizes.slice(1, -1)], bias },
    training: { ...scenario.training, seed, learningRate, iterations },
    changes: log.map(({ at, edits }) => ({ at, set: editSet(edits) })),
    watches: [...watches],
  };
}

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file of this name; choose another',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EACCES: 'that is not allowed here',
  EPERM: 'that is not allowed here',
  EROFS: 'that is not allowed here',
  EISDIR: 'that is a folder',
  ENOSPC: 'the disk is full',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return reasons[code] ?? code;
}
