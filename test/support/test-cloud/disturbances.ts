/** What a test lets go wrong, by IAM's name of the call: denials, error answers, delays, cut connections. */
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudError, type ErrorAnswer } from './cloud-answer';
import type { CloudRequest } from './cloud-request';
import { refusedResource } from './refused-resource';
import type { Sts } from './services/sts';

/** Thrown where the connection is to be cut instead of answered. */
export class CutConnection extends Error {
  override readonly name = 'CutConnection';
}

interface Disturbance {
  /** For example `lambda:ListEventSourceMappings`, `lambda:*` or `*`. */
  readonly action: string;
  readonly disturb: (request: CloudRequest) => void | Promise<void>;
  timesLeft: number;
}

export interface HeldCall {
  readonly reached: Promise<void>;
  letGo(): void;
  cutOff(): void;
}

export class Disturbances {
  private all: Disturbance[] = [];
  private lost: { readonly action: string; readonly then: () => void }[] = [];

  constructor(
    private readonly accountId: string,
    private readonly sts: Pick<Sts, 'callerOf' | 'issuedKeys'>,
  ) {}

  /** These actions are refused as AWS does without a permission. */
  deny(...actions: readonly string[]): void {
    for (const action of actions)
      this.add(action, Infinity, (request) => {
        throw new CloudError(accessDenied(request, this.sts.callerOf(request), this.accountId));
      });
  }

  /** @param times after which the call works again */
  fail(action: string, answer: ErrorAnswer, times = Infinity): void {
    this.add(action, times, () => {
      throw new CloudError(answer);
    });
  }

  /**
   * As each service words it.
   *
   * @param retryAfterSeconds what Lambda asks the caller to wait
   */
  throttle(action: string, times = Infinity, retryAfterSeconds?: number): void {
    this.add(action, times, ({ service, protocol }) => {
      const ofLambda = service === 'lambda';
      throw new CloudError({
        status: ofLambda ? 429 : 400,
        type: ofLambda
          ? 'TooManyRequestsException'
          : protocol === 'query'
            ? 'Throttling'
            : 'ThrottlingException',
        message: 'Rate exceeded',
        ...(retryAfterSeconds !== undefined && { headers: { 'retry-after': String(retryAfterSeconds) } }),
      });
    });
  }

  delay(action: string, ms: number): void {
    this.add(action, Infinity, () => sleep(ms, undefined, { ref: false }));
  }

  /** The connection is closed without an answer. */
  cut(action: string, times = Infinity): void {
    this.add(action, times, () => {
      throw new CutConnection();
    });
  }

  /** The next call waits until it is let go, or cut off undone; `reached` tells when it has come. */
  hold(action: string): HeldCall {
    let reach: () => void = () => undefined;
    let end: (isDone: boolean) => void = () => undefined;
    const reached = new Promise<void>((resolve) => (reach = resolve));
    const ended = new Promise<boolean>((resolve) => (end = resolve));
    this.add(action, 1, async () => {
      reach();
      if (!(await ended)) throw new CutConnection();
    });
    return { reached, letGo: () => end(true), cutOff: () => end(false) };
  }

  /** The next call is done, but its connection is closed without an answer. @param then what goes wrong after that */
  loseAnswer(action: string, then: () => void = () => undefined): void {
    this.lost.push({ action, then });
  }

  /** Credentials have expired, for whatever is asked; those that a sign-in gives from now on are good. */
  expireCredentials(): void {
    const expired = new Set(this.sts.issuedKeys());
    this.add('*', Infinity, ({ protocol, service, accessKeyId }) => {
      if (service.startsWith('sso')) return;
      if (this.sts.issuedKeys().includes(accessKeyId) && !expired.has(accessKeyId)) return;
      const isXml = protocol === 'query' || protocol === 'restXml';
      throw new CloudError({
        status: protocol === 'json' || protocol === 'restXml' ? 400 : 403,
        type: isXml ? 'ExpiredToken' : 'ExpiredTokenException',
        message: 'The security token included in the request is expired',
      });
    });
  }

  /** Nothing goes wrong any more. */
  restore(): void {
    this.all = [];
    this.lost = [];
  }

  /** @throws CloudError, CutConnection */
  async disturb(request: CloudRequest): Promise<void> {
    for (const disturbance of this.all.filter(({ action }) => covers(action, request.action)))
      if (disturbance.timesLeft > 0) {
        disturbance.timesLeft -= 1;
        await disturbance.disturb(request);
      }
  }

  /** After a call was done. @throws CutConnection */
  disturbAnswer(request: CloudRequest): void {
    const index = this.lost.findIndex(({ action }) => covers(action, request.action));
    if (index === -1) return;
    const [{ then } = { then: () => undefined }] = this.lost.splice(index, 1);
    then();
    throw new CutConnection();
  }

  private add(action: string, timesLeft: number, disturb: Disturbance['disturb']): void {
    this.all.push({ action, timesLeft, disturb });
  }
}

function covers(pattern: string, action: string): boolean {
  return pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : pattern === action;
}

function accessDenied(request: CloudRequest, caller: string, accountId: string): ErrorAnswer {
  const { action, protocol, service } = request;
  const message = `User: ${caller} is not authorized to perform: ${action} on resource: ${refusedResource(request, accountId)} because no identity-based policy allows the ${action} action`;
  switch (protocol) {
    case 'json':
      return { status: 400, type: 'com.amazon.coral.service#AccessDeniedException', message };
    case 'restJson':
      return { status: 403, type: 'AccessDeniedException', message };
    case 'query':
      return { status: 403, type: service === 'sns' ? 'AuthorizationError' : 'AccessDenied', message };
    case 'restXml':
      return { status: 403, type: 'AccessDenied', message };
  }
}
