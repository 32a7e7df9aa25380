/**
 * Compares docs/fidelity.md with the reports that the suites of this run have left: each id of the page must
 * stand in the title of a test that passed, each of the known ids must be on the page, and each constant or
 * option that the page names must exist in the sources.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from '../host/set-up/repository.mjs';

/** The ids that the page must have, by their prefix: how many there are of each. */
const EXPECTED = {
  SH: 8,
  IT: 12,
  RE: 8,
  EV: 8,
  PX: 7,
  PR: 13,
  PA: 3,
  CK: 8,
  RT: 11,
  BS: 6,
  BI: 12,
  DE: 17,
  TW: 12,
  FI: 12,
  FP: 27,
};

/** Suites whose passed tests count. */
export const FIDELITY_SUITES = [
  'unit',
  'properties',
  'differential',
  'integration',
  'handler-hosts',
  'command-line',
];

/** @returns {readonly string[]} what is wrong, in sentences */
export function checkFidelity() {
  const page = readFileSync(inRepository('docs', 'fidelity.md'), 'utf8');
  const listed = [...page.matchAll(/^\| ([A-Z]{2}-\d+) \|/gm)].map(([, id]) => id ?? '');
  const expected = Object.entries(EXPECTED).flatMap(([prefix, count]) =>
    Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`),
  );
  const tested = testedIds();
  const sources = readdirSync(inRepository('src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(inRepository('src', file), 'utf8'))
    .join('\n');
  const constants = [...page.matchAll(/`([A-Z][A-Z_]{4,}|[a-z]+[A-Z]\w+)`/g)].map(([, name]) => name ?? '');
  return [
    ...expected.filter((id) => !listed.includes(id)).map((id) => `docs/fidelity.md does not have ${id}.`),
    ...listed
      .filter((id) => !expected.includes(id))
      .map((id) => `docs/fidelity.md has ${id}, which nobody knows.`),
    ...listed.filter((id) => !tested.has(id)).map((id) => `No test that passed has ${id} in its title.`),
    ...constants
      .filter((name) => !new RegExp(`\\b${name}\\b`).test(sources))
      .map((name) => `docs/fidelity.md names ${name}, which is not in src.`),
  ];
}

/** @returns {ReadonlySet<string>} */
function testedIds() {
  const titles = FIDELITY_SUITES.flatMap((suite) => {
    const report = path.join(inRepository('.vscode-test', 'results'), `${suite}.json`);
    return existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')).passedTitles ?? []) : [];
  });
  return new Set(titles.flatMap((title) => title.match(/\b[A-Z]{2}-\d+\b/g) ?? []));
}
