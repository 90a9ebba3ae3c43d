import type { Examples } from '../engine/matrix.ts';
import { type Matrix, rowsOf } from '../engine/matrix.ts';
import type { Change } from '../language/change.ts';
import type { Layer, Program, Roles } from '../language/program.ts';
import type { TargetWords } from '../language/scaling.ts';
import type { StopConditions } from '../language/stop-conditions.ts';
import type { Watch } from '../language/watch.ts';
import { buildProgram } from '../network/build.ts';
import { changesFor, type Edit, type PlannedEdits, settingsAfter } from '../network/edits.ts';
import { refusal, targetFacts } from '../network/rules.ts';
import { isSameSettings, type NetworkSettings } from '../network/settings.ts';
import type { TargetFacts } from '../network/technique.ts';
import type { ExaminedData, FoundRoles } from './protocol-script.ts';

/*
 * The subject of a run, for the dashboard and for the training thread. Both ask the functions below for the program after an
 * edit, and do not work on settings. Only a view about settings reads them, with `settingsIn`; for a subject without settings
 * it says that it has nothing to show. Another kind of subject is one more case in each function of this file.
 */

/** The part that every kind of subject has. Plain data: it is cloned from one thread to the other. */
interface SubjectBase extends TargetWords {
  /** The program before the first edit. */
  readonly program: Program;
  /** Examples × inputs. */
  readonly inputs: Matrix;
  /** Examples × outputs. */
  readonly targets: Matrix;
  /** Held-out examples, on which the run is measured. */
  readonly test?: Examples | undefined;
  /** The length of a run in iterations; going on after its end adds the same number. */
  readonly iterations: number;
  /** Edits that the run makes by itself, in the order of their iterations. */
  readonly plan: readonly PlannedEdits[];
  /** Watches that are set from the beginning. */
  readonly watches: readonly Watch[];
  /** Conditions that end the run before its last iteration. */
  readonly stop?: StopConditions | undefined;
}

/** A network whose program is written from settings. */
export interface NetworkSubject extends SubjectBase {
  readonly kind: 'network';
  /** The settings that `program` is written from. */
  readonly settings: NetworkSettings;
}

/** A Python file. Its lines are those of its text; its program has no lines, only the roles that were found. */
export interface ScriptSubject extends SubjectBase {
  readonly kind: 'script';
  readonly text: string;
  /** The name of the file in tracebacks, and as `sys.argv[0]`. */
  readonly file: string;
  /** The folder, absolute, whose files the script may read. */
  readonly folder: string;
  /** The rules of Python 2 or of Python 3. */
  readonly version: 2 | 3;
  readonly arguments: readonly string[];
  /** Roles that a person has named, as in `weights=a,b error=e`; absent where they are found. */
  readonly namedRoles?: string | undefined;
  /**
   * The number in place of the first seed that the script gives; its other seeds are moved as far. A stream without a seed is seeded with
   * it, too. Absent: its own seeds, and `DEFAULT_SCRIPT_SEED`.
   */
  readonly namedSeed?: number | undefined;
  /** Null for a script that trains nothing; absent until the roles have been looked for. */
  readonly found?: FoundRoles | null | undefined;
  /** The data whose rows are predicted, or the reason why there is none; absent until they have been looked for. */
  readonly examined?: ExaminedData | { readonly why: string } | undefined;
}

/** The subject of a run: a program or a script, its data, and what can be changed in it. */
export type Subject = NetworkSubject | ScriptSubject;

/** The seed of a script, before its first line, where a person gives no other one. */
export const DEFAULT_SCRIPT_SEED = 1;

const NOTHING: Matrix = { rows: 0, columns: 0, data: new Float64Array(0) };

/** A script before its first line: nothing is known of its data. */
export function scriptSubject<Own extends Pick<ScriptSubject, 'text' | 'file' | 'folder' | 'version' | 'arguments'>>(
  own: Own,
): Own & ScriptSubject {
  const program = { given: [], setup: [], iteration: [], roles: { layers: [] } };
  return { ...own, kind: 'script', program, inputs: NOTHING, targets: NOTHING, iterations: 1, plan: [], watches: [] };
}

/** The subject with the roles that were found in a script, and the targets of an iteration. Other subjects stay as they are. */
export function withFound<S extends Subject>(subject: S, found: FoundRoles | undefined, targets: Matrix): S {
  if (subject.kind !== 'script') return subject;
  const roles = found === undefined ? { layers: [] } : rolesOf(found);
  if (subject.found != null && JSON.stringify(found) !== JSON.stringify(subject.found)) {
    // Another training: its data are looked for again.
    const unknown = { inputs: NOTHING, test: undefined, examined: undefined };
    return { ...subject, ...unknown, program: { ...subject.program, roles }, targets, found: found ?? null };
  }
  const { examples } = subject.program.roles;
  const program = { ...subject.program, roles: { ...roles, ...(examples === undefined ? {} : { examples }) } };
  return { ...subject, program, targets, found: found ?? null };
}

/** The subject with the data that were found in a script. Other subjects stay as they are. */
export function withExamined<S extends Subject>(subject: S, examined: NonNullable<ScriptSubject['examined']>): S {
  if (subject.kind !== 'script') return subject;
  if ('why' in examined) return { ...subject, examined };
  const { inputs, from, test } = examined;
  const program = { ...subject.program, roles: { ...subject.program.roles, examples: from } };
  return { ...subject, program, inputs, test, examined };
}

/** The roles of a program for a script. Each layer has its bias where there is one for each. */
function rolesOf({ weights, biases, prediction, target, learningRate }: FoundRoles): Roles {
  const isPaired = biases.length === weights.length;
  const layers = weights.map((name, layer): Layer => {
    const isLast = layer === weights.length - 1;
    const output = (isLast ? prediction : undefined) ?? `layer ${layer + 1}`;
    const bias = isPaired ? biases[layer] : undefined;
    const others = isLast && !isPaired && biases.length > 0 ? biases : undefined;
    return { weights: name, ...(bias === undefined ? {} : { bias }), ...(others && { others }), output };
  });
  return {
    layers,
    ...(prediction === undefined ? {} : { prediction }),
    ...(target === undefined ? {} : { target }),
    ...(prediction === undefined || target === undefined ? {} : { error: `${target} − ${prediction}` }),
    ...(learningRate === undefined ? {} : { learningRate: learningRate.text }),
  };
}

/** A network subject, with the program written from its settings. */
export function networkSubject<Own extends Omit<NetworkSubject, 'kind' | 'program'>>(own: Own): Own & NetworkSubject {
  return { ...own, kind: 'network', program: buildProgram(own.settings, own.inputs.rows) };
}

/** The changes of a run: the program and the cells after each of the planned edits. */
export function changesOf(subject: Subject, plan: readonly PlannedEdits[]): readonly Change[] {
  switch (subject.kind) {
    case 'network':
      return changesFor(plan, subject.settings, subject.program, subject.inputs.rows);
    case 'script':
      return [];
  }
}

/**
 * The subject after edits.
 * @param known returned when its settings are those after the edits: its program need not be built again.
 */
export function subjectAfter<S extends Subject>(subject: S, edits: readonly Edit[], known: S = subject): S {
  switch (subject.kind) {
    case 'network': {
      const settings = settingsAfter(subject.settings, edits);
      return known.kind === 'network' && isSameSettings(settings, known.settings)
        ? known
        : { ...subject, settings, program: buildProgram(settings, subject.inputs.rows) };
    }
    case 'script':
      return known;
  }
}

/** The reason why the subject refuses edits; undefined when it accepts them. */
export function refusalOf(subject: Subject, edits: readonly Edit[]): string | undefined {
  switch (subject.kind) {
    case 'network': {
      const settings = settingsAfter(subject.settings, edits);
      return settings === subject.settings ? undefined : refusalOfSettings(subject, settings);
    }
    case 'script':
      return edits.every((edit) => edit.kind === 'cell' || Object.keys(edit.set).join() === 'learningRate')
        ? undefined
        : 'not for a script: O opens its file';
  }
}

/** The settings of the network; undefined for a subject that is not written from settings. */
export function settingsIn(subject: Subject): NetworkSettings | undefined {
  switch (subject.kind) {
    case 'network':
      return subject.settings;
    case 'script':
      return undefined;
  }
}

/** The reason why a network of these settings cannot learn the data of the subject; undefined when it can. */
export function refusalOfSettings({ targets }: Subject, settings: NetworkSettings): string | undefined {
  return refusal(settings, factsOf(targets))?.reason;
}

/** Facts about targets, found once for each matrix: a view may ask at every key. */
const factsKnown = new WeakMap<Matrix, TargetFacts>();

function factsOf(targets: Matrix): TargetFacts {
  const found = factsKnown.get(targets) ?? targetFacts(rowsOf(targets));
  factsKnown.set(targets, found);
  return found;
}
