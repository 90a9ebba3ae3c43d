/* The wrong lines among the pieces of a puzzle, from the table of mistakes. */
import { shuffled } from './chance.ts';
import type { Piece } from './levels.ts';
import { mistakes, setupMistakes } from './mistakes.ts';
import { lineText, type Source } from './networks.ts';

/** Lines of programs that differ from the right one in this line only; lines of different names come first. */
export function wrongPieces(source: Source, random: () => number): readonly Piece[] {
  const right = new Set(source.iteration.map(lineText));
  const found = new Map<string, Piece>();
  for (const { id, apply } of mistakes) {
    if (setupMistakes.has(id)) continue;
    for (const { iteration } of apply(source)) {
      const changed = iteration.filter((line) => !right.has(lineText(line)));
      const [line] = changed;
      if (changed.length !== 1 || line === undefined || line.label === 'setup') continue;
      const text = lineText(line);
      // One wrong line for each name.
      if (![...found.values()].some((piece) => piece.text.split(' ')[0] === line.target && piece.mistake === id)) {
        found.set(text, { text, solution: text, label: line.label, mistake: id });
      }
    }
  }
  const all = shuffled([...found.values()], random);
  const targets = new Set<string>();
  const spreadOut = all.filter(({ text }) => {
    const target = text.split(' ')[0] as string;
    const isNew = !targets.has(target);
    targets.add(target);
    return isNew;
  });
  return [...spreadOut, ...all.filter((piece) => !spreadOut.includes(piece))];
}
