/** Whether two ways to write a function's name mean the same function. */

/** A name, a partial ARN or an ARN, each perhaps with a qualifier (service model of Lambda). */
const forms = /^(?:(?:arn:([^:]+):lambda:([^:]+):)?(?:(\d{12}):)?function:)?([^:]+)(?::([^:]+))?$/;

/**
 * @param functionArn of the trigger as Lambda answers it, with its qualifier if it has one
 * @param name of a document; what it leaves out, partition, region and account, is the trigger's
 */
export function isSameFunction(functionArn: string, name: string): boolean {
  const [arn, ...have] = forms.exec(functionArn) ?? [];
  const [text, ...want] = forms.exec(name) ?? [];
  if (arn === undefined || text === undefined) return functionArn === name;
  const [partition, region, account] = want;
  const isPlaceSame =
    (partition === undefined || partition === have[0]) &&
    (region === undefined || region === have[1]) &&
    (account === undefined || account === have[2]);
  // `$LATEST` and no qualifier run the same code and yet are two ARNs, which Lambda keeps apart.
  return isPlaceSame && want[3] === have[3] && want[4] === have[4];
}
