import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { parseEnvironment } from '../config';
import { PEER_HEADER } from '../http/evidence';
import { peerNamer } from './name-peer';

/** What handlers are told of a request that came over a socket from an address. */
function named(
  trustedProxies: string[],
  from: string,
  forwarded?: string | string[],
  claimed = '192.0.2.66',
): unknown {
  const request = {
    socket: { remoteAddress: from },
    headers: { [PEER_HEADER]: claimed, 'x-forwarded-for': forwarded },
    rawHeaders: ['Host', 'x', PEER_HEADER.toUpperCase(), claimed],
  } as unknown as IncomingMessage;
  peerNamer({ trustedProxies })(request);
  expect(request.rawHeaders).toEqual(['Host', 'x', PEER_HEADER, request.headers[PEER_HEADER]]);
  return request.headers[PEER_HEADER];
}

const BALANCERS = ['10.0.0.0/8', '::1', '2001:db8:ffff::/48'];

it('without trusted proxies the peer is the socket’s, whatever a client writes', () => {
  expect(named([], '203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
});

it.each([
  ['one balancer', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
  ['two in a row', '::1', '198.51.100.1, 10.9.9.9', '198.51.100.1'],
  ['by IPv6', '2001:db8:ffff::5', '2001:db8:1::7', '2001:db8:1::7'],
  ['IPv4 written as IPv6', '::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
  ['what the client wrote before it', '10.1.2.3', '192.0.2.1, 10.0.0.1, 198.51.100.1', '198.51.100.1'],
  ['several header lines', '10.1.2.3', ['192.0.2.1', '198.51.100.1'], '198.51.100.1'],
  ['nothing forwarded', '10.1.2.3', undefined, '10.1.2.3'],
  ['no address forwarded', '10.1.2.3', 'unknown', '10.1.2.3'],
  ['somebody who is no balancer', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
])('behind trusted proxies: %s', (_, from, forwarded, peer) => {
  expect(named(BALANCERS, from, forwarded)).toBe(peer);
});

it('trusted proxies are checked at start', () => {
  const parse = (TRUSTED_PROXIES: string) =>
    parseEnvironment({ NODE_ENV: 'test', TRUSTED_PROXIES }).TRUSTED_PROXIES;
  expect(parse('10.0.0.1, 10.0.0.0/8 ::1')).toEqual(['10.0.0.1', '10.0.0.0/8', '::1']);
  expect(parse('')).toBeUndefined();
  for (const wrong of ['everybody', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0/8', '::1/129', '0.0.0.0/x'])
    expect(() => parse(wrong)).toThrow('TRUSTED_PROXIES');
});
