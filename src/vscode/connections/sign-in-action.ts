/** The way out of an expired sign-in, beside the sentence that tells of it. */
import * as vscode from 'vscode';
import { ServiceError } from '../../triggers/ports/service-error';
import { commandIds } from '../contributions';
import type { NotificationAction } from '../notifications';

/** @returns nothing unless a browser sign-in helps */
export function signInActions(error: unknown): NotificationAction[] {
  const profile = signInProfileOf(error);
  return profile === undefined
    ? []
    : [
        {
          label: vscode.l10n.t('Sign In'),
          run: () => vscode.commands.executeCommand(commandIds.signIn, profile),
        },
      ];
}

/** Of a service's error, or of what was beneath another. */
export function signInProfileOf(error: unknown): string | undefined {
  if (error instanceof ServiceError) return error.details.signInProfile;
  if (!(error instanceof Error)) return undefined;
  if ('signInProfile' in error && typeof error.signInProfile === 'string') return error.signInProfile;
  return signInProfileOf(error.cause);
}
