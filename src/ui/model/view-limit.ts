import { compareScrollLimit } from '../panes/compare-pane.ts';
import { confusionRows, visibleConfusionRows } from '../panes/confusion-pane.ts';
import { helpScrollLimit } from '../panes/help-pane.ts';
import { optionsScrollLimit } from '../panes/options-pane.ts';
import { verdictScrollLimit } from '../panes/verdict-pane.ts';
import { compareProps } from '../props/compare.ts';
import { exampleLimit } from '../props/example.ts';
import { confusionProps } from '../props/fit.ts';
import { optionsProps } from '../props/options.ts';
import { layoutOf, viewPlace } from './extent.ts';
import type { Model } from './model.ts';

/** The largest first line of a view that covers the panes. */
export function viewLimit(model: Model): number {
  const layout = layoutOf(model);
  if (layout === undefined) return 0;
  const place = viewPlace(model, layout);
  switch (model.view.kind) {
    case 'help':
      return helpScrollLimit(model.subject.description, place);
    case 'verdict':
      return verdictScrollLimit({ verdict: model.snapshot?.verdict, first: 0 }, place);
    case 'compare':
      return compareScrollLimit(compareProps(model, model.view), place);
    case 'options':
      return optionsScrollLimit(optionsProps(model, model.view), place);
    case 'fit': {
      const confusion = confusionProps(model, model.view);
      return confusion === undefined ? 0 : Math.max(0, confusionRows(confusion, place) - visibleConfusionRows(place));
    }
    case 'example':
      return exampleLimit(model, model.view, place);
    default:
      return 0;
  }
}
