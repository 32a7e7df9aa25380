/**
 * The Runtime API as one runtime process sees it, from its start to its end.
 *
 * Holds the process's state and the one invocation that is offered to it, and
 * answers the calls (reference sections 5.1 to 5.4). A new process gets a new session.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

import { type ReportedError, parseFunctionError } from '../../engine/invocations/function-error-body';
import {
  type ServedInvocation,
  errorBodyTrailer,
  errorTypeHeader,
  invocationHeaders,
  nextWithAnswerHeader,
  responseModeHeader,
} from './invocation-headers';
import {
  accepted,
  entityTooLarge,
  invalidRequestId,
  invalidResponseMode,
  stateTransitionRefused,
} from './replies';
import { maximumPayloadBytes, readBody } from './request-body';
import { RuntimeState } from './runtime-state';

/** What the process does with its session. Called at most once per event, in the order of time. */
export interface RuntimeSessionListener {
  /** The process asks for work. The first time its init phase is over. */
  ready(): void;
  succeeded(requestId: string, payload: string): void;
  failed(requestId: string, error: ReportedError): void;
  initFailed(error: ReportedError): void;
}

export class RuntimeSession {
  private readonly state = new RuntimeState();
  private waiting: ServerResponse | undefined;
  private offered: (() => ServedInvocation) | undefined;
  private currentRequestId: string | undefined;

  constructor(private readonly listener: RuntimeSessionListener) {}

  /** True while a body is under way: a process that ends now has cut its response off. */
  get isResponding(): boolean {
    return this.state.name === 'InvocationResponse';
  }

  /**
   * Hands one invocation to the process as soon as it asks for work.
   * @param invocation made at that moment, so that the deadline counts from it
   */
  offer(invocation: () => ServedInvocation): void {
    this.offered = invocation;
    this.deliver();
  }

  /** Takes back an invocation that was offered and not yet delivered. */
  withdraw(): void {
    this.offered = undefined;
  }

  next(response: ServerResponse): void {
    const refusal = this.state.moveTo('Ready');
    if (refusal !== undefined) {
      // A client that lost its connection while waiting may ask again.
      if (this.state.name !== 'Ready' || this.waiting !== undefined) {
        stateTransitionRefused(response, refusal);
        return;
      }
    }
    this.waiting = response;
    response.on('close', () => {
      if (this.waiting === response) this.waiting = undefined;
    });
    if (refusal === undefined) this.listener.ready();
    this.deliver();
  }

  async response(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    if (!this.isCurrent(requestId)) {
      invalidRequestId(drained(request, response));
      return;
    }
    const refusal = this.state.moveTo('InvocationResponse');
    if (refusal !== undefined) {
      stateTransitionRefused(drained(request, response), refusal);
      return;
    }
    const mode = request.headers[responseModeHeader];
    if (mode !== undefined && mode !== 'streaming') {
      this.end(requestId, failure('Runtime.InvalidResponseModeHeader', 'Invalid function response mode'));
      invalidResponseMode(drained(request, response));
      return;
    }
    const body = await readBody(request);
    if (body.kind === 'cutOff') {
      // The 400 goes out through the server's client error event: the response object is dead by now.
      this.end(requestId, failure('Runtime.TruncatedResponse', 'The response body was cut off.'));
    } else if (body.kind === 'tooLarge') {
      const message = `Response payload size exceeded maximum allowed payload size (${maximumPayloadBytes} bytes).`;
      this.end(requestId, failure('Function.ResponseSizeTooLarge', message));
      entityTooLarge(response);
    } else {
      const error = errorInTrailers(request);
      this.end(requestId, error ?? body.text);
      this.accept(request, response);
    }
  }

  async error(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    if (!this.isCurrent(requestId)) {
      invalidRequestId(drained(request, response));
      return;
    }
    const refusal = this.state.moveTo('InvocationErrorResponse');
    if (refusal !== undefined) {
      stateTransitionRefused(drained(request, response), refusal);
      return;
    }
    this.end(requestId, await readError(request));
    this.accept(request, response);
  }

  async initError(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = this.state.moveTo('InitError');
    if (refusal !== undefined) {
      stateTransitionRefused(drained(request, response), refusal);
      return;
    }
    this.listener.initFailed(await readError(request));
    accepted(response);
  }

  /** Says that the answer has arrived: at once, or with the next invocation where the client wants it so. */
  private accept(request: IncomingMessage, response: ServerResponse): void {
    if (request.headers[nextWithAnswerHeader] === undefined) accepted(response);
    else this.next(response);
  }

  private deliver(): void {
    const { waiting, offered } = this;
    if (waiting === undefined || offered === undefined) return;
    this.waiting = undefined;
    this.offered = undefined;
    const invocation = offered();
    this.state.moveTo('Running');
    this.currentRequestId = invocation.requestId;
    waiting.writeHead(200, invocationHeaders(invocation));
    waiting.end(invocation.event);
  }

  /** An answered invocation stays the current one until the next, as in AWS's emulator. */
  private isCurrent(requestId: string): boolean {
    return this.currentRequestId === requestId;
  }

  private end(requestId: string, answer: string | ReportedError): void {
    this.state.moveTo('ResponseSent');
    if (typeof answer === 'string') this.listener.succeeded(requestId, answer);
    else this.listener.failed(requestId, answer);
  }
}

async function readError(request: IncomingMessage): Promise<ReportedError> {
  const body = await readBody(request);
  const text = body.kind === 'complete' ? body.text : '';
  return parseFunctionError(text, single(request.headers[errorTypeHeader]));
}

/** A streamed response that failed half-way says so behind its body (reference section 5.4). */
function errorInTrailers(request: IncomingMessage): ReportedError | undefined {
  const type = request.trailers[errorTypeHeader];
  const body = request.trailers[errorBodyTrailer];
  if (type === undefined && body === undefined) return undefined;
  return parseFunctionError(Buffer.from(body ?? '', 'base64').toString('utf8'), type);
}

function failure(errorType: string, errorMessage: string): ReportedError {
  return { errorType, errorMessage, stackTrace: [] };
}

/** An answer given without looking at the body still has to let the client finish sending it. */
function drained(request: IncomingMessage, response: ServerResponse): ServerResponse {
  request.resume();
  return response;
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
