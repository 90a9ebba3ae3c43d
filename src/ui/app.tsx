import { Box, useInput } from 'ink';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { Canvas } from './canvas.tsx';
import { interpretKey } from './keys/interpret.ts';
import { keyNames } from './keys/key-name.ts';
import type { Store } from './store.ts';
import { paintFrame } from './text/frame.ts';
import type { Theme } from './theme/theme.ts';
import { view } from './views/view.ts';

export interface AppProps {
  readonly store: Store;
  readonly theme: Theme;
}

/** The one component with a connection to the outside: it reads the model, draws it, and passes keys on. */
export function App({ store, theme }: AppProps) {
  const model = useSyncExternalStore(store.subscribe, store.current);
  useInput(
    useCallback(
      (input, key) => {
        for (const name of keyNames(input, key)) {
          store.dispatch(interpretKey(store.current(), name));
        }
      },
      [store],
    ),
  );
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
