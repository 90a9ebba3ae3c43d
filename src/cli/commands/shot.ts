import { count } from '../../language/wording.ts';
import { readKeyScript } from '../../learn/course/key-script.ts';
import { printFaults } from '../../scenario/fault.ts';
import { plainText } from '../../scenario/plain-text.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { readWatches } from '../../scenario/watches.ts';
import type { Model, ShownSubject } from '../../ui/model/model.ts';
import { defaultSpeed, type OpeningSpeed, openingSpeed } from '../../ui/model/speeds.ts';
import { asciicast } from '../../ui/text/cast.ts';
import { paintFrame, sideBySide } from '../../ui/text/frame.ts';
import { svgFilm } from '../../ui/text/svg-film.ts';
import { svgScreen } from '../../ui/text/svg-screen.ts';
import { createTheme, type Theme } from '../../ui/theme/theme.ts';
import type { PlacedFrame } from '../../ui/views/definition.ts';
import { type Size, smallestSize } from '../../ui/views/layout.ts';
import { view } from '../../ui/views/view.ts';
import { DEFAULT_SCRIPT_SEED } from '../../worker/subject.ts';
import type { DataFileOptions } from '../data-file.ts';
import { foundNumber } from '../data-options.ts';
import { refuse } from '../exit.ts';
import { cannotWrite } from '../file-problems.ts';
import { isLessonFile } from '../lesson-file.ts';
import { openScenario, resolveScenario, resolveScript, withSeed } from '../open-scenario.ts';
import type { ScreenOptions } from '../screen-options.ts';
import { shownSubject } from '../subject.ts';
import { filesOfScenario, unusableOut } from '../writers/reserved-files.ts';
import { writeWhole } from '../writers/whole-file.ts';
import { lengthOf, type Scene, scenesOf, stillOf } from './recording.ts';
import type { StageOptions } from './stage.ts';

const pictureKinds = ['svg', 'txt', 'ansi', 'cast'] as const;
export type PictureKind = (typeof pictureKinds)[number];

export interface ShotOptions {
  readonly scenario: string;
  /** Replaces the seed of the scenario. */
  readonly seed: number | undefined;
  /** Completed iterations; undefined for the end of the run, or for the beginning of a recording. */
  readonly at: number | undefined;
  /** `120x40` */
  readonly size: string;
  readonly to: PictureKind | undefined;
  /** Keys and pauses, separated by spaces (`key-script.ts`). */
  readonly keys: string;
  /** The length of a recording; undefined for as long as the keys take. An SVG image with a length moves. */
  readonly seconds?: number | undefined;
  readonly out: string | undefined;
  /** The colours; dark by default. */
  readonly theme?: ScreenOptions['theme'];
  /** Replaces an existing file. */
  readonly force: boolean;
  /** The choices for a data file. */
  readonly data?: DataFileOptions | undefined;
}

/** Draws the dashboard at one iteration. The same scenario and options give the same bytes. Returns the exit code. */
export async function shoot(options: ShotOptions): Promise<number> {
  if (options.scenario.endsWith('.py')) return shootScript(options);
  if (isLessonFile(options.scenario)) return shootLesson(options);
  const file = resolveScenario(options.scenario);
  const parsed = await openScenario(file, options.data);
  if (!parsed.ok) return refuse(printFaults(file, parsed.faults));
  const read = await readWatches(parsed.scenario, parsed.text);
  if (!read.ok) return refuse(printFaults(file, read.faults));
  const scenario = withSeed(parsed.scenario, options.seed);
  const { training, playback } = scenario;
  if (options.out !== undefined) {
    const lines = unusableOut(options.out, filesOfScenario(file, scenario), options.force);
    if (lines.length > 0) return refuse(lines);
  }
  const { iterations, seed } = training;
  return shootSubject(options, {
    scenario,
    subject: shownSubject(scenario, read.watches, plainText, parsed.scenario.training.seed),
    seed,
    // A picture does not show how a speed was reached.
    speedOf: (isRecording) =>
      isRecording ? openingSpeed(playback.speed, iterations) : { speed: playback.speed ?? defaultSpeed(iterations) },
    iterations,
  });
}

/** The same for a Python file: `at` is 0 where it is not given, since its end may not be known. */
async function shootScript(options: ShotOptions): Promise<number> {
  const { readShownScript } = await import('../shown-script.ts');
  const file = resolveScript(options.scenario);
  const subject = readShownScript(file, options.seed);
  if (typeof subject === 'string') return refuse([plainText(subject)]);
  if (options.out !== undefined) {
    const lines = unusableOut(options.out, [{ file, role: 'the script' }], options.force);
    if (lines.length > 0) return refuse(lines);
  }
  const { at = 0, seed = DEFAULT_SCRIPT_SEED } = options;
  const speedOf = (): OpeningSpeed => ({ speed: SCRIPT_SPEED });
  return shootSubject({ ...options, at }, { subject, seed, speedOf, iterations: Number.MAX_SAFE_INTEGER });
}

/** The same for a lesson file, with its strip; `at` is 0 where it is not given. */
async function shootLesson(options: ShotOptions): Promise<number> {
  const { openLesson } = await import('../lessons.ts');
  const part = await import('../../ui/lesson/companion.ts');
  const file = options.scenario;
  const read = await openLesson({ name: file, file }, plainText);
  if (!read.ok) return refuse(printFaults(file, read.faults));
  const { lesson, subject, seed, speed } = read.opened;
  if (options.out !== undefined) {
    const lines = unusableOut(options.out, [{ file, role: 'the lesson' }], options.force);
    if (lines.length > 0) return refuse(lines);
  }
  const { at = 0 } = options;
  const opening = { lesson, name: file };
  const run = { subject, seed: options.seed ?? seed, speedOf: () => speed, iterations: subject.iterations };
  return shootSubject({ ...options, at }, { ...run, lesson: { opening, part } });
}

/** Iterations a second of a script in a picture. */
const SCRIPT_SPEED = 3000;

/** The run that is drawn. */
interface Drawn {
  /** Undefined for a script. */
  readonly scenario?: Scenario;
  readonly subject: ShownSubject;
  readonly seed: number;
  readonly speedOf: (isRecording: boolean) => OpeningSpeed;
  /** The largest `at`. */
  readonly iterations: number;
  readonly lesson?: StageOptions['lesson'];
}

async function shootSubject(
  options: ShotOptions,
  { subject, seed, speedOf, iterations, scenario, lesson }: Drawn,
): Promise<number> {
  const kind = options.to ?? kindIn(options.out);
  if (kind === undefined) {
    return refuse([`--out: expected a name that ends in ${endings}, found ${options.out}; or give --to`]);
  }
  const size = sizeIn(options.size);
  if (size === undefined) {
    const expected = `columns and rows such as 120x40, at least ${smallestSize.columns}x${smallestSize.rows}`;
    return refuse([`--size: expected ${expected}, found ${options.size}`]);
  }
  const script = readKeyScript(options.keys);
  if (!script.ok) return refuse([`--keys: expected ${script.expected}, found ${script.word}`]);
  const { seconds = lengthOf(script.steps) / 1000 } = options;
  const isRecording = kind === 'cast' || (kind === 'svg' && options.seconds !== undefined);
  if (options.seconds !== undefined && !isRecording) return refuse(['--seconds: expected with --to cast or svg']);
  if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
    return refuse([`--seconds: expected a length above 0, at most ${MOST_SECONDS}, found ${foundNumber(seconds)}`]);
  }
  const { at = isRecording ? 0 : iterations } = options;
  if (!Number.isInteger(at) || at < 0 || at > iterations) {
    return refuse([`--at: expected a whole number from 0 to ${count(iterations)}, found ${foundNumber(at)}`]);
  }
  const stage: StageOptions = {
    subject,
    seed,
    speed: speedOf(isRecording),
    size,
    at,
    script: script.steps,
    scenario,
    lesson,
  };
  const draw = lesson?.part.drawBeside ?? view;
  const picture = isRecording
    ? await recorded(stage, kind, 1000 * seconds, options.theme, draw)
    : drawn(await stillOf(stage), kind, options.theme, draw);
  if (options.out === undefined) process.stdout.write(picture);
  const existing = options.force ? 'replace' : 'create';
  const problem = options.out === undefined ? undefined : writeWhole(options.out, picture, existing);
  return problem === undefined ? 0 : refuse(printFaults(options.out ?? '', [cannotWrite(problem)]));
}

type Draw = (model: Model, theme: Theme) => readonly PlacedFrame[];

/** All colours and Unicode, independent of the terminal in which the command runs. */
function themeFor(kind: PictureKind, name: ScreenOptions['theme']): Theme {
  const ground = name === 'light' ? 'light' : 'dark';
  const contrast = name === 'high-contrast' ? 'high' : 'normal';
  return createTheme(kind === 'txt' ? 1 : 24, true, true, { ground, contrast });
}

function drawn(model: Model, kind: PictureKind, name: ScreenOptions['theme'], draw: Draw): string {
  const theme = themeFor(kind, name);
  if (kind === 'svg') return svgScreen(titleOf(model), model.size, draw(model, theme), theme.scheme.ground);
  return `${paintedLines(model, theme, draw).join('\n')}\n`;
}

/** A recording: an SVG image that moves, or one for asciinema. @param length in milliseconds. */
async function recorded(
  stage: StageOptions,
  kind: keyof typeof SCENE_MS,
  length: number,
  name: ScreenOptions['theme'],
  draw: Draw,
): Promise<string> {
  const theme = themeFor(kind, name);
  const { ground } = theme.scheme;
  const scenes: Scene[] = [];
  for await (const scene of scenesOf(stage, length, SCENE_MS[kind])) scenes.push(scene);
  const title = titleOf(stage);
  if (kind === 'cast') {
    const screens = scenes.map(({ time, model, marks }) => ({ time, marks, lines: paintedLines(model, theme, draw) }));
    return asciicast(title, stage.size, screens, length, ground);
  }
  const screens = scenes.map(({ time, model }) => ({ time, frames: draw(model, theme) }));
  return svgFilm(title, stage.size, screens, length, ground);
}

function titleOf({ subject }: Pick<Model, 'subject'>): string {
  return `backprop-tui: ${subject.name}`;
}

function paintedLines(model: Model, theme: Theme, draw: Draw): readonly string[] {
  const blocks = draw(model, theme).map(({ place: { x, y, columns }, frame }) => ({
    x,
    y,
    columns,
    lines: paintFrame(frame, theme),
  }));
  return sideBySide(blocks, model.size.rows) ?? [];
}

const endings = `${pictureKinds
  .slice(0, -1)
  .map((kind) => `.${kind}`)
  .join(', ')} or .${pictureKinds.at(-1)}`;

/** The kind of picture in the name of a file; undefined when there is none. */
function kindIn(file: string | undefined): PictureKind | undefined {
  return file === undefined ? 'txt' : pictureKinds.find((kind) => file.toLowerCase().endsWith(`.${kind}`));
}

/** The time between two scenes of a recording. An image is read whole before it moves, and has fewer. */
const SCENE_MS = { cast: 100, svg: 200 };
const MOST_SECONDS = 600;

const LARGEST: Size = { columns: 1000, rows: 500 };

function sizeIn(text: string): Size | undefined {
  const [, columns, rows] = (/^(\d{1,4})x(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (columns === undefined || rows === undefined) return undefined;
  const isEnough = columns >= smallestSize.columns && rows >= smallestSize.rows;
  const fits = isEnough && columns <= LARGEST.columns && rows <= LARGEST.rows;
  return fits ? { columns, rows } : undefined;
}
