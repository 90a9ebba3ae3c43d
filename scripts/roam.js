// Runs every spec that has property tests with new seeds: `npm run test:roam -- 20` makes 20 rounds, one by default.
// Stops at the first seed that fails, and prints how to repeat it. For a nightly job.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const rounds = Number(process.argv[2] ?? 1);
const listed = execFileSync('git', ['grep', '-lF', "from 'fast-check'", '--', 'test/*.test.ts', 'test/*.test.tsx']);
const specs = listed.toString().trim().split('\n');

for (let round = 1; round <= rounds; round++) {
  const seed = String(randomInt(2 ** 31));
  console.log(`round ${round} of ${rounds}, FC_SEED=${seed}`);
  const { status } = spawnSync('npx', ['vitest', 'run', ...specs], {
    stdio: 'inherit',
    env: { ...process.env, FC_SEED: seed },
  });
  if (status !== 0) {
    console.error(`to repeat it: FC_SEED=${seed} npx vitest run PATH`);
    process.exit(1);
  }
}
