import { networkSubject, settingsIn } from '../../worker/subject.ts';
import type { Model } from './model.ts';
import { onOtherSubject } from './requests.ts';
import { rivalSettings, withRivals } from './rivals.ts';

/* The table of a race: its places, and the run in front. It is read with the views. */

/**
 * The places of the runs of a race, from 1: solved ones by the iteration since which they are, then the others by their error. Equal runs
 * have one place.
 */
export function racePlaces(
  runs: readonly { readonly error: number | undefined; readonly solvedAt: number | undefined | null }[],
): readonly number[] {
  const isBefore = (one: (typeof runs)[number], other: (typeof runs)[number]): boolean => {
    const [own, its] = [one.solvedAt ?? Number.POSITIVE_INFINITY, other.solvedAt ?? Number.POSITIVE_INFINITY];
    if (own !== its) return own < its;
    const [error, otherError] = [one, other].map((run) =>
      Number.isFinite(run.error) ? run.error! : Number.POSITIVE_INFINITY,
    );
    return error! < otherError!;
  };
  return runs.map((run) => 1 + runs.filter((other) => isBefore(other, run)).length);
}

/** The model with a rival in front: its settings are those of the next run, and those of the current run take its place. */
export function swapped(model: Model, rival: number): Model {
  const { subject } = model;
  const [front, settings] = [settingsIn(subject), rivalSettings(model)];
  const own = settings[rival];
  if (subject.kind !== 'network' || front === undefined || own === undefined) return model;
  const next = networkSubject({ ...subject, settings: own });
  return withRivals(onOtherSubject(model, next), settings.with(rival, front));
}
