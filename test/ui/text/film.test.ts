import headless from '@xterm/headless';
import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/ui/model/model.ts';
import { asciicast } from '../../../src/ui/text/cast.ts';
import { svgFilm } from '../../../src/ui/text/svg-film.ts';
import { view } from '../../../src/ui/views/view.ts';
import { inColour } from '../frames.ts';
import { screenOf } from '../screen-text.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal } from '../training.ts';

const size = { columns: 100, rows: 30 };

/** A dashboard at four times, 100 ms apart; the last is as the first. */
function models(): readonly Model[] {
  const run = new Rehearsal(subjectOf(), 1, size);
  const first = run.store.current();
  return [first, run.step(1), run.press('v'), first];
}

/** A screen in colours as plain text. */
function textOf(model: Model): string {
  const lines = screenOf(model, inColour).lines.map((line) => line.replace(/\u001b\[[\d;]*m/g, '').trimEnd());
  return lines.join('\n').trimEnd();
}

/** The texts of an animated image at a time, in percent of its length, row by row; without an animation where that is undefined. */
function textAt(svg: string, percent: number | undefined): string {
  const rows = Array.from({ length: size.rows }, () => [...' '.repeat(size.columns)]);
  const isShown = (name: string): boolean => {
    const [, rest = ''] = new RegExp(`\\.${name}\\{(visibility:hidden;)?`).exec(svg) ?? [];
    if (percent === undefined) return rest === '';
    const [, steps = ''] = new RegExp(`@keyframes ${name}\\{(.*)\\}`).exec(svg) ?? [];
    const past = [...steps.matchAll(/([\d.]+)%\{visibility:(\w+)\}/g)].filter(([, at]) => Number(at) <= percent);
    return (past.at(-1)?.[2] ?? (rest === '' ? 'visible' : 'hidden')) === 'visible';
  };
  for (const line of svg.split('\n')) {
    const [, name] = /^<g class="(\w+)">/.exec(line) ?? [];
    if (name !== undefined && !isShown(name)) continue;
    for (const [, x, y, text = ''] of line.matchAll(/<text x="([\d.]+)" y="(\d+)"[^>]*>([^<]*)</g)) {
      const plain = text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
      const column = Math.round((Number(x) - 12) / 8.4);
      rows[(Number(y) - 25) / 17]?.splice(column, plain.length, ...plain);
    }
  }
  return rows.map((row) => row.join('').trimEnd()).join('\n');
}

describe('an animated image', () => {
  const shown = models();
  const film = svgFilm(
    'XOR',
    size,
    shown.map((model, index) => ({ time: 100 * index, frames: view(model, inColour) })),
    400,
  );

  test('shows each screen at its time, and the last one where nothing moves', () => {
    const texts = shown.map(textOf);
    expect([0, 30, 60, 99].map((percent) => textAt(film, percent).trimEnd())).toEqual(texts);
    expect(textAt(film, undefined).trimEnd()).toBe(texts.at(-1));
  });

  test('needs no script, and writes once what stays', () => {
    expect(film).not.toMatch(/<script|<animate|onload/);
    expect(film).toContain('prefers-reduced-motion');
    expect(film.match(/>backprop-tui ·</g)).toHaveLength(1);
  });
});

test('a recording for asciinema ends with the last screen in a terminal, and has its marks', async () => {
  const screens = models().map((model, index) => ({
    time: 100 * index,
    lines: screenOf(model, inColour).lines,
    marks: index === 1 ? ['s: step'] : [],
  }));
  const [header, ...events] = asciicast('XOR', size, screens, 1000, 'light')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(header).toMatchObject({ version: 2, width: 100, height: 30, title: 'XOR', theme: { bg: '#ffffff' } });
  expect(events.filter(([, code]) => code === 'm')).toEqual([[0.1, 'm', 's: step']]);
  expect(events.at(-1)?.[0]).toBe(1);
  const terminal = new headless.Terminal({ cols: size.columns, rows: size.rows, allowProposedApi: true });
  for (const [, code, data] of events) {
    if (code === 'o') await new Promise<void>((resolve) => terminal.write(data, resolve));
  }
  const lines = Array.from({ length: size.rows }, (_, row) =>
    terminal.buffer.active.getLine(row)?.translateToString(true).trimEnd(),
  );
  expect(lines.join('\n').trimEnd()).toBe(textOf(models()[0]!));
});
