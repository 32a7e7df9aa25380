/** Answers, and errors in the shape of each protocol: JSON 1.0 and 1.1, REST with JSON, query and REST with XML. */
import { randomUUID } from 'node:crypto';
import type * as http from 'node:http';
import type { CloudRequest } from './cloud-request';

export interface Answer {
  readonly status: number;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** What a service says instead of what was asked for. */
export interface ErrorAnswer {
  readonly status: number;
  /** For example `InvalidParameterValueException`; with a namespace (`com.amazonaws…#Name`) in JSON protocols where AWS has one. */
  readonly type: string;
  readonly message: string;
  /** Beside those of every answer. */
  readonly headers?: http.OutgoingHttpHeaders;
}

export class CloudError extends Error {
  override readonly name = 'CloudError';

  constructor(readonly answer: ErrorAnswer) {
    super(answer.message);
  }
}

export function jsonAnswer(value: unknown, status = 200, contentType = 'application/json'): Answer {
  return {
    status,
    headers: { 'content-type': contentType, 'x-amzn-requestid': randomUUID() },
    body: Buffer.from(JSON.stringify(value)),
  };
}

/** @param result XML of what stands within `<ActionResult>` */
export function queryAnswer(operation: string, namespace: string, result: string): Answer {
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  return xmlAnswer(
    `<${operation}Response xmlns="${namespace}"><${operation}Result>${result}</${operation}Result>${metadata}</${operation}Response>`,
    200,
  );
}

export function errorAnswer(request: CloudRequest, error: ErrorAnswer): Answer {
  const answer = answerIn(request, error);
  return { ...answer, headers: { ...answer.headers, ...error.headers } };
}

function answerIn({ protocol, headers }: CloudRequest, { status, type, message }: ErrorAnswer): Answer {
  const code = type.slice(type.indexOf('#') + 1);
  switch (protocol) {
    case 'json':
      return jsonAnswer({ __type: type, message }, status, headers['content-type']);
    case 'restJson': {
      const answer = jsonAnswer({ Type: status < 500 ? 'User' : 'Service', Message: message }, status);
      return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': code } };
    }
    case 'query':
      return xmlAnswer(
        `<ErrorResponse><Error><Type>Sender</Type>${codeAndMessage(code, message)}</Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
        status,
      );
    case 'restXml':
      return xmlAnswer(`<Error>${codeAndMessage(code, message)}</Error>`, status);
  }
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function codeAndMessage(code: string, message: string): string {
  return `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
}

function xmlAnswer(xml: string, status: number): Answer {
  return { status, headers: { 'content-type': 'text/xml' }, body: Buffer.from(xml) };
}
