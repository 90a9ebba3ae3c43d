import { carryOverOf } from '../../language/carry-over.ts';
import { isSameStop, type StopConditions } from '../../language/stop-conditions.ts';
import type { NewSettings } from '../../network/edits.ts';
import type { HiddenLayer, RunFacts } from '../../network/option-kinds.ts';
import { type Option, options } from '../../network/options.ts';
import { differing, type NetworkSettings, type RunSettings, withoutIdle } from '../../network/settings.ts';
import { refitted } from '../../network/techniques/schedule.ts';
import { networkSubject, refusalOfSettings, settingsIn, subjectAfter } from '../../worker/subject.ts';
import { footerWords } from '../keys/footer.ts';
import { whyGone } from '../keys/why-not.ts';
import type { Model } from '../model/model.ts';
import {
  ask,
  edit,
  isRunning,
  start,
  stateAfterRestart,
  type Update,
  withNotice,
  withoutEffects,
  withSubject,
} from '../model/requests.ts';
import { optionName } from '../panes/options-list.ts';
import { drawOptions, type OptionsProps, optionAt, optionsScrollLimit } from '../panes/options-pane.ts';
import { beginningWords } from '../words/carry-over-words.ts';
import type { ViewDefinition } from './definition.ts';

/** Every setting of the network and its training. None takes effect before it is applied. */
export interface OptionsView {
  readonly kind: 'options';
  /** The settings of the run when the view was opened. The run may continue meanwhile, and reach planned changes. */
  readonly before: RunSettings;
  /** The settings as they are set here. */
  readonly settings: RunSettings;
  /** The iterations that were left at the last change. */
  readonly left: number;
  /** An index of `options`. */
  readonly chosen: number;
  /** The hidden layer that the options of a layer apply to; undefined for all. */
  readonly layer: HiddenLayer;
  readonly first: number;
}

const digits = [...'0123456789'];
const optionWords = 'options: choose one, change it';
const goOnWords = 'options: apply them, and continue';
const startOverWords = 'options: apply them, and start over';

export const optionsView: ViewDefinition<OptionsView> = {
  kind: 'options',
  opener: {
    key: 'o',
    short: footerWords.o,
    description: 'every option, and the lines it changes',
    group: 'Change it',
    disabled: whyGone,
    open: (model) => withoutEffects(openOptions(model)),
  },
  keys: [
    {
      key: 'enter',
      short: 'apply',
      description: goOnWords,
      act: (model, view) => goOn(model, upToDate(model, view)),
    },
    { key: 'ctrl+r', label: 'Ctrl-R', short: 'start over', description: startOverWords, act: startOver },
    {
      key: 'up',
      short: 'set',
      description: optionWords,
      act: (model, view) => withoutEffects(chosen(model, view, -1)),
    },
    {
      key: 'down',
      short: 'set',
      description: optionWords,
      act: (model, view) => withoutEffects(chosen(model, view, 1)),
    },
    ...digits.map((key) => ({
      key,
      label: '0-9',
      short: 'number',
      description: 'options: type a number for the chosen one',
      act: (model: Model, view: OptionsView) => typeNumber(model, view, key),
    })),
    { key: 'left', short: 'set', description: optionWords, act: (model, view) => change(model, view, -1) },
    { key: 'right', short: 'set', description: optionWords, act: (model, view) => change(model, view, 1) },
  ],
  footer: ['up', 'enter', '0', 'pagedown', 'ctrl+r', 'escape', '?'],
  draw: (model, view, place, theme) => [
    { name: 'options', place, frame: drawOptions(optionsProps(model, view), place, theme) },
  ],
  scrollLimit: (model, view, place) => optionsScrollLimit(optionsProps(model, view), place),
  targetAt(model, view, cell, place) {
    const chosen = optionAt(optionsProps(model, view), place, cell);
    return chosen === undefined ? undefined : { chosen };
  },
};

function optionsProps({ subject }: Model, { kind, left, ...rest }: OptionsView): OptionsProps {
  return { ...rest, examples: subject.inputs.rows };
}

function openOptions(model: Model): Model {
  const settings = settingsIn(model.network.subject);
  if (settings === undefined) return withNotice(model, 'no options: the program is not written from settings');
  const before: RunSettings = { ...settings, stop: model.subject.stop ?? {} };
  const left = leftOf(model);
  return { ...model, view: { kind: 'options', before, settings: before, left, chosen: 0, layer: undefined, first: 0 } };
}

/** The iterations that are left; at the end of a run, as many as it had. */
function leftOf({ snapshot, subject }: Model): number {
  const { iterations } = subject;
  const { goal = iterations, iteration = 0 } = snapshot ?? {};
  return goal > iteration ? goal - iteration : iterations;
}

/** The view with a schedule that fits the iterations that are left now: the run may have gone on. */
function upToDate(model: Model, view: OptionsView): OptionsView {
  const left = leftOf(model);
  return { ...view, left, settings: refitted(view.before, view.settings, view.left, left) };
}

/** Chooses the next option, or the one before. */
function chosen(model: Model, view: OptionsView, direction: 1 | -1): Model {
  return { ...model, view: { ...view, chosen: (view.chosen + direction + options.length) % options.length } };
}

/** Sets the chosen option to its next value, or the one before. */
function change(model: Model, opened: OptionsView, direction: 1 | -1): Update {
  const view = upToDate(model, opened);
  const option = options[view.chosen] as Option;
  const facts: RunFacts = { examples: model.subject.inputs.rows, left: view.left };
  const obstacle = option.obstacle(view.settings, direction, facts, view.layer);
  if (obstacle !== undefined) return withoutEffects(withNotice(model, obstacle));
  const layer = option.choose === undefined ? view.layer : option.choose(view.settings, direction, view.layer);
  const settings = option.change(view.settings, direction, facts, layer);
  const hidden = settings.layerSizes.length - 2;
  // A chosen layer may be gone; a single layer is the same as all.
  const isOne = layer !== undefined && layer < hidden && hidden > 1;
  const changed: Model = { ...model, view: { ...view, settings, layer: isOne ? layer : undefined, first: 0 } };
  // A change of another option may make it valid; until then `enter` refuses it.
  const refused = refusalOfSettings(model.subject, withoutIdle(settings));
  return withoutEffects(refused === undefined ? changed : withNotice(changed, `not yet: ${refused}`));
}

/** Opens the question for a number, which begins with the typed digit. */
function typeNumber(model: Model, view: OptionsView, digit: string): Update {
  const option = options[view.chosen] as Option;
  if (option.typed === undefined) {
    return withoutEffects(withNotice(model, `${option.name} takes no number: left and right change it`));
  }
  const question = { kind: 'option', name: optionName(option, view.layer) } as const;
  return withoutEffects({
    ...model,
    view: { kind: 'prompt', question, typed: digit, fault: undefined, covered: view },
  });
}

/** The model with the chosen option at a typed number, or the reason why it is refused. */
export function withTypedOption(model: Model, value: number): Model | string {
  if (model.view.kind !== 'options') return model;
  const view = upToDate(model, model.view);
  const option = options[view.chosen] as Option;
  const facts: RunFacts = { examples: model.subject.inputs.rows, left: view.left };
  const settings = option.typed?.(view.settings, value, facts, view.layer) ?? view.settings;
  if (typeof settings === 'string') return settings;
  const changed: Model = { ...model, view: { ...view, settings, first: 0 } };
  const refused = refusalOfSettings(model.subject, withoutIdle(settings));
  return refused === undefined ? changed : withNotice(changed, `not yet: ${refused}`);
}

/** Applies the settings to the current run. Matrices carry over where their shapes allow. */
function goOn(model: Model, view: OptionsView): Update {
  const { stop, ...settings } = withoutIdle(view.settings);
  const { stop: stopBefore, ...before } = view.before;
  const refused = refusalOfSettings(model.subject, settings);
  if (refused !== undefined) return withoutEffects(withNotice(model, refused));
  const closed: Model = { ...model, view: { kind: 'panes' } };
  const set = valuesOf(settings, differing(before, settings, model.subject.inputs.rows));
  const isChanged = Object.keys(set).length > 0;
  if (isSameStop(stopBefore, stop)) {
    return isChanged ? changeTo(closed, set) : withoutEffects(withNotice(closed, 'nothing has been changed'));
  }
  const stopping = stopAt(closed, stop);
  if (!isChanged) return stopping;
  const changing = changeTo(stopping.model, set);
  return { model: changing.model, effects: [...stopping.effects, ...changing.effects] };
}

/** Starts over with the settings, from the same seed, and runs. Beside a lesson it waits. */
function startOver(model: Model, view: OptionsView): Update {
  const own = refitted(view.before, withoutIdle(view.settings), view.left, model.subject.iterations);
  const { stop, ...settings } = own;
  const refused = refusalOfSettings(model.subject, settings);
  if (refused !== undefined) return withoutEffects(withNotice(model, refused));
  const closed = withStop({ ...model, view: { kind: 'panes' } }, stop);
  const wanted = model.course === undefined ? 'running' : stateAfterRestart(model);
  return start(withSubject(closed, networkSubject({ ...closed.subject, settings }), []), model.seed, wanted);
}

function valuesOf(settings: NetworkSettings, keys: readonly (keyof NetworkSettings)[]): NewSettings {
  return Object.fromEntries(keys.map((key) => [key, settings[key]]));
}

function changeTo(model: Model, set: NewSettings): Update {
  const edits = [{ kind: 'settings', set }] as const;
  const update = edit(model, edits);
  const { subject, program } = model.network;
  const { initial } = carryOverOf(program, subjectAfter(subject, edits).program);
  // Another message about the change comes first.
  if (initial.length === 0 || update.model.notice !== undefined) return update;
  return { ...update, model: withNotice(update.model, beginningWords(initial, 4), 'news') };
}

/** Stop conditions are not part of the program: they apply from now on, and are no change of the run. */
function stopAt(model: Model, stop: StopConditions): Update {
  const noted = withNotice(withStop(model, stop), 'the stop conditions change from here on', 'news');
  return ask(noted, isRunning(model) ? 'running' : 'paused', { type: 'setStop', stop });
}

function withStop(model: Model, stop: StopConditions): Model {
  return { ...model, subject: { ...model.subject, stop } };
}
