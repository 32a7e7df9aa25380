/** Installs what the tests' cloud stands on, before suites that run side by side want it at the same time. */
import { repositoryRoot } from '../repository-root';
import { startLocalAws } from './local-aws';

async function setUp(): Promise<void> {
  const local = await startLocalAws(repositoryRoot());
  await local.stop();
}

setUp().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
