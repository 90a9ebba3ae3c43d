import type { Action } from '../model/message.ts';
import type { Model } from '../model/model.ts';
import type { HelpState } from '../views/help-view.ts';
import type { Binding } from './bindings.ts';

/** A key of the help, which enter presses. */
export interface HelpRow {
  readonly group: string;
  /** The keys with this meaning, as a person reads them. */
  readonly label: string;
  readonly description: string;
  /** The word that the footer has for the key. */
  readonly name: string;
  readonly action: Action;
  /** The reason why the key does nothing now; undefined when it works. */
  readonly reason: string | undefined;
}

/**
 * The keys that match the search: those of the view under the help, then all others by what a person wants. With a search, the
 * groups and their keys are in the order of their ranks.
 * @param groups the groups of the others, in their order.
 */
export function rowsAmong(
  bindings: readonly Binding[],
  groups: readonly string[],
  model: Model,
  { filter, covered }: HelpState,
): readonly HelpRow[] {
  const here = bindings.filter(({ view }) => view !== undefined && view === covered.kind);
  const everywhere = groups.flatMap((group) =>
    bindings.filter((binding) => binding.group === group && binding.view === undefined),
  );
  const under: Model = { ...model, view: covered };
  const rows = new Map<string, HelpRow>();
  for (const binding of [...here, ...everywhere]) {
    const { label, short, action, view } = binding;
    const description = binding.descriptionNow?.(model) ?? binding.description;
    const group = view === undefined ? binding.group : 'In this view';
    const known = rows.get(`${group} ${description}`);
    // Keys with one meaning share a row, which presses the first.
    const labels = known === undefined || known.label === label ? label : `${known.label}, ${label}`;
    const row = known ?? { group, label, description, name: short, action, reason: reasonOf(binding, under) };
    rows.set(`${group} ${description}`, { ...row, label: labels });
  }
  return byRank(
    [...rows.values()].filter((row) => matches(row, filter)),
    filter.trim(),
  );
}

function byRank(rows: readonly HelpRow[], typed: string): readonly HelpRow[] {
  if (typed === '') return rows;
  const ranks = new Map(rows.map((row) => [row, rankOf(row, typed)]));
  const best = new Map<string, number>();
  for (const [{ group }, rank] of ranks) best.set(group, Math.min(rank, best.get(group) ?? rank));
  const order = [...best].sort(([, one], [, other]) => one - other).map(([group]) => group);
  return rows.toSorted(
    (one, other) => order.indexOf(one.group) - order.indexOf(other.group) || ranks.get(one)! - ranks.get(other)!,
  );
}

/** 0 for the key itself, 1 for the beginning of its name, 2 for that of a word of its description, 3 for any other match. */
function rankOf({ label, name, description }: HelpRow, typed: string): number {
  const searched = typed.replace(/^\//, '').toLowerCase();
  if (label.split(', ').includes(typed)) return 0;
  if (name.toLowerCase().startsWith(searched)) return 1;
  return ` ${description.toLowerCase()}`.includes(` ${searched}`) ? 2 : 3;
}

function reasonOf({ pane, disabled }: Binding, under: Model): string | undefined {
  if (pane !== undefined && (under.view.kind !== 'panes' || under.focus !== pane)) {
    return `it works in the pane ${pane === 'notes' ? 'watches' : pane}: tab goes there`;
  }
  return disabled?.(under);
}

/** True when a row is the key that is searched, or has all words of the search in it. A slash begins a search for any text. */
function matches({ label, name, description, group }: HelpRow, filter: string): boolean {
  const typed = filter.trim();
  if (label.split(', ').includes(typed)) return true;
  const words = typed.replace(/^\//, '').toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${label} ${name} ${description} ${group}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
