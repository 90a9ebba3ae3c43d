import { printCell } from '../../language/change.ts';
import { nextScript, type Question, type ScriptTarget } from '../model/question.ts';

const scriptNames: Readonly<Record<ScriptTarget, string>> = {
  numpy: 'NumPy',
  pytorch: 'PyTorch',
  typescript: 'TypeScript',
};

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
