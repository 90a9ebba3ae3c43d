import type { Remedy } from '../../worker/protocol.ts';
import { settingsIn, subjectAfter } from '../../worker/subject.ts';
import { footerWords } from '../keys/footer.ts';
import type { Model, ShownSubject } from '../model/model.ts';
import { isAboutAlpha, remedySettings } from '../model/remedy-settings.ts';
import { forRestart, reseed, start, type Update, withNotice, withoutEffects, withSubject } from '../model/requests.ts';
import { scriptContext } from '../model/script.ts';
import { drawVerdict, remedyAt, type VerdictProps, verdictScrollLimit } from '../panes/verdict-pane.ts';
import { stageOf } from '../words/verdict-headline.ts';
import { remedyBriefly } from '../words/verdict-remedies.ts';
import type { ViewDefinition, ViewKey } from './definition.ts';

/** The state of the run in words, its causes and remedies. */
export interface VerdictView {
  readonly kind: 'verdict';
  readonly first: number;
}

/** No verdict has more. */
const MOST_REMEDIES = 6;

export const verdictView: ViewDefinition<VerdictView> = {
  kind: 'verdict',
  opener: {
    key: 'v',
    short: footerWords.v,
    description: 'how the run is doing, why, and what to try',
    group: 'Look inside',
    needs: ['error', 'target'],
    open: (model) => withoutEffects({ ...model, view: { kind: 'verdict', first: 0 } }),
  },
  keys: Array.from({ length: MOST_REMEDIES }, (_, index) => remedyKey(index)),
  footer: ['escape', 'up', '?', 'space', 's', 'r', 'R'],
  draw: (model, { first }, place, theme) => [
    { name: 'verdict', place, frame: drawVerdict(propsOf(model, first), place, theme) },
  ],
  scrollLimit: (model, _view, place) => verdictScrollLimit(propsOf(model, 0), place),
  targetAt(model, { first }, { row }, place, theme) {
    const remedy = remedyAt(propsOf(model, first), place, row, theme);
    return remedy === undefined ? undefined : { key: String(remedy + 1) };
  },
};

function propsOf(model: Model, first: number): VerdictProps {
  const { snapshot, subject } = model;
  const context = { words: subject, stage: stageOf(snapshot), script: scriptContext(model) };
  return { verdict: snapshot?.verdict, context, first };
}

/** `1` is the first remedy. */
function remedyKey(index: number): ViewKey<VerdictView> {
  return {
    key: String(index + 1),
    label: `1-${MOST_REMEDIES}`,
    short: 'try',
    description: 'verdict: apply a remedy',
    disabled: ({ snapshot }) => whyNoRemedy(snapshot?.verdict?.remedies.length ?? 0, index),
    act(model) {
      const remedy = model.snapshot?.verdict?.remedies[index];
      return remedy === undefined ? withoutEffects(model) : applyRemedy({ ...model, view: { kind: 'panes' } }, remedy);
    },
  };
}

function whyNoRemedy(remedies: number, index: number): string | undefined {
  if (index < remedies) return undefined;
  return remedies === 0 ? 'there is nothing to try here' : `there are ${remedies} things to try here`;
}

/**
 * The name of a run with a remedy: the changes first, since a long name is cut, the newest of a kind only. `hidden layer of 4, from XOR
 * without a hidden layer`
 */
function renamed({ name, renamed: before }: ShownSubject, remedy: Remedy): Pick<ShownSubject, 'name' | 'renamed'> {
  const brief = remedyBriefly(remedy);
  const [about] = brief.split(' ');
  const { from = name, changes = [] } = before ?? {};
  const all = [brief, ...changes.filter((other) => other.split(' ')[0] !== about)];
  return { name: `${all.join(', ')}, from ${from}`, renamed: { from, changes: all } };
}

/** Starts over with a remedy. Planned changes stay; a remedy for alpha drops them. */
export function applyRemedy(model: Model, remedy: Remedy): Update {
  if (remedy.kind === 'reseed') return reseed(model);
  const begun = forRestart(model);
  const { subject } = begun;
  const settings = settingsIn(subject);
  if (settings === undefined) return withoutEffects(withNotice(model, 'the program is not written from settings'));
  const edited = subjectAfter(subject, [{ kind: 'settings', set: remedySettings(remedy, settings) }]);
  const length = remedy.kind === 'stopEarly' ? { iterations: remedy.at } : {};
  const planned = isAboutAlpha(remedy) ? [] : subject.plan;
  const next = { ...edited, ...length, ...renamed(subject, remedy) };
  return start(withSubject(begun, next, planned), model.seed, 'running');
}
