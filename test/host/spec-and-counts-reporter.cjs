/**
 * Mocha's "spec" output for people, and at the end the counts and the titles of what passed in the file that RESULT_FILE_VARIABLE of
 * suite-result.mjs names, for whoever started Mocha.
 */
const fs = require('node:fs');
const path = require('node:path');
const Mocha = require('mocha');

const { reporters } = Mocha.default ?? Mocha;

module.exports = class SpecAndCountsReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const passedTitles = [];
    runner.on('pass', (test) => passedTitles.push(test.fullTitle()));
    runner.once('end', () => {
      const resultFile = process.env.STREAM_TRIGGERS_RESULT_FILE;
      const { passes, failures, pending } = this.stats;
      fs.mkdirSync(path.dirname(resultFile), { recursive: true });
      fs.writeFileSync(
        resultFile,
        JSON.stringify({ passed: passes, failed: failures, skipped: pending, passedTitles }),
      );
    });
  }
};
