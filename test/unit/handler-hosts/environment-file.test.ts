import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { readEnvironmentFile } from '../../../src/handler-hosts/environment-file';

describe('an environment file', () => {
  let folder: string;
  before(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'environment-'));
  });
  after(() => fs.rm(folder, { recursive: true }));

  async function read(text: string): Promise<Readonly<Record<string, string>>> {
    const file = path.join(folder, '.env');
    await fs.writeFile(file, text);
    return readEnvironmentFile(file);
  }

  it('gives its variables, with quotation marks, comments and empty lines as dotenv has them', async () => {
    assert.deepEqual(await read('# table\nTABLE=Orders\nexport A="b c"\n\nEMPTY=\nLINES="1\n2"\n'), {
      TABLE: 'Orders',
      A: 'b c',
      EMPTY: '',
      LINES: '1\n2',
    });
  });

  it('is refused with file and line where a line is no assignment', async () => {
    await assert.rejects(read('A=1\nthis is no assignment\n'), /Line 2 of the environment file .*\.env/);
  });

  it('is refused with its name where it can’t be read', async () => {
    await assert.rejects(
      readEnvironmentFile(path.join(folder, 'missing.env')),
      /missing\.env can't be read.*"envFile"/,
    );
  });
});
