import { type CellName, printCell } from '../../program/change.ts';

/** What a person can be asked for in the footer. */
export type Question =
  | { readonly kind: 'iteration' }
  | { readonly kind: 'alpha' }
  | ({ readonly kind: 'weight' } & CellName)
  | { readonly kind: 'watch' }
  | { readonly kind: 'file' }
  | { readonly kind: 'script'; readonly target: ScriptTarget }
  | { readonly kind: 'find' };

/** What a run can be exported to. */
export type ScriptTarget = 'numpy' | 'pytorch' | 'typescript';

const scripts: readonly ScriptTarget[] = ['numpy', 'pytorch', 'typescript'];
const scriptNames: Readonly<Record<ScriptTarget, string>> = {
  numpy: 'NumPy',
  pytorch: 'PyTorch',
  typescript: 'TypeScript',
};

/** The other targets in turn. */
export function nextScript(target: ScriptTarget): ScriptTarget {
  return scripts[(scripts.indexOf(target) + 1) % scripts.length] ?? target;
}

/** What is asked, and what enter does with the answer. */
export function questionWords(question: Question): { readonly asks: string; readonly enter: string } {
  switch (question.kind) {
    case 'iteration':
      return { asks: 'go to iteration', enter: 'goes' };
    case 'alpha':
      return { asks: 'alpha =', enter: 'sets it' };
    case 'weight':
      return { asks: `${printCell(question)} =`, enter: 'sets it' };
    case 'watch':
      return { asks: 'watch', enter: 'adds it' };
    case 'file':
      return { asks: 'save as', enter: 'saves' };
    case 'script':
      return {
        asks: `export to ${scriptNames[question.target]} as`,
        enter: `exports, tab: ${scriptNames[nextScript(question.target)]}`,
      };
    case 'find':
      return { asks: 'find example or class', enter: 'finds, none: all' };
  }
}

const LONGEST_ANSWER = 200;

/** What has been typed after one more key. Keys that write nothing leave it. */
export function typedAfter(typed: string, key: string): string {
  if (key === 'backspace') return [...typed].slice(0, -1).join('');
  const character = key === 'space' ? ' ' : key;
  const fits = [...character].length === 1 && [...typed].length < LONGEST_ANSWER && !/\p{C}/u.test(character);
  return fits ? typed + character : typed;
}

/** A number as a person types it; undefined where it is none, or none that is finite. */
export function numberFrom(typed: string): number | undefined {
  const text = typed.trim().replace('−', '-');
  const value = Number(text);
  return text !== '' && Number.isFinite(value) ? value : undefined;
}
