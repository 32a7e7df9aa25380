'use strict';
/**
 * The handler process of the floor: asks for an event and answers it, with node:http's client and nothing
 * else. Arguments: the server's port, and `parse` if the event is to become an object.
 */
const http = require('node:http');

const port = Number(process.argv[2]);
const parses = process.argv[3] === 'parse';
const agent = new http.Agent({ keepAlive: true });

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, agent, method, path }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks)));
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function main() {
  for (;;) {
    const body = await call('GET', '/next');
    if (parses) JSON.parse(body.toString('utf8'));
    await call('POST', '/response', 'null');
  }
}

// The server is gone: the measurement is over.
main().catch(() => process.exit(0));
