import type { Model } from '../model/model.ts';
import type { FooterProps } from '../panes/footer-pane.ts';

/** What the footer says. */
export function footerProps({ notice, failure, view }: Model): FooterProps {
  return { notice, failure, view: view.kind, prompt: view.kind === 'prompt' ? view : undefined };
}
