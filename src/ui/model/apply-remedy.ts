import type { NetworkSettings } from '../../program/build.ts';
import type { Remedy } from '../../program/verdict.ts';
import type { Model } from './model.ts';
import { nextSeed, restart, restarted, start, type Update, withSettings } from './requests.ts';

/** Starts over with what the verdict advises: changes that the scenario has planned still come, but for those of alpha. */
export function applyRemedy(model: Model, remedy: Remedy): Update {
  const begun = restarted(model);
  const { settings, plan } = begun.subject.job;
  const { layerSizes } = settings;
  const from = (set: Partial<NetworkSettings>, planned = plan): Update =>
    start(withSettings(begun, { ...settings, ...set }, planned), model.seed, 'running');
  switch (remedy.kind) {
    case 'reseed':
      return restart(model, nextSeed(model));
    case 'lowerAlpha':
    case 'raiseAlpha':
      return from({ learningRate: remedy.to }, []);
    case 'addHiddenUnits':
      return from({ layerSizes: layerSizes.map((size, index) => (index === remedy.hidden + 1 ? remedy.to : size)) });
    case 'addHiddenLayer':
      return from({ layerSizes: [...layerSizes.slice(0, -1), remedy.units, ...layerSizes.slice(-1)] });
    case 'addBias':
      return from({ bias: true });
  }
}
