import { activationsOf, hiddenOf } from '../../network/base.ts';
import { adapted, type NetworkSettings, withHidden } from '../../network/settings.ts';
import type { Remedy } from '../../worker/protocol.ts';

/** The settings that differ with a remedy; none for one that changes only the seed or the length of the run. */
export function remedySettings(remedy: Remedy, settings: NetworkSettings): Partial<NetworkSettings> {
  const hidden = hiddenOf(settings);
  const at = (alpha: number | undefined): Partial<NetworkSettings> =>
    alpha === undefined ? {} : { learningRate: alpha };
  switch (remedy.kind) {
    case 'reseed':
    case 'stopEarly':
      return {};
    case 'lowerAlpha':
    case 'raiseAlpha':
      return { learningRate: remedy.to };
    case 'addHiddenUnits':
    case 'fewerUnits':
      return resized(
        settings,
        hidden.map((size, index) => (index === remedy.hidden ? remedy.to : size)),
      );
    case 'addHiddenLayer':
      return withNewLayer(settings, remedy);
    case 'fewerLayers':
      return resized(settings, hidden.slice(0, remedy.to));
    case 'hiddenActivation':
      return adapted({
        ...settings,
        activations: [...hidden.map(() => remedy.to), ...activationsOf(settings).slice(-1)],
      });
    case 'outputActivation':
      return { activations: [...activationsOf(settings).slice(0, -1), remedy.to], ...at(remedy.alpha) };
    case 'loss':
      return { loss: remedy.to, ...at(remedy.alpha) };
    case 'initialWeights':
      return { initial: remedy.to };
    case 'addBias':
      return { bias: true };
    case 'dropRegularization':
      return { l1: 0, l2: 0, weightDecay: 0 };
    case 'addL2':
      return { l2: remedy.to };
    case 'dropout':
      return { dropout: remedy.to };
    case 'dropClipping':
      return { clip: 'none' };
    case 'constantAlpha':
      return { schedule: 'constant' };
    case 'wholeBatch':
      return { batchSize: 0, ...at(remedy.alpha) };
  }
}

function withNewLayer(
  settings: NetworkSettings,
  { units, activation }: Extract<Remedy, { kind: 'addHiddenLayer' }>,
): Partial<NetworkSettings> {
  const hidden = hiddenOf(settings);
  const own = resized(settings, [...hidden, units]);
  if (activation === undefined) return own;
  const before = activationsOf(settings);
  return adapted({ ...own, activations: [...before.slice(0, -1), activation, ...before.slice(-1)] });
}

/** True for a remedy about alpha: changes of alpha that are planned for later would undo it. */
export function isAboutAlpha({ kind }: Remedy): boolean {
  return kind === 'lowerAlpha' || kind === 'raiseAlpha' || kind === 'constantAlpha';
}

/** Settings with other hidden layers. Initial weights that are written out would have the wrong shapes, and go. */
function resized(settings: NetworkSettings, hidden: readonly number[]): NetworkSettings {
  const own = withHidden(settings, hidden);
  return typeof own.initial === 'object' ? { ...own, initial: 'uniform' } : own;
}
