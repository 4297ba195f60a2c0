import type { EvidenceBody } from '../../domain/consent-event';
import type { RawAddress } from '../../domain/contact-point/address';
import type { Act, Assurance, Basis, ChannelScope } from '../../domain/vocabulary';

/** The acts a system may report. What only the house itself does (`expired`, `invalidated`) is not among them. */
export const REPORTED_ACTS = [
  'requested',
  'given',
  'renewed',
  'refused',
  'withdrawn',
  'objected',
  'revoked',
  'paused',
  'resumed',
] as const satisfies readonly Act[];
export type ReportedAct = (typeof REPORTED_ACTS)[number];

/** A choice taken elsewhere, as it was reported: names are not looked up yet, the address is not read. */
export interface SubmittedEvent {
  address: RawAddress | null;
  /** External reference of who spoke; without an address, all of the contact's addresses on the channel. */
  contact: string | null;
  /** Post only: said for everyone at the address. */
  household: boolean;
  act: ReportedAct;
  channel: ChannelScope;
  /** A slug, or `all`. */
  sender: string;
  topic: string;
  basis: Basis | null;
  noticeVersion: string | null;
  saidAt: string | null;
  effectiveUntil: Date | null;
  assurance: Extract<Assurance, 'asserted' | 'confirmed'>;
  evidence: EvidenceBody;
}
