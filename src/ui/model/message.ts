import type { Command, Report, Travel } from '../../worker/protocol.ts';
import type { Size } from '../layout.ts';

/** What a key can ask for. */
export type Action =
  | { readonly type: 'toggleRunning' }
  | { readonly type: 'step'; readonly iterations: number }
  | { readonly type: 'reset' }
  | { readonly type: 'reseed' }
  | { readonly type: 'changeSpeed'; readonly direction: 1 | -1 }
  | { readonly type: 'toggleScale' }
  | { readonly type: 'scroll'; readonly by: 'row' | 'page'; readonly direction: 1 | -1 }
  | { readonly type: 'moveFocus'; readonly direction: 1 | -1 }
  | { readonly type: 'travel'; readonly travel: Travel }
  /** Hundredths of the run's length, forward or back. */
  | { readonly type: 'scrub'; readonly hundredths: number }
  | { readonly type: 'askIteration' }
  | { readonly type: 'inspect' }
  | { readonly type: 'moveCell'; readonly rows: number; readonly columns: number }
  | { readonly type: 'checkGradients' }
  | { readonly type: 'toggleHelp' }
  | { readonly type: 'close' }
  | { readonly type: 'quit' };

/** Everything that can happen to the dashboard. */
export type Message =
  | { readonly type: 'opened'; readonly paused: boolean }
  | { readonly type: 'action'; readonly action: Action }
  /** A key that is bound to nothing, or to something that cannot be done now. */
  | { readonly type: 'refused'; readonly reason: string | undefined }
  /** A key while a question is open: a character, `backspace` or `enter`. */
  | { readonly type: 'typed'; readonly key: string }
  | { readonly type: 'reported'; readonly report: Report }
  | { readonly type: 'resized'; readonly size: Size };

/** What the dashboard asks of the world outside. */
export type Effect = { readonly type: 'send'; readonly command: Command } | { readonly type: 'quit' };
