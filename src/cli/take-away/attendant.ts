import type { Trainer } from '../../worker/protocol.ts';

/** Goes along with the runs of a dashboard, to take something of them away, or to bring something to them. */
export interface Attendant {
  /** The same trainer, attended. */
  attend(trainer: Trainer): Trainer;
  /** What has gone wrong, if something has. */
  readonly problem: string | undefined;
}
