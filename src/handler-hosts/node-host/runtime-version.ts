/** The major version of Lambda's Node runtime, on which its client's rules depend. */

/** @param executionEnvironment the value of `AWS_EXECUTION_ENV`, for example `AWS_Lambda_nodejs22.x` */
export function nodeMajor(executionEnvironment: string | undefined): number {
  const match = /^AWS_Lambda_nodejs(\d+)\./.exec(executionEnvironment ?? '');
  // Without a version the newest rules hold: they are what a new function meets.
  return match === null ? Number.POSITIVE_INFINITY : Number(match[1]);
}
