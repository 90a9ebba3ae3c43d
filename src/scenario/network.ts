import { buildProgram } from '../program/build.ts';
import type { Program } from '../program/program.ts';
import type { Scenario } from './schema.ts';

/** Units of each layer, from inputs to outputs: [3, 4, 1]. */
export function layerSizes({ data, network }: Scenario): readonly number[] {
  return [widthOf(data.inputs), ...network.hidden, widthOf(data.targets)];
}

/** The program that a scenario trains: the lines on the screen, and the lines that run. */
export function programOf(scenario: Scenario): Program {
  const { network, training, data } = scenario;
  const settings = { layerSizes: layerSizes(scenario), bias: network.bias, learningRate: training.learningRate };
  return buildProgram(settings, data.inputs.length);
}

/** What the input columns are called: x1, x2, … unless the scenario names them. */
export function inputNames({ data }: Scenario): readonly string[] {
  return data.inputNames ?? data.inputs[0]?.map((_, index) => `x${index + 1}`) ?? [];
}

/** What the target columns are called: y, or y1, y2, … unless the scenario names them. */
export function targetNames({ data }: Scenario): readonly string[] {
  const width = widthOf(data.targets);
  return data.targetNames ?? Array.from({ length: width }, (_, index) => (width === 1 ? 'y' : `y${index + 1}`));
}

function widthOf(rows: readonly (readonly number[])[]): number {
  return rows[0]?.length ?? 0;
}
