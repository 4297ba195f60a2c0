import type { Reader } from '../../../db/client';
import { type DataRequestRow, type ReadStep, requestsOf, stepsOf } from '../../../db/queries/data-requests';
import {
  type LinkAskedRow,
  type LookRow,
  linksAskedFor,
  looksAt,
  type PendingAddressRow,
  pendingAddressesOf,
  type RegistrationRow,
  registrationsAt,
  type SessionRow,
  type SignInLinkRow,
  sessionsOf,
  signInLinksOf,
  type TakenDownRow,
  takenDownOf,
} from '../../../db/queries/my-data-dealings';
import type { Own } from './reach';
import { type Section, section } from './section';

/** What passed between a person and us: what staff wrote down and looked at, sign-ins, forms, requests. */
export interface Dealings {
  takenDown: Section<TakenDownRow>;
  looks: Section<LookRow>;
  requests: Section<DataRequestRow & { history: readonly ReadStep[] }>;
  registrations: Section<RegistrationRow>;
  pendingAddresses: Section<PendingAddressRow>;
  sessions: Section<SessionRow>;
  signInLinks: Section<SignInLinkRow>;
  linksAsked: Section<LinkAskedRow>;
}

/**
 * Collects what passed between a person and us. Forms and askings for a link under nobody's name count only at
 * addresses nobody else ever used: elsewhere another may have typed them.
 */
export async function collectDealings(reader: Reader, own: Own): Promise<Dealings> {
  const { contactId, alone } = own;
  const requests = await section((limit) => requestsOf(reader, contactId, alone, limit));
  const steps = await stepsOf(
    reader,
    requests.rows.map(({ id }) => id),
  );
  return {
    takenDown: await section((limit) => takenDownOf(reader, contactId, alone, limit)),
    looks: await section((limit) => looksAt(reader, contactId, alone, limit)),
    requests: {
      ...requests,
      rows: requests.rows.map((row) => ({
        ...row,
        history: steps.filter((step) => step.requestId === row.id),
      })),
    },
    registrations: await section((limit) => registrationsAt(reader, alone, limit)),
    pendingAddresses: await section((limit) => pendingAddressesOf(reader, contactId, limit)),
    sessions: await section((limit) => sessionsOf(reader, contactId, limit)),
    signInLinks: await section((limit) => signInLinksOf(reader, contactId, limit)),
    linksAsked: await section((limit) => linksAskedFor(reader, alone, limit)),
  };
}
