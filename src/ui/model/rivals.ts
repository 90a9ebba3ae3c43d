import type { NetworkSettings } from '../../network/settings.ts';
import type { Snapshot } from '../../worker/protocol.ts';
import { networkSubject, settingsIn } from '../../worker/subject.ts';
import type { KeptRun, Model } from './model.ts';

/*
 * The other runs of a race: they are kept runs that continue, with the run on the screen.
 */

/** The curves that have a mark of their own. */
export const MOST_MARKS = 7;
/** The most other runs of a race. */
export const MOST_RIVALS = 5;

const NO_CURVE: KeptRun['curve'] = { iterations: new Float64Array(0), errors: new Float64Array(0) };

/** The other runs of a race, in their order. */
export function rivalsOf({ keptRuns }: Pick<Model, 'keptRuns'>): readonly KeptRun[] {
  return keptRuns.filter(({ rival }) => rival !== undefined);
}

/** The model with other runs of a race, before their first iteration. They take the place of the rivals before. */
export function withRivals(model: Model, settings: readonly NetworkSettings[], seed = model.seed): Model {
  const subject = model.subject;
  if (subject.kind !== 'network') return model;
  let keptRuns = model.keptRuns.filter(({ rival }) => rival === undefined);
  // Another file of the scenario may have other data.
  const isFitting = ({ layerSizes }: NetworkSettings): boolean =>
    layerSizes[0] === subject.inputs.columns && layerSizes.at(-1) === subject.targets.columns;
  for (const [rival, own] of settings.filter(isFitting).entries()) {
    const begun = { subject: networkSubject({ ...subject, settings: own }), seed, run: model.run, rival };
    const facts = { curve: NO_CURVE, iteration: 0, error: undefined, solvedAt: undefined, verdict: undefined };
    keptRuns = [...keptRuns, { ...begun, ...facts, number: nextNumber(keptRuns), mark: freeMark(keptRuns) }];
  }
  return { ...model, keptRuns };
}

/** The rivals before the first iteration of another run. */
export function withRivalsAgain(model: Model, seed: number): Model {
  const settings = rivalSettings(model);
  return settings.length === 0 ? model : withRivals(model, settings, seed);
}

/** The settings of the rivals, for the training thread. */
export function rivalSettings(model: Pick<Model, 'keptRuns'>): readonly NetworkSettings[] {
  return rivalsOf(model).flatMap(({ subject }) => settingsIn(subject) ?? []);
}

/** The model with the rivals as a snapshot has them. */
export function withRivalsNow(model: Model, rivals: Snapshot['rivals']): Model {
  if (rivals === undefined) return model;
  const keptRuns = model.keptRuns.map((own) => {
    const now = own.rival === undefined ? undefined : rivals[own.rival];
    return now === undefined ? own : { ...own, ...now };
  });
  return { ...model, keptRuns };
}

/** The number of the next run. */
export function nextNumber(keptRuns: readonly KeptRun[]): number {
  return 1 + Math.max(0, ...keptRuns.map(({ number }) => number));
}

/** The first mark that no other kept run has. */
export function freeMark(keptRuns: readonly KeptRun[]): number {
  const marks = Array.from({ length: MOST_MARKS }, (_, mark) => mark);
  return marks.find((mark) => keptRuns.every((keptRun) => keptRun.mark !== mark)) ?? 0;
}
