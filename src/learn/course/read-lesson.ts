import { didYouMean } from '../../language/parse-fault.ts';
import { wordList } from '../../language/wording.ts';
import { type Finding, shownPath, type ValueFault } from '../../scenario/fault.ts';
import { positionsOf } from '../../scenario/json/position.ts';
import { JsonFault } from '../../scenario/json/token.ts';
import { duplicateKeys } from '../../scenario/keys.ts';
import { offsetsOf } from '../../scenario/locate.ts';
import { schemaFindings } from '../../scenario/schema-findings.ts';
import { isRecord } from '../kept-json.ts';
import { type Lesson, lessonKeys, lessonLimits, lessonSchema, stepKinds, stepSchemas } from './schema.ts';
import { stepFindings } from './step-faults.ts';

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

const oneKind = { expected: `a step with one of ${wordList(stepKinds, 'and')}` };

/** The kinds that a step names; undefined for a step that is no object. */
function kindsOf(step: unknown): readonly (keyof typeof stepSchemas)[] | undefined {
  if (!isRecord(step)) return undefined;
  return stepKinds.filter((kind) => Object.hasOwn(step, kind));
}

/** The findings of the schema. Those of a step are about the kind that it is, and not about all kinds. */
function shapeFindings(draft: unknown, issues: readonly Issue[]): readonly Finding[] {
  const steps = typeof draft === 'object' && draft !== null && 'steps' in draft ? draft.steps : undefined;
  const kinds = (Array.isArray(steps) ? (steps as readonly unknown[]) : []).slice(0, lessonLimits.steps).map(kindsOf);
  const isOfStep = ({ path: [section, at] }: Issue): boolean =>
    section === 'steps' && typeof at === 'number' && kinds[at] !== undefined;
  const inSteps = kinds.flatMap((own, at): readonly Finding[] => {
    if (own === undefined) return [];
    const [kind, other] = own;
    if (kind === undefined) {
      const names = Object.keys((steps as readonly object[])[at] ?? {});
      const found = names.map((name) => JSON.stringify(name)).join(', ');
      const near = names.flatMap((name) => didYouMean(name, stepKinds).match(/mean (\w+)/)?.[1] ?? []);
      const advice = near[0] === undefined ? undefined : `did you mean ${JSON.stringify(near[0])}?`;
      return [{ path: ['steps', at], ...oneKind, found: found === '' ? 'none' : found, advice }];
    }
    if (other !== undefined)
      return [
        {
          path: ['steps', at],
          ...oneKind,
          found: own.map((name) => JSON.stringify(name)).join(' and '),
          advice: 'make a step of each',
        },
      ];
    const read = stepSchemas[kind].safeParse((steps as readonly unknown[])[at]);
    if (read.success) return stepFindings(read.data, at);
    const issues = read.error.issues.map((issue) => ({ ...issue, path: ['steps', at, ...issue.path] }));
    return schemaFindings(draft, issues, lessonKeys(kind));
  });
  const others = issues.filter((issue) => !isOfStep(issue));
  return [...(others.length === 0 ? [] : schemaFindings(draft, others, lessonKeys())), ...inSteps];
}
