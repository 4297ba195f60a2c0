import { expectedEvents, readGuards, type StoredEvent } from '../../../db/queries/verify';
import type { ReadContext } from '../../context';
import type { EvidenceBody } from '../../domain/consent-event';
import { eventHash, evidenceDigest } from '../../domain/ledger';
import { readLedger, type StoredChain } from './read-ledger';

/** What is wrong at an event; of each contact point only the first fault is told, for all after it follow from it. */
export type LedgerFaultKind =
  /** The contents do not give the stored hash: something in it was changed, or it was moved. */
  | 'altered'
  /** Its link does not match the event before it: one was inserted, removed or reordered here. */
  | 'unlinked'
  /** No event has this number although later ones, or the head, say there was one. */
  | 'removed'
  /** Events stand after the one the head names as the last. */
  | 'inserted'
  /** The last event is not the one the head names. */
  | 'head_differs'
  /** Events of a contact point that has no head. */
  | 'orphan'
  /** The readable evidence is not what the event commits to. */
  | 'evidence_altered';

export interface LedgerFault {
  contactPointId: string;
  seq: number;
  kind: LedgerFaultKind;
}

export interface LedgerReport {
  intact: boolean;
  contactPoints: number;
  events: number;
  /** Events whose readable evidence is gone (erased); their digests still stand. */
  withoutEvidence: number;
  /** The first faults, at most {@link FAULTS_TOLD}. */
  faults: LedgerFault[];
  faultyContactPoints: number;
  /** What protects the ledger inside the database and is missing. */
  unguarded: string[];
  cannotVouchFor: string[];
}

export const FAULTS_TOLD = 50;
const LEDGER_TRIGGERS = ['consent_event_append_only', 'consent_event_no_truncate'];

const CANNOT_VOUCH = [
  'Whole contact points removed together with their head rows leave nothing behind to notice them by.',
  'An owner of the database who rewrites every later hash of a contact point and its head leaves a chain that agrees with itself.',
  'Evidence that is no longer there cannot be compared with its digest.',
];

/**
 * Reads the whole ledger in key order from one snapshot and recomputes every link: sequence, previous hash, hash,
 * head, and the evidence that still exists. Also looks at what guards the table. Constant memory.
 * `tell` is called with events read so far and about how many there are.
 */
export async function verifyLedger(
  ctx: ReadContext,
  tell: (done: number, total: number) => void = () => undefined,
): Promise<LedgerReport> {
  return ctx.db.snapshot(async (reader) => {
    const report: LedgerReport = {
      intact: true,
      contactPoints: 0,
      events: 0,
      withoutEvidence: 0,
      faults: [],
      faultyContactPoints: 0,
      unguarded: missingGuards(await readGuards(reader)),
      cannotVouchFor: CANNOT_VOUCH,
    };
    const expected = await expectedEvents(reader);
    for await (const chains of readLedger(reader)) {
      for (const chain of chains) checkChain(chain, report);
      tell(report.events, Math.max(expected, report.events));
    }
    report.intact = report.faultyContactPoints === 0 && report.unguarded.length === 0;
    return report;
  });
}

function missingGuards(guards: { triggers: string[]; rights: { role: string; right: string }[] }): string[] {
  return [
    ...LEDGER_TRIGGERS.filter((name) => !guards.triggers.includes(name)).map(
      (name) => `The trigger ${name} on consent_event is missing or switched off.`,
    ),
    ...guards.rights.map(({ role, right }) => `The role ${role} holds ${right} on consent_event.`),
  ];
}

function checkChain(chain: StoredChain, report: LedgerReport): void {
  report.contactPoints += 1;
  report.events += chain.events.length;
  const fault = firstFault(chain, report);
  if (fault === null) return;
  report.faultyContactPoints += 1;
  if (report.faults.length < FAULTS_TOLD) report.faults.push({ contactPointId: chain.id, ...fault });
}

function firstFault(chain: StoredChain, report: LedgerReport): Omit<LedgerFault, 'contactPointId'> | null {
  const { head, events } = chain;
  let previous: StoredEvent | null = null;
  // Events of one instruction share one row of evidence: it is hashed once.
  let provenFor = '';
  let proof: Buffer = Buffer.alloc(0);
  for (const event of events) {
    const expected: number = (previous?.seq ?? 0) + 1;
    if (event.seq > expected) return { seq: expected, kind: 'removed' };
    if (!eventHash(event, event.prevHash).equals(event.hash)) return { seq: event.seq, kind: 'altered' };
    if (!same(event.prevHash, previous?.hash ?? null)) return { seq: event.seq, kind: 'unlinked' };
    if (head !== null && event.seq > head.lastSeq) return { seq: event.seq, kind: 'inserted' };
    if (event.evidenceDigest !== null) {
      if (event.evidenceSalt === null) report.withoutEvidence += 1;
      else {
        if (provenFor !== event.instructionId) proof = digestOf(event, event.evidenceSalt);
        provenFor = event.instructionId;
        if (!proof.equals(event.evidenceDigest)) return { seq: event.seq, kind: 'evidence_altered' };
      }
    }
    previous = event;
  }
  if (head === null) return { seq: events[0]?.seq ?? 0, kind: 'orphan' };
  const last: number = previous?.seq ?? 0;
  if (head.lastSeq > last) return { seq: last + 1, kind: 'removed' };
  if (!same(head.lastHash, previous?.hash ?? null)) return { seq: last, kind: 'head_differs' };
  return null;
}

function digestOf(event: StoredEvent, salt: Buffer): Buffer {
  // Stored evidence is what JSON.stringify made of an EvidenceBody; anything else fails the comparison.
  return evidenceDigest(event.evidenceBody as EvidenceBody, salt);
}

function same(a: Buffer | null, b: Buffer | null): boolean {
  return a === null || b === null ? a === b : a.equals(b);
}
