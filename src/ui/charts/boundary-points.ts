import { classLetter } from '../theme/classes.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { type Extent, placeOn } from './plane.ts';

/** Examples in a plane of two inputs. */
export interface Points {
  /** Whether the network learns from them or is only tested on them. */
  readonly part: 'train' | 'test';
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The class of each, from 0. */
  readonly classes: Uint8Array;
  /** 1 for each that the network takes for another class; empty where it has not been asked yet. */
  readonly wrong: Uint8Array;
}

/** What stands in a cell of the picture. */
export interface PointMark {
  readonly text: string;
  readonly isWrong: boolean;
}

/**
 * The marks of a picture, row by row, undefined where there is none. Of points in one cell the last is seen, one that is
 * wrong before all others. Of two classes the mark says which; of more only the mark of a wrong one, by its letter, for
 * the place says it of the right ones.
 */
export function pointMarks(
  sets: readonly Points[],
  x: Extent,
  y: Extent,
  classCount: number,
  { columns, rows }: Size,
  theme: Theme,
): readonly (PointMark | undefined)[] {
  const marks = new Array<PointMark | undefined>(columns * rows).fill(undefined);
  for (const isWrong of [false, true]) {
    for (const points of sets) {
      for (let i = 0; i < points.x.length; i++) {
        if ((points.wrong[i] === 1) !== isWrong) continue;
        const column = placeOn(x, points.x[i]!, columns);
        const fromBelow = placeOn(y, points.y[i]!, rows);
        if (column === undefined || fromBelow === undefined) continue;
        const text = isWrong
          ? wrongMark(points.classes[i]!, classCount, theme)
          : rightMark(points.part, points.classes[i]!, classCount, theme);
        marks[(rows - 1 - fromBelow) * columns + column] = { text, isWrong };
      }
    }
  }
  return marks;
}

export function rightMark(part: Points['part'], index: number, classCount: number, { glyphs }: Theme): string {
  return glyphs.points[part][classCount > 2 || index > 0 ? 1 : 0];
}

export function wrongMark(index: number, classCount: number, { glyphs }: Theme): string {
  return classCount > 2 ? classLetter(index).toUpperCase() : glyphs.cross;
}
