import { Box, Text, Transform } from 'ink';
import { memo } from 'react';
import type { Rectangle } from './views/layout.ts';

export interface CanvasProps {
  readonly place: Rectangle;
  /** Ready lines, each exactly as wide as the place, colours included. */
  readonly lines: readonly string[];
}

/**
 * Puts ready lines on the screen. Ink measures a block of plain characters, always the same for one size, and the
 * transform puts the lines in its place: Ink's caches of measured texts then do not grow with every new number.
 */
export const Canvas = memo(function Canvas({ place, lines }: CanvasProps) {
  return (
    <Box position="absolute" marginLeft={place.x} marginTop={place.y} width={place.columns} height={place.rows}>
      <Transform transform={(_line, index) => lines[index] ?? ''}>
        <Text>{blockOf(place.columns, place.rows)}</Text>
      </Transform>
    </Box>
  );
});

const blocks = new Map<string, string>();

function blockOf(columns: number, rows: number): string {
  const size = `${columns}×${rows}`;
  let block = blocks.get(size);
  if (block === undefined) {
    // A resize brings a handful of new sizes; the ones before are not needed again.
    if (blocks.size > 64) blocks.clear();
    block = Array.from({ length: rows }, () => '.'.repeat(columns)).join('\n');
    blocks.set(size, block);
  }
  return block;
}
