import type { CellName } from '../../language/change.ts';
import type { RoleName } from '../../language/program.ts';
import type { Cell, ExampleName, Report, ViewRequest } from '../../worker/protocol.ts';
import type { Group, Key } from '../keys/bindings.ts';
import type { Model } from '../model/model.ts';
import type { Update } from '../model/requests.ts';
import type { UnitName } from '../panes/network-pane.ts';
import type { Frame } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import type { Rectangle } from './layout.ts';

/**
 * A view that covers the panes: everything about it but its place in the key table (`keys/bindings.ts`), which is the list
 * of views. `State` is what the model keeps while the view is open; a view that scrolls keeps its first line as `first`.
 */
export interface ViewDefinition<State extends { readonly kind: string }> {
  readonly kind: State['kind'];
  readonly opener: Opener;
  /** The keys that mean something of their own while the view is open. All other keys keep their meaning. */
  readonly keys: readonly ViewKey<State>[];
  /** The keys that the footer names, the most needed first. */
  readonly footer: readonly Key[];
  /** True when the view covers the header, too. */
  readonly coversHeader?: boolean;
  /** The view request while the view is open: the training thread adds to its snapshots what it asks for. */
  request?(model: Model, view: State): ViewRequest;
  /** The state after an answer of the training thread; undefined for an answer to another question. */
  answered?(model: Model, view: State, report: Report): State | undefined;
  /** The effect of a snapshot at which the run rests, for a view that explains a position of the run. */
  rested?(model: Model, view: State): Update;
  /** Frames that cover the place without overlap. Without any, the panes are drawn. */
  draw(model: Model, view: State, place: Rectangle, theme: Theme): readonly PlacedFrame[];
  /** The largest `first` in this place; 0 by default. */
  scrollLimit?(model: Model, view: State, place: Rectangle): number;
  /** The target at a cell of the view, counted from the top left of its place; undefined where nothing is to be clicked. */
  targetAt?(model: Model, view: State, cell: ScreenCell, place: Rectangle, theme: Theme): Target | undefined;
}

export interface ScreenCell {
  readonly column: number;
  readonly row: number;
}

/** The effect of a click in a view: that of a key, or a choice. */
export type Target = { readonly key: Key } | Choice;

export type Choice =
  /** The `chosen` of the state. */
  | { readonly chosen: number }
  | { readonly example: ExampleName }
  | { readonly unit: UnitName }
  | { readonly weight: CellName }
  /** Another row of the inspected column, or another step of an inspected line of a script, from 0. */
  | { readonly row: number }
  /** A cell of a line of the program. */
  | { readonly line: number; readonly cell: Cell };

/** The key that opens a view. */
export interface Opener {
  readonly key: Key;
  /** One or two words, for the footer. */
  readonly short: string;
  /** A sentence, for the help. */
  readonly description: string;
  /** In place of `short` and `description`, for some runs. */
  readonly shortNow?: (model: Model) => string | undefined;
  readonly descriptionNow?: (model: Model) => string | undefined;
  readonly group: Group;
  /** The roles without which the view is not for a program. */
  readonly needs?: readonly RoleName[];
  /** Another reason why the view cannot be opened; undefined when it can. */
  readonly disabled?: (model: Model) => string | undefined;
  open(model: Model): Update;
}

/** A key that means something of its own in one view. The help lists it after the key that opens the view. */
export interface ViewKey<State> {
  readonly key: Key;
  /** The key as a person reads it, where that is not its name. */
  readonly label?: string;
  readonly short: string;
  /** In place of `short`, where the key does something else now. */
  readonly shortNow?: (model: Model) => string | undefined;
  readonly description: string;
  /** In place of `description`, for some runs. */
  readonly descriptionNow?: (model: Model) => string | undefined;
  readonly disabled?: (model: Model) => string | undefined;
  act(model: Model, view: State): Update;
}

/** A frame and its place on the screen. */
export interface PlacedFrame {
  readonly name: string;
  readonly place: Rectangle;
  readonly frame: Frame;
}
