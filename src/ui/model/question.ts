import type { CellName } from '../../language/change.ts';
import type { ScriptTarget } from '../../language/script-targets.ts';

/** What a person can be asked for in the footer. */
export type Question =
  | { readonly kind: 'iteration' }
  | { readonly kind: 'alpha' }
  | ({ readonly kind: 'weight' } & CellName)
  | { readonly kind: 'watch' }
  | { readonly kind: 'file' }
  | { readonly kind: 'script'; readonly target: ScriptTarget }
  | { readonly kind: 'find' };

const LONGEST_ANSWER = 200;

/** The answer after one more key. Keys that write nothing leave it. */
export function typedAfter(typed: string, key: string): string {
  if (key === 'backspace' || key === 'delete') return [...typed].slice(0, -1).join('');
  const character = key === 'space' ? ' ' : key;
  const fits = [...character].length === 1 && [...typed].length < LONGEST_ANSWER && !/\p{C}/u.test(character);
  return fits ? typed + character : typed;
}

/** The answer after text from the clipboard: on one line, without its control characters. */
export function pastedAfter(typed: string, text: string): string {
  const line = text.replace(/[\r\n]+$/, '').replaceAll(/[\r\n\t]+/g, ' ');
  return [...line].reduce(typedAfter, typed);
}

/** A number as a person types it; undefined where it is none, or none that is finite. */
export function numberFrom(typed: string): number | undefined {
  const text = typed.trim().replace('−', '-');
  const value = Number(text);
  return text !== '' && Number.isFinite(value) ? value : undefined;
}
