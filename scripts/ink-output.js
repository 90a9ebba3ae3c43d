// Replaces Ink's Output in the bundle. Ink splits each line into styled characters, places them on a grid and joins them to
// lines again: three quarters of the cost of drawing, and most of its garbage. Our canvases cover the screen without overlap,
// and each line is exactly as wide as its place. So the lines only need to be joined side by side.
import Output from '../node_modules/ink/build/output.js';
import { sideBySide } from '../src/ui/text/frame.ts';

export default class WholeLines extends Output {
  get() {
    // Ink draws everything else: clipped blocks, and blocks that overlap.
    const isPlain = this.operations.every(({ type }) => type === 'write');
    const lines = isPlain ? sideBySide(this.operations.map(blockOf), this.height) : undefined;
    return lines === undefined ? super.get() : { output: lines.join('\n'), height: this.height };
  }
}

/** A block is measured by its text before the transformers, as Ink does it. */
function blockOf({ x, y, text, transformers }) {
  const lines = text.split('\n');
  const transformed = (line, index) => transformers.reduce((result, transform) => transform(result, index), line);
  return { x, y, columns: Math.max(...lines.map(({ length }) => length)), lines: lines.map(transformed) };
}
