import { counted } from '../../language/wording.ts';
import { type Curve, valueAt } from '../charts/kept-runs.ts';
import type { Model } from '../model/model.ts';
import { rivalsOf } from '../model/rivals.ts';
import type { ErrorProps, ShownWatch } from '../panes/error-pane.ts';
import { formatCount, formatReading } from '../text/numbers.ts';
import { errorProps } from '../views/panes-props.ts';
import { errorWords } from './position.ts';
import { sentence, spokenTheme } from './spoken.ts';

/*
 * The chart in sentences: the error over the iterations of a run, or a watch in its place. Iterations of a curve count from 0; the
 * value at 0 is that of the first iteration.
 */

const { glyphs } = spokenTheme;
/** Points of a curve in a list. */
const POINTS = 12;
/** The most cells of a watch that are read. */
const MOST_CELLS = 8;

/** True while the values of the shown watch have not come yet. */
export function isChartPending({ chart, snapshot }: Model): boolean {
  return chart.watch !== undefined && snapshot?.history?.watch !== chart.watch;
}

/** The shown curve in short: its first value, its value now, and the part of the run. */
export function chartShort(model: Model): readonly string[] {
  const props = errorProps(model, true);
  const { curve, watch, scale, keptRuns = [] } = props;
  const name = watch === undefined ? 'error chart' : `chart of the watch ${watch.text}`;
  const newest = curve?.iterations[curve.iterations.length - 1];
  if (curve === undefined || newest === undefined) return [sentence(`${name}: no iteration has run yet`)];
  const others = keptRuns.length - model.keptRuns.length;
  const rivals = rivalsOf(model).length;
  const behind = [
    ...(rivals === 0 ? [] : [`${counted(rivals, 'other run')} of a race`]),
    ...(model.keptRuns.length === rivals ? [] : [counted(model.keptRuns.length - rivals, 'kept run')]),
    ...(others <= 0 ? [] : [counted(others, 'other training')]),
  ];
  const kept = watch !== undefined || behind.length === 0 ? '' : `; ${behind.join(' and ')}`;
  const first = `${valuesAt(model, props, curve.iterations[0]!)} at first`;
  const now = `${valuesAt(model, props, newest)} at iteration ${formatCount(newest + 1)}`;
  return [
    sentence(`${name}: ${now}, ${first}, ${windowWords(model)}, ${scaleWords(scale)}${kept}`),
    ...(watch === undefined ? [] : replayWords(watch)),
    'Left and right choose an iteration, enter goes there, z reads the curve.',
  ];
}

/** Values before a watch was added are computed again. */
function replayWords({ since, replayed }: ShownWatch): readonly string[] {
  if (since === 0) return [];
  const going = replayed === undefined ? '' : `, ${Math.floor(100 * replayed)} % of the earlier ones are computed`;
  return [sentence(`values from iteration ${formatCount(since + 1)} on${going}`)];
}

export function scaleWords(scale: Model['scale']): string {
  return `${scale === 'log' ? 'logarithmic' : 'linear'} value axis`;
}

/** The part of the run that the chart shows. */
export function windowWords({ chart }: Model): string {
  const { window } = chart;
  switch (window.kind) {
    case 'so far':
      return 'the run so far';
    case 'whole':
      return 'the whole run';
    case 'log':
      return 'the whole run, early iterations spread out';
    case 'here':
      return 'the part around this iteration';
    case 'part':
      return `iterations ${formatCount(window.from)} to ${formatCount(window.to)}`;
  }
}

/** The chosen iteration: `Iteration 345: error 0.0312, test error 0.0412.` */
export function chartChosen(model: Model): readonly string[] {
  const { crosshair } = model.chart;
  return crosshair === undefined ? chartShort(model) : [pointSentence(model, errorProps(model, true), crosshair)];
}

/** The curve at some iterations, evenly spaced over those that are measured; then the errors of the kept runs. */
export function chartRows(model: Model): readonly string[] {
  const props = errorProps(model, true);
  const { curve, keptRuns = [] } = props;
  const points = curve?.iterations.length ?? 0;
  if (curve === undefined || points === 0) return chartShort(model);
  const places = Array.from({ length: POINTS }, (_, index) => Math.round((index * (points - 1)) / (POINTS - 1)));
  return [
    ...[...new Set(places)].map((place) => pointSentence(model, props, curve.iterations[place]!)),
    ...keptRuns.map(({ number, name, curve: kept }, index) => {
      const last = kept.iterations.length - 1;
      const kind = model.keptRuns[index]?.rival === undefined ? 'kept run' : 'run';
      const own = `${kind} ${number}${name === `run ${number}` ? '' : `, ${name}`}`;
      const label = index < model.keptRuns.length ? own : name;
      const after = counted((kept.iterations[last] ?? 0) + 1, 'iteration');
      return sentence(`${label}: ${errorWords(model, kept.errors[last])} after ${after}`);
    }),
  ];
}

function pointSentence(model: Model, props: ErrorProps, iteration: number): string {
  return sentence(`iteration ${formatCount(iteration + 1)}: ${valuesAt(model, props, iteration)}`);
}

function valuesAt(model: Model, { curve, test, watch }: ErrorProps, iteration: number): string {
  const valueIn = (own: Curve | undefined): number | undefined => own && valueAt(own, iteration);
  if (watch === undefined) {
    const tested = valueIn(test);
    const more = tested === undefined ? '' : `, ${errorWords(model, tested, 'test error')}`;
    return `${errorWords(model, valueIn(curve))}${more}`;
  }
  const { names, others } = watch.cells;
  const curves = curve === undefined ? others : [curve, ...others];
  const texts = curves.slice(0, MOST_CELLS).map((own, index) => {
    const value = valueIn(own);
    return `${names[index] ?? ''} ${value === undefined ? 'unknown' : formatReading(value, glyphs).trim()}`.trim();
  });
  return curves.length > MOST_CELLS ? `${texts.join(', ')} and more` : texts.join(', ');
}
