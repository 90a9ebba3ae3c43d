import { footerOf } from '../keys/bindings.ts';
import { layoutOf } from '../model/extent.ts';
import type { Model } from '../model/model.ts';
import type { Theme } from '../theme/theme.ts';
import type { PlacedFrame } from './definition.ts';
import { viewFrames } from './open-view.ts';
import { fitted, footerFrame, headerFrame, panesView } from './panes-view.ts';

/** The whole screen, as frames that cover it without overlap, each exactly as large as its place. */
export function view(model: Model, theme: Theme): readonly PlacedFrame[] {
  const layout = layoutOf(model);
  if (layout === undefined) return panesView(model, theme);
  const { frames, coversHeader } = viewFrames(model, layout, theme);
  if (frames.length === 0) return panesView(model, theme);
  const covering = [...frames.map(fitted), footerFrame(model, layout, footerOf(model.view.kind), theme)];
  return coversHeader ? covering : [headerFrame(model, layout, theme), ...covering];
}
