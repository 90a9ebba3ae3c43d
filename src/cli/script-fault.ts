import { plainText } from '../scenario/plain-text.ts';
import { lineAt, type SyntaxFault } from '../script/syntax/tree.ts';

/** A fault of the syntax as Python prints it, and what to do. */
export function syntaxText(file: string, source: string, { type, message, advice, from, to }: SyntaxFault): string {
  const start = source.lastIndexOf('\n', from - 1) + 1;
  const line = source.slice(start).split('\n')[0] ?? '';
  const indent = line.length - line.trimStart().length;
  const marks = '^'.repeat(Math.max(1, Math.min(to - from, line.length - (from - start))));
  const shown = `    ${line.trim()}\n    ${' '.repeat(Math.max(0, from - start - indent))}${marks}\n`;
  return `  File "${file}", line ${lineAt(source, from)}\n${shown}${type}: ${message}\nbackprop-tui: ${advice}\n`;
}

/** Text for a terminal: it gets no control characters but tabs and line ends. */
export function terminalText(text: string): string {
  return text
    .split('\n')
    .map((line) => line.split('\t').map(plainText).join('\t'))
    .join('\n');
}
