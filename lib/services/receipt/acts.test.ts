import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ActingPerson, type ActWorld, openActWorld } from './acts.fixture';
import { actsOfContact } from './acts-of-contact';
import { receiptOfContact } from './receipt-of-contact';

let world: ActWorld;

beforeAll(async () => {
  world = await openActWorld();
});
afterAll(() => world?.close());
beforeEach(() => {
  world.ctx.clock.now = new Date('2026-11-22T12:00:00.000Z');
});

const acts = (person: ActingPerson) => actsOfContact(world.ctx, person.contactId, { after: null, limit: 50 });

describe('the history', () => {
  it('tells each breath once, with its words, who spoke, who wrote it down, and over which addresses', async () => {
    const person = await world.somebody();
    await world.say(person, { statements: [world.yes(), { ...world.yes(), topicNo: world.words.news }] });
    await world.say(person, {
      statements: [world.no()],
      door: 'desk',
      actor: { kind: 'staff', id: world.ctx.newId() },
      assurance: 'asserted',
      evidence: { medium: 'letter', words: 'Stop' },
    });
    const told = await acts(person);
    expect(told.acts).toMatchObject([
      { door: 'desk', speaker: 'you', medium: 'letter', lines: [{ act: 'objected', sender: null }] },
      {
        door: 'account',
        speaker: 'you',
        medium: null,
        lines: [
          { act: 'given', sender: 'Brand', topic: 'Offers', pointIds: [person.point] },
          { act: 'given', sender: 'Brand', topic: 'News' },
        ],
        notices: [{ words: 'Tick to hear from us.', version: 1 }],
      },
    ]);
    expect(told.addresses.get(person.point)).toBe(person.email);
  });

  it('goes on in pages without leaving out or repeating anything', async () => {
    const person = await world.somebody();
    const said: string[] = [];
    for (let turn = 0; turn < 7; turn += 1)
      said.unshift(await world.say(person, { statements: [world.yes()] }));
    const seen: string[] = [];
    let after: Awaited<ReturnType<typeof actsOfContact>>['next'] = null;
    do {
      const page = await actsOfContact(world.ctx, person.contactId, { after, limit: 3 });
      expect(page.acts.length).toBeLessThanOrEqual(3);
      seen.push(...page.acts.map((act) => act.instructionId));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(said);
  });

  it('keeps what was said at an address the person uses no longer, and nothing its next user says', async () => {
    const [person, next] = [await world.somebody(), await world.somebody()];
    const own = await world.say(person, { statements: [world.yes()] });
    await world.db.asOwner(
      'UPDATE contact_contact_point SET detached_at = now() WHERE contact_point_id = $1 AND contact_id = $2',
      [person.point, person.contactId],
    );
    await world.share(person, next);
    const theirs = await world.say(person, { statements: [world.no()] }, next.contactId);
    expect((await acts(person)).acts.map((act) => act.instructionId)).toEqual([own]);
    expect((await acts(next)).acts.map((act) => act.instructionId)).toEqual([theirs]);
  });

  it('tells a sharer’s refusal, since it binds, without a receipt, and never what they agreed to', async () => {
    const [ann, bob] = [await world.somebody(), await world.somebody()];
    await world.share(ann, bob);
    const agreed = await world.say(ann, { statements: [world.yes()] });
    const refused = await world.say(ann, { statements: [world.no()] });
    expect((await acts(bob)).acts).toMatchObject([{ instructionId: refused, speaker: 'sharer' }]);
    for (const id of [agreed, refused]) {
      expect(await receiptOfContact(world.ctx, bob.contactId, id)).toBeNull();
      expect((await receiptOfContact(world.ctx, ann.contactId, id))?.act.speaker).toBe('you');
    }
  });
});
