import { describe, expect, it } from 'vitest';
import { decide } from './decide';
import {
  ago,
  ask,
  assessed,
  facts,
  liftingYes,
  no,
  OFFERS,
  SERVICE,
  SOFT_NOTICE,
  stop,
  vocabulary,
  yes,
} from './decide.samples';
import type { AddressFacts, Question } from './facts';
import { heldChoice, nameOfYes } from './held-choice';

const CELL = { channel: 'post', senderNo: OFFERS.senderNo, topicNo: OFFERS.no } as const;

function held(address: AddressFacts, question: Question = ask('email'), known = vocabulary()) {
  return heldChoice(address, question, known, decide([address], question, known));
}

describe('what holds for a person', () => {
  it('is a yes where the gate rests on one, since it was said', () => {
    expect(held(facts({ permissions: [yes('email')] }))).toEqual({ state: 'yes', since: ago(10) });
  });

  it.each([
    ['whose notice does not name the channel', { noticeVersionId: SOFT_NOTICE.id }],
    ['whose notice is not published', { noticeVersionId: 'nowhere' }],
    ['that rests on no notice', { noticeVersionId: null }],
    ['that has run out', { effectiveUntil: ago(1) }],
    ['without evidence', { hasEvidence: false }],
    ['nobody vouches for', { assurance: 'none' as const }],
    ['on a basis the channel does not take', { basis: 'contract' as const }],
  ])('is not a yes %s', (_what, changes) => {
    const address = facts({ permissions: [yes('email', changes)] });
    expect(decide([address], ask('email'), vocabulary()).answer).toBe('deny');
    expect(held(address)).toEqual({ state: 'not_asked', since: null });
    // A stop that comes before any ground does not bring it back.
    if (!('basis' in changes))
      expect(held({ ...address, stops: [stop('pause')] })).toEqual({ state: 'not_asked', since: null });
  });

  it('stays a yes, to be taken back, while a pause or an unknown country stops the message', () => {
    const paused = facts({ permissions: [yes('email')], stops: [stop('pause')] });
    expect(held(paused).state).toBe('yes');
    expect(held(facts({ permissions: [yes('email')], country: 'ZZ' })).state).toBe('yes');
  });

  it('is no wherever the gate says refused, and since that no', () => {
    expect(held(facts({ permissions: [yes('email'), no(ago(5))] }))).toEqual({
      state: 'no',
      since: ago(5),
    });
    const lifted = facts({ permissions: [no(ago(20)), liftingYes('email')] });
    expect(held(lifted)).toEqual({ state: 'yes', since: ago(10) });
  });

  it('is no again once the yes that set a no aside has run out and only an interest of ours is left', () => {
    const known = vocabulary({ assessments: [assessed('post')] });
    const name = { fullNameKey: 'aa' };
    const lifted = liftingYes('post', { ...name, effectiveUntil: ago(1) });
    const address = facts({ permissions: [no(ago(20)), lifted] });
    const question = ask('post', name);
    expect(decide([address], question, known).reasons.map(({ code }) => code)).toContain('refused');
    expect(held(address, question, known)).toEqual({ state: 'no', since: ago(20) });
  });

  it('is sent by default where the gate allows without a word from the person', () => {
    const known = vocabulary({ assessments: [assessed('post')] });
    expect(held(facts(), ask('post'), known)).toEqual({ state: 'by_default', since: null });
    const customer = { basis: 'soft_opt_in', noticeVersionId: SOFT_NOTICE.id } as const;
    expect(held(facts({ permissions: [yes('email', customer)] })).state).toBe('by_default');
    const refused = facts({ permissions: [no(ago(5))] });
    expect(held(refused, ask('email', { topic: SERVICE })).state).toBe('by_default');
  });
});

describe('the name a yes by post was given under', () => {
  it('is that of the newest yes for exactly the cell', () => {
    const older = yes('post', { at: ago(30), fullNameKey: 'aa' });
    const newer = yes('post', { at: ago(3), fullNameKey: 'bb' });
    const elsewhere = yes('email', { at: ago(1), fullNameKey: 'cc' });
    expect(nameOfYes(facts({ permissions: [older, newer, elsewhere] }), CELL)).toBe('bb');
    expect(nameOfYes(facts({ permissions: [elsewhere] }), CELL)).toBeNull();
  });
});
