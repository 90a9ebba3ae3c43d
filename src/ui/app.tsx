import { Box, Text, Transform } from 'ink';
import { memo, useMemo, useSyncExternalStore } from 'react';
import type { Model } from './model/model.ts';
import { paintFrame } from './text/frame.ts';
import type { Theme } from './theme/theme.ts';
import type { PlacedFrame } from './views/definition.ts';
import type { Rectangle, Size } from './views/layout.ts';

/** The whole screen. */
export type Draw<Shown = Model> = (model: Shown, theme: Theme) => readonly PlacedFrame[];

/** A model that changes. */
interface Shows<Shown> {
  current(): Shown;
  subscribe(listener: () => void): () => void;
}

export interface AppProps<Shown> {
  readonly store: Shows<Shown>;
  readonly draw: Draw<Shown>;
  readonly theme: Theme;
}

/** The one component: it draws the model. */
export function App<Shown extends { readonly size: Size }>({ store, theme, draw }: AppProps<Shown>) {
  const model = useSyncExternalStore(store.subscribe, store.current);
  const frames = useMemo(() => draw(model, theme), [model, theme, draw]);
  const rows = Math.max(...frames.map(({ place }) => place.y + place.rows));
  return (
    <Box width={model.size.columns} height={rows}>
      {frames.map(({ name, place, frame }) => (
        <Canvas key={name} place={place} lines={paintFrame(frame, theme)} />
      ))}
    </Box>
  );
}

interface CanvasProps {
  readonly place: Rectangle;
  /** Painted lines, each exactly as wide as the place. */
  readonly lines: readonly string[];
}

/**
 * Puts painted lines on the screen. Ink measures a block of plain characters, always the same for one size, and the transform
 * replaces it by the lines. So Ink's caches of measured texts do not grow with every new number.
 */
const Canvas = memo(function Canvas({ place, lines }: CanvasProps) {
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
    // Each resize adds a few sizes; the older ones are not needed again.
    if (blocks.size > 64) blocks.clear();
    block = Array.from({ length: rows }, () => '.'.repeat(columns)).join('\n');
    blocks.set(size, block);
  }
  return block;
}
