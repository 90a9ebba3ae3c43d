declare module 'asciichart' {
  export interface PlotConfig {
    readonly min?: number;
    readonly max?: number;
    readonly height?: number;
    readonly offset?: number;
    readonly format?: (value: number, row: number) => string;
    readonly symbols?: readonly string[];
  }
  export function plot(series: readonly number[], config?: PlotConfig): string;
}
