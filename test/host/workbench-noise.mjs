/**
 * Which lines of the workbench's own log say nothing about the product: dropped from the output of a suite.
 */
const NOISE = [
  /\/static\/out\/vs\//,
  /^\s*Creating a socket/,
  /^\s*Resolv(ing|ed) connection token/,
  /Updating additional builtin/,
  /Ignoring fetching additional builtin/,
  /\[(AgentHost|AccountPolicyGate|ChatModelSelection|reconnection-grace-time|remote-connection)/,
  /\[(Service Worker|driver|DefaultAccount)\]/,
];

/**
 * @param {string} line
 * @returns {boolean}
 */
export function isWorkbenchNoise(line) {
  return NOISE.some((pattern) => pattern.test(line));
}
