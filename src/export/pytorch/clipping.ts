import type { NetworkSettings } from '../../network/settings.ts';
import { usual } from '../../network/usual.ts';

/** Sums whose gradient, the delta, is trimmed on its way back. */
export function trimmed(sums: string, { clip = usual.clip, clipLimit = usual.clipLimit }: NetworkSettings): string {
  switch (clip) {
    case 'deltas':
      return `trim_delta(${sums}, ${clipLimit})`;
    case 'deltas by norm':
      return `scale_delta(${sums}, ${clipLimit})`;
    case 'none':
    case 'gradients':
    case 'gradients by norm':
      return sums;
  }
}

/** Between the way back and the step. */
export function clippingLines({ clip = usual.clip, clipLimit = usual.clipLimit }: NetworkSettings): readonly string[] {
  switch (clip) {
    case 'gradients':
      return [`nn.utils.clip_grad_value_(model.parameters(), ${clipLimit})`];
    case 'gradients by norm':
      return [
        '# As nn.utils.clip_grad_norm_, but that one divides by the norm and 1e-6.',
        `scale = torch.clamp(${clipLimit} / gradient_norm(model), max=1)`,
        'for own in model.parameters():',
        '    own.grad *= scale',
      ];
    case 'none':
    case 'deltas':
    case 'deltas by norm':
      return [];
  }
}
