import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoticeCoverage } from './facts';
import {
  boxOf,
  JOIN_CHANNELS,
  JOIN_DETAILS,
  JOIN_KINDS,
  type JoinForm,
  type JoinOffer,
  type OfferedTopic,
  offerOf,
  readAnswers,
} from './joining';
import { covers } from './refuse-instruction';
import { CHANNELS, CONTACT_POINT_KINDS, KIND_OF_CHANNEL } from './vocabulary';

const BRAND = 1;
const PARTNERS = [7, 8];
const TOPICS = [11, 12, 13, 71, 81];

const someChannels = fc.uniqueArray(fc.constantFrom(...CHANNELS));
const topics: fc.Arbitrary<OfferedTopic[]> = fc.tuple(...TOPICS.map(topicArbitrary));
function topicArbitrary(no: number): fc.Arbitrary<OfferedTopic> {
  return fc.record({
    no: fc.constant(no),
    senderNo: fc.constant(no > 70 ? Math.floor(no / 10) : BRAND),
    essential: fc.boolean(),
    channels: someChannels,
  });
}

function noticeArbitrary(id: string): fc.Arbitrary<NoticeCoverage> {
  return fc.record({
    id: fc.constant(id),
    channels: someChannels,
    senderNos: fc.uniqueArray(fc.constantFrom(BRAND, ...PARTNERS)),
    topicNos: fc.uniqueArray(fc.constantFrom(...TOPICS)),
    basis: fc.constantFrom('consent', 'soft_opt_in'),
    publishedAt: fc.constant(new Date(0)),
  });
}

const forms: fc.Arbitrary<JoinForm> = fc.record({
  slug: fc.constant('newsletter'),
  version: fc.constant(1),
  senderNo: fc.constant(BRAND),
  source: fc.constant('order' as const),
  kind: fc.constantFrom(...JOIN_KINDS),
  notice: fc.constant('own'),
  topicNos: fc.uniqueArray(fc.constantFrom(...TOPICS)),
  channels: fc.uniqueArray(fc.constantFrom(...JOIN_CHANNELS)),
  partnerNos: fc.uniqueArray(fc.constantFrom(...PARTNERS)),
  partnersNotice: fc.constant('partners'),
  details: fc.uniqueArray(fc.constantFrom(...JOIN_DETAILS)),
  needsChoice: fc.boolean(),
  listed: fc.constant(true),
  confirm: fc.constant('email' as const),
  confirmWithinDays: fc.constant(7),
  similarProducts: fc.constant('boots'),
  country: fc.constant(null),
  allowedOrigins: fc.constant([]),
  archived: fc.constant(false),
});

const worlds = fc.record({
  form: forms,
  topics,
  own: noticeArbitrary('own'),
  partners: noticeArbitrary('partners'),
  withoutPartners: fc.boolean(),
});
const sendings = fc.record({
  // Boxes of this form, of others, and nonsense.
  ticked: fc.array(
    fc.oneof(
      fc
        .tuple(
          fc.constantFrom(...CHANNELS),
          fc.constantFrom(0, BRAND, ...PARTNERS),
          fc.constantFrom(0, ...TOPICS),
        )
        .map((parts) => parts.join('.')),
      fc.string(),
    ),
    { maxLength: 40 },
  ),
  refused: fc.boolean(),
  reachable: fc.uniqueArray(fc.constantFrom(...CONTACT_POINT_KINDS)).map((kinds) => new Set(kinds)),
});

const shownCells = (offer: JoinOffer) =>
  offer.sections.flatMap(({ ask, cells }) => cells.map((cell) => ({ ask, box: boxOf(cell) })));

describe('a join form', () => {
  it('offers only what the form, the topic and the notice all name, and asks the address for', () => {
    fc.assert(
      fc.property(worlds, ({ form, topics: known, own, partners, withoutPartners }) => {
        const offer = offerOf(form, known, { own, partners, withoutPartners });
        for (const section of offer.sections) {
          const notice = section.thirdParty ? partners : own;
          expect(section.noticeId).toBe(notice.id);
          expect(section.basis).toBe(notice.basis);
          for (const { channel, senderNo, topicNo } of section.cells) {
            const topic = known.find((one) => one.no === topicNo);
            expect(topic?.channels).toContain(channel);
            expect(topic?.essential).toBe(false);
            expect(form.channels).toContain(channel);
            expect(covers(notice, channel, senderNo, topicNo)).toBe(true);
            const kind = KIND_OF_CHANNEL[channel];
            expect(kind === 'email' || form.details.includes(kind)).toBe(true);
          }
        }
      }),
    );
  });

  it('asks nothing for third parties while the browser asks not to share, and nothing of them but consent', () => {
    fc.assert(
      fc.property(worlds, ({ form, topics: known, own, partners, withoutPartners }) => {
        const offer = offerOf(form, known, { own, partners, withoutPartners });
        const third = offer.sections.filter((section) => section.senderNo !== form.senderNo);
        if (withoutPartners) expect(third).toEqual([]);
        for (const section of third) {
          expect(section).toMatchObject({ thirdParty: true, basis: 'consent', ask: 'yes' });
        }
      }),
    );
  });

  it('offers a soft opt-in by electronic mail alone', () => {
    fc.assert(
      fc.property(worlds, ({ form, topics: known, own, partners }) => {
        const offer = offerOf(form, known, { own, partners, withoutPartners: false });
        for (const { basis, cells } of offer.sections) {
          if (basis !== 'soft_opt_in') continue;
          expect(cells.every(({ channel }) => channel === 'email' || channel === 'sms')).toBe(true);
        }
      }),
    );
  });
});

describe('the answers to a join form', () => {
  const cases = fc.tuple(worlds, sendings);
  const read = ([world, sent]: typeof cases extends fc.Arbitrary<infer Case> ? Case : never) => {
    const offer = offerOf(world.form, world.topics, world);
    return { offer, sent, ...readAnswers(offer, sent) };
  };

  it('change only what was shown', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { offer, yes, no } = read(one);
        const shown = new Set(shownCells(offer).map(({ box }) => box));
        for (const cell of [...yes, ...no]) expect(shown).toContain(boxOf(cell));
      }),
    );
  });

  it('write nothing for a box left alone, and a yes for each one ticked', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { offer, sent, yes } = read(one);
        const asked = shownCells(offer).filter(({ ask }) => ask === 'yes');
        const said = new Set(yes.filter(({ basis }) => basis === 'consent').map(boxOf));
        for (const { box } of asked) expect(said.has(box)).toBe(sent.ticked.includes(box));
      }),
    );
  });

  it('are a no to all the "do not" box stands for when it is ticked, and never a yes to any of it', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { offer, sent, yes, no } = read(one);
        const refusable = shownCells(offer).filter(({ ask }) => ask === 'no');
        expect(no.map(boxOf)).toEqual(sent.refused ? refusable.map(({ box }) => box) : []);
        if (sent.refused) expect(yes.filter(({ basis }) => basis === 'soft_opt_in')).toEqual([]);
        for (const cell of yes.filter(({ basis }) => basis === 'soft_opt_in'))
          expect(sent.reachable.has(KIND_OF_CHANNEL[cell.channel])).toBe(true);
      }),
    );
  });

  it('rest each yes on the notice shown for its sender', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { offer, yes } = read(one);
        for (const cell of yes) {
          const section = offer.sections.find(({ senderNo }) => senderNo === cell.senderNo);
          expect(cell).toMatchObject({ noticeId: section?.noticeId, basis: section?.basis });
        }
      }),
    );
  });
});
