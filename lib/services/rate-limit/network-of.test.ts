import { expect, it } from 'vitest';
import { networkOf } from './network-of';

it.each([
  ['192.0.2.7', '192.0.2.0/24'],
  ['::ffff:192.0.2.200', '192.0.2.0/24'],
  ['2001:db8:0:12::7', '2001:db8:0:12::/64'],
  ['2001:0DB8:0000:0012:ffff:1:2:3', '2001:db8:0:12::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
])('counts %s under %s', (peer, network) => {
  expect(networkOf(peer)).toBe(network);
});

it('counts neighbours together and strangers apart', () => {
  expect(networkOf('198.51.100.1')).toBe(networkOf('198.51.100.254'));
  expect(networkOf('198.51.100.1')).not.toBe(networkOf('198.51.101.1'));
  expect(networkOf('2001:db8:1:2::1')).toBe(networkOf('2001:db8:1:2:ffff::9'));
  expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'));
});

it.each(['', 'nobody', '192.0.2', '192.0.2.7, 10.0.0.1', '<script>'])('makes nothing of %j', (peer) => {
  expect(networkOf(peer)).toBeNull();
});
