import fc from 'fast-check';
import type { Scenario } from '../../src/scenario/schema.ts';

/** A scenario as a person writes it, without defaults. */
export type WrittenScenario = Pick<Scenario, 'name' | 'data'> & {
  readonly [Section in 'network' | 'training' | 'playback']?: Partial<Scenario[Section]>;
} & Partial<Pick<Scenario, '$schema' | 'description' | 'compareWith' | 'changes' | 'watches'>>;

/** A scenario with its defaults. */
export function completed({ network, training, playback, changes, watches, ...rest }: WrittenScenario): Scenario {
  return {
    ...rest,
    network: { hidden: [4], bias: false, ...network },
    training: { iterations: 60_000, learningRate: 1, seed: 1, reportEvery: 10_000, ...training },
    playback: { ...playback },
    changes: changes ?? [],
    watches: watches ?? [],
  };
}

/** Without minus zero, which JSON.stringify writes as 0. */
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));

/** Scenarios as people write them, with any parts left out. */
export function validScenario(number = anyNumber): fc.Arbitrary<WrittenScenario> {
  // A letter makes any name visible.
  const name = fc.string({ unit: 'binary', maxLength: 50 }).map((text) => `${text}x`);
  const size = fc.integer({ min: 1, max: 6 });
  const data = fc.tuple(size, size, size).chain(([examples, inputs, targets]) => {
    const list = <T>(item: fc.Arbitrary<T>, length: number) => fc.array(item, { minLength: length, maxLength: length });
    return fc.record(
      {
        inputs: list(list(number, inputs), examples),
        targets: list(list(number, targets), examples),
        inputNames: list(name, inputs),
        targetNames: list(name, targets),
      },
      { requiredKeys: ['inputs', 'targets'] },
    );
  });
  const network = fc.record(
    { hidden: fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 8 }), bias: fc.boolean() },
    { requiredKeys: [] },
  );
  const learningRate = fc.double({ min: 5e-324, max: 1e9, noNaN: true });
  const training = fc.record(
    {
      iterations: fc.integer({ min: 1, max: 1e9 }),
      learningRate,
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      reportEvery: fc.integer({ min: 0, max: 1e9 }),
    },
    { requiredKeys: [] },
  );
  const playback = fc.record(
    { speed: fc.oneof(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), fc.constant('unlimited' as const)) },
    { requiredKeys: [] },
  );
  const watches = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 20 });
  return fc
    .record(
      {
        $schema: fc.string(),
        name,
        description: fc.string(),
        compareWith: fc.string(),
        data,
        network,
        training,
        playback,
        watches,
      },
      { requiredKeys: ['name', 'data'], noNullPrototype: true },
    )
    .chain((scenario) =>
      fc
        .option(anyChanges(completed(scenario), number, learningRate), { nil: undefined })
        .map((changes) => (changes === undefined ? scenario : { ...scenario, changes })),
    );
}

/** Changes that a run of the scenario can make. */
function anyChanges(
  { data, network, training }: Scenario,
  number: fc.Arbitrary<number>,
  learningRate: fc.Arbitrary<number>,
): fc.Arbitrary<Scenario['changes']> {
  const sizes = [data.inputs[0]?.length ?? 0, ...network.hidden, data.targets[0]?.length ?? 0];
  const upTo = (most: number) => fc.integer({ min: 0, max: most });
  const cell = upTo(sizes.length - 2).chain((layer) => {
    const column = upTo((sizes[layer + 1] ?? 0) - 1);
    const weight = fc.tuple(upTo((sizes[layer] ?? 0) - 1), column).map(([row, own]) => `syn${layer}[${row},${own}]`);
    return network.bias
      ? fc.oneof(
          weight,
          column.map((own) => `b${layer}[0,${own}]`),
        )
      : weight;
  });
  const entry = fc.oneof(fc.tuple(cell, number), fc.tuple(fc.constant('learningRate'), learningRate));
  const set = fc.array(entry, { minLength: 1, maxLength: 4 }).map((entries) => Object.fromEntries(entries));
  return fc.array(fc.record({ at: upTo(training.iterations), set }, { noNullPrototype: true }), { maxLength: 5 });
}
