import type { Model } from './model/model.ts';
import { paintFrame, sideBySide } from './text/frame.ts';
import type { Theme } from './theme/theme.ts';
import { panesView } from './views/panes-view.ts';

/** What Ink will draw of a dashboard that has just opened, to be on the screen while Ink is still being read. */
export function firstFrame(model: Model, theme: Theme): string {
  const blocks = panesView(model, theme).map(({ place: { x, y, columns }, frame }) => {
    return { x, y, columns, lines: paintFrame(frame, theme) };
  });
  return sideBySide(blocks, model.size.rows)?.join('\n') ?? '';
}
