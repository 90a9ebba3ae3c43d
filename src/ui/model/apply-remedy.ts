import type { NetworkSettings } from '../../network/build.ts';
import { activationsOf, hiddenOf, withHidden } from '../../network/option-steps.ts';
import type { Remedy } from '../../worker/protocol.ts';
import { settingsIn, subjectAfter } from '../../worker/subject.ts';
import type { Model } from './model.ts';
import { nextSeed, restart, restarted, start, type Update, unchanged, withNotice, withSubject } from './requests.ts';

/** Starts over with what the verdict advises: changes that the scenario has planned still come, but for those of alpha. */
export function applyRemedy(model: Model, remedy: Remedy): Update {
  const begun = restarted(model);
  const { subject } = begun;
  const settings = settingsIn(subject);
  if (settings === undefined) return unchanged(withNotice(model, 'the program is not written from settings'));
  const hidden = hiddenOf(settings);
  const from = (set: Partial<NetworkSettings>, planned = subject.plan): Update =>
    start(withSubject(begun, subjectAfter(subject, [{ kind: 'settings', set }]), planned), model.seed, 'running');
  switch (remedy.kind) {
    case 'reseed':
      return restart(model, nextSeed(model));
    case 'lowerAlpha':
    case 'raiseAlpha':
      return from({ learningRate: remedy.to }, []);
    case 'addHiddenUnits':
      return from(
        resized(
          settings,
          hidden.map((size, index) => (index === remedy.hidden ? remedy.to : size)),
        ),
      );
    case 'addHiddenLayer':
      return from(resized(settings, [...hidden, remedy.units]));
    case 'fewerLayers':
      return from(resized(settings, hidden.slice(0, remedy.to)));
    case 'hiddenActivation':
      return from({ activations: [...hidden.map(() => remedy.to), ...activationsOf(settings).slice(-1)] });
    case 'addBias':
      return from({ bias: true });
  }
}

/** With other hidden layers: first weights that are written out are of other shapes then. */
function resized(settings: NetworkSettings, hidden: readonly number[]): NetworkSettings {
  const own = withHidden(settings, hidden);
  return typeof own.initial === 'object' ? { ...own, initial: 'uniform' } : own;
}
