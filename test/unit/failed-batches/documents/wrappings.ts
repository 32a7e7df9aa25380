/** What a document about a failed batch is wrapped in on its way to a person. */

/** Of AWS: a text with JSON in it, made of any text. Names are the services' own. */
export const envelopes: Readonly<Record<string, (body: string) => unknown>> = {
  'ReceiveMessage of the CLI': (Body) => ({
    Messages: [
      { MessageId: 'm', ReceiptHandle: 'AQEB', MD5OfBody: 'd', Body, Attributes: { SentTimestamp: '1' } },
    ],
  }),
  'ReceiveMessage of the SDK': (Body) => ({
    $metadata: { httpStatusCode: 200, attempts: 1 },
    Messages: [
      { MessageId: 'other', Body: '{"order":1}' },
      { MessageId: 'm', Body },
    ],
  }),
  'one message': (Body) => ({ MessageId: 'm', ReceiptHandle: 'AQEB', Body }),
  'an event of SQS': (body) => ({
    Records: [{ messageId: 'm', receiptHandle: 'AQEB', body, attributes: {}, eventSource: 'aws:sqs' }],
  }),
  'a notification of SNS': (Message) => ({
    Type: 'Notification',
    MessageId: 'm',
    TopicArn: 'arn:aws:sns:eu-west-1:111122223333:failures',
    Message,
    Timestamp: '2025-11-25T15:53:05.301Z',
    UnsubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe',
  }),
  'an event of SNS': (Message) => ({
    Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', Sns: { Type: 'Notification', Message } }],
  }),
  'an event of EventBridge': (body) => ({
    version: '0',
    source: 'failures',
    'detail-type': 'Failed batch',
    detail: valueOf(body),
  }),
  'a list': (body) => [{ order: 1 }, valueOf(body), 'x'],
  'a line of a structured log': (body) => ({ level: 'ERROR', message: 'given up', payload: valueOf(body) }),
  'a string': (body) => body,
};

/** Of consoles, mail and chat programs. */
export const surroundings: Readonly<Record<string, (text: string) => string>> = {
  nothing: (text) => text,
  'a log line': (text) => `2025-11-25T15:53:05.123Z\t5b9a7a0e-6a6e\tINFO\tfailed: ${text}\n`,
  'lines of JSON': (text) => `{"order":1}\n${text}\n{"order":2}\n`,
  'an e-mail of SNS': (text) =>
    `${text}\n\n--\nIf you wish to stop receiving notifications from this topic, please click or visit the link below:\nhttps://sns.eu-west-1.amazonaws.com/unsubscribe.html?SubscriptionArn={arn}`,
  'a quoted e-mail': (text) => `Jo wrote:\n${text.replace(/^/gm, '> ')}\n\nCan you look?`,
  'an e-mail quoted twice': (text) => text.replace(/^/gm, '>> '),
  'a code fence': (text) => `\`\`\`json\n${text}\n\`\`\``,
  'single quotes': (text) => `aws sqs send-message --message-body '${text}'`,
  'an object as Node.js prints it': (text) => `{\n  Records: [ { messageId: 'm', body: '${text}' } ]\n}`,
  'a dictionary as Python prints it': (text) => `{'Records': [{'messageId': 'm', 'body': '${text}'}]}`,
  'a field of CSV': (text) => `timestamp,message\r\n1,"${text.replaceAll('"', '""')}"\r\n`,
  'a byte order mark': (text) => `\ufeff${text}`,
  'line ends of Windows': (text) => text.replaceAll('\n', '\r\n'),
  'a broken text before it': (text) => `{"cut": "off {\\"x ${text} {"`,
};

/** For one document alone, without an envelope around it. */
export const printings: Readonly<Record<string, (document: string) => string>> = {
  'with indentation': (document) => JSON.stringify(JSON.parse(document), null, 2),
  'with tabs': (document) => JSON.stringify(JSON.parse(document), null, '\t'),
  'with non-breaking spaces': (document) => JSON.stringify(JSON.parse(document), null, '\u00a0\u00a0'),
  'with members in the order of the alphabet': (document) => JSON.stringify(sorted(JSON.parse(document))),
  'wrapped at 72 characters': (document) => document.replace(/.{72}/g, '$&\n'),
  'wrapped at 7 characters': (document) => document.replace(/.{7}/g, '$&\r\n'),
  'wrapped and quoted': (document) => document.replace(/.{72}/g, '$&\n> '),
  'with the quotation marks of a word processor': (document) =>
    document.replace(/"([^"]*)"/g, '\u201c$1\u201d'),
  'as the source of a web page': (document) => document.replaceAll('"', '&quot;'),
  'in the colours of a terminal': (document) => document.replace(/"\w+":/g, '\u001b[1;34m$&\u001b[0m'),
  'with escapes by number': (document) => JSON.stringify({ body: document }).replaceAll('\\"', '\\u0022'),
  'as the inside of a string': (document) => JSON.stringify(document).slice(1, -1),
  'as the inside of a string with line breaks': (document) =>
    JSON.stringify(JSON.stringify(JSON.parse(document), null, 2)).slice(1, -1),
};

/** The body itself where it is JSON, as services do that do not escape it. */
function valueOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
