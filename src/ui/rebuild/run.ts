import type { ReadStream, WriteStream } from 'node:tty';
import type { Checker } from '../../learn/rebuild/checker.ts';
import type { Level } from '../../learn/rebuild/levels.ts';
import { holdEndSignals } from '../end-signals.ts';
import { listen } from '../keyboard/listen.ts';
import { type Ending, type Life, liveUntilEnd, type Work } from '../lifetime.ts';
import { openVoice } from '../plain/voice.ts';
import { openScreen } from '../screen.ts';
import type { Theme } from '../theme/theme.ts';
import { writtenDraft } from './draft.ts';
import { drawRebuild } from './draw.ts';
import { interpret } from './keys.ts';
import {
  isMistakeShown,
  isSolved,
  type Message,
  nameOf,
  type OpenedLevel,
  openModel,
  type RebuildModel,
} from './model.ts';
import { speak, typingOf } from './speak.ts';
import { update } from './update.ts';

/** The texts of levels that are not solved yet, as they are kept from one time to the next. */
export interface Drafts {
  /** The text of a level, if there is one, and a sentence about it. */
  read(level: Level): Pick<OpenedLevel, 'draft' | 'notice'>;
  /** Another text of the same level, in place of that of `read`; undefined where there is none. */
  other(level: Level): Pick<OpenedLevel, 'draft' | 'notice'> | undefined;
  /**
   * Keeps the text of a level, in place of the one before.
   * @param text undefined for a level without a text to keep.
   * @returns why it cannot be kept, or a sentence about the way in which it is.
   */
  keep(level: Level, text: string | undefined): { readonly problem?: string; readonly notice?: string };
  /** Calls back with a sentence when the level is opened in another window. Returns a function that ends it. */
  watch(level: Level, told: (notice: string) => void): () => void;
}

export interface RebuildScreenOptions {
  readonly opened: OpenedLevel;
  /** The next level, the one before, or the same one again; undefined where there is none. */
  readonly openLevel: (level: Level, step: 1 | -1 | 0) => OpenedLevel | undefined;
  /**
   * Called when a level is solved.
   * @param help the number of hints; `isMistakeShown` for a bug hunt whose marks were shown.
   * @returns why the progress cannot be kept; undefined where it is.
   */
  readonly solved: (
    level: Level,
    help: { readonly hints: number; readonly isMistakeShown: boolean },
  ) => string | undefined;
  readonly drafts: Drafts;
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

/** The time from a change of a text until it is kept, in ms. */
const KEEP_MS = 400;

const NO_OTHER = 'There is no other text here that this window can open.';

/** Shows the rebuild until it ends. Any end leaves the terminal as it was before. */
export function runRebuild(options: RebuildScreenOptions): Promise<Ending<RebuildModel>> {
  const { stdin, stdout, theme, plain } = options;
  holdEndSignals();
  stdin.setRawMode(true);
  if (plain) {
    const voice = openVoice(stdout);
    let isTyping = false;
    const heard: Heard = (before, message, after) => {
      const said = speak(before, message, after);
      const typing = said.length > 0 ? undefined : typingOf(before, message, after);
      if (typing !== undefined) voice.say(isTyping ? [{ kind: 'typed', text: typing.typed }] : [], typing.line);
      else if (said.length > 0)
        voice.say(
          said.map((text) => ({ kind: 'line', text })),
          undefined,
        );
      isTyping = typing !== undefined || (isTyping && said.length === 0);
    };
    const begin = (life: Life<RebuildModel>): Work => {
      const { store, stop, checker } = connect(options, life, { columns: 80, rows: 24 }, heard);
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

type Heard = (before: RebuildModel, message: Message, after: RebuildModel) => void;

/** Connects the model to the keyboard, to the thread that checks, and to the file that keeps the text. */
function connect(
  options: RebuildScreenOptions,
  life: Life<RebuildModel>,
  size: RebuildModel['size'],
  heard?: Heard,
): { readonly store: Store; readonly stop: () => unknown; readonly checker: Checker } {
  const { openLevel, solved, drafts, stdin } = options;
  const checker = options.startChecker();
  const withDraft = (opened: OpenedLevel): OpenedLevel => ({ ...opened, ...drafts.read(opened.level) });
  let model: RebuildModel = { ...openModel(withDraft(options.opened), size), isSpoken: options.plain };
  let timer: NodeJS.Timeout | undefined;
  let keepTimer: NodeJS.Timeout | undefined;
  const listeners = new Set<() => void>();
  const keep = (): string | undefined => {
    clearTimeout(keepTimer);
    keepTimer = undefined;
    const { problem, notice } = drafts.keep(model.level, writtenDraft(model, performance.now()));
    if (notice !== undefined) dispatch({ type: 'told', notice });
    return problem;
  };
  const watchLevel = (): (() => void) => drafts.watch(model.level, (notice) => dispatch({ type: 'told', notice }));
  const keepNow = (): void => {
    const problem = keep();
    if (problem !== model.unkept) dispatch({ type: 'kept', problem });
  };
  const dispatch = (message: Message): void => {
    const before = model;
    const next = update(model, message);
    model = next.model;
    if (model !== before) for (const listener of listeners) listener();
    heard?.(before, message, model);
    const isChanged = model.editor.lines !== before.editor.lines || model.order?.rows !== before.order?.rows;
    if (isChanged || model.hintsUsed !== before.hintsUsed) keepTimer ??= setTimeout(keepNow, KEEP_MS);
    for (const effect of next.effects) {
      switch (effect.type) {
        case 'check':
          // While keys come, the texts between them are not checked.
          clearTimeout(timer);
          timer = setTimeout(() => checker.check(effect), message.type === 'typed' ? QUIET_MS : 0);
          break;
        case 'openLevel':
          open(effect.step, message);
          break;
        case 'openOther':
          openOther();
          break;
        case 'suspend':
          life.suspend();
          break;
        case 'quit': {
          const problem = keep();
          if (problem === undefined || model.warnedOf === nameOf(message)) life.quit(model);
          else warn(problem, message);
          break;
        }
      }
    }
  };
  const openOther = (): void => {
    const problem = keep();
    if (problem !== undefined) {
      dispatch({ type: 'kept', problem });
      dispatch({ type: 'told', notice: 'No other text is opened: yours would be lost.' });
      return;
    }
    const { level, place, symptom } = model;
    const other = drafts.other(level);
    if (other === undefined) dispatch({ type: 'told', notice: NO_OTHER });
    else dispatch({ type: 'levelOpened', level, place, symptom, ...other, now: performance.now() });
  };
  /** Refuses a message that would lose the text. The same message again is obeyed. */
  const warn = (problem: string, message: Message): void => {
    dispatch({ type: 'kept', problem });
    dispatch(message);
  };
  const open = (step: 1 | -1 | 0, message: Message): void => {
    const another = openLevel(model.level, step);
    const unit = model.level.hunt === undefined ? 'level' : 'program';
    if (another === undefined) {
      dispatch({ type: 'told', notice: `This is the ${step === 1 ? 'last' : 'first'} ${unit}.` });
      return;
    }
    const problem = step === 0 ? undefined : keep();
    if (problem !== undefined && model.warnedOf !== nameOf(message)) {
      warn(problem, message);
      return;
    }
    if (step !== 0) stopWatching();
    const opened = step === 0 ? another : withDraft(another);
    dispatch({ type: 'levelOpened', ...opened, now: performance.now() });
    if (step !== 0) stopWatching = watchLevel();
  };
  let stopWatching = watchLevel();
  checker.listen((answer) => {
    dispatch({ type: 'reported', ...answer, now: performance.now() });
    if (!isSolved(model) || answer.version !== model.version) return;
    const problem = solved(model.level, { hints: model.hintsUsed, isMistakeShown: isMistakeShown(model) });
    if (problem !== undefined) dispatch({ type: 'told', notice: `Solved, but the progress is not kept: ${problem}.` });
    keepNow();
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
    stopWatching();
    // Also after a signal: the last keys are not lost.
    if (keepTimer !== undefined) keep();
    return stopListening();
  };
  return { store, stop, checker };
}
