import type { Model } from '../../src/ui/model/model.ts';
import { paintFrame } from '../../src/ui/text/frame.ts';
import { lineWidth } from '../../src/ui/text/line.ts';
import type { Theme } from '../../src/ui/theme/theme.ts';
import { view } from '../../src/ui/views/view.ts';

/** The whole screen as it would be without Ink: its lines, painted, and how wide they are. */
export function screenOf(
  model: Model,
  theme: Theme,
): { readonly lines: readonly string[]; readonly widths: readonly number[] } {
  const frames = [...view(model, theme)].sort((one, other) => one.place.x - other.place.x);
  const parts = Array.from({ length: model.size.rows }, (_, row) =>
    frames.flatMap(({ place, frame }) => {
      const line = frame[row - place.y];
      return line === undefined ? [] : [line];
    }),
  );
  return {
    lines: parts.map((row) => paintFrame([row.flat()], theme).join('')),
    widths: parts.map((row) => lineWidth(row.flat())),
  };
}

export function textOfScreen(model: Model, theme: Theme): string {
  return screenOf(model, { ...theme, depth: 1 })
    .lines.map((line) => line.trimEnd())
    .join('\n');
}
