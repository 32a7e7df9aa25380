/** The review of an execution role as `role-review.ts` says: around the creation of a trigger, and as commands. */
import * as vscode from 'vscode';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import {
  type AccessReview,
  blocked,
  grantable,
  isMissing,
  requiredMissing,
} from '../../triggers/policies/access-review';
import { ServiceError } from '../../triggers/ports/service-error';
import type { TriggerDocument } from '../../triggers/trigger-document';
import { ask, sentenceOf, showError, showInformation, withProgress } from '../notifications';
import { functionLabel } from '../triggers/trigger-label';
import { accessReport } from './access-report';
import { findingSentence, foundByText, trustProblem } from './access-sentences';
import { copyPolicy } from './copy-policy';
import { grantAccess } from './grant-access';
import { missingLines } from './missing-lines';
import type { PolicyDocuments } from './policy-documents';
import type { PolicyForm, RoleReview, WantedGrant } from './role-review';
import { type PolicyParts, type TriggerAccess, reviewTrigger, triggerAccess } from './trigger-access';

interface Reviewed {
  readonly access: TriggerAccess;
  readonly review: AccessReview;
}

export class ExecutionRoleReview implements RoleReview {
  constructor(
    private readonly parts: PolicyParts,
    private readonly documents: PolicyDocuments,
  ) {}

  async beforeCreate(connection: AwsConnection, document: TriggerDocument): Promise<boolean> {
    const reviewed = await this.reviewIfPossible(connection, document);
    if (reviewed === undefined) return false;
    const { review } = reviewed;
    this.logDoubts(review);
    const problems = problemsOf(review);
    if (problems.length === 0) return false;
    const createAnyway = vscode.l10n.t('Create Anyway');
    const message = vscode.l10n.t(
      'Role "{0}" of function "{1}" seems to lack what the trigger needs. Lambda will probably refuse it.',
      review.roleName,
      functionLabel(reviewed.access.functionName),
    );
    return this.offer(connection, reviewed, { message, problems, goOn: createAnyway });
  }

  async afterRefusal(
    connection: AwsConnection,
    document: TriggerDocument,
    refusal: string,
  ): Promise<boolean> {
    const reviewed = await this.reviewIfPossible(connection, document, tellIfGone);
    if (reviewed === undefined) return false;
    const { review } = reviewed;
    this.logDoubts(review);
    const problems = problemsOf(review);
    const tryAgain = vscode.l10n.t('Try Again');
    const refused = vscode.l10n.t('Lambda refused: {0}', refusal);
    const message =
      problems.length > 0
        ? vscode.l10n.t('{0} The cause is role "{1}".', refused, review.roleName)
        : vscode.l10n.t(
            '{0} Everything seems to be allowed to role "{1}": a fresh policy may need up to a minute.',
            refused,
            review.roleName,
          );
    try {
      await this.offer(connection, reviewed, { message, problems, goOn: tryAgain });
      return true;
    } catch (error) {
      // The refusal is told by whoever called.
      if (error instanceof vscode.CancellationError) return false;
      throw error;
    }
  }

  async showReport(connection: AwsConnection, document: TriggerDocument): Promise<AccessReview> {
    const { access, review } = await this.review(connection, document);
    const name = `${vscode.l10n.t('Execution role of {0}', functionLabel(access.functionName))}.md`;
    await this.documents.show({ name, text: accessReport(access, review) });
    return review;
  }

  async grant(
    connection: AwsConnection,
    document: TriggerDocument,
    wanted: WantedGrant = {},
  ): Promise<boolean> {
    return (
      (await this.grantReviewed(connection, await this.review(connection, document), wanted)) === 'granted'
    );
  }

  async copy(connection: AwsConnection, document: TriggerDocument, form?: PolicyForm): Promise<void> {
    const access = await withProgress(vscode.l10n.t('Reading the function and its table'), (stop) =>
      triggerAccess(this.parts, connection, document, stop),
    );
    await copyPolicy(access, form);
  }

  private review(connection: AwsConnection, document: TriggerDocument): Promise<Reviewed> {
    const title = vscode.l10n.t('Checking the role of {0}', functionLabel(document.FunctionName ?? ''));
    return withProgress(title, async (stop) => {
      const access = await triggerAccess(this.parts, connection, document, stop);
      return { access, review: await reviewTrigger(this.parts, connection, access, stop) };
    });
  }

  /** The check must not stand in the way of what it checks. */
  private async reviewIfPossible(
    connection: AwsConnection,
    document: TriggerDocument,
    tell?: (error: unknown) => void,
  ): Promise<Reviewed | undefined> {
    try {
      return await this.review(connection, document);
    } catch (error) {
      if (error instanceof vscode.CancellationError) throw error;
      this.parts.log.warn(vscode.l10n.t('The execution role could not be checked: {0}', sentenceOf(error)));
      tell?.(error);
      return undefined;
    }
  }

  /**
   * Until something is granted or the user goes on as it is.
   *
   * @returns whether something was granted
   * @throws CancellationError when the user goes away
   */
  private async offer(
    connection: AwsConnection,
    reviewed: Reviewed,
    {
      message,
      problems,
      goOn,
    }: { readonly message: string; readonly problems: readonly string[]; readonly goOn: string },
  ): Promise<boolean> {
    const grant = vscode.l10n.t('Grant…');
    const copy = vscode.l10n.t('Copy Policy…');
    const isGrantable = grantable(reviewed.review).needed.length > 0;
    const isRefused: string[] = [];
    for (;;) {
      const detail = [...isRefused, ...problems, foundByText(reviewed.review)].join('\n');
      const chosen = await ask(message, detail, ...(isGrantable ? [grant, copy] : []), goOn);
      if (chosen === undefined) throw new vscode.CancellationError();
      if (chosen === goOn) return false;
      if (chosen === copy) await copyPolicy(reviewed.access);
      else if (await this.tryGrant(connection, reviewed, isRefused)) return true;
    }
  }

  /**
   * Who may not change the role can still copy the policy, and keeps what was said of the trigger.
   *
   * @param isRefused gets the reason, for the question that comes again
   */
  private async tryGrant(
    connection: AwsConnection,
    reviewed: Reviewed,
    isRefused: string[],
  ): Promise<boolean> {
    isRefused.length = 0;
    try {
      return (await this.grantReviewed(connection, reviewed, {})) === 'granted';
    } catch (error) {
      if (error instanceof vscode.CancellationError) throw error;
      this.parts.log.warn(sentenceOf(error));
      isRefused.push(sentenceOf(error));
      return false;
    }
  }

  private async grantReviewed(
    connection: AwsConnection,
    { access, review }: Reviewed,
    wanted: WantedGrant,
  ): Promise<'granted' | 'notGranted'> {
    const { needed, perhaps } = grantable(review);
    const inTheWay = blocked(review);
    if (needed.length === 0 && inTheWay.length > 0)
      throw new Error(inTheWay.map((finding) => findingSentence(finding, review.roleName)).join(' '));
    // Nobody is there to see that it may not be needed.
    const isEnough = wanted.isConfirmed === true && wanted.withWarnings !== true;
    if (needed.length === 0 && (isEnough || perhaps.length === 0)) {
      showInformation(
        trustProblem(review) ??
          vscode.l10n.t('Role "{0}" seems to have all that the trigger needs.', review.roleName),
      );
      return 'notGranted';
    }
    const done = await grantAccess(this.parts, this.documents, { connection, access, review }, wanted);
    if (done !== 'copy') return done;
    await copyPolicy(access);
    return 'notGranted';
  }

  private logDoubts({ findings, obstacles, roleName }: AccessReview): void {
    for (const obstacle of obstacles) this.parts.log.warn(obstacle);
    const doubts = findings.filter(
      (finding) =>
        finding.verdict.kind === 'depends' || (isMissing(finding) && finding.need.severity === 'warning'),
    );
    for (const finding of doubts) this.parts.log.info(findingSentence(finding, roleName));
  }
}

/** A role or function that is gone is the cause of a refusal. */
function tellIfGone(error: unknown): void {
  if (error instanceof ServiceError && error.kind === 'notFound') showError(error);
}

/** What Lambda would refuse for, as lines. */
function problemsOf(review: AccessReview): readonly string[] {
  const trust = trustProblem(review);
  return [...(trust === undefined ? [] : [trust]), ...missingLines(requiredMissing(review), review.roleName)];
}
