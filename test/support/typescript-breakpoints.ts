/**
 * Breakpoints in TypeScript files, set over the inspector the way VS Code's debugger sets them.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { InspectedNode, Paused } from './inspected-node';

/** A breakpoint by path, for a script that may not be loaded yet; `line` is counted from 1. */
export async function breakAt(inspected: InspectedNode, file: string, line: number): Promise<void> {
  const urlRegex = file.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') + '$';
  await inspected.send('Debugger.setBreakpointByUrl', { lineNumber: line - 1, urlRegex });
}

export async function stopped(inspected: InspectedNode): Promise<Paused> {
  const paused = await inspected.nextPause();
  assert.ok(paused !== undefined, `never stopped: ${inspected.output.join('')}`);
  return paused;
}

export function placeOf(paused: Paused): Paused['callFrames'][number]['location'] {
  return paused.callFrames[0]?.location ?? assert.fail('stopped without a frame');
}

/** As VS Code's debugger does it: stops where the script begins, reads its map, sets the mapped breakpoint. */
export async function stopsOnMappedLine(inspected: InspectedNode, file: string, line: number): Promise<void> {
  await breakAt(inspected, file, 1);
  await inspected.send('Runtime.runIfWaitingForDebugger', {});
  await stopped(inspected); // at the first line of the program
  await inspected.resume();
  const { scriptId } = placeOf(await stopped(inspected));
  const script = inspected.scripts.get(scriptId);
  assert.equal(pathOf(script?.url ?? ''), file);
  const map = inlineMap(script?.sourceMapURL ?? '');
  assert.equal(pathOf(map.payload.sources[0] ?? ''), file);
  assert.equal(map.payload.sourcesContent[0], readFileSync(file, 'utf8'));
  await inspected.send('Debugger.setBreakpoint', { location: { scriptId, ...generatedPosition(map, line) } });
  await inspected.resume();
  const hit = placeOf(await stopped(inspected));
  const entry = map.findEntry(hit.lineNumber, hit.columnNumber) as { originalLine: number };
  assert.equal(entry.originalLine + 1, line);
}

function inlineMap(sourceMapUrl: string): SourceMap {
  const payload = Buffer.from(sourceMapUrl.slice(sourceMapUrl.indexOf(',') + 1), 'base64').toString();
  return new SourceMap(JSON.parse(payload) as ConstructorParameters<typeof SourceMap>[0]);
}

function generatedPosition(map: SourceMap, line: number): { lineNumber: number; columnNumber: number } {
  for (let lineNumber = 0; lineNumber < 10_000; lineNumber += 1) {
    for (let columnNumber = 0; columnNumber < 40; columnNumber += 1) {
      const entry = map.findEntry(lineNumber, columnNumber) as {
        originalLine?: number;
        generatedLine?: number;
      };
      const here = entry.generatedLine === lineNumber && entry.originalLine === line - 1;
      if (here) return { lineNumber, columnNumber };
    }
  }
  return assert.fail(`line ${line} is not in the map`);
}

/** V8 calls ES modules by URL and CommonJS by path. */
export function pathOf(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : url;
}
