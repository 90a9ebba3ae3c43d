import { numpyScript } from './numpy/script.ts';
import { pytorchScript } from './pytorch/script.ts';
import type { Script, ScriptSource } from './source.ts';
import { typescriptScript } from './typescript/script.ts';

/** What a scenario can be taken away as. */
const targets = {
  numpy: numpyScript,
  pytorch: pytorchScript,
  typescript: typescriptScript,
} satisfies Readonly<Record<string, (source: ScriptSource) => Script>>;

export type Target = keyof typeof targets;

/** A script that trains the same network to the same numbers, without this program. */
export function exportScript(target: Target, source: ScriptSource): Script {
  return targets[target](source);
}
