import type { Model } from '../model/model.ts';
import { formatNorms, shareText, USUAL_UPDATE } from '../panes/gauges-pane.ts';
import { formatCount, formatSigned } from '../text/numbers.ts';
import { sentence, spokenTheme } from './spoken.ts';

/** The gauges of the last complete iteration, layer by layer, with their definitions. */
export function gaugeSentences({ snapshot }: Model): readonly string[] {
  const gauges = snapshot?.gauges;
  if (gauges === undefined) return ['Gauges: no iteration has run yet.'];
  const norms = formatNorms(gauges.steps.map(({ gradient }) => gradient));
  const steps = gauges.steps.map(({ name, update }, index) => {
    const side = update < USUAL_UPDATE ? 'below' : update > USUAL_UPDATE ? 'above' : 'at';
    const size = formatSigned(update, 2, spokenTheme.glyphs);
    return sentence(`${name}: update ${size}, ${side} ${USUAL_UPDATE}; gradient norm ${norms[index]}`);
  });
  const hidden = gauges.hidden.map(({ name, saturated, dead, units }) =>
    sentence(
      `${name}: ${shareText(saturated)} of values saturated, ${formatCount(dead)} of ${formatCount(units)} units dead`,
    ),
  );
  return [
    sentence(`gauges of iteration ${formatCount(gauges.iteration)}`),
    ...steps,
    ...(gauges.steps.length === 1 && hidden.length === 0 ? ['No hidden layer.'] : hidden),
    'An update is the log10 of update by weights, by their norms; -3 is the usual rule of thumb.',
    'A value is saturated where its slope is below 4 % of the steepest; a unit is dead where it is saturated in every example.',
  ];
}
