import { count } from '../../language/wording.ts';
import { printFaults } from '../../scenario/fault.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { readWatches } from '../../scenario/watches.ts';
import type { Key } from '../../ui/keys/bindings.ts';
import { interpretKey } from '../../ui/keys/interpret.ts';
import type { Effect } from '../../ui/model/message.ts';
import { initialModel, type Model, type ShownSubject } from '../../ui/model/model.ts';
import { defaultSpeed } from '../../ui/model/speeds.ts';
import { createStore } from '../../ui/store.ts';
import { paintFrame, sideBySide } from '../../ui/text/frame.ts';
import { svgScreen } from '../../ui/text/svg-screen.ts';
import { createTheme } from '../../ui/theme/theme.ts';
import { type Size, smallestSize } from '../../ui/views/layout.ts';
import { view } from '../../ui/views/view.ts';
import type { Command, Report, Speed } from '../../worker/protocol.ts';
import { TrainingSession } from '../../worker/session.ts';
import { readSessionParts } from '../../worker/session-parts.ts';
import type { DataFileOptions } from '../data-file.ts';
import { refuse } from '../exit.ts';
import { cannotWrite } from '../file-problems.ts';
import { openScenario, resolveScenario, withSeed } from '../open-scenario.ts';
import type { ScreenOptions } from '../screen-options.ts';
import { shownSubject } from '../subject.ts';
import { filesOfScenario, unusableOut } from '../writers/reserved-files.ts';
import { writeWhole } from '../writers/whole-file.ts';

const pictureKinds = ['svg', 'txt', 'ansi'] as const;
export type PictureKind = (typeof pictureKinds)[number];

export interface ShotOptions {
  readonly scenario: string;
  /** Replaces the seed of the scenario. */
  readonly seed: number | undefined;
  /** Completed iterations; undefined for the end of the run. */
  readonly at: number | undefined;
  /** `120x40` */
  readonly size: string;
  readonly to: PictureKind | undefined;
  /** Names of keys, separated by spaces. */
  readonly keys: string;
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
  const file = resolveScenario(options.scenario);
  const parsed = await openScenario(file, options.data);
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
    return refuse([`--out: expected a name that ends in .svg, .txt or .ansi, found ${options.out}; or give --to`]);
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
  const picture = drawn(model, kind, options.theme);
  if (options.out === undefined) process.stdout.write(picture);
  const existing = options.force ? 'replace' : 'create';
  const problem = options.out === undefined ? undefined : writeWhole(options.out, picture, existing);
  return problem === undefined ? 0 : refuse(printFaults(options.out ?? '', [cannotWrite(problem)]));
}

function drawn(model: Model, kind: PictureKind, name: ScreenOptions['theme']): string {
  // All colours and Unicode, independent of the terminal in which the command runs.
  const ground = name === 'light' ? 'light' : 'dark';
  const scheme = { ground, contrast: name === 'high-contrast' ? 'high' : 'normal' } as const;
  const theme = createTheme(kind === 'txt' ? 1 : 24, true, true, scheme);
  const frames = view(model, theme);
  if (kind === 'svg') return svgScreen(`backprop-tui: ${model.subject.name}`, model.size, frames, ground);
  const blocks = frames.map(({ place: { x, y, columns }, frame }) => ({
    x,
    y,
    columns,
    lines: paintFrame(frame, theme),
  }));
  return `${(sideBySide(blocks, model.size.rows) ?? []).join('\n')}\n`;
}

/** The kind of picture in the name of a file; undefined when there is none. */
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
/** Other names, as the table of keys has them. */
const alsoNamed: ReadonlyMap<string, Key> = new Map([
  ['esc', 'escape'],
  ['pgup', 'pageup'],
  ['pgdn', 'pagedown'],
]);

function keyNamed(word: string): Key | { readonly word: string } {
  const name = alsoNamed.get(word) ?? word;
  return [...name].length === 1 || named.includes(name) ? name : { word };
}

export interface StillOptions {
  readonly subject: ShownSubject;
  readonly seed: number;
  readonly speed: Speed;
  readonly size: Size;
  /** Completed iterations; fewer when the run ends before. */
  readonly at: number;
  /** Pressed there, one after another. */
  readonly keys: readonly Key[];
}

/**
 * The model of the dashboard at one iteration: the session and the model of the real dashboard, in one thread, with a clock
 * that always shows the same time. The same options give the same model.
 */
export async function stillOf({ subject, seed, speed, size, at, keys }: StillOptions): Promise<Model> {
  const commands: Command[] = [];
  const answers: Promise<void>[] = [];
  const perform = (effect: Effect): void => {
    switch (effect.type) {
      case 'send':
        commands.push(effect.command);
        break;
      case 'readWatch':
        answers.push(readWatch(effect.source));
        break;
      case 'write': {
        const { question, file } = effect;
        store.dispatch({ type: 'written', question, file, problem: 'a picture writes no files' });
        break;
      }
      case 'quit':
        break;
    }
  };
  const store = createStore(initialModel(subject, seed, speed, size), perform);
  const readWatch = async (source: string): Promise<void> => {
    const { readWatch: read } = await import('../../language/parse-watch.ts');
    store.dispatch({ type: 'watchRead', source, parsed: read(source, store.current().network.shapes) });
  };
  // Cloned as between two threads: a report does not change any more.
  const post = (report: Report): void => store.dispatch({ type: 'reported', report: structuredClone(report) });
  const session = new TrainingSession(post, () => 0);
  // Each turn of `settle` follows the last at once.
  await readSessionParts();
  /** Runs until nothing is left to do. */
  const settle = async (): Promise<void> => {
    do {
      await Promise.all(answers.splice(0));
      for (const command of commands.splice(0)) session.receive(command);
    } while (session.turn() === 0 || commands.length > 0 || answers.length > 0);
  };

  store.dispatch({ type: 'opened', paused: true });
  await settle();
  for (let left = at; left > 0; ) {
    store.dispatch({ type: 'action', action: { type: 'step', iterations: left } });
    await settle();
    const { snapshot } = store.current();
    // After a breakpoint the run goes on with the rest; after its end it does not.
    const isHeld = snapshot?.stoppedBy !== undefined && snapshot.state === 'paused';
    const further = at - (snapshot?.iteration ?? at);
    if (!isHeld || further >= left) break;
    left = further;
  }
  for (const key of keys) {
    store.dispatch(interpretKey(store.current(), key));
    await settle();
  }
  return store.current();
}
