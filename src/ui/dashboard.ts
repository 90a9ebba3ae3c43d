import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReadStream, WriteStream } from 'node:tty';
import type { NetworkSettings } from '../network/settings.ts';
import type { Trainer } from '../worker/protocol.ts';
import type { Services } from './connect.ts';
import { holdEndSignals } from './end-signals.ts';
import { groundQuery, readEarly } from './keyboard/ground.ts';
import type { OwnKeys } from './keys/interpret.ts';
import type { Companion } from './lesson/companion.ts';
import { type Ending, type Life, liveUntilEnd, type Work } from './lifetime.ts';
import { initialModel, type Model, type ShownSubject } from './model/model.ts';
import { withRivals } from './model/rivals.ts';
import type { OpeningSpeed } from './model/speeds.ts';
import { openScreen } from './screen.ts';
import { paintFrame, sideBySide } from './text/frame.ts';
import { onGround, type Theme } from './theme/theme.ts';
import type { PlacedFrame } from './views/definition.ts';
import type { Size } from './views/layout.ts';
import { panesView } from './views/panes-view.ts';

export interface DashboardOptions extends Services {
  readonly subject: ShownSubject;
  readonly seed: number;
  readonly speed: OpeningSpeed;
  readonly paused: boolean;
  /** A message in the footer at the beginning. */
  readonly notice?: string | undefined;
  /** A lesson beside the dashboard. */
  readonly companion?: Companion | undefined;
  /** A person's own keys. */
  readonly ownKeys?: OwnKeys | undefined;
  readonly startTrainer: () => Trainer;
  /** The settings of the other runs of a race. */
  readonly rivals?: readonly NetworkSettings[] | undefined;
  readonly theme: Theme;
  /** True where the terminal is asked for its ground, which may replace that of the theme. */
  readonly asksGround?: boolean;
  /** True where the terminal reports the mouse. */
  readonly hasMouse?: boolean;
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
}

/** Shows the dashboard until it ends. Any end leaves the terminal as it was before. */
export function runDashboard(options: DashboardOptions): Promise<Ending> {
  const { subject, seed, speed, paused, rivals = [], startTrainer, scenarioFile, stdin, stdout } = options;
  const { asksGround = false, hasMouse = false, companion, notice } = options;
  let { theme } = options;
  // Before the terminal is changed: its end restores it.
  holdEndSignals();
  // Before the first frame: without raw mode the terminal echoes typed characters.
  stdin.setRawMode(true);
  const screen = openScreen(stdout, { question: asksGround ? groundQuery : '', hasMouse });
  const modelFor = (size: Size): Model => {
    const initial = withRivals(initialModel(subject, seed, speed.speed, size, speed.risesFrom), rivals);
    const told = notice === undefined ? initial : { ...initial, notice: { text: notice, kind: 'refusal' as const } };
    const model = scenarioFile === undefined ? told : { ...told, editing: scenarioFile.editing };
    const own = companion?.begin(model) ?? model;
    return paused ? { ...own, wanted: 'paused' } : own;
  };
  const drawFirst = (size: Size): void => void screen.frames.write(firstFrame(modelFor(size), theme, companion?.draw));
  const begin = (life: Life): Work => {
    screen.onResize(drawFirst);
    drawFirst(screen.size());
    let isBegun = false;
    const early = asksGround
      ? readEarly(stdin, (ground) => {
          theme = onGround(theme, ground);
          if (!isBegun) drawFirst(screen.size());
        })
      : undefined;
    // The thread starts while Ink and the views, the larger part of the program, are being read. Keys that are pressed
    // before then wait in the terminal.
    const trainer = startTrainer();
    const interaction = readInteractive().then(({ interact }) => {
      isBegun = true;
      const asked = early && { read: early.end() };
      const model = modelFor(screen.size());
      return interact({ ...options, ...life, model, trainer, theme, screen, asked });
    });
    interaction.catch(() => early?.end());
    return { trainer, interaction };
  };
  return liveUntilEnd({ stdin, stdout, output: screen, begin });
}

/** Reads the code of keys and views. It is read in one go, so the first frame and the thread go first. */
async function readInteractive(): Promise<typeof import('./interactive.tsx')> {
  await nextTurn();
  return import('./interactive.tsx');
}

/** The frame that Ink draws of a new dashboard, to be on the screen before Ink is read. */
export function firstFrame(
  model: Model,
  theme: Theme,
  draw: (model: Model, theme: Theme) => readonly PlacedFrame[] = panesView,
): string {
  const blocks = draw(model, theme).map(({ place: { x, y, columns }, frame }) => {
    return { x, y, columns, lines: paintFrame(frame, theme) };
  });
  return sideBySide(blocks, model.size.rows)?.join('\n') ?? '';
}
