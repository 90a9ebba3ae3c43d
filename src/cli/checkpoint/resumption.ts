import type { Trainer, Underway } from '../../worker/protocol.ts';
import type { Attendant } from '../take-away/attendant.ts';

/** Lets the first run of a dashboard go on from where another process has left it; those after it begin at their beginning. */
export class Resumption implements Attendant {
  readonly problem = undefined;
  #underway: Underway | undefined;

  constructor(underway: Underway) {
    this.#underway = underway;
  }

  attend(trainer: Trainer): Trainer {
    return {
      ...trainer,
      send: (command) => {
        if (command.type !== 'start' || this.#underway === undefined) return trainer.send(command);
        trainer.send({ ...command, underway: this.#underway });
        this.#underway = undefined;
      },
    };
  }
}
