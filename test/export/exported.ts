import { exportScript, type Target } from '../../src/export/export-script.ts';
import { type Phase, phasesOf } from '../../src/export/phases.ts';
import { placeOf } from '../../src/export/pytorch/names.ts';
import { parameters } from '../../src/program/program.ts';
import { subjects } from './subjects.ts';

/** A script, and where its numbers are: expressions over its names. */
export interface Exported {
  readonly name: string;
  readonly target: Target;
  readonly script: string;
  readonly values: Readonly<Record<string, string>>;
}

export function exportedScripts(target: Target): readonly Exported[] {
  return subjects.map(({ name, source }) => {
    const last = phasesOf(source).at(-1) as Phase;
    return { name, target, script: exportScript(target, source).script, values: places[target](last) };
  });
}

/** nn.Linear keeps weights transposed. */
function torchValue(name: string): string {
  return `model.${placeOf(name)}${name.startsWith('syn') ? '.T' : ''}`;
}

const places: Readonly<Record<Target, (phase: Phase) => Readonly<Record<string, string>>>> = {
  numpy: ({ program, from, to, isPredicted }) => ({
    ...Object.fromEntries(parameters(program).map((name) => [name, name])),
    ...(to > from || isPredicted
      ? { prediction: program.evaluation === undefined ? program.roles.prediction : 'predict(X)' }
      : {}),
  }),
  pytorch: ({ program, from, to, isPredicted }) => ({
    ...Object.fromEntries(parameters(program).map((name) => [name, torchValue(name)])),
    ...(to > from || isPredicted ? { prediction: program.evaluation === undefined ? 'prediction' : 'predict(X)' } : {}),
  }),
  typescript: ({ program, from, to, isPredicted }) => ({
    ...Object.fromEntries(parameters(program).map((name) => [name, name])),
    ...(to > from || isPredicted
      ? { prediction: program.evaluation === undefined ? program.roles.prediction : 'predict(X)' }
      : {}),
  }),
};
