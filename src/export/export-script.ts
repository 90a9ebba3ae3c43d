import type { ScriptTarget } from '../language/script-targets.ts';
import { numpyScript } from './numpy/script.ts';
import { pytorchScript } from './pytorch/script.ts';
import type { Script, ScriptSource } from './source.ts';
import { typescriptScript } from './typescript/script.ts';

const writers: Readonly<Record<ScriptTarget, (source: ScriptSource) => Script>> = {
  numpy: numpyScript,
  pytorch: pytorchScript,
  typescript: typescriptScript,
};

/** A script that trains the same network to the same numbers, without backprop-tui. */
export function exportScript(target: ScriptTarget, source: ScriptSource): Script {
  return writers[target](source);
}
