/** Writes the launch.json of a sample's copy, for tests that start from a configuration of the user's own. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * @param {string} folder
 * @param {Record<string, unknown>} attributes beside type, request, name and handler
 */
export async function writeLaunchJson(folder, attributes) {
  await mkdir(path.join(folder, '.vscode'), { recursive: true });
  const configuration = {
    type: 'dynamodb-stream',
    request: 'launch',
    name: 'orders',
    handler: 'src/handler.handler',
    ...attributes,
  };
  await writeFile(
    path.join(folder, '.vscode', 'launch.json'),
    JSON.stringify({ version: '0.2.0', configurations: [configuration] }, null, 2),
  );
}
