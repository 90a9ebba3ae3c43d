import type { UnitName } from '../panes/network-pane.ts';
import { outputNames } from './data-facts.ts';
import type { Model } from './model.ts';
import { examinedIn } from './script.ts';

/** The units of each layer; the inputs first. */
export function unitCounts({ network, subject }: Model): readonly number[] {
  const examined = examinedIn({ subject });
  if (examined !== undefined) return examined.units ?? [subject.inputs.columns, examined.outputs];
  const { layers } = network.program.roles;
  return [subject.inputs.columns, ...layers.map(({ weights }) => network.shapes.get(weights)?.columns ?? 0)];
}

/** The chosen unit; undefined without one, and where the network of another iteration has no such unit. */
export function chosenUnit(model: Model): UnitName | undefined {
  const { unit } = model;
  return unit !== undefined && unit.unit < (unitCounts(model)[unit.layer] ?? 0) ? unit : undefined;
}

/** `x1`, `h2 of l1` */
export function unitWords({ network, subject }: Model, { layer, unit }: UnitName): string {
  const last = (examinedIn({ subject })?.units?.length ?? network.program.roles.layers.length + 1) - 1;
  const name = layer === 0 ? subject.inputNames[unit] : layer === last ? outputNames(subject)[unit] : undefined;
  return name ?? `h${unit + 1} of l${layer}`;
}

/** Chooses the next unit, layer by layer, or the one before. After the last one, none is chosen. */
export function turnUnit(model: Model, direction: 1 | -1): Model {
  const counts = unitCounts(model);
  const units = counts.flatMap((count, layer) => Array.from({ length: count }, (_, unit) => ({ layer, unit })));
  const own = chosenUnit(model);
  const place = own === undefined ? -1 : counts.slice(0, own.layer).reduce((sum, count) => sum + count, own.unit);
  const places = units.length + 1;
  return { ...model, unit: units[((place + 1 + direction + places) % places) - 1] };
}
