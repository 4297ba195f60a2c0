import { isIPv4, isIPv6 } from 'node:net';

/**
 * The network a peer is counted under: the /24 of an IPv4 address, the /64 of an IPv6 one (what one customer is given,
 * RFC 6177), with IPv4 written as IPv6 counted as the IPv4 it is. Null for what is no address.
 */
export function networkOf(peer: string): string | null {
  const bare = peer.split('%')[0] ?? '';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  const four = mapped ?? bare;
  if (isIPv4(four)) return `${four.split('.').slice(0, 3).join('.')}.0/24`;
  if (!isIPv6(bare)) return null;
  return `${groupsOf(bare).slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  // A dotted end stands for two groups; neither is among the four that count.
  const written = before.length + after.length + (address.includes('.') ? 1 : 0);
  const gap = tail === undefined ? [] : Array.from({ length: 8 - written }, () => '0');
  return [...before, ...gap, ...after].map((group) => group.replace(/^0+(?=.)/, ''));
}
