import { didYouMean } from '../../language/parse-fault.ts';
import { type Finding, shownPath, type ValueFault } from '../../scenario/fault.ts';
import { positionsOf } from '../../scenario/json/position.ts';
import { JsonFault } from '../../scenario/json/token.ts';
import { duplicateKeys } from '../../scenario/keys.ts';
import { offsetsOf } from '../../scenario/locate.ts';
import { schemaFindings } from '../../scenario/schema-findings.ts';
import { type Lesson, lessonKeys, lessonLimits, lessonSchema, stepKinds, stepSchemas } from './schema.ts';
import { conditionsOf, expressionsOf, stepFindings } from './step-faults.ts';
import { expressionIn, isFault, namesIn, sightNames } from './value.ts';

export type ReadLesson =
  | { readonly ok: true; readonly lesson: Lesson; readonly text: string }
  | { readonly ok: false; readonly faults: readonly ValueFault[] };

/** Reads the text of a lesson file. It never throws, and reports all faults with their places. */
export function readLesson(fileText: string): ReadLesson {
  const text = fileText.replace(/^\ufeff/, '');
  try {
    const duplicates = duplicateKeys(text, (section, name) => lessonKeys().get(section)?.includes(name) === true);
    const draft: unknown = JSON.parse(text);
    const result = lessonSchema.safeParse(draft);
    const findings = result.success
      ? result.data.steps.flatMap(stepFindings)
      : shapeFindings(draft, result.error.issues);
    if (result.success && findings.length === 0 && duplicates.length === 0)
      return { ok: true, lesson: result.data, text };
    const faults = [...duplicates.map(({ fault }) => fault), ...placed(text, findings)];
    return { ok: false, faults };
  } catch (error) {
    if (error instanceof JsonFault) {
      const [position] = positionsOf(text, [error.offset]);
      return { ok: false, faults: [{ path: '', ...(position && { position }), ...error.complaint }] };
    }
    if (error instanceof SyntaxError) {
      return { ok: false, faults: [{ path: '', expected: 'a lesson in JSON', found: 'another text' }] };
    }
    throw error;
  }
}

/** The faults of findings, with their places in the text of a file. */
export function placed(fileText: string, findings: readonly Finding[]): readonly ValueFault[] {
  const text = fileText.replace(/^\ufeff/, '');
  const offsets = offsetsOf(text, findings);
  const order = findings.map((_, at) => at).sort((one, other) => (offsets[one] ?? 0) - (offsets[other] ?? 0));
  const positions = positionsOf(
    text,
    order.map((at) => offsets[at] ?? 0),
  );
  return order.map((at, index): ValueFault => {
    const finding = findings[at] as Finding;
    const { expected, found, advice } = finding;
    const position = positions[index];
    return { path: shownPath(finding), expected, found, advice, ...(position && { position }) };
  });
}

interface Issue {
  readonly path: readonly PropertyKey[];
}

/** The findings of the schema. Those of a step are about the kind that it is, and not about all kinds. */
function shapeFindings(draft: unknown, issues: readonly Issue[]): readonly Finding[] {
  const steps = typeof draft === 'object' && draft !== null && 'steps' in draft ? draft.steps : undefined;
  const kinds = (Array.isArray(steps) ? (steps as readonly unknown[]) : [])
    .slice(0, lessonLimits.steps)
    .map((step) => stepKinds.find((kind) => typeof step === 'object' && step !== null && Object.hasOwn(step, kind)));
  const isOfStep = ({ path: [section, at] }: Issue): boolean =>
    section === 'steps' && typeof at === 'number' && kinds[at] !== undefined;
  const inSteps = kinds.flatMap((kind, at) => {
    if (kind === undefined) return [];
    const read = stepSchemas[kind].safeParse((steps as readonly unknown[])[at]);
    if (read.success) return stepFindings(read.data, at);
    const own = read.error.issues.map((issue) => ({ ...issue, path: ['steps', at, ...issue.path] }));
    return schemaFindings(draft, own, lessonKeys(kind));
  });
  const others = issues.filter((issue) => !isOfStep(issue));
  return [...(others.length === 0 ? [] : schemaFindings(draft, others, lessonKeys())), ...inSteps];
}

/** The names that the facts of a condition can have. */
export interface FactNames {
  readonly views: readonly string[];
  readonly panes: readonly string[];
  readonly settings: readonly string[];
  /** Names that lines of an iteration assign. */
  readonly lines: readonly string[];
  /** Learned matrices. */
  readonly weights: readonly string[];
}

/** Names in conditions that the dashboard or the program lacks: such a condition would never hold, and its opposite always. */
export function factNameFindings({ steps }: Lesson, names: FactNames): readonly Finding[] {
  const facts = steps.flatMap((step, at) =>
    conditionsOf(step, ['steps', at]).flatMap(({ condition: { any = [], not, ...own }, path }) => [
      { facts: own, path },
      ...any.map((one, index) => ({ facts: one, path: [...path, 'any', index] })),
      ...(not === undefined ? [] : [{ facts: not, path: [...path, 'not'] }]),
    ]),
  );
  return facts.flatMap(({ facts: { view, pane, setting, inside, weight }, path }) =>
    [
      unknownName(view, names.views, 'the name of a view', [...path, 'view']),
      unknownName(pane, names.panes, 'the name of a pane', [...path, 'pane']),
      unknownName(setting?.name, names.settings, 'the name of a setting', [...path, 'setting', 'name']),
      unknownName(inside?.line, names.lines, 'the name that a line assigns', [...path, 'inside', 'line']),
      unknownName(weight?.split('[')[0]?.trim(), names.weights, 'a learned matrix', [...path, 'weight']),
    ].flat(),
  );
}

function unknownName(
  name: string | undefined,
  known: readonly string[],
  expected: string,
  path: Finding['path'],
): readonly Finding[] {
  if (name === undefined || known.includes(name)) return [];
  const meant = didYouMean(name, known).replace(/^; /, '');
  const advice = meant === '' ? `one of ${known.join(', ')}` : meant;
  return [{ path, expected, found: JSON.stringify(name), advice }];
}

/** Names that neither the program, nor the run, nor an earlier `keep` has. @param names those of the program. */
export function nameFindings({ steps }: Lesson, names: readonly string[]): readonly Finding[] {
  const reserved: ReadonlySet<string> = new Set([...sightNames, 'answer', 'truth']);
  const known = new Set([...names, ...reserved]);
  return steps.flatMap((step, at) => {
    const keeps = Object.keys(step.keep ?? {});
    const taken = keeps.filter((name) => names.includes(name) || !/^[a-z_]\w*$/i.test(name) || reserved.has(name));
    const misnamed = taken.map((name): Finding => {
      const expected = 'a name of its own: letters, digits and _, no name of the program or of the run';
      return { path: ['steps', at, 'keep', name], atKey: true, expected, found: name };
    });
    const findings = expressionsOf(step, ['steps', at]).flatMap(({ source, path }) => {
      const read = expressionIn(source);
      if (isFault(read)) return [];
      if (path[2] !== 'keep') for (const name of keeps) known.add(name);
      const unknown = namesIn(read).find((name) => !known.has(name));
      return unknown === undefined
        ? []
        : [{ path, expected: 'names of the program, of the run, or kept before', found: unknown }];
    });
    for (const name of keeps) known.add(name);
    return [...misnamed, ...findings];
  });
}
