import { name } from '../language/expression.ts';
import { type Part, watchParser } from '../language/parts.ts';
import type { Command, Trainer } from '../worker/protocol.ts';
import type { Life } from './lifetime.ts';
import type {
  Compare,
  Edited,
  Effect,
  Lend,
  Message,
  PythonFault,
  RaceRead,
  ReadRace,
  ScenarioFile,
  Write,
} from './model/message.ts';
import type { Model } from './model/model.ts';
import { isRunning } from './model/requests.ts';
import { chosenSourceLine } from './model/script.ts';
import type { StartSweeps, SweepNews, SweepOrder, Sweeps } from './model/sweep.ts';
import { PART_IS_GONE, readAhead } from './parts.ts';
import { type Change, createStore, type Heard, type Store } from './store.ts';

/** The code around a dashboard that carries out its effects. */
export interface Services {
  readonly write: Write;
  /** Trains the run to compare with. */
  readonly compare?: Compare | undefined;
  /** The threads of sweeps; absent where there are none. */
  readonly sweeps?: StartSweeps | undefined;
  /** Reads the settings of other runs of a race. */
  readonly race?: ReadRace | undefined;
  /** The file that a key opens in an editor. */
  readonly scenarioFile?: ScenarioFile | undefined;
  /** The fault of an expression in Python, for watches of a script. */
  readonly pythonFault?: PythonFault | undefined;
  /** The parts that `write` and `quit` need: read ahead, once the dashboard is on the screen. */
  readonly parts?: readonly Part[];
}

export interface ConnectionOptions extends Life, Services {
  readonly model: Model;
  readonly trainer: Trainer;
  readonly send: (command: Command) => void;
  /** Shows everything again. */
  readonly repaint: () => void;
  /** Called after each message, before its effects. */
  readonly heard?: Heard;
  /** In place of `update`. */
  readonly change?: Change | undefined;
}

export interface Connection {
  readonly store: Store;
  /** Opens the run, and listens to its reports. */
  open(paused: boolean): void;
  close(): void;
}

/** Time before the run to compare with begins. */
const COMPARISON_MS = 500;

type WatchRead = Message & { readonly type: 'watchRead' };

/** The news of a map where no threads train its runs. */
function withoutThreads({ sweep, asked }: SweepOrder & { readonly type: 'start' }): SweepNews {
  const fault = { message: 'a lesson has no map', offset: 0, length: asked.length };
  return { type: 'refused', sweep, asked, fault };
}

/** Connects a model to its training thread and to the files that it writes. */
export function connect(options: ConnectionOptions): Connection {
  const {
    model,
    trainer,
    write,
    compare,
    scenarioFile,
    parts = [],
    quit,
    fail,
    suspend,
    lend,
    send,
    repaint,
    heard,
  } = options;
  let isEditing = false;
  let sweeps: Sweeps | undefined;
  const read = (reading: (file: ScenarioFile) => Promise<Edited>): void => {
    if (scenarioFile === undefined || isEditing) return;
    isEditing = true;
    const wasRunning = isRunning(store.current());
    reading(scenarioFile)
      .then((edited) => {
        isEditing = false;
        store.dispatch({ type: 'edited', edited, wasRunning });
      })
      .catch(fail);
  };
  const perform = (effect: Effect): void => {
    switch (effect.type) {
      case 'send':
        send(effect.command);
        break;
      case 'repaint':
        repaint();
        break;
      case 'suspend':
        suspend();
        break;
      case 'sweep':
        sweeps ??= options.sweeps?.((news) => store.dispatch({ type: 'sweep', news }));
        if (sweeps !== undefined) sweeps.order(effect.order);
        else if (effect.order.type === 'start') store.dispatch({ type: 'sweep', news: withoutThreads(effect.order) });
        break;
      case 'editScenario': {
        const line = chosenSourceLine(store.current());
        read((file) => {
          const lendOut: Lend = (work) => {
            store.dispatch({ type: 'editorOpened' });
            return lend(work);
          };
          return file.edit(lendOut, line);
        });
        break;
      }
      case 'readAgain':
        read((file) => file.readAgain());
        break;
      case 'readWatch': {
        const { source } = effect;
        if (store.current().subject.kind === 'script') {
          // The training thread reads it again.
          const watch = { expression: name(source), python: source.trim() };
          const fault = options.pythonFault?.(source);
          const parsed = fault === undefined ? ({ ok: true, watch } as const) : ({ ok: false, fault } as const);
          store.dispatch({ type: 'watchRead', source, parsed });
          break;
        }
        const gone = { ok: false, fault: { message: PART_IS_GONE, offset: 0, length: source.length } } as const;
        const tell = (parsed: WatchRead['parsed']): void => store.dispatch({ type: 'watchRead', source, parsed });
        watchParser().then(
          ({ readWatch }) => tell(readWatch(source, store.current().network.shapes)),
          () => tell(gone),
        );
        break;
      }
      case 'readRace': {
        const { text } = effect;
        const told = (read: RaceRead): void => store.dispatch({ type: 'raceRead', text, read });
        options.race?.(text).then(told, fail);
        break;
      }
      case 'write': {
        const { question, file } = effect;
        write(effect).then((problem) => store.dispatch({ type: 'written', question, file, problem }), fail);
        break;
      }
      case 'quit':
        quit(store.current());
        break;
    }
  };
  const store = createStore(model, perform, heard, options.change);
  let stopReading = (): void => {};
  let stopComparing = (): void => {};
  let stopWatching = (): void => {};
  return {
    store,
    open(paused) {
      store.dispatch({ type: 'opened', paused });
      trainer.listen((report) => store.dispatch({ type: 'reported', report }));
      stopReading = readAhead([...parts, watchParser]);
      stopWatching =
        scenarioFile?.watch((file, isGone = false) => store.dispatch({ type: 'scenarioChanged', file, isGone })) ??
        stopWatching;
      if (compare === undefined) return;
      // The first frames and the first key come before another thread.
      const timer = setTimeout(() => {
        stopComparing = compare((compared) => store.dispatch({ type: 'compared', compared }));
      }, COMPARISON_MS);
      stopComparing = () => clearTimeout(timer);
    },
    close() {
      stopReading();
      stopComparing();
      stopWatching();
      sweeps?.close();
    },
  };
}
