import type { Command } from '../../worker/protocol.ts';
import { connect } from '../connect.ts';
import type { DashboardOptions } from '../dashboard.ts';
import { holdEndSignals } from '../end-signals.ts';
import { listen } from '../keyboard/listen.ts';
import { interpret } from '../keys/interpret.ts';
import { type Ending, type Life, liveUntilEnd, type Work } from '../lifetime.ts';
import { initialModel } from '../model/model.ts';
import { withRivals } from '../model/rivals.ts';
import type { Heard } from '../store.ts';
import type { Size } from '../views/layout.ts';
import { line, promptOf, questionLine } from './prompts.ts';
import { silence, speak } from './speak.ts';
import { openVoice } from './voice.ts';

/**
 * The size of the screen that the model has: it decides how many rows of a pane a page key reads. The window does not matter.
 */
export const pageSize: Size = { columns: 120, rows: 40 };

/** The time between two snapshots, unless a key waits for one. */
const SNAPSHOT_MS = 60;

/** The dashboard in sentences, until it ends: the same model and keys, with lines in place of a screen. It starts paused. */
export function runPlain(options: Omit<DashboardOptions, 'theme' | 'paused'>): Promise<Ending> {
  const { subject, seed, speed, rivals = [], ownKeys, companion, startTrainer, scenarioFile, stdin, stdout } = options;
  // Before the terminal is changed: its end restores it.
  holdEndSignals();
  stdin.setRawMode(true);
  const voice = openVoice(stdout);
  let conversation = silence;
  const heard: Heard = (before, message, after) => {
    const spoken = speak(conversation, before, message, after);
    conversation = spoken.conversation;
    const taught = companion?.speak(before, after) ?? [];
    const asks = promptOf(after);
    voice.say([...spoken.said, ...taught.map(line)], asks && questionLine(asks));
  };
  const begin = (life: Life): Work => {
    const trainer = startTrainer();
    let acknowledge = (): void => {};
    const send = (command: Command): void => {
      acknowledge();
      if (command.type === 'acknowledge') acknowledge = later(() => trainer.send(command));
      else trainer.send(command);
    };
    const initial = withRivals(initialModel(subject, seed, speed.speed, pageSize, speed.risesFrom), rivals);
    const own = scenarioFile === undefined ? initial : { ...initial, editing: scenarioFile.editing };
    const model = companion?.begin(own) ?? own;
    const change = companion?.update;
    const connection = connect({ ...options, ...life, model, trainer, send, repaint: () => {}, heard, change });
    connection.open(true);
    const stopDriving = companion?.drive(connection.store);
    const stopListening = listen(stdin, (event) => {
      const message = (companion?.interpret ?? interpret)(connection.store.current(), event, ownKeys);
      if (message !== undefined) connection.store.dispatch(message);
    });
    const stop = (): void => {
      stopDriving?.();
      connection.close();
      stopListening();
      acknowledge();
    };
    return { trainer, interaction: Promise.resolve(stop) };
  };
  return liveUntilEnd({ stdin, stdout, output: voice, begin });
}

/** Calls `then` once: after a while, or when the returned function is called. */
function later(then: () => void): () => void {
  let isDone = false;
  const timer = setTimeout(end, SNAPSHOT_MS);
  function end(): void {
    clearTimeout(timer);
    if (!isDone) then();
    isDone = true;
  }
  return end;
}
