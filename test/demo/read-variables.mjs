/** Opens the stream record in the Variables pane and demands that it shows what a record holds. */
import { demoScript } from './demo-script.mjs';

/**
 * @param {import('../user-level/workbench/workbench.mjs').Workbench} workbench with the debugger stopped
 * @returns {Promise<string[]>} the record's rows
 */
export async function readVariables({ debugging }) {
  await debugging.expandScopesUntil(demoScript.recordVariable);
  await debugging.expandVariable(demoScript.recordVariable);
  return Promise.all(demoScript.recordFields.map((field) => debugging.readVariable(field)));
}
