import { matrixFromRows } from '../engine/matrix.ts';
import type { Watch } from '../language/watch.ts';
import { plannedEdits, settingsOf } from '../scenario/network.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type NetworkSubject, networkSubject } from '../worker/subject.ts';

/** The subject that a scenario describes. */
export function subjectOf(scenario: Scenario, watches: readonly Watch[] = []): NetworkSubject {
  const { data, training } = scenario;
  const { test, classes } = data.made?.dataset ?? {};
  return networkSubject({
    settings: settingsOf(scenario),
    inputs: matrixFromRows(data.inputs),
    targets: matrixFromRows(data.targets),
    iterations: training.iterations,
    plan: plannedEdits(scenario),
    watches,
    stop: training.stop,
    ...(test === undefined ? {} : { test }),
    ...(classes === undefined ? {} : { classes }),
  });
}
