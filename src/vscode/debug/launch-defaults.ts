/** Lambda's limits and defaults (LDG/gettingstarted-limits, LDG/services-ddb-params). */
export const launchDefaults = {
  runtime: 'nodejs24.x',
  timeoutInSeconds: 3,
  memorySizeInMB: 128,
} as const;
