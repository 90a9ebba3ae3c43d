import type { Model, PromptView } from '../model/model.ts';
import { questionWords } from '../panes/footer-pane.ts';
import { sentence, spoken } from './spoken.ts';

/** A piece of speech: a line of its own, or characters that continue in the line of the open question. */
export type Utterance =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'typed'; readonly text: string };

export function line(text: string): Utterance {
  return { kind: 'line', text };
}

/** A question that has been opened: what `enter` does. */
export function questionOpened({ question, typed, fault }: PromptView): readonly Utterance[] {
  const { asks, enter } = questionWords(question);
  const proposed = typed === '' ? '' : `; ${typed} is proposed`;
  const problem = fault === undefined ? [] : [line(sentence(fault.message))];
  return [...problem, line(sentence(`question: ${asks}; enter ${enter}, esc leaves${proposed}`))];
}

/** The line of the open question, with the answer so far: `go to iteration: 12`. */
export function questionLine({ question, typed }: PromptView): string {
  return `${spoken(questionWords(question).asks)}: ${typed}`;
}

/** The echo of a key or of pasted text; a fault with the part of the answer that it is about. */
export function answerChanged(before: PromptView, after: PromptView): readonly Utterance[] {
  const { typed, fault } = after;
  if (fault !== undefined) {
    const part = typed.slice(fault.offset, fault.offset + fault.length);
    const about = part === '' || part === typed ? '' : `, at ${part}`;
    return [line(sentence(`not accepted: ${fault.message}${about}`))];
  }
  if (before.question !== after.question) return questionOpened(after);
  if (typed.startsWith(before.typed)) return [{ kind: 'typed', text: typed.slice(before.typed.length) }];
  const removed = before.typed.slice(typed.length);
  return [line(`Removed ${removed === ' ' ? 'a space' : removed}.`)];
}

/** The answer that was given, read back where its effect does not repeat it. */
export function answered({ question, typed }: PromptView): readonly string[] {
  if (typed.trim() === '') return [question.kind === 'find' ? 'All examples.' : 'No answer.'];
  switch (question.kind) {
    case 'iteration':
    case 'file':
    case 'script':
    case 'find':
    case 'row':
    case 'option':
    case 'plane':
    case 'surface':
    case 'sweep':
    case 'mapFile':
      return [sentence(`${questionWords(question).asks}: ${typed.trim()}`)];
    case 'alpha':
    case 'weight':
    case 'watch':
    case 'race':
    case 'input':
    case 'note':
      return [];
  }
}

/** The open question of a model. */
export function promptOf({ view }: Model): PromptView | undefined {
  return view.kind === 'prompt' ? view : undefined;
}
