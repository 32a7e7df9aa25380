/** The bodies that the Runtime API answers with, as AWS's emulator words them (reference section 5.1). */
import type { ServerResponse } from 'node:http';

import { maximumPayloadBytes } from './request-body';

const acceptedBody = JSON.stringify({ status: 'OK' });

export function accepted(response: ServerResponse): void {
  reply(response, 202, acceptedBody);
}

export function invalidRequestId(response: ServerResponse): void {
  replyWithError(response, 400, 'InvalidRequestID', 'Invalid request ID');
}

export function invalidResponseMode(response: ServerResponse): void {
  replyWithError(response, 400, 'InvalidFunctionResponseMode', 'Invalid function response mode');
}

export function stateTransitionRefused(response: ServerResponse, message: string): void {
  replyWithError(response, 403, 'InvalidStateTransition', message);
}

export function entityTooLarge(response: ServerResponse): void {
  const message = `Exceeded maximum allowed payload size (${maximumPayloadBytes} bytes).`;
  replyWithError(response, 413, 'RequestEntityTooLarge', message);
}

export function forbidden(response: ServerResponse, message: string): void {
  replyWithError(response, 403, 'Forbidden', message);
}

/** The answer to a body that was cut off, as the raw text that a parser error leaves room for. */
export const truncatedRequestReply = (() => {
  const body = errorBody('TruncatedHTTPRequest', 'HTTP request detected as truncated');
  return [
    'HTTP/1.1 400 Bad Request',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
})();

function replyWithError(response: ServerResponse, status: number, errorType: string, message: string): void {
  reply(response, status, errorBody(errorType, message));
}

/** The length is told: without it node:http would send chunks, which cost both sides more. */
function reply(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

function errorBody(errorType: string, errorMessage: string): string {
  return JSON.stringify({ errorMessage, errorType });
}
