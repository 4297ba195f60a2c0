import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, refusedSince, saidByBoxes } from './said-boxes';
import { ALL, CHANNEL_SCOPES, CHANNELS } from './vocabulary';

const box: fc.Arbitrary<Box> = fc.record({
  channel: fc.constantFrom(...CHANNELS.slice(0, 3)),
  senderNo: fc.constantFrom(1, 2),
  topicNo: fc.constantFrom(11, 12),
});
const boxes = fc.array(box, { maxLength: 8 });
const sent = fc.record({ shown: boxes, wereTicked: boxes, ticked: boxes, refused: boxes });
const key = ({ channel, senderNo, topicNo }: Box) => `${channel}.${senderNo}.${topicNo}`;
const has = (list: readonly Box[], one: Box) => list.some((other) => key(other) === key(one));

describe('a form of boxes', () => {
  it('changes only what was shown, each box once, never both ways', () => {
    fc.assert(
      fc.property(sent, (form) => {
        const { no, yes } = saidByBoxes(form);
        for (const one of [...no, ...yes]) expect(has(form.shown, one)).toBe(true);
        const all = [...no, ...yes].map(key);
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });

  it('says nothing of a box left as it stood', () => {
    fc.assert(
      fc.property(sent, (form) => {
        const { no, yes } = saidByBoxes({ ...form, ticked: form.wereTicked, refused: [] });
        expect([...no, ...yes]).toEqual([]);
      }),
    );
  });

  it('takes every no that was shown: unticked, or stopped', () => {
    fc.assert(
      fc.property(sent, (form) => {
        const { no } = saidByBoxes(form);
        for (const one of form.shown)
          if (has(form.refused, one) || (has(form.wereTicked, one) && !has(form.ticked, one)))
            expect(has(no, one)).toBe(true);
      }),
    );
  });

  it('is a yes only where a box was newly ticked and not stopped', () => {
    fc.assert(
      fc.property(sent, (form) => {
        for (const one of saidByBoxes(form).yes)
          expect([has(form.ticked, one), has(form.wereTicked, one), has(form.refused, one)]).toEqual([
            true,
            false,
            false,
          ]);
      }),
    );
  });
});

describe('a no recorded after the page was shown', () => {
  const row = fc.record({
    contact_point_id: fc.constantFrom('a', 'b'),
    channel: fc.constantFrom(...CHANNEL_SCOPES.slice(0, 3)),
    sender_no: fc.constantFrom(ALL, 1, 2),
    topic_no: fc.constantFrom(ALL, 11, 12),
    no_seq: fc.option(fc.integer({ min: 1, max: 9 })),
  });
  const seen = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 9 })));

  it('is met wherever it covers the box, and none that the page had shown', () => {
    let met = 0;
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), seen, box, (rows, pairs, one) => {
        const ledgers = new Map(pairs);
        const newer = rows.filter((each) => (each.no_seq ?? 0) > (ledgers.get(each.contact_point_id) ?? 0));
        const found = refusedSince(ledgers, one, rows);
        expect(found).toBe(refusedSince(new Map(), one, newer));
        if (!found) return;
        met += 1;
        expect(refusedSince(new Map(rows.map((each) => [each.contact_point_id, 9])), one, rows)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
    expect(met).toBeGreaterThan(50);
  });

  it('counts wherever nothing was shown of a contact point at all', () => {
    const rows = [
      { contact_point_id: 'new', channel: 'all' as const, sender_no: ALL, topic_no: ALL, no_seq: 1 },
    ];
    expect(refusedSince(new Map([['a', 5]]), { channel: 'email', senderNo: 1, topicNo: 11 }, rows)).toBe(
      true,
    );
  });
});
