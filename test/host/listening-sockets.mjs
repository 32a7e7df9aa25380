/**
 * Which processes listen for TCP connections on an address that other machines can reach. Linux only: read
 * from /proc/net; elsewhere nothing is found.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readOr } from './process-table.mjs';

const LISTEN_STATE = '0A';
const LOOPBACK_V4 = /^[0-9A-F]{6}7F$/;
const LOOPBACK_V6 = '00000000000000000000000001000000';
const LOOPBACK_V4_IN_V6 = /^0000000000000000FFFF0000[0-9A-F]{6}7F$/;

/**
 * @typedef {{ inode: string, port: number, address: string }} ListeningSocket address: hexadecimal as Linux prints it
 *
 * @returns {ListeningSocket[]} every socket of the machine that listens beyond the loopback interface
 */
export function listExposedSockets() {
  return ['/proc/net/tcp', '/proc/net/tcp6']
    .flatMap((table) =>
      readOr(() => readFileSync(table, 'utf8'))
        .split('\n')
        .slice(1),
    )
    .flatMap((line) => {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      const [address = '', port = ''] = local.split(':');
      const isExposed = state === LISTEN_STATE && !isLoopback(address);
      return isExposed ? [{ inode, address, port: Number.parseInt(port, 16) }] : [];
    });
}

/**
 * @param {readonly { pid: number, commandLine: string }[]} processes
 * @returns {string[]} one line for each of these processes' sockets that listens beyond the loopback interface
 */
export function findExposedListeners(processes) {
  const sockets = new Map(listExposedSockets().map((socket) => [socket.inode, socket]));
  if (sockets.size === 0) {
    return [];
  }
  return processes.flatMap(({ pid, commandLine }) =>
    socketInodes(pid).flatMap((inode) => {
      const socket = sockets.get(inode);
      return socket === undefined ? [] : [`port ${socket.port} of process ${pid} ${commandLine}`];
    }),
  );
}

/**
 * @param {number} pid
 * @returns {string[]}
 */
function socketInodes(pid) {
  const folder = `/proc/${pid}/fd`;
  /** @type {string[]} */
  let descriptors = [];
  try {
    descriptors = readdirSync(folder);
  } catch {
    // The process has ended meanwhile.
  }
  return descriptors.flatMap((descriptor) => {
    const target = readOr(() => readlinkSync(`${folder}/${descriptor}`));
    return /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? [];
  });
}

/**
 * @param {string} address
 * @returns {boolean}
 */
function isLoopback(address) {
  return LOOPBACK_V4.test(address) || address === LOOPBACK_V6 || LOOPBACK_V4_IN_V6.test(address);
}
