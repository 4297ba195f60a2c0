import { expect, it } from 'vitest';
import { boxValue, parseBox, parseShown } from './choice-box';

it('reads back the box it wrote', () => {
  const box = { channel: 'automated_call', senderNo: 3, topicNo: 12 } as const;
  expect(parseBox(boxValue(box))).toEqual(box);
});

it('takes nothing that is not exactly one channel, sender and topic', () => {
  for (const value of [
    '',
    'all.1.1',
    'email.0.1',
    'email.1.0',
    'email.1',
    'email.1.1.1',
    'EMAIL.1.1',
    'email.-1.1',
    'email.01.1',
    'email.1.9999999999',
    ' email.1.1',
  ]) {
    expect(parseBox(value)).toBeNull();
  }
});

it('leaves unreadable boxes out of what was shown', () => {
  expect(parseShown('email.1.1 nonsense  post.2.3').map(boxValue)).toEqual(['email.1.1', 'post.2.3']);
  expect(parseShown('')).toEqual([]);
});
