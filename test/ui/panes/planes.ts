import type { PlaneGrid } from '../../../src/ui/charts/boundary-plane.ts';
import type { BoundaryProps, Points } from '../../../src/ui/panes/boundary-pane.ts';

/** A plane whose output rises across a wave, with examples above and below the wave. */
export function waves(columns: number, rows: number): BoundaryProps {
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = (3 * (column + 0.5)) / columns - 1;
      const y = 1.5 - (2.5 * (row + 0.5)) / rows;
      values[row * columns + column] = 1 / (1 + Math.exp(-6 * (y - wave(x))));
    }
  }
  return {
    x: { name: 'x1', low: -1, high: 2 },
    y: { name: 'x2', low: -1, high: 1.5 },
    grid: { kind: 'values', rows, columns, values },
    classNames: ['inner', 'outer'],
    points: [pointsOf('train', 40), pointsOf('test', 10)],
    discretised: false,
    outputName: 'moon',
    focused: false,
  };
}

function wave(x: number): number {
  return 0.25 + 0.5 * Math.sin(2.5 * x);
}

/** Examples in two bands beside the wave, a few on the wrong side. */
function pointsOf(part: Points['part'], count: number): Points {
  const numbers = Float64Array.from({ length: count }, (_, i) => i);
  const x = numbers.map((i) => -0.9 + (2.8 * ((i * 7) % count)) / count);
  const isWrong = (i: number): boolean => i % 19 === 4;
  const y = x.map((at, i) => wave(at) + (i % 2 === 0 ? 1 : -1) * (isWrong(i) ? -0.2 : 0.25 + 0.07 * (i % 5)));
  const classes = Uint8Array.from(numbers, (i) => (i % 2 === 0 ? 1 : 0));
  return { part, x, y, classes, wrong: Uint8Array.from(numbers, (i) => (isWrong(i) ? 1 : 0)) };
}

/** A plane whose class is that of the nearest of `count` centres; confidence falls with the distance. */
export function nearest(columns: number, rows: number, count: number): BoundaryProps {
  const centres = Array.from({ length: count }, (_, i): readonly [number, number] => [
    5 + 3.5 * Math.cos((2 * Math.PI * i) / count + 0.3),
    3 + 2 * Math.sin((2 * Math.PI * i) / count + 0.3),
  ]);
  const at = (x: number, y: number): readonly [number, number] => {
    const weights = centres.map(([cx, cy]) => Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / 2));
    const most = Math.max(...weights);
    return [weights.indexOf(most), most / weights.reduce((sum, weight) => sum + weight, 0)];
  };
  const places = Array.from({ length: rows * columns }, (_, place) =>
    at((10 * ((place % columns) + 0.5)) / columns, 6 - (6 * (Math.floor(place / columns) + 0.5)) / rows),
  );
  const grid: PlaneGrid = {
    kind: 'classes',
    rows,
    columns,
    classes: Uint8Array.from(places, ([index]) => index),
    confidence: Float64Array.from(places, ([, confidence]) => confidence),
  };
  const angles = Float64Array.from({ length: 8 * count }, (_, i) => i);
  const x = angles.map((i) => centres[i % count]![0] + 1.2 * Math.cos(i * 1.9));
  const y = angles.map((i) => centres[i % count]![1] + 0.9 * Math.sin(i * 1.3));
  const classes = Uint8Array.from(angles, (i) => i % count);
  const wrong = classes.map((index, i) => (at(x[i]!, y[i]!)[0] === index ? 0 : 1));
  return {
    x: { name: 'petal length', low: 0, high: 10 },
    y: { name: 'petal width', low: 0, high: 6 },
    grid,
    classNames: ['setosa', 'versicolor', 'virginica', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].slice(0, count),
    points: [{ part: 'train', x, y, classes, wrong }],
    discretised: false,
    outputName: 'species',
    held: {
      first: [
        { name: 'sepal length', value: 5.84333333333 },
        { name: 'sepal width', value: 3.054 },
      ],
      count: 2,
      off: 'all',
      hasTest: false,
    },
    focused: true,
  };
}
