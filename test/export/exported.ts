import { exportScript } from '../../src/export/export-script.ts';
import { type Phase, phasesOf } from '../../src/export/phases.ts';
import { placeOf } from '../../src/export/pytorch/parameters.ts';
import { writeNpz } from '../../src/formats/npz.ts';
import type { Precision } from '../../src/language/dtypes.ts';
import { parameters, requireRoles } from '../../src/language/program.ts';
import type { ScriptTarget } from '../../src/language/script-targets.ts';
import { predictionsIn } from './own-rows.ts';
import { singleSubjects } from './single-subjects.ts';
import { type Subject, subjects } from './subjects.ts';

/** A script, with expressions over its names for its results. */
export interface Exported {
  readonly name: string;
  readonly target: ScriptTarget;
  readonly script: string;
  readonly values: Readonly<Record<string, string>>;
  /** The .npz file beside the script, in base 64. */
  readonly data?: string;
}

/** @param precision float32 for the scripts of `singleSubjects` */
export function exportedScripts(target: ScriptTarget, precision: Precision = 'float64'): readonly Exported[] {
  return (precision === 'float32' ? singleSubjects : subjects).map((subject) => exported(target, subject));
}

export function exported(target: ScriptTarget, { name, source }: Subject): Exported {
  const phases = phasesOf(source);
  const { script, data } = exportScript(target, source);
  const values = {
    ...places(target, phases.at(-1) as Phase, script.includes('output = ')),
    ...predictionsIn(target, source.dataset),
  };
  const file = data === undefined ? {} : { data: Buffer.from(writeNpz(data)).toString('base64') };
  return { name, target, script, values, ...file };
}

/** nn.Linear keeps weights transposed. */
const torchValue = (name: string): string => `model.${placeOf(name)}${name.startsWith('syn') ? '.T' : ''}`;

function places(
  target: ScriptTarget,
  { program, from, to, isPredicted }: Phase,
  isDefined: boolean,
): Exported['values'] {
  const values = parameters(program).map((name) => [name, target === 'pytorch' ? torchValue(name) : name] as const);
  if (to === from && !isPredicted && !isDefined) return Object.fromEntries(values);
  const shown = target === 'pytorch' ? 'prediction' : requireRoles(program, 'prediction').prediction;
  const prediction = isDefined ? 'output()' : program.evaluation === undefined ? shown : 'forward(X)';
  return Object.fromEntries([...values, ['prediction', prediction]]);
}
