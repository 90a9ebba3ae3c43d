import type { ReadStream, WriteStream } from 'node:tty';
import type { Checker } from '../../learn/rebuild/checker.ts';
import type { Level } from '../../learn/rebuild/levels.ts';
import { holdEndSignals } from '../end-signals.ts';
import { listen } from '../keyboard/listen.ts';
import { type Ending, type Life, liveUntilEnd, type Work } from '../lifetime.ts';
import { openVoice } from '../plain/voice.ts';
import { openScreen } from '../screen.ts';
import type { Theme } from '../theme/theme.ts';
import { drawRebuild } from './draw.ts';
import { interpret } from './keys.ts';
import { isShown, type Message, openModel, type RebuildModel, update } from './model.ts';
import { speak } from './speak.ts';

export interface OpenedLevel {
  readonly level: Level;
  /** The number of the level, from 1, and of all. */
  readonly place: readonly [number, number];
  /** The behaviour of the program of a bug hunt. */
  readonly symptom?: string;
}

export interface RebuildScreenOptions {
  readonly opened: OpenedLevel;
  /** The level some steps on; undefined where there is none. */
  readonly openLevel: (level: Level, step: 1 | -1 | 0) => OpenedLevel | undefined;
  /** Called when a level is solved. @param help the hints, and true for a bug hunt whose marks were shown. */
  readonly solved: (level: Level, help: { readonly hints: number; readonly isShown: boolean }) => void;
  readonly startChecker: () => Checker;
  readonly theme: Theme;
  readonly plain: boolean;
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
}

interface Store {
  current(): RebuildModel;
  dispatch(message: Message): void;
  subscribe(listener: () => void): () => void;
}

/** The time without a key before a text is checked, in ms. */
const QUIET_MS = 120;

/** Shows the rebuild until it ends. Any end leaves the terminal as it was before. */
export function runRebuild(options: RebuildScreenOptions): Promise<Ending<RebuildModel>> {
  const { stdin, stdout, theme, plain } = options;
  holdEndSignals();
  stdin.setRawMode(true);
  if (plain) {
    const voice = openVoice(stdout);
    const begin = (life: Life<RebuildModel>): Work => {
      const { store, stop, checker } = connect(options, life, { columns: 80, rows: 24 }, (before, message, after) => {
        const said = speak(before, message, after);
        if (said.length > 0)
          voice.say(
            said.map((text) => ({ kind: 'line', text })),
            undefined,
          );
      });
      store.dispatch({ type: 'opened', now: performance.now() });
      return { trainer: checker, interaction: Promise.resolve(stop) };
    };
    return liveUntilEnd<RebuildModel>({ stdin, stdout, output: voice, begin });
  }
  const screen = openScreen(stdout);
  const begin = (life: Life<RebuildModel>): Work => {
    const { store, stop, checker } = connect(options, life, screen.size());
    screen.onResize((size) => store.dispatch({ type: 'resized', size }));
    // Ink is read with the code of the dashboard: it is one file of the bundle.
    const interaction = import('../interactive.tsx').then(({ showFrames }) => {
      const ink = showFrames(store, drawRebuild, theme, screen, life.fail);
      store.dispatch({ type: 'opened', now: performance.now() });
      return () => {
        const stopped = stop();
        ink.unmount();
        return stopped;
      };
    });
    return { trainer: checker, interaction };
  };
  return liveUntilEnd<RebuildModel>({ stdin, stdout, output: screen, begin });
}

/** Connects the model to the keyboard and to the thread that checks. */
function connect(
  options: RebuildScreenOptions,
  life: Life<RebuildModel>,
  size: RebuildModel['size'],
  heard?: (before: RebuildModel, message: Message, after: RebuildModel) => void,
): { readonly store: Store; readonly stop: () => unknown; readonly checker: Checker } {
  const { opened, openLevel, solved, stdin } = options;
  const checker = options.startChecker();
  let model = openModel(opened.level, opened.place, size, opened.symptom);
  let timer: NodeJS.Timeout | undefined;
  const listeners = new Set<() => void>();
  const dispatch = (message: Message): void => {
    const before = model;
    const next = update(model, message);
    model = next.model;
    if (model !== before) for (const listener of listeners) listener();
    heard?.(before, message, model);
    for (const effect of next.effects) {
      switch (effect.type) {
        case 'check':
          // While keys come, the texts between them are not checked.
          clearTimeout(timer);
          timer = setTimeout(() => checker.check(effect), message.type === 'typed' ? QUIET_MS : 0);
          break;
        case 'openLevel': {
          const another = openLevel(model.level, effect.step);
          if (another !== undefined) dispatch({ type: 'levelOpened', ...another, now: performance.now() });
          break;
        }
        case 'quit':
          life.quit(model);
          break;
      }
    }
  };
  checker.listen((answer) => {
    if (answer.report.solved && answer.version === model.version) {
      solved(model.level, { hints: model.hintsUsed, isShown: isShown(model) });
    }
    dispatch({ type: 'reported', ...answer, now: performance.now() });
  });
  const stopListening = listen(stdin, (event) => {
    if (event.kind !== 'key' && event.kind !== 'paste') return;
    const message = interpret(model, event);
    if (message !== undefined) dispatch(message);
  });
  const store: Store = {
    current: () => model,
    dispatch,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const stop = (): unknown => {
    clearTimeout(timer);
    return stopListening();
  };
  return { store, stop, checker };
}
