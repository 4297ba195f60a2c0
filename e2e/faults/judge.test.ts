import { describe, expect, it } from 'vitest';
import { type Asked, judge, type Mark, type Stored } from './judge';

const mark = (pointId: string): Mark => ({
  pointId,
  effect: 'no',
  channel: 'email',
  senderNo: 1,
  topicNo: 2,
});
const stored = (pointId: string, events = 1): Stored => ({ ...mark(pointId), events });
const asked = (acknowledged: boolean, ...points: string[]): Asked => ({
  door: 'one-click',
  marks: points.map(mark),
  acknowledgedAt: acknowledged ? 1 : null,
});

describe('the judge of a run', () => {
  it('has nothing to say of choices that hold once, whether or not the client was told', () => {
    const judged = judge(
      [asked(true, 'a'), asked(false, 'b'), asked(false, 'c')],
      [stored('a'), stored('b')],
    );
    expect(judged).toEqual({
      acknowledged: 1,
      found: 1,
      heldUntold: 1,
      lost: 0,
      doubled: 0,
      torn: 0,
      unasked: 0,
      faults: [],
    });
  });

  it('names an acknowledged choice that is not there', () => {
    const judged = judge([asked(true, 'a'), asked(true, 'b')], [stored('a')]);
    expect(judged).toMatchObject({ acknowledged: 2, found: 1, lost: 1 });
    expect(judged.faults).toEqual(['lost: one-click no email/1/2 of b']);
  });

  it('names an acknowledged choice of which a part is missing', () => {
    expect(judge([asked(true, 'a', 'b')], [stored('a')])).toMatchObject({ lost: 1, found: 0 });
  });

  it('names a choice that holds twice', () => {
    expect(judge([asked(true, 'a'), asked(false, 'b')], [stored('a', 2), stored('b', 3)]).doubled).toBe(3);
  });

  it('names a choice that holds in part although nobody was told of it', () => {
    expect(judge([asked(false, 'a', 'b')], [stored('a')])).toMatchObject({ torn: 1, heldUntold: 0 });
  });

  it('names what nobody asked for', () => {
    expect(judge([asked(true, 'a')], [stored('a'), stored('z', 2)])).toMatchObject({ unasked: 2, lost: 0 });
  });

  it('does not judge choices it could not tell apart', () => {
    expect(() => judge([asked(true, 'a'), asked(true, 'a')], [stored('a')])).toThrow('share a mark');
  });
});
