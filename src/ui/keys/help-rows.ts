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
  readonly action: Action;
  /** The reason why the key does nothing now; undefined when it works. */
  readonly reason: string | undefined;
}

/**
 * The keys that match the search: those of the view under the help, then all others by what a person wants.
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
    const { label, description, action, view } = binding;
    const group = view === undefined ? binding.group : 'In this view';
    const known = rows.get(`${group} ${description}`);
    // Keys with one meaning share a row, which presses the first.
    const labels = known === undefined || known.label === label ? label : `${known.label}, ${label}`;
    const row = known ?? { group, label, description, action, reason: reasonOf(binding, under) };
    rows.set(`${group} ${description}`, { ...row, label: labels });
  }
  return [...rows.values()].filter((row) => matches(row, filter));
}

function reasonOf({ pane, disabled }: Binding, under: Model): string | undefined {
  if (pane !== undefined && (under.view.kind !== 'panes' || under.focus !== pane)) {
    return `it works in the pane ${pane === 'notes' ? 'watches' : pane}: tab goes there`;
  }
  return disabled?.(under);
}

/** True when a row is the key that is searched, or has all words of the search in it. A slash begins a search for any text. */
function matches({ label, description, group }: HelpRow, filter: string): boolean {
  const typed = filter.trim();
  if (label.split(', ').includes(typed)) return true;
  const words = typed.replace(/^\//, '').toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${label} ${description} ${group}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
