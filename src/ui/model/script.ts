import type { ExaminedData, FoundRoles, ScriptView } from '../../worker/protocol.ts';
import type { ScriptSubject, Subject } from '../../worker/subject.ts';
import type { Model } from './model.ts';

/*
 * Facts about a run of a script, for every other part of the dashboard.
 */

export function isScript({ subject }: Pick<Model, 'subject'>): boolean {
  return subject.kind === 'script';
}

/** The script; undefined for another subject. */
export function scriptOf({ subject }: Pick<Model, 'subject'>): ScriptSubject | undefined {
  return subject.kind === 'script' ? subject : undefined;
}

/** The script at the position of the run; undefined before the first snapshot, and for another subject. */
export function scriptView({ snapshot }: Pick<Model, 'snapshot'>): ScriptView | undefined {
  return snapshot?.script;
}

/** The roles of the script; undefined until they are found, and where there are none. */
export function foundIn({ subject }: Pick<Model, 'subject'>): FoundRoles | undefined {
  return (subject.kind === 'script' ? subject.found : undefined) ?? undefined;
}

/** The data whose rows are predicted; undefined for another subject, and where there are none. */
export function examinedIn({ subject }: { readonly subject: Subject }): ExaminedData | undefined {
  const examined = subject.kind === 'script' ? subject.examined : undefined;
  return examined === undefined || 'why' in examined ? undefined : examined;
}

/** False where the inputs of a script are not those of its table of predictions, row by row. */
export function areInputsInOrder(model: { readonly subject: Subject }): boolean {
  return model.subject.kind !== 'script' || examinedIn(model)?.areInOrder === true;
}

/** The learning rate of a script, as it names it, for the words of a verdict; undefined for another subject. */
export function scriptContext(model: Pick<Model, 'subject'>): { readonly rate: string | undefined } | undefined {
  return isScript(model) ? { rate: foundIn(model)?.learningRate?.text } : undefined;
}

/** True once it is known that no loop of the script trains anything. */
export function trainsNothing({ subject }: Pick<Model, 'subject'>): boolean {
  return subject.kind === 'script' && subject.found === null;
}

/** True for a script that trains nothing, and for one that has begun before its roles are found. */
export function goesByLines(model: Pick<Model, 'subject' | 'snapshot'>): boolean {
  const { subject } = model;
  return subject.kind === 'script' && hasOnlyLines(subject.found, scriptView(model));
}

/** The same of a script with these roles at this position. */
export function hasOnlyLines(found: ScriptSubject['found'], view: ScriptView | undefined): boolean {
  return found === null || (found === undefined && (view?.lines ?? 0) > 0);
}

/** Iterations that have run, and the most that ever have; lines of a script that trains nothing. */
export function positionOf(model: Pick<Model, 'subject' | 'snapshot'>): {
  readonly now: number;
  readonly furthest: number;
} {
  const { snapshot } = model;
  const view = scriptView(model);
  if (view !== undefined && trainsNothing(model)) return { now: view.lines, furthest: view.furthestLines };
  return { now: snapshot?.iteration ?? 0, furthest: snapshot?.furthest ?? 0 };
}

/** The chosen line of the source, from 1, or the one that runs next; undefined without either. */
export function chosenSourceLine(model: Pick<Model, 'cursor' | 'snapshot'>): number | undefined {
  return model.cursor === undefined ? scriptView(model)?.line : model.cursor + 1;
}

/** The last line of the script, from 1, in the traceback that has ended it; undefined where no exception has. */
export function failedLine(model: Pick<Model, 'subject' | 'snapshot'>): number | undefined {
  const ending = scriptView(model)?.ending;
  const file = scriptOf(model)?.file;
  if (ending?.kind !== 'exception' || file === undefined) return undefined;
  const lines = [...ending.traceback.matchAll(/^ {2}File "(.*)", line (\d+)/gm)];
  const own = lines.findLast(([, name]) => name === file);
  return own === undefined ? undefined : Number(own[2]);
}

/** The exception that has ended the script, on one line: `line 29: NameError: name 'l0' is not defined`; undefined where none has. */
export function failureWords(model: Pick<Model, 'subject' | 'snapshot'>): string | undefined {
  const ending = scriptView(model)?.ending;
  if (ending?.kind !== 'exception') return undefined;
  const lines = ending.traceback.trimEnd().split('\n');
  const calls = lines.findLastIndex((line) => line.startsWith('  File "'));
  // Below the calls, a message may have several lines.
  const message = lines.slice(calls + 1).find((line) => !line.startsWith(' ')) ?? lines.at(-1) ?? '';
  const line = failedLine(model);
  return line === undefined ? message : `line ${line}: ${message}`;
}

/** True where the run stops before the chosen line. */
export function isBreakpointChosen(model: Pick<Model, 'cursor' | 'snapshot' | 'breakpoints'>): boolean {
  const line = chosenSourceLine(model);
  return line !== undefined && model.breakpoints.includes(line);
}

/** The words where a script has no iterations. */
export const NO_TRAINING = 'no training loop found: lines can be stepped';
