import type { Finding } from '../../scenario/fault.ts';
import type { Path } from '../../scenario/json/position.ts';
import { readShownKeys } from './key-script.ts';
import type { Condition, ExplainStep, PredictStep, Range, Step } from './schema.ts';
import { expressionIn, isFault } from './value.ts';
import { placesIn, strayBraceIn } from './words.ts';

/** Faults of a step that the schema does not find. @param at its place, from 0. */
export function stepFindings(step: Step, at: number): readonly Finding[] {
  return [
    ...questionFindings(step, ['steps', at]),
    ...('choices' in step ? choiceFindings(step, ['steps', at]) : []),
    ...('show' in step ? keyFindings(step.show, ['steps', at, 'show'], 'predict' in step) : []),
    ...('holds' in step ? heldFindings(step.holds ?? [], ['steps', at, 'holds']) : []),
    ...('predict' in step ? openFindings(step, ['steps', at]) : []),
    ...textsOf(step, ['steps', at]).flatMap(({ text, path }) => braceFindings(text, path)),
    ...conditionsOf(step, ['steps', at]).flatMap(({ condition, path }) => conditionFindings(condition, path)),
    ...expressionsOf(step, ['steps', at]).flatMap(({ source, path }) => syntaxFindings(source, path)),
  ];
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

/** Answers with the same text, and hints that name an answer which is not there, or a wrong one. */
function choiceFindings(step: PredictStep | ExplainStep, path: Path): readonly Finding[] {
  const choices: readonly { readonly text: string }[] = step.choices ?? [];
  const same = choices.flatMap(({ text }, at) => {
    const first = choices.findIndex((other) => other.text.trim() === text.trim());
    if (first === at) return [];
    const own = [...path, 'choices', at, 'text'];
    return [{ path: own, expected: 'a text that differs from the other answers', found: JSON.stringify(text) }];
  });
  const missing = step.hints.flatMap((hint, at) => {
    const number = answersIn(hint).find((own) => own < 1 || own > choices.length);
    if (number === undefined) return [];
    const expected = `the number of an answer, from 1 to ${choices.length}`;
    return [{ path: [...path, 'hints', at], expected, found: `answer ${number}` }];
  });
  if (missing.length > 0 || !('explain' in step)) return [...same, ...missing];
  const right = step.choices.findIndex((choice) => choice.right === true);
  return [...same, ...(right === -1 ? [] : lastHintFindings(step.hints, right, path))];
}

/** The last hint gives the answer: where it names answers, the right one is among them. @param right the place of that one, from 0. */
export function lastHintFindings(hints: readonly string[], right: number, path: Path): readonly Finding[] {
  const named = answersIn(hints.at(-1) ?? '');
  if (named.length === 0 || named.includes(right + 1)) return [];
  const own = [...path, 'hints', hints.length - 1];
  return [{ path: own, expected: `the right answer, answer ${right + 1}`, found: `answer ${named[0]}` }];
}

/** The numbers of the answers that a hint names, as in `answer 2`. */
function answersIn(hint: string): readonly number[] {
  return [...hint.matchAll(/\banswer (\d)\b/gi)].map(([, number]) => Number(number));
}

/** @param hasAnswer true where `answer` means something. */
function keyFindings(show: string, path: Path, hasAnswer: boolean): readonly Finding[] {
  const read = readShownKeys(show);
  if ('word' in read) {
    const { expected, word, advice } = read;
    return [{ path, expected, found: JSON.stringify(word), advice }];
  }
  if (read.length === 0) return [{ path, expected: 'keys such as "n n enter"', found: 'none' }];
  return read.includes('answer') === hasAnswer
    ? []
    : [
        hasAnswer
          ? { path, expected: 'answer among the keys of a question', found: JSON.stringify(show) }
          : { path, expected: 'keys', found: '"answer"', advice: 'only a question has an answer' },
      ];
}

function heldFindings(keys: readonly string[], path: Path): readonly Finding[] {
  return keys.flatMap((key, at) => {
    const read = readShownKeys(key);
    const isKey = !('word' in read) && read.length === 1 && typeof read[0] === 'object' && 'key' in read[0];
    return isKey && !key.includes(':') ? [] : [{ path: [...path, at], expected: 'a key', found: JSON.stringify(key) }];
  });
}

/** The keys that show an answer must wait for it. */
function openFindings({ show, until, holds }: PredictStep, path: Path): readonly Finding[] {
  const read = readShownKeys(show);
  if ('word' in read || until === undefined) return [];
  const after = read
    .slice(read.indexOf('answer') + 1)
    .flatMap((step) => (step !== 'answer' && 'key' in step ? [step.key] : []));
  if (after.length === 0) return [];
  // Both texts are read, since a key may have several names.
  const held = (holds ?? []).flatMap((key) => {
    const own = readShownKeys(key);
    return 'word' in own ? [] : own.flatMap((step) => (step !== 'answer' && 'key' in step ? [step.key] : []));
  });
  if (after.some((key) => held.includes(key))) return [];
  const found = holds === undefined || holds.length === 0 ? 'none' : holds.map((key) => JSON.stringify(key)).join(', ');
  const expected = `one of the keys that show the answer and wait for it, such as ${JSON.stringify(after[0])}`;
  return [{ path: holds === undefined ? path : [...path, 'holds'], expected: `holds with ${expected}`, found }];
}

function braceFindings(text: string, path: Path): readonly Finding[] {
  const found = strayBraceIn(text);
  if (found === undefined) return [];
  return [{ path, expected: 'braces around an expression, as in {l1[0, 0]:.2}', found: JSON.stringify(found) }];
}

const rangeKeys = ['is', 'from', 'to', 'above', 'below'] as const;
export type Facts = Omit<Condition, 'any' | 'not'>;

/** A condition that always holds, or never, is a mistake. */
function conditionFindings({ any, not, ...facts }: Condition, path: Path): readonly Finding[] {
  const isAlone = any === undefined && not === undefined;
  return [
    ...(isAlone || Object.keys(facts).length > 0 ? factFindings(facts, path) : []),
    ...(any === undefined ? [] : any.length === 0 ? [noFacts([...path, 'any'])] : []),
    ...(any ?? []).flatMap((one, at) => factFindings(one, [...path, 'any', at])),
    ...(not === undefined ? [] : factFindings(not, [...path, 'not'])),
  ];
}

function noFacts(path: Path): Finding {
  return { path, expected: 'at least one fact, such as {"iteration": 100}', found: 'none' };
}

function factFindings(facts: Facts, path: Path): readonly Finding[] {
  const names = Object.keys(facts);
  if (names.length === 0) return [noFacts(path)];
  const hasRange = rangeKeys.some((key) => facts[key] !== undefined);
  if (facts.value === undefined && hasRange)
    return [{ path, expected: 'value beside its range', found: names.join(', ') }];
  const ranges: readonly (readonly [string, Range])[] = [
    ...(['iteration', 'line', 'seed', 'changes', 'marks', 'kept'] as const).flatMap((name) => {
      const range = facts[name];
      return range === undefined ? [] : [[name, range] as const];
    }),
    ...(facts.value === undefined ? [] : [['value', facts] as const]),
  ];
  return ranges.flatMap(([name, range]) => rangeFindings(range, name === 'value' ? path : [...path, name]));
}

/** The whole numbers that a count can have. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly expected: string;
}

const noRange = { expected: 'a range that a number can be in', found: 'no range' };
const emptyRange = { ...noRange, found: 'a range without numbers' };

/** A range without numbers. */
function rangeFindings(range: Range | Facts, path: Path): readonly Finding[] {
  if (typeof range === 'number') return [];
  if (rangeKeys.every((key) => range[key] === undefined)) return [{ path, ...noRange }];
  const { least, most, isOpen } = endsOf(range);
  return least > most || (least === most && isOpen) ? [{ path, ...emptyRange }] : [];
}

/** A range that has none of the numbers that a count can have. */
export function countFindings(range: Range, path: Path, { least, most, expected }: Bounds): readonly Finding[] {
  const ends = endsOf(typeof range === 'number' ? { is: range } : range);
  const first = Math.max(least, ends.isAbove ? Math.floor(ends.least) + 1 : Math.ceil(ends.least));
  const last = Math.min(most, ends.isBelow ? Math.ceil(ends.most) - 1 : Math.floor(ends.most));
  return first > last ? [{ path, expected, found: JSON.stringify(range) }] : [];
}

function endsOf({ is, from, to, above, below }: Exclude<Range, number> | Facts): {
  readonly least: number;
  readonly most: number;
  /** True where `least` itself is not in the range. */
  readonly isAbove: boolean;
  /** True where `most` itself is not in the range. */
  readonly isBelow: boolean;
  readonly isOpen: boolean;
} {
  const least = Math.max(...[is, from, above].map((bound) => bound ?? Number.NEGATIVE_INFINITY));
  const most = Math.min(...[is, to, below].map((bound) => bound ?? Number.POSITIVE_INFINITY));
  const [isAbove, isBelow] = [above === least, below === most];
  return { least, most, isAbove, isBelow, isOpen: isAbove || isBelow };
}

/** The conditions of a step, and their places. */
export function conditionsOf(
  step: Step,
  path: Path,
): readonly { readonly condition: Condition; readonly path: Path }[] {
  const until =
    'until' in step && step.until !== undefined ? [{ condition: step.until, path: [...path, 'until'] }] : [];
  const choices = 'predict' in step ? (step.choices ?? []) : [];
  return [...until, ...choices.map(({ when }, at) => ({ condition: when, path: [...path, 'choices', at, 'when'] }))];
}

/** The facts of a condition, of its alternatives and of its opposite, and their places. */
export function factsIn(
  { any = [], not, ...facts }: Condition,
  path: Path,
): readonly { readonly facts: Facts; readonly path: Path }[] {
  return [
    { facts, path },
    ...any.map((one, at) => ({ facts: one, path: [...path, 'any', at] })),
    ...(not === undefined ? [] : [{ facts: not, path: [...path, 'not'] }]),
  ];
}

/** An expression of a step, and its place. */
export interface Placed {
  readonly source: string;
  readonly path: Path;
}

interface PlacedText {
  readonly text: string;
  readonly path: Path;
}

/** The texts of a step that can have expressions, and their places. */
function textsOf(step: Step, path: Path): readonly PlacedText[] {
  const inText = (text: string | undefined, ...at: Path): readonly PlacedText[] =>
    text === undefined ? [] : [{ text, path: [...path, ...at] }];
  if ('say' in step) return inText(step.say, 'say');
  if ('look' in step) return inText(step.look, 'look');
  const hints = step.hints.flatMap((hint, at) => inText(hint, 'hints', at));
  if ('explain' in step) {
    const reasons = step.choices.flatMap(({ because }, at) => inText(because, 'choices', at, 'because'));
    return [...inText(step.explain, 'explain'), ...reasons, ...hints];
  }
  const task = 'do' in step ? inText(step.do, 'do') : inText(step.predict, 'predict');
  return [...task, ...inText(step.why, 'why'), ...hints];
}

/** All expressions of a step: those in texts, too. */
export function expressionsOf(step: Step, path: Path): readonly Placed[] {
  const kept = Object.entries(step.keep ?? {}).map(([name, source]) => ({ source, path: [...path, 'keep', name] }));
  const inTexts = textsOf(step, path).flatMap(({ text, path: own }) =>
    placesIn(text).map((source) => ({ source, path: own })),
  );
  const conditions = conditionsOf(step, path)
    .flatMap(({ condition, path: own }) => factsIn(condition, own))
    .flatMap(({ facts: { value }, path: own }) =>
      value === undefined ? [] : [{ source: value, path: [...own, 'value'] }],
    );
  const number = 'predict' in step ? step.number : undefined;
  const numbers = (['truth', 'guess'] as const).flatMap((name) => {
    const source = number?.[name];
    return source === undefined ? [] : [{ source, path: [...path, 'number', name] }];
  });
  return [...kept, ...inTexts, ...conditions, ...numbers];
}

function syntaxFindings(source: string, path: Path): readonly Finding[] {
  const read = expressionIn(source);
  if (!isFault(read)) return [];
  return [{ path, expected: 'an expression such as l1[0, 0]', found: JSON.stringify(source), advice: read.message }];
}
