import type { WriteStream } from 'node:tty';
import type { Output } from '../lifetime.ts';
import { setBlocking } from '../screen.ts';
import { wrap } from '../text/line.ts';
import type { Utterance } from './prompts.ts';

/** The time that a terminal has to take the last lines. */
const PATIENCE_MS = 200;

/** Lines that are appended to a terminal, and nothing else: no cursor moves, no colours, no modes. */
export interface Voice extends Output {
  /**
   * Says some lines, and then the line of the open question, if any. Characters that are typed continue in that line.
   * @param question with the answer so far
   */
  say(utterances: readonly Utterance[], question: string | undefined): void;
}

export function openVoice(terminal: WriteStream): Voice {
  /** The question whose line is not ended yet. */
  let open: string | undefined;
  let isOpen = true;
  // A terminal that takes nothing must not keep a signal from being handled.
  setBlocking(terminal, false);
  const write = (text: string): void => {
    if (isOpen && text !== '') terminal.write(text);
  };
  const endLine = (): string => (open === undefined ? '' : '\n');
  return {
    say(utterances, question) {
      const typed = utterances.map(({ kind, text }) => (kind === 'typed' ? text : undefined));
      if (open !== undefined && question !== undefined && !typed.includes(undefined)) {
        write(typed.join(''));
      } else if (utterances.length > 0 || open !== question) {
        // Between words: the terminal itself would break within a word.
        const lines = utterances.flatMap(({ text }) => wrap(text, Math.max(20, (terminal.columns || 80) - 1)));
        write(`${endLine()}${lines.map((line) => `${line}\n`).join('')}${question ?? ''}`);
      }
      open = question;
    },
    suspend() {
      write(endLine());
    },
    resume() {
      setBlocking(terminal, false);
      write(`Continued.\n${open ?? ''}`);
    },
    async close() {
      if (!isOpen) return;
      write(endLine());
      isOpen = false;
      await taken(terminal);
      // The last lines of the program follow, and must not be lost when the process exits.
      if (terminal.writableLength === 0) setBlocking(terminal, true);
    },
    restore() {
      isOpen = false;
    },
  };
}

/** Resolves when the terminal has taken everything, or after a bounded time. */
function taken(terminal: WriteStream): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS);
    terminal.write('', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
