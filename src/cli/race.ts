import { count } from '../language/wording.ts';
import type { NetworkSettings } from '../network/settings.ts';
import { isSameSettings } from '../network/settings.ts';
import { printFaults } from '../scenario/fault.ts';
import type { MadeData } from '../scenario/made-data.ts';
import { MOST_RIVALS } from '../ui/model/rivals.ts';
import { type Axis, changesData, parseAxis } from './sweep/axes.ts';
import { planSweep } from './sweep/plan.ts';

/*
 * The other runs of a race. Each text has settings and their values, as in `optimizer=momentum,adam`; a run for each value. Several settings
 * in one text, as in `optimizer=adam alpha=0.01,0.1`, are combined. Several texts add up.
 */

/** The scenario of a race, as its file has it. */
export interface RaceScenario {
  readonly file: string;
  readonly text: string;
  readonly made: MadeData | undefined;
  readonly settings: NetworkSettings;
}

export type Race =
  | { readonly ok: true; readonly settings: readonly NetworkSettings[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The settings of the other runs, those of the scenario itself left out; or the faults of a text. */
export function raceOf(texts: readonly string[], { file, text, made, settings: own }: RaceScenario): Race {
  const settings: NetworkSettings[] = [];
  for (const written of texts) {
    const axes = axesOf(written);
    if (typeof axes === 'string') return { ok: false, problems: [axes] };
    const runs = axes.reduce((product, { values }) => product * values.length, 1);
    if (runs + settings.length > MOST_RIVALS + 1) return tooMany(runs + settings.length);
    const planned = planSweep(text, made, axes, []);
    if (!planned.ok) {
      const lines = printFaults(file, planned.faults);
      return { ok: false, problems: lines.map((line) => `with ${planned.values.join(' ')}: ${line}`) };
    }
    for (const { subject } of planned.plan.combinations) {
      const isKnown = [own, ...settings].some((other) => isSameSettings(other, subject.settings));
      if (!isKnown) settings.push(subject.settings);
    }
  }
  if (settings.length > MOST_RIVALS) return tooMany(settings.length);
  if (settings.length === 0)
    return { ok: false, problems: ['expected settings that differ from those of the scenario'] };
  return { ok: true, settings };
}

function tooMany(runs: number): Race {
  return { ok: false, problems: [`expected at most ${MOST_RIVALS} other runs, found ${count(runs)}`] };
}

/** The axes of a text; the fault of one. */
function axesOf(text: string): readonly Axis[] | string {
  const axes: Axis[] = [];
  for (const word of text.trim().split(/\s+(?=[\w.]+=)/)) {
    if (/^seeds?=/.test(word)) return 'seed: the runs of a race have the seed of the run in front: Z compares seeds';
    const axis = parseAxis(word);
    if (typeof axis === 'string') return axis;
    if (changesData(axis)) return `${axis.name}: the runs of a race have the data of the run in front`;
    if (!changesNetwork(axis))
      return `${axis.name}: the runs of a race differ in settings of the network or of its training steps`;
    if (axes.some(({ name }) => name === axis.name)) return `${axis.name} has two lists of values`;
    axes.push(axis);
  }
  return axes;
}

/** All runs of a race end at one iteration, by the conditions of the run in front. */
function changesNetwork({ path: [, key = ''] }: Axis): boolean {
  return key !== 'iterations' && key !== 'stop';
}
