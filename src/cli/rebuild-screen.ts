import type { RebuildOptions } from './commands/rebuild.ts';
import { refuse } from './exit.ts';

export async function openRebuild(_: RebuildOptions): Promise<number> {
  return refuse(['backprop-tui: --file: expected the file in which the network is rebuilt, as in --file my.py']);
}
