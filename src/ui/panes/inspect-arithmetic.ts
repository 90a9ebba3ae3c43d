import type { Statement } from '../../language/program.ts';
import type { Inspection } from '../../worker/protocol.ts';
import { type Frame, type Line, lineWidth, span } from '../text/line.ts';
import { stepWords } from '../words/part-words.ts';
import { type Block, blocksOf } from './inspect-blocks.ts';
import { drawColumn, LEAST_COLUMN_ROWS } from './inspect-column.ts';
import { equation, type Pen } from './inspect-pen.ts';
import { drawShares } from './inspect-shares.ts';
import { drawAddends, drawSum, sumRows } from './inspect-terms.ts';

/** A piece that can be drawn in as many lines as there are, from some number on. */
interface Piece {
  readonly least: number;
  readonly most: number;
  /** A single operation stands close to the one before it. */
  readonly isStep: boolean;
  draw(rows: number): Frame;
}

/** The fewest lines in which a sum says more than what it comes to. */
const LEAST_SUM_ROWS = 4;

/**
 * All that one cell is computed by, from the inside out. The operations and what is added up are always there; the terms of
 * sums, and the other cells of the column, take what is left of the lines.
 */
export function drawArithmetic(
  inspection: Inspection,
  statement: Statement,
  error: string,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  pen: Pen,
): Frame {
  const blocks = blocksOf(inspection.explanation);
  const pieces = blocks.map((block) => pieceOf(block, blocks.length === 1, statement, columns, pen));
  const last = blocks.at(-1)?.kind;
  if (inspection.column.length > 1 && last !== 'addends')
    pieces.unshift({
      least: LEAST_COLUMN_ROWS,
      most: inspection.column.length + 1,
      isStep: false,
      draw: (room) => drawColumn(inspection, statement, error, columns, room, pen),
    });
  return arrange(pieces, rows);
}

function pieceOf(block: Block, isAlone: boolean, statement: Statement, columns: number, pen: Pen): Piece {
  switch (block.kind) {
    case 'step':
      return { least: 1, most: 1, isStep: true, draw: () => [drawStep(block, statement, columns, pen)] };
    case 'addends': {
      const rows = block.addends.length + 1;
      return { least: rows, most: rows, isStep: false, draw: () => drawAddends(block, statement, columns, pen) };
    }
    case 'shares':
      return {
        least: 3,
        most: block.row.terms.length + 1,
        isStep: false,
        draw: (rows) => drawShares(block, columns, rows, pen),
      };
    case 'sum': {
      const most = sumRows(block.of);
      const least = isAlone ? 1 : Math.min(LEAST_SUM_ROWS, most);
      return { least, most, isStep: false, draw: (rows) => drawSum(block.of, columns, rows, pen) };
    }
  }
}

function drawStep({ of }: Block & { kind: 'step' }, statement: Statement, columns: number, pen: Pen): Line {
  const words = stepWords(of, statement);
  const line = [span(equation(of, columns, pen), pen.theme.styles.strong)];
  const withWords = [...line, span(`   ${words}`, pen.theme.styles.quiet)];
  return words !== '' && lineWidth(withWords) <= columns ? withWords : line;
}

/** First what cannot be left out, from the last operation back; then the rest, in order, as far as there is room. */
function arrange(pieces: readonly Piece[], rows: number): Frame {
  const isFixed = ({ least, most }: Piece): boolean => least === most;
  const heights = new Map<Piece, number>();
  let left = rows;
  for (const piece of [...pieces.filter(isFixed).toReversed(), ...pieces.filter((own) => !isFixed(own))]) {
    // One sum among several that are left out would look like the whole.
    if (piece.least > left) break;
    const height = Math.min(piece.most, left);
    heights.set(piece, height);
    left -= height;
  }
  const frames = pieces.flatMap((piece) => {
    const height = heights.get(piece);
    return height === undefined ? [] : [{ piece, frame: piece.draw(height) }];
  });
  let free = rows - frames.reduce((sum, { frame }) => sum + frame.length, 0);
  return frames.flatMap(({ piece, frame }, index) => {
    const previous = frames[index - 1]?.piece;
    const isApart = previous !== undefined && !(piece.isStep && previous.isStep) && free-- > 0;
    return isApart ? [[], ...frame] : frame;
  });
}
