import { describe, expect, test } from 'vitest';
import { svgScreen } from '../../../src/ui/text/svg-screen.ts';
import { createTheme } from '../../../src/ui/theme/theme.ts';

const { styles } = createTheme(24, true);

describe('a screen as a picture', () => {
  test('has a text for each run of one style, at its place and as wide as its cells', () => {
    const frame = [
      [{ text: 'a' }, { text: 'b' }, { text: ' 中', style: styles.accent }],
      [{ text: '  ' }, { text: ' x', style: styles.chosen }],
    ];
    const drawn = svgScreen('a & b', { columns: 10, rows: 2 }, [
      { name: 'pane', place: { x: 2, y: 0, columns: 5, rows: 2 }, frame },
    ]);
    expect(drawn.split('\n').slice(1)).toEqual([
      '<title>a &#38; b</title>',
      '<rect width="108" height="58" rx="8" fill="#1e1f22"/>',
      '<text x="28.8" y="25" textLength="16.8" xml:space="preserve" fill="#d6d9de">ab</text>',
      '<text x="45.6" y="25" textLength="25.2" xml:space="preserve" fill="#5ec8d8"> 中</text>',
      '<rect x="45.6" y="29" width="16.8" height="17" fill="#5ec8d8"/>',
      '<text x="45.6" y="42" textLength="16.8" xml:space="preserve" fill="#000000" font-weight="bold"> x</text>',
      '</svg>',
      '',
    ]);
  });
});
