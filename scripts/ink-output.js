// Stands in for Ink's Output in the bundle. Ink takes each line apart into styled characters, lays them on a grid and
// puts lines together again: three quarters of what drawing costs, and most of the garbage that it leaves behind. Our
// canvases cover the screen without overlap, each line exactly as wide as its place: such lines only stand side by side.
import Output from '../node_modules/ink/build/output.js';
import { sideBySide } from '../src/ui/text/frame.ts';

export default class WholeLines extends Output {
  get() {
    // What is clipped, or lies over something else, is Ink's to draw.
    const isPlain = this.operations.every(({ type }) => type === 'write');
    const lines = isPlain ? sideBySide(this.operations.map(blockOf), this.height) : undefined;
    return lines === undefined ? super.get() : { output: lines.join('\n'), height: this.height };
  }
}

/** What is measured is the text before the transformers, as it is for Ink. */
function blockOf({ x, y, text, transformers }) {
  const lines = text.split('\n');
  const transformed = (line, index) => transformers.reduce((result, transform) => transform(result, index), line);
  return { x, y, columns: Math.max(...lines.map(({ length }) => length)), lines: lines.map(transformed) };
}
