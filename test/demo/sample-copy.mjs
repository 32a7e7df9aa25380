/**
 * A fresh copy of the sample in a temporary folder, whole or with one fault.
 */
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inRepository } from '../host/set-up/repository.mjs';
import { makeTemporaryFolder } from '../host/temporary-folder.mjs';
import { demoScript } from './demo-script.mjs';

/**
 * @typedef {object} SampleCopy
 * @property {string} folder absolute path of the copy, to be opened in VS Code
 * @property {string} temporaryFolder to be removed at the end
 * @property {number} breakpointLine counted from 1
 */

/**
 * @param {import('./demo-script.mjs').Fault} [fault]
 * @returns {Promise<SampleCopy>}
 */
export async function copySample(fault) {
  const temporaryFolder = await makeTemporaryFolder();
  const folder = path.join(temporaryFolder, 'orders');
  await cp(inRepository(...demoScript.sampleFolder), folder, { recursive: true });
  const handlerFile = path.join(folder, demoScript.handlerFile);
  const source = await readFile(handlerFile, 'utf8');
  const lineIndex = source.split('\n').findIndex((line) => line.includes(demoScript.breakpointLine));
  if (lineIndex < 0) {
    throw new Error(`${demoScript.handlerFile} of the sample has no line "${demoScript.breakpointLine}".`);
  }
  if (fault === 'capture') {
    await rm(path.join(folder, demoScript.captureFolder), { recursive: true });
  } else if (fault === 'breakpoint') {
    await rm(path.join(folder, '.stream-triggers', 'sample.json'));
  } else if (fault === 'export') {
    await writeFile(handlerFile, source.replace('export async function handler', 'async function handler'));
  }
  return { folder, temporaryFolder, breakpointLine: lineIndex + 1 };
}
