import { describe, expect, it } from 'vitest';
import { ALL, CHANNELS_OF_KIND } from './vocabulary';
import { type NoRow, wideNos } from './wide-no';

const EARLY = new Date('2026-01-05T09:00:00Z');
const LATE = new Date('2026-03-05T09:00:00Z');
const EMAIL = CHANNELS_OF_KIND.email;
const PHONE = CHANNELS_OF_KIND.phone;
const row = (changes: Partial<NoRow> = {}): NoRow => ({
  channel: 'all',
  sender_no: ALL,
  topic_no: ALL,
  no_at: EARLY,
  ...changes,
});

describe('a wide no', () => {
  it('is told since it was last said, on whichever of the address’s ids', () => {
    expect(wideNos([row(), row({ no_at: LATE })], EMAIL)).toEqual([{ senderNo: ALL, since: LATE }]);
    expect(wideNos([row({ no_at: LATE }), row()], EMAIL)).toEqual([{ senderNo: ALL, since: LATE }]);
  });

  it('to everybody takes in those to one sender', () => {
    expect(wideNos([row({ sender_no: 4, no_at: LATE }), row()], EMAIL)).toEqual([
      { senderNo: ALL, since: EARLY },
    ]);
    expect(wideNos([row({ sender_no: 4 }), row({ sender_no: 5, no_at: LATE })], EMAIL)).toEqual([
      { senderNo: 4, since: EARLY },
      { senderNo: 5, since: LATE },
    ]);
  });

  it('covers every channel of the address: one of several is not wide, the only one is', () => {
    expect(wideNos([row({ channel: 'sms' })], PHONE)).toEqual([]);
    expect(wideNos([row({ channel: 'email' })], EMAIL)).toEqual([{ senderNo: ALL, since: EARLY }]);
  });

  it('is none where only a topic was refused, or nothing', () => {
    expect(wideNos([row({ sender_no: 4, topic_no: 9 }), row({ no_at: null })], EMAIL)).toEqual([]);
  });
});
