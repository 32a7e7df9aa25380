/** Which URLs are endpoints, and which of them are on this machine. */

/** Of what stands in for AWS. */
export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** DynamoDB Local and its like. A name that merely resolves to this machine is not one. */
export function isLoopbackUrl(url: string): boolean {
  if (!isHttpUrl(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
