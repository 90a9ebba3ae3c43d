import { nearestWords } from '../../language/similar.ts';
import { quoted, wordList } from '../../language/wording.ts';
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

/** The findings of the schema. Those of a step are about its own kind, not about all kinds. */
function shapeFindings(draft: unknown, issues: readonly Issue[]): readonly Finding[] {
  const own = isRecord(draft) ? draft['steps'] : undefined;
  const steps = (Array.isArray(own) ? (own as readonly unknown[]) : []).slice(0, lessonLimits.steps);
  const isOfStep = ({ path: [section, at] }: Issue): boolean =>
    section === 'steps' && typeof at === 'number' && isRecord(steps[at]);
  const inSteps = steps.flatMap((step, at): readonly Finding[] => {
    if (!isRecord(step)) return [];
    const [kind, ...others] = stepKinds.filter((name) => Object.hasOwn(step, name));
    if (kind === undefined || others.length > 0) return [kindFinding(step, at)];
    const read = stepSchemas[kind].safeParse(step);
    if (read.success) return stepFindings(read.data, at);
    const found = read.error.issues.map((issue) => ({ ...issue, path: ['steps', at, ...issue.path] }));
    return schemaFindings(draft, found, lessonKeys(kind));
  });
  const others = issues.filter((issue) => !isOfStep(issue));
  return [...(others.length === 0 ? [] : schemaFindings(draft, others, lessonKeys())), ...inSteps];
}

/** A step of no kind, or of several. */
function kindFinding(step: Readonly<Record<string, unknown>>, at: number): Finding {
  const place = { path: ['steps', at], expected: `a step with one of ${wordList(stepKinds, 'and')}` };
  const names = Object.keys(step);
  const kinds = names.filter((name) => stepKinds.some((kind) => kind === name));
  if (kinds.length > 0) return { ...place, found: kinds.map(quoted).join(' and '), advice: 'make a step of each' };
  const [near] = names.flatMap((name) => nearestWords(name, stepKinds));
  const advice = near === undefined ? undefined : `did you mean ${quoted(near)}?`;
  return { ...place, found: names.map(quoted).join(', ') || 'none', advice };
}
