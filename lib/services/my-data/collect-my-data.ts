import type { Reader } from '../../../db/client';
import {
  deliverabilityOf,
  listingsOf,
  ownPoints,
  type ProfileFactRow,
  type ProfileRow,
  printedCodesOf,
  profileHistoryOf,
  profileOf,
  type UseRow,
} from '../../../db/queries/my-data';
import type { ReadContext } from '../../context';
import { heldMatrix } from '../person/held-matrix';
import { type Choices, collectChoices } from './collect-choices';
import { collectDealings, type Dealings } from './collect-dealings';
import { collectSent, type Sent } from './collect-sent';
import { type Own, reachOf } from './reach';
import { type Section, section } from './section';

/** What would be sent to one address now, as the gate answers it. */
export interface HeldNow {
  contactPointId: string;
  channel: string;
  sender: string;
  topic: string;
  essential: boolean;
  answer: 'allow' | 'deny';
  state: string;
  since: Date | null;
  reasons: readonly { code: string; detail: string }[];
}

/** Everything held of one person, as GDPR Art. 15 and 20 want it told. Nothing of anybody else. */
export interface MyData {
  madeAt: Date;
  profile: ProfileRow;
  profileHistory: Section<ProfileFactRow>;
  addresses: readonly UseRow[];
  deliverability: Section<Awaited<ReturnType<typeof deliverabilityOf>>[number]>;
  registerListings: Section<Awaited<ReturnType<typeof listingsOf>>[number]>;
  printedCodes: Section<Awaited<ReturnType<typeof printedCodesOf>>[number]>;
  heldNow: readonly HeldNow[];
  choices: Choices;
  sent: Sent;
  dealings: Dealings;
}

/**
 * Collects everything held of a person, from one snapshot, and what holds now. Bounded: a part with more than
 * {@link SECTION_MOST} rows says that some were left out. Null when there is no such person, or they were erased.
 */
export async function collectMyData(ctx: ReadContext, contactId: string): Promise<MyData | null> {
  const collected = await ctx.db.snapshot(async (reader) => {
    const profile = await profileOf(reader, contactId);
    if (profile === null || profile.status === 'erased') return null;
    const addresses = await ownPoints(reader, contactId);
    const own = reachOf(contactId, addresses);
    return {
      madeAt: ctx.now(),
      profile,
      profileHistory: await section((limit) => profileHistoryOf(reader, contactId, limit)),
      addresses,
      ...(await collectAddresses(reader, own)),
      choices: await collectChoices(reader, own),
      sent: await collectSent(reader, own),
      dealings: await collectDealings(reader, own),
    };
  });
  return collected === null ? null : { ...collected, heldNow: await collectHeld(ctx, collected.addresses) };
}

async function collectAddresses(reader: Reader, own: Own) {
  return {
    deliverability: await section(
      (limit) => deliverabilityOf(reader, own.pointIds, limit),
      (row) => own.reaches({ ...row, contactId: null }) !== 'other',
    ),
    registerListings: await section((limit) => listingsOf(reader, own.pointIds, limit)),
    printedCodes: await section(
      (limit) => printedCodesOf(reader, own.pointIds, limit),
      (row) => own.reaches({ ...row, contactId: null }) !== 'other',
    ),
  };
}

async function collectHeld(ctx: ReadContext, addresses: readonly UseRow[]): Promise<HeldNow[]> {
  const points = addresses.filter((use) => use.detachedAt === null);
  const held = await heldMatrix(ctx, points);
  return [...held].flatMap(([contactPointId, rows]) =>
    rows.flatMap(({ sender, topic, essential, cells }) =>
      cells.map(({ channel, decision, state, since }) => ({
        contactPointId,
        channel,
        sender,
        topic,
        essential,
        answer: decision.answer,
        state,
        since,
        reasons: decision.reasons.map(({ code, detail }) => ({ code, detail })),
      })),
    ),
  );
}
