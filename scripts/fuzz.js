// Runs the fuzzers for longer than `npm test` does: `npm run fuzz 50` makes 50 rounds, ten by default. The seeds of the rounds
// are fixed, so that the same code gives the same result. It stops at the first failure, and prints how to repeat it.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Specs that change keys, files, tables, command lines and rates at random. */
const SPECS = [
  'test/fuzz',
  'test/ui/picture',
  'test/ui/keyboard/decode',
  'test/scenario/parse.property',
  'test/cli/damaged-files.property',
  'test/cli/failing-files',
  'test/end-to-end/command-lines.property',
];
const FIRST_SEED = 20150713;

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const rounds = Number(process.argv[2] ?? 10);
for (let round = 0; round < rounds; round++) {
  const seed = String(FIRST_SEED + round);
  console.log(`round ${round + 1} of ${rounds}, FC_SEED=${seed}`);
  const { status } = spawnSync('npx', ['vitest', 'run', ...SPECS], {
    stdio: 'inherit',
    env: { ...process.env, FC_SEED: seed },
  });
  if (status !== 0) {
    console.error(`to repeat it: FC_SEED=${seed} npx vitest run PATH`);
    process.exit(1);
  }
}
