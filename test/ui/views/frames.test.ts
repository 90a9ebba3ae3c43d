import { describe, expect, test } from 'vitest';
import { bindings } from '../../../src/ui/keys/bindings.ts';
import { createTheme, type Theme } from '../../../src/ui/theme/theme.ts';
import type { Size } from '../../../src/ui/views/layout.ts';
import { inAscii, inColour, withoutColour } from '../frames.ts';
import { screenOf } from '../screen-text.ts';
import { subjectOf, XOR_INPUTS, XOR_TARGETS } from '../subjects.ts';
import { Rehearsal } from '../training.ts';

/*
 * Every view as a person finds it, in the largest and in the smallest terminal, and views of colours on light and dark grounds.
 * `app.test.tsx` keeps other sizes.
 */

const openers = bindings.flatMap(({ action, keys: [key] }) =>
  // Only a script has variables.
  action.type === 'open' && key !== undefined && key !== 'V' ? [key] : [],
);
const questions = ['w', 'y', 'g', '/', '@'];

const subject = subjectOf({
  iterations: 60,
  hidden: [3, 2],
  classes: ['off', 'on'],
  inputs: XOR_INPUTS,
  targets: XOR_TARGETS,
  test: { inputs: XOR_INPUTS, targets: XOR_TARGETS },
});

function frameOf(key: string, size: Size, theme: Theme): string {
  const run = new Rehearsal(subject, 1, size);
  run.press('t', 'k', 'A', 't', 'm', 't');
  const { lines } = screenOf(run.press(key), theme);
  return `key ${key}\n${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function frames(keys: readonly string[], size: Size, theme: Theme): string {
  return keys.map((key) => frameOf(key, size, theme)).join('\n');
}

describe('every view and question', () => {
  test.each([
    ['200x60', { columns: 200, rows: 60 }, 'no-colour', withoutColour, openers],
    ['60x20', { columns: 60, rows: 20 }, 'ascii.no-colour', inAscii, [...openers, ...questions]],
  ] as const)('at %s', async (name, size, look, theme, keys) => {
    const kept = `__snapshots__/${name}-views.${look}.txt`;
    await expect(frames(keys, size, theme)).toMatchFileSnapshot(kept);
  });
});

describe('the views with coloured cells', () => {
  test.each([
    ['dark', inColour],
    ['light', createTheme(24, true, true, { ground: 'light', contrast: 'normal' })],
  ])('on a %s ground', async (name, theme) => {
    const kept = `__snapshots__/60x20-cells.${name}.truecolor.txt`;
    await expect(frames(['p', 'i', 'M'], { columns: 60, rows: 20 }, theme)).toMatchFileSnapshot(kept);
  });
});
