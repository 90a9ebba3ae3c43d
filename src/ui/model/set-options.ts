import type { NetworkSettings } from '../../program/build.ts';
import { refusal, targetFacts } from '../../program/combinations.ts';
import { withoutIdle } from '../../program/option-steps.ts';
import { options } from '../../program/options.ts';
import type { NewSettings } from '../../program/change.ts';
import type { Action } from './message.ts';
import type { Model, View } from './model.ts';
import { edit, start, type Update, unchanged, withNotice, withSettings } from './requests.ts';

type OptionsView = View & { kind: 'options' };

export function openOptions(model: Model): Model {
  const before = model.network.settings;
  return { ...model, view: { kind: 'options', before, settings: before, chosen: 0, layer: undefined, first: 0 } };
}

/** A key while the options are open. */
export function setOptions(model: Model, view: OptionsView, action: Action): Update {
  switch (action.type) {
    case 'chooseOption': {
      const chosen = (view.chosen + action.direction + options.length) % options.length;
      return unchanged({ ...model, view: { ...view, chosen } });
    }
    case 'changeOption':
      return change(model, view, action.direction);
    case 'applyOptions':
      return apply({ ...model, view: { kind: 'panes' } }, view, action.how);
    default:
      return unchanged(model);
  }
}

function change(model: Model, view: OptionsView, direction: 1 | -1): Update {
  const option = options[view.chosen];
  const examples = model.subject.job.inputs.rows;
  const reason = option?.unavailable(view.settings, examples);
  if (option === undefined || reason !== undefined) return unchanged(withNotice(model, reason));
  const layer = option.choose === undefined ? view.layer : option.choose(view.settings, direction, view.layer);
  const settings = option.change(view.settings, direction, examples, layer);
  const hidden = settings.layerSizes.length - 2;
  // A single one is all of them, and one may be gone.
  const isOne = layer !== undefined && layer < hidden && hidden > 1;
  return unchanged({ ...model, view: { ...view, settings, layer: isOne ? layer : undefined, first: 0 } });
}

/** Goes on with today's weights where their shapes allow, or starts over from the same seed; with what the data allows. */
function apply(model: Model, view: OptionsView, how: 'goOn' | 'startOver'): Update {
  const settings = withoutIdle(view.settings);
  const refused = refusal(settings, targetFacts(targetsOf(model)));
  if (refused !== undefined) return unchanged(withNotice({ ...model, view }, refused.reason));
  const set = changed(view.before, settings);
  if (how === 'startOver') return start(withSettings(model, settings, []), model.seed, 'running');
  return Object.keys(set).length === 0 ? unchanged(model) : edit(model, [{ kind: 'settings', set }]);
}

function targetsOf({ subject }: Model): readonly (readonly number[])[] {
  const { rows, columns, data } = subject.job.targets;
  return Array.from({ length: rows }, (_, row) => [...data.subarray(row * columns, (row + 1) * columns)]);
}

/** The settings that are not what they were. */
function changed(before: NetworkSettings, after: NetworkSettings): NewSettings {
  const entries = Object.entries(after) as [keyof NetworkSettings, unknown][];
  return Object.fromEntries(entries.filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key])));
}
