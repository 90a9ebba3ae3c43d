import type { ShownSubject } from '../../../src/ui/model/model.ts';
import { pageSize } from '../../../src/ui/plain/plain.ts';
import { type Conversation, silence, speak } from '../../../src/ui/plain/speak.ts';
import type { Heard } from '../../../src/ui/store.ts';
import { Rehearsal } from '../training.ts';

/** A dashboard in sentences with a real training session behind it. */
export class Listener {
  readonly run: Rehearsal;
  #conversation: Conversation = silence;
  #said: string[] = [];

  constructor(subject: ShownSubject) {
    const heard: Heard = (before, message, after) => {
      const { conversation, said } = speak(this.#conversation, before, message, after);
      this.#conversation = conversation;
      this.#said.push(...said.map(({ text }) => text));
    };
    this.run = new Rehearsal(subject, 1, pageSize, heard);
  }

  /** Everything that has been said since the last time. */
  heard(): readonly string[] {
    const said = this.#said;
    this.#said = [];
    return said;
  }

  /** The words that answer the last of these keys. */
  press(...keys: readonly string[]): readonly string[] {
    for (const key of keys) {
      this.heard();
      this.run.press(key);
    }
    return this.heard();
  }
}
