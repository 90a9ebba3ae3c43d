import { count } from '../../language/wording.ts';
import { printFaults } from '../../scenario/fault.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { readScenario } from '../../scenario/read.ts';
import { readWatches } from '../../scenario/watches.ts';
import type { Key } from '../../ui/keys/bindings.ts';
import type { Model } from '../../ui/model/model.ts';
import { defaultSpeed } from '../../ui/model/speeds.ts';
import { paintFrame, sideBySide } from '../../ui/text/frame.ts';
import { svgScreen } from '../../ui/text/svg-screen.ts';
import { createTheme } from '../../ui/theme/theme.ts';
import { type Size, smallestSize } from '../../ui/views/layout.ts';
import { view } from '../../ui/views/view.ts';
import { resolveScenario } from '../builtin.ts';
import { shownSubject } from '../dashboard.ts';
import { withSeed } from '../with-seed.ts';
import { filesOfScenario, unusableOut } from '../writers/reserved-files.ts';
import { cannotWrite, writeWhole } from '../writers/whole-file.ts';
import { stillOf } from './still.ts';

export const pictureKinds = ['svg', 'txt', 'ansi'] as const;
export type PictureKind = (typeof pictureKinds)[number];

export interface ShotOptions {
  readonly scenario: string;
  /** In the place of the scenario's own. */
  readonly seed: number | undefined;
  /** Completed iterations; the end of the run where it does not say. */
  readonly at: number | undefined;
  /** `120x40` */
  readonly size: string;
  readonly to: PictureKind | undefined;
  /** Names of keys, with spaces between them. */
  readonly keys: string;
  readonly out: string | undefined;
  /** Whether a file that is there already is replaced. */
  readonly force: boolean;
}

/** Draws the dashboard as it is at one moment of a run. The same scenario and options give the same bytes. Returns the exit code. */
export async function shoot(options: ShotOptions): Promise<number> {
  const file = resolveScenario(options.scenario);
  const parsed = await readScenario(file);
  if (!parsed.ok) return refuse(printFaults(file, parsed.faults));
  const read = await readWatches(parsed.scenario, parsed.text);
  if (!read.ok) return refuse(printFaults(file, read.faults));
  const scenario = withSeed(parsed.scenario, options.seed);
  const { training, playback } = scenario;
  const { at = training.iterations } = options;
  if (!Number.isInteger(at) || at < 0 || at > training.iterations) {
    return refuse([`--at: expected a whole number from 0 to ${count(training.iterations)}, found ${at}`]);
  }
  if (options.out !== undefined) {
    const lines = unusableOut(options.out, filesOfScenario(file, scenario), options.force);
    if (lines.length > 0) return refuse(lines);
  }
  const kind = options.to ?? kindIn(options.out);
  if (kind === undefined) {
    return refuse([`--out: expected a name that ends in .svg, .txt or .ansi, found ${options.out}; or say --to`]);
  }
  const size = sizeIn(options.size);
  if (size === undefined) {
    const expected = `columns and rows such as 120x40, at least ${smallestSize.columns}x${smallestSize.rows}`;
    return refuse([`--size: expected ${expected}, found ${options.size}`]);
  }
  const keys = options.keys
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(keyNamed);
  const unknown = keys.find((key) => typeof key !== 'string');
  if (unknown !== undefined && typeof unknown !== 'string') {
    return refuse([`--keys: expected single characters and ${named.join(', ')}, found ${unknown.word}`]);
  }
  const model = await stillOf({
    subject: shownSubject(scenario, read.watches, plainText),
    seed: training.seed,
    speed: playback.speed ?? defaultSpeed(training.iterations),
    size,
    at,
    keys: keys as readonly Key[],
  });
  const picture = drawn(model, kind);
  if (options.out === undefined) process.stdout.write(picture);
  const problem = options.out === undefined ? undefined : writeWhole(options.out, new TextEncoder().encode(picture));
  return problem === undefined ? 0 : refuse(printFaults(options.out ?? '', [cannotWrite(problem)]));
}

function drawn(model: Model, kind: PictureKind): string {
  // Of a terminal with all that there can be: what the one looks like where this runs must not matter.
  const theme = createTheme(kind === 'txt' ? 1 : 24, true);
  const frames = view(model, theme);
  if (kind === 'svg') return svgScreen(`backprop-tui: ${model.subject.name}`, model.size, frames);
  const blocks = frames.map(({ place: { x, y, columns }, frame }) => ({
    x,
    y,
    columns,
    lines: paintFrame(frame, theme),
  }));
  return `${(sideBySide(blocks, model.size.rows) ?? []).join('\n')}\n`;
}

/** By the name of a file; undefined where that does not say. */
function kindIn(file: string | undefined): PictureKind | undefined {
  return file === undefined ? 'txt' : pictureKinds.find((kind) => file.toLowerCase().endsWith(`.${kind}`));
}

const LARGEST: Size = { columns: 1000, rows: 500 };

function sizeIn(text: string): Size | undefined {
  const [, columns, rows] = (/^(\d{1,4})x(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (columns === undefined || rows === undefined) return undefined;
  const isEnough = columns >= smallestSize.columns && rows >= smallestSize.rows;
  const fits = isEnough && columns <= LARGEST.columns && rows <= LARGEST.rows;
  return fits ? { columns, rows } : undefined;
}

const named = [
  ...['space', 'enter', 'tab', 'shift+tab', 'escape', 'backspace'],
  ...['up', 'down', 'left', 'right', 'pageup', 'pagedown', 'home', 'end'],
];
/** As the table of keys has them. */
const alsoNamed: ReadonlyMap<string, Key> = new Map([
  ['esc', 'escape'],
  ['pgup', 'pageup'],
  ['pgdn', 'pagedown'],
]);

function keyNamed(word: string): Key | { readonly word: string } {
  const name = alsoNamed.get(word) ?? word;
  return [...name].length === 1 || named.includes(name) ? name : { word };
}

function refuse(lines: readonly string[]): number {
  for (const line of lines) process.stderr.write(`${plainText(line)}\n`);
  return 2;
}
