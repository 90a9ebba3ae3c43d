import { Box } from 'ink';
import { useMemo, useSyncExternalStore } from 'react';
import { Canvas } from './canvas.tsx';
import type { Store } from './store.ts';
import { paintFrame } from './text/frame.ts';
import type { Theme } from './theme/theme.ts';
import { view } from './views/view.ts';

export interface AppProps {
  readonly store: Store;
  readonly theme: Theme;
}

/** The one component: it draws the model. */
export function App({ store, theme }: AppProps) {
  const model = useSyncExternalStore(store.subscribe, store.current);
  const frames = useMemo(() => view(model, theme), [model, theme]);
  const rows = Math.max(...frames.map(({ place }) => place.y + place.rows));
  return (
    <Box width={model.size.columns} height={rows}>
      {frames.map(({ name, place, frame }) => (
        <Canvas key={name} place={place} lines={paintFrame(frame, theme)} />
      ))}
    </Box>
  );
}
