import type { FillName } from '../../language/expression.ts';
import type { Matrix } from '../matrix.ts';
import type { RandomSource } from '../random.ts';

/** What fills a matrix anew each time it is called; numbers are drawn row by row. */
export function filling(fill: FillName, { data }: Matrix, random: RandomSource): () => void {
  switch (fill) {
    case 'zeros':
      return () => data.fill(0);
    case 'random':
      return () => {
        for (let i = 0; i < data.length; i++) data[i] = random.nextDouble();
      };
    case 'randn':
      return () => {
        for (let i = 0; i < data.length; i++) data[i] = random.nextGaussian();
      };
    case 'arange':
      return () => {
        for (let i = 0; i < data.length; i++) data[i] = i;
      };
    case 'permutation':
      return () => random.permute(data);
  }
}
