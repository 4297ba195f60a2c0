import type { Writer } from '../../../db/client';
import { type OwnAddress, ownConsents } from '../../../db/queries/account-addresses';
import { lockHeads } from '../../../db/queries/record';
import type { Context } from '../../context';
import type { EvidenceBody } from '../../domain/consent-event';
import { bareRef } from '../../domain/contact-point/locate';
import type { Channel } from '../../domain/vocabulary';
import { record } from '../ledger/record';

/** An address, or some of its channels, that its person gives up. */
export interface GivenUp {
  contactId: string;
  address: OwnAddress;
  channels: readonly Channel[];
  /** The instant the use ends: by it the ledger knows that these nos belong to this address alone. */
  at: Date;
  /** The button pressed. */
  words: string;
  evidence: EvidenceBody;
}

/**
 * Takes back what a person said yes to at an address they give up, in the caller's transaction: a number handed on, or
 * a mailbox closed, must not go on being written to on the word of who has left it. Others' yeses there stay.
 */
export async function takeBackConsents(ctx: Context, tx: Writer, given: GivenUp): Promise<void> {
  const { contactId, address, channels, at } = given;
  const point = bareRef(address.id, address.kind, address.keyEpoch);
  await lockHeads(tx, [point]);
  const consents = await ownConsents(tx, address.id, contactId);
  const ended = consents.filter((one) => channels.includes(one.channel));
  if (ended.length === 0) return;
  await record(ctx, tx, [
    {
      id: ctx.newId(),
      saidAt: at,
      door: 'account',
      actor: { kind: 'person', id: contactId },
      assurance: 'signed_in',
      evidence: { page: '/account/addresses', words: given.words, ...given.evidence },
      utterances: [
        { point, contactId, statements: ended.map((cell) => ({ act: 'withdrawn' as const, ...cell })) },
      ],
    },
  ]);
}
