import { didYouMean } from '../../language/parse-fault.ts';

/** A key by its name in the key table, or milliseconds that pass. */
export type ScriptStep = { readonly key: string } | { readonly wait: number };

const named = [
  ...['space', 'enter', 'tab', 'shift+tab', 'escape', 'backspace'],
  ...['up', 'down', 'left', 'right', 'pageup', 'pagedown', 'home', 'end'],
];
/** Other names, as the table of keys has them. */
const alsoNamed: ReadonlyMap<string, string> = new Map([
  ['esc', 'escape'],
  ['pgup', 'pageup'],
  ['pgdn', 'pagedown'],
]);

/** More presses of a key, or a longer pause, is a mistake. */
const MOST_PRESSES = 1000;
const LONGEST_WAIT_MS = 600_000;

export type ReadScript =
  | { readonly ok: true; readonly steps: readonly ScriptStep[] }
  | { readonly ok: false; readonly expected: string; readonly word: string };

/** Reads `space wait:2000 s*3 w type:l1_error enter`: keys, repeated keys, pauses and typed texts, separated by spaces. */
export function readKeyScript(text: string): ReadScript {
  const steps: ScriptStep[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const read = stepsOf(word);
    if (typeof read === 'string') return { ok: false, expected: read, word };
    steps.push(...read);
  }
  return { ok: true, steps };
}

/** The steps of one word, or the words that were expected in its place. */
function stepsOf(word: string): readonly ScriptStep[] | string {
  const [, pause] = /^wait:(.*)$/.exec(word) ?? [];
  if (pause !== undefined) {
    const isTime = /^\d+$/.test(pause) && Number(pause) <= LONGEST_WAIT_MS;
    return isTime ? [{ wait: Number(pause) }] : `wait: and milliseconds up to ${LONGEST_WAIT_MS}`;
  }
  const [, typed] = /^type:(.+)$/.exec(word) ?? [];
  if (typed !== undefined) return [...typed].map((key) => ({ key }));
  const [, repeated = word, times = '1'] = /^(.+)\*(\d+)$/.exec(word) ?? [];
  const key = alsoNamed.get(repeated) ?? repeated;
  if ([...key].length !== 1 && !named.includes(key) && !/^ctrl\+[a-z]$/.test(key)) {
    return `single characters, ${named.join(', ')}, KEY*TIMES, wait:MILLISECONDS and type:TEXT`;
  }
  const isCount = Number(times) >= 1 && Number(times) <= MOST_PRESSES;
  return isCount ? Array.from({ length: Number(times) }, () => ({ key })) : `at most ${MOST_PRESSES} presses of a key`;
}

/** The arrow down, until this option is chosen in the list of options; at most `left` times. */
export interface OptionStep {
  readonly option: string;
  readonly left: number;
}

/** The arrows to a weight, such as `syn0[0,2]`; at most `left` of them. */
export interface WeightStep {
  readonly weight: string;
  readonly left: number;
}

/** A key of a lesson, the way to an option or to a weight, or the place where the answer is given. */
export type ShownStep = ScriptStep | OptionStep | WeightStep | 'answer';

/** True for a way whose keys follow from the screen. */
export function isWay(step: ShownStep): step is OptionStep | WeightStep {
  return step !== 'answer' && ('option' in step || 'weight' in step);
}

/** Options of a list at most. */
const MOST_OPTIONS = 100;
/** Arrows on the way to a weight at most. */
const MOST_ARROWS = 500;

/** The keys that do a step of a lesson; the fault where they cannot be read. */
export function readShownKeys(
  text: string,
): readonly ShownStep[] | { readonly expected: string; readonly word: string; readonly advice: string | undefined } {
  const steps: ShownStep[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const [, option] = /^option:(.+)$/.exec(word) ?? [];
    const [, weight] = /^weight:(\w+\[\d+,\d+\])$/.exec(word) ?? [];
    if (word === 'answer') steps.push('answer');
    else if (weight !== undefined) steps.push({ weight, left: MOST_ARROWS });
    else if (option !== undefined) steps.push({ option: option.replaceAll('_', ' '), left: MOST_OPTIONS });
    else {
      const read = readKeyScript(word);
      if (!read.ok) return { ...read, advice: keyMeant(word) };
      steps.push(...read.steps);
    }
  }
  return steps;
}

/** `write n*3` for `nnn`, `did you mean enter?` for `enetr`. */
function keyMeant(word: string): string | undefined {
  const [first = ''] = word;
  if (word === first.repeat(word.length)) return `write ${first}*${word.length}`;
  return didYouMean(word, [...named, ...alsoNamed.keys(), 'answer']);
}
