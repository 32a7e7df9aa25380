/** Times and durations as the rows of the view say them. */
import * as vscode from 'vscode';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The largest unit that fits, for example `3 h`. */
export function durationText(durationMs: number): string {
  if (durationMs >= 2 * DAY_MS) return vscode.l10n.t('{0} d', Math.floor(durationMs / DAY_MS));
  if (durationMs >= HOUR_MS) return vscode.l10n.t('{0} h', Math.floor(durationMs / HOUR_MS));
  if (durationMs >= MINUTE_MS) return vscode.l10n.t('{0} min', Math.floor(durationMs / MINUTE_MS));
  return vscode.l10n.t('{0} s', Math.max(0, Math.floor(durationMs / 1000)));
}

/** To minutes, for what is drawn again once a minute. */
export function minutesText(durationMs: number): string {
  return durationMs < MINUTE_MS ? vscode.l10n.t('less than a minute') : durationText(durationMs);
}

export function dateText(epochMs: number): string {
  return new Date(epochMs).toLocaleString(vscode.env.language);
}
