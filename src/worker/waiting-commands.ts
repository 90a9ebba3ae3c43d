import type { Journey } from './journey.ts';
import type { Command } from './protocol.ts';
import { isReturn } from './travel.ts';

/* The commands that wait for the end of a journey or of a step. ARCHITECTURE.md has the table. */

/** Commands of a run that has started. */
export type CommandToRun = Exclude<Command, { readonly type: 'start' }>;

/** True for commands that end a journey, or that leave the run as it is: they are taken at once, before those that wait. */
export function neverWaits({ type }: CommandToRun): boolean {
  switch (type) {
    case 'acknowledge':
    case 'cancel':
    case 'save':
    case 'saved':
    case 'setSpeed':
    case 'setViewRequest':
      return true;
    default:
      return false;
  }
}

/** False for commands that end a journey or take its place: a pause, a new destination, another look. */
export function waitsForJourney(
  command: CommandToRun,
  { purpose, canBeCancelled }: Pick<Journey, 'purpose' | 'canBeCancelled'>,
): boolean {
  switch (command.type) {
    case 'pause':
      return !canBeCancelled;
    case 'travel':
      return purpose !== 'travel' || !isReturn(command.travel);
    case 'inspect':
    case 'recall':
      return purpose !== 'look';
    default:
      return true;
  }
}

/** False for `pause`, which stops a step, and for another step. */
export function waitsForStep({ type }: CommandToRun): boolean {
  return type !== 'pause' && type !== 'step' && type !== 'runTo';
}
