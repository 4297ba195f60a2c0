import { describe, expect, it } from 'vitest';
import { ago, liftingYes, no, yes } from './decide.samples';
import { everRefused, standingNo } from './standing-no';

const cell = { channel: 'email', senderNo: 1, topicNo: 11 } as const;

describe('the standing no', () => {
  it('is none where nothing covering was refused', () => {
    expect(standingNo([], cell)).toBeNull();
    expect(standingNo([yes('email'), no(ago(1), { channel: 'sms' })], cell)).toBeNull();
  });

  it('is the latest of all that cover the cell, with its scope', () => {
    const found = standingNo(
      [no(ago(3), { channel: 'email' }), no(ago(2), { senderNo: 1 }), no(ago(9))],
      cell,
    );
    expect(found).toEqual({
      at: ago(2),
      eventId: 'event-no',
      door: 'desk',
      channel: 'all',
      senderNo: 1,
      topicNo: 0,
    });
  });

  it('is set aside by a lift of exactly this cell said strictly later, and by no wider or other one', () => {
    expect(standingNo([no(ago(3)), liftingYes('email', { at: ago(2) })], cell)).toBeNull();
    expect(standingNo([no(ago(3)), liftingYes('email', { at: ago(3) })], cell)).not.toBeNull();
    expect(standingNo([no(ago(3)), liftingYes('sms', { at: ago(2) })], cell)).not.toBeNull();
    const wide = { ...liftingYes('email', { at: ago(2) }), topicNo: 0 };
    expect(standingNo([no(ago(3)), wide], cell)).not.toBeNull();
    expect(standingNo([no(ago(3)), no(ago(1)), liftingYes('email', { at: ago(2) })], cell)?.at).toEqual(
      ago(1),
    );
  });

  it('is not yet set aside by a lift said after the instant asked about', () => {
    const rows = [no(ago(3)), liftingYes('email', { at: ago(1) })];
    expect(standingNo(rows, cell, { atMs: ago(2).getTime() })).not.toBeNull();
    expect(standingNo(rows, cell, { atMs: ago(1).getTime() })).toBeNull();
  });

  it('stands when its date cannot be read', () => {
    const unreadable = no(new Date(Number.NaN));
    expect(standingNo([unreadable, liftingYes('email')], cell)).not.toBeNull();
  });

  it('is remembered as ever refused after it was lifted', () => {
    expect(everRefused([no(ago(3)), liftingYes('email', { at: ago(2) })], cell)?.at).toEqual(ago(3));
    expect(everRefused([liftingYes('email')], cell)).toBeNull();
  });
});
