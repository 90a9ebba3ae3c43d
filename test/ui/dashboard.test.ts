import { describe, expect, it } from 'vitest';
import { firstFrame } from '../../src/ui/dashboard.ts';
import { initialModel, type Model } from '../../src/ui/model/model.ts';
import { update } from '../../src/ui/model/update.ts';
import { inColour, withoutColour } from './frames.ts';
import { screenOf } from './screen-text.ts';
import { subjectOf } from './subjects.ts';

const sizes = [
  [120, 40],
  [80, 24],
  [60, 20],
  [200, 60],
  [50, 10],
] as const;

function opening(columns: number, rows: number): Model {
  return initialModel(subjectOf(), 1, 3000, { columns, rows });
}

describe('the first frame', () => {
  it('has the header, the panes and the footer, before anything has run', () => {
    const lines = firstFrame(opening(120, 40), withoutColour).split('\n');
    expect(lines).toHaveLength(40);
    expect(lines[0]).toMatch(/^ backprop-tui · XOR {3}\S+ starting +seed 1 {3}α 1 {3}speed 3k it\/s +\? help$/);
    expect(lines[1]).toMatch(/^ +0 \/ 60,000 /);
    expect(lines.join('\n')).toContain('l1       = sigmoid(l0 @ syn0)');
  });

  it.each(sizes)('the first frame stays the same once keys are read, at %i×%i', (columns, rows) => {
    for (const paused of [false, true]) {
      const model: Model = { ...opening(columns, rows), wanted: paused ? 'paused' : 'running' };
      const opened = update(model, { type: 'opened', paused }).model;
      for (const theme of [inColour, withoutColour]) {
        const drawn = screenOf(opened, theme).lines.map((line) => line.trimEnd());
        expect(firstFrame(model, theme)).toBe(drawn.join('\n'));
      }
    }
  });
});
