import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Config } from '../config';
import { PEER_HEADER } from '../http/evidence';

/**
 * Makes what puts the peer's address where handlers look for it, in place of anything a client sent under that name.
 * `X-Forwarded-For` is believed as far as trusted proxies wrote it: read from its end, the first address that is none
 * of theirs is the peer. Anybody can write the rest of it.
 */
export function peerNamer(config: Pick<Config, 'trustedProxies'>): (request: IncomingMessage) => void {
  const trusted = config.trustedProxies.length === 0 ? null : trustedList(config.trustedProxies);
  return (request) => {
    const raw = request.rawHeaders;
    for (let at = raw.length - 2; at >= 0; at -= 2) {
      if (raw[at]?.toLowerCase() === PEER_HEADER) raw.splice(at, 2);
    }
    const socket = request.socket.remoteAddress ?? '';
    const peer = trusted === null ? socket : peerBehind(trusted, socket, request.headers['x-forwarded-for']);
    raw.push(PEER_HEADER, peer);
    request.headers[PEER_HEADER] = peer;
  };
}

function peerBehind(trusted: BlockList, socket: string, forwarded: string | string[] | undefined): string {
  const hops = [forwarded ?? []].flat().join(',').split(',').reverse();
  let peer = socket;
  for (const hop of hops) {
    if (!isTrusted(trusted, peer)) return peer;
    const next = hop.trim();
    if (isIP(next) === 0) return peer;
    peer = next;
  }
  return peer;
}

function isTrusted(trusted: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && trusted.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** Addresses and networks (`10.0.0.1`, `10.0.0.0/8`) as one list. */
function trustedList(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = '', prefix] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
