const { appendFileSync } = require('node:fs');

// Notes when it was entered, for each record of the event.
exports.handler = async (event) => {
  const now = Date.now();
  for (const { dynamodb } of event.Records)
    appendFileSync(process.env.ENTRIES, `${dynamodb.Keys.pk.S} ${now}\n`);
};
