import { type Finding, shownPath, type ValueFault } from '../../scenario/fault.ts';
import { type Path, positionsOf } from '../../scenario/json/position.ts';
import { JsonFault } from '../../scenario/json/token.ts';
import { duplicateKeys } from '../../scenario/keys.ts';
import { offsetsOf } from '../../scenario/locate.ts';
import { schemaFindings } from '../../scenario/schema-findings.ts';
import { expressionsIn } from './condition.ts';
import { readShownKeys } from './key-script.ts';
import { type Lesson, lessonKeys, lessonSchema, type Step } from './schema.ts';
import { expressionIn, isFault, namesIn, sightNames } from './value.ts';
import { placesIn } from './words.ts';

export type ReadLesson =
  | { readonly ok: true; readonly lesson: Lesson; readonly text: string }
  | { readonly ok: false; readonly faults: readonly ValueFault[] };

/** Reads the text of a lesson file. It never throws, and reports all faults with their places. */
export function readLesson(fileText: string): ReadLesson {
  const text = fileText.replace(/^\ufeff/, '');
  try {
    const duplicates = duplicateKeys(text, (section, name) => lessonKeys.get(section)?.includes(name) === true);
    const draft: unknown = JSON.parse(text);
    const result = lessonSchema.safeParse(draft);
    const findings = result.success
      ? stepFindings(result.data)
      : schemaFindings(draft, result.error.issues, lessonKeys);
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

/** The faults of findings, with their places in the text. */
export function placed(text: string, findings: readonly Finding[]): readonly ValueFault[] {
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

/** Faults that the schema does not find. */
function stepFindings({ steps }: Lesson): readonly Finding[] {
  return steps.flatMap((step, at) => [
    ...questionFindings(step, ['steps', at]),
    ...('show' in step ? keyFindings(step.show, ['steps', at, 'show']) : []),
    ...expressionsOf(step, ['steps', at]).flatMap(({ source, path }) => syntaxFindings(source, path)),
  ]);
}

function questionFindings(step: Step, path: Path): readonly Finding[] {
  if ('explain' in step) {
    const right = step.choices.filter((choice) => choice.right === true).length;
    return right === 1 ? [] : [{ path: [...path, 'choices'], expected: 'one right answer', found: `${right}` }];
  }
  if (!('predict' in step)) return [];
  const { number, choices } = step;
  if ((number === undefined) !== (choices === undefined)) return [];
  const found = number === undefined ? 'neither' : 'both';
  return [{ path, expected: 'either number or choices', found }];
}

function keyFindings(show: string, path: Path): readonly Finding[] {
  const read = readShownKeys(show);
  return 'word' in read ? [{ path, expected: read.expected, found: JSON.stringify(read.word) }] : [];
}

/** An expression of a step, and its place. */
export interface Placed {
  readonly source: string;
  readonly path: Path;
}

/** All expressions of a step: those in texts, too. */
export function expressionsOf(step: Step, path: Path): readonly Placed[] {
  const inText = (text: string | undefined, at: string | number, ...more: Path): readonly Placed[] =>
    placesIn(text ?? '').map((source) => ({ source, path: [...path, at, ...more] }));
  const kept = Object.entries(step.keep ?? {}).map(([name, source]) => ({ source, path: [...path, 'keep', name] }));
  if ('say' in step) return [...kept, ...inText(step.say, 'say')];
  if ('look' in step) return [...kept, ...inText(step.look, 'look')];
  if ('explain' in step) {
    const reasons = step.choices.flatMap(({ because }, at) => inText(because, 'choices', at, 'because'));
    return [...kept, ...inText(step.explain, 'explain'), ...reasons];
  }
  const conditions =
    step.until === undefined ? [] : expressionsIn(step.until).map((source) => ({ source, path: [...path, 'until'] }));
  const why = [...inText(step.why, 'why'), ...step.hints.flatMap((hint, at) => inText(hint, 'hints', at))];
  if ('do' in step) return [...kept, ...inText(step.do, 'do'), ...conditions, ...why];
  const { number } = step;
  const numbers = (['truth', 'guess'] as const).flatMap((name) => {
    const source = number?.[name];
    return source === undefined ? [] : [{ source, path: [...path, 'number', name] }];
  });
  const choices = (step.choices ?? []).flatMap(({ when }, at) =>
    expressionsIn(when).map((source) => ({ source, path: [...path, 'choices', at, 'when'] })),
  );
  return [...kept, ...inText(step.predict, 'predict'), ...conditions, ...numbers, ...choices, ...why];
}

function syntaxFindings(source: string, path: Path): readonly Finding[] {
  const read = expressionIn(source);
  if (!isFault(read)) return [];
  return [{ path, expected: 'an expression such as l1[0, 0]', found: JSON.stringify(source), advice: read.message }];
}

/** Names that neither the program, nor the run, nor an earlier `keep` has. @param names those of the program. */
export function nameFindings({ steps }: Lesson, names: readonly string[]): readonly Finding[] {
  const known = new Set([...names, ...sightNames, 'answer', 'truth']);
  return steps.flatMap((step, at) => {
    const keeps = Object.keys(step.keep ?? {});
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
    return findings;
  });
}
