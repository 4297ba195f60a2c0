import { type SenderIdentity, senderIdentities } from '../../../db/queries/notices';
import type { ReadContext } from '../../context';

/** A sender as the pages about the site name it; its postal address in lines. */
export type TellableSender = Omit<SenderIdentity, 'postalAddress'> & { address: readonly string[] };

/** Who answers for this centre (the first of our own brands), and every sender that uses it. */
export interface Identities {
  controller: { legalName: string; address: readonly string[]; email: string };
  senders: readonly TellableSender[];
}

/** Reads the senders' legal identities. Until a brand is set up the address mail comes from stands in. */
export async function readIdentities(ctx: ReadContext): Promise<Identities> {
  const rows = await senderIdentities(ctx.db.reader);
  const senders = rows.map(({ postalAddress, ...row }) => ({ ...row, address: linesOf(postalAddress) }));
  const [own] = senders.filter((sender) => sender.kind === 'first_party');
  const mailbox = /<([^<>]+)>/.exec(ctx.config.mailFrom)?.[1] ?? ctx.config.mailFrom;
  return {
    controller: {
      legalName: own?.legalName ?? mailbox,
      address: own?.address ?? [],
      email: own?.contactEmail ?? mailbox,
    },
    senders,
  };
}

function linesOf(address: string): string[] {
  return address
    .split(/\n|,/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
