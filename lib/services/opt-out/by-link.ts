import { readLinkedAddress } from '../../../db/queries/link-page';
import type { Context } from '../../context';
import type { EvidenceBody, Statement, Utterance } from '../../domain/consent-event';
import { bareRef } from '../../domain/contact-point/locate';
import { type LinkClaims, NIL_UUID } from '../../domain/token';
import { ALL, type Door } from '../../domain/vocabulary';
import type { RecordOutcome } from '../ledger/record';
import type { RecordOne } from '../ledger/record-together';
import { linkScope } from './link-scope';

/** How much a person stops by a link: the topic it names, everything from its sender, or everything. */
export type LinkOptOutScope = 'topic' | 'sender' | 'all';

/**
 * Records a no said by a link. The token alone is enough; `all` also covers the contact's other addresses when
 * exactly one contact uses the linked one (DESIGN §6). Resolves after commit.
 */
export async function optOutByLink(
  ctx: Context,
  recordOne: RecordOne,
  said: { claims: LinkClaims; scope: LinkOptOutScope; door: Door; evidence: EvidenceBody },
): Promise<RecordOutcome> {
  const { claims, scope } = said;
  const { link } = await linkScope(ctx, claims);
  const statement = statementFor(scope, link);
  const linked = bareRef(claims.contactPointId, link.kind, ctx.config.addressKeys.length);
  const utterances: Utterance[] = [{ point: linked, contactId: null, statements: [statement] }];
  if (scope === 'all') {
    const known = await readLinkedAddress(ctx.db.reader, { contactPointId: claims.contactPointId, ...link });
    for (const other of known?.others ?? []) {
      utterances.push({
        point: bareRef(other.id, other.kind, ctx.config.addressKeys.length),
        contactId: known?.contactId ?? null,
        statements: [statement],
      });
    }
  }
  const evidence =
    claims.messageId === NIL_UUID ? said.evidence : { ...said.evidence, message: claims.messageId };
  return recordOne({
    id: ctx.newId(),
    saidAt: ctx.now(),
    door: said.door,
    actor: { kind: 'person', id: null },
    assurance: 'link',
    evidence,
    utterances,
  });
}

function statementFor(
  scope: LinkOptOutScope,
  link: { channel: Statement['channel']; senderNo: number; topicNo: number },
): Statement {
  switch (scope) {
    case 'topic':
      return { act: 'withdrawn', channel: link.channel, senderNo: link.senderNo, topicNo: link.topicNo };
    case 'sender':
      return { act: 'withdrawn', channel: 'all', senderNo: link.senderNo, topicNo: ALL };
    case 'all':
      return { act: 'withdrawn', channel: 'all', senderNo: ALL, topicNo: ALL };
  }
}
