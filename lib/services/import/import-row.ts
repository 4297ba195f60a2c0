import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { EvidenceBody } from '../../domain/consent-event';
import type { RawAddress } from '../../domain/contact-point/address';
import { SOFT_OPT_IN_LIMBS } from '../../domain/refuse-instruction';
import { parseSaidAt } from '../../domain/said-at';
import { ACT_EFFECT, BASES, type Basis, CHANNEL_SCOPES, type ChannelScope } from '../../domain/vocabulary';
import { REPORTED_ACTS, type ReportedAct } from '../consent-event/submitted-event';

/** Every column a file may have, with what it means; also the text of `sayso import --help`. */
export const IMPORT_COLUMNS = {
  external_ref:
    'reference of the contact in your system; with no address, all of a known contact’s addresses',
  name: 'name; of a new contact, and on a letter',
  email: 'email address',
  phone: 'number, with + and country code or as dialled in DEFAULT_COUNTRY',
  address: 'postal address, its lines separated by ;',
  postcode: 'postcode',
  country: 'two-letter country code',
  household: 'yes: a refusal by post for everybody at the address',
  channel: `how: ${CHANNEL_SCOPES.join(', ')} (all only for a no); empty for a no means all`,
  sender: 'slug of the sender; empty or all for a no means every sender',
  topic: 'slug of the topic; empty or all for a no means every topic',
  act: `what was said: ${REPORTED_ACTS.filter((act) => ACT_EFFECT[act] !== 'stop').join(', ')}`,
  basis: `of a yes: ${BASES.join(', ')}`,
  notice_version: 'of a yes: id, slug/version or slug/version/language of the notice that was shown',
  said_at: 'when it was said: a day, or an instant with its offset; a yes needs it',
  effective_until: 'of a yes: until when',
  words: 'the words used',
  reference: 'where it can be looked up: a call, a letter, an order',
  obtained_in: 'of a soft opt-in: sale or negotiation',
  similar_products: 'of a soft opt-in: what the marketing is about',
  refusal_offered: 'of a soft opt-in: how a refusal was offered each time',
  collected_by: 'of a soft opt-in: who collected the address',
} as const;

export type ImportColumn = keyof typeof IMPORT_COLUMNS;
export type RawRow = Partial<Record<ImportColumn, string>>;

/** Acts a file may bring: pauses belong to a person, not to a list. */
type ImportAct = Exclude<ReportedAct, 'paused' | 'resumed'>;
const ACTS = REPORTED_ACTS.filter((act): act is ImportAct => ACT_EFFECT[act] !== 'stop');

const rowSchema = z.object({
  act: z.enum(ACTS, `is not one of ${ACTS.join(', ')}`),
  channel: z.enum(CHANNEL_SCOPES, `is not one of ${CHANNEL_SCOPES.join(', ')}`),
  basis: z.enum(BASES, `is not one of ${BASES.join(', ')}`).nullable(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'is not a two-letter country code')
    .nullable(),
});

/** A row as its words are understood; names of senders, topics and notices are not looked up yet. */
export interface ImportRow {
  /** From 1, the header not counted. */
  row: number;
  externalRef: string | null;
  name: string | null;
  country: string | null;
  addresses: RawAddress[];
  household: boolean;
  channel: ChannelScope;
  sender: string;
  topic: string;
  act: ImportAct;
  basis: Basis | null;
  notice: string | null;
  saidAt: Date;
  effectiveUntil: Date | null;
  evidence: EvidenceBody;
  /** Stays the same for the same row, so that a second import adds nothing. */
  instructionId: string;
  /** What was read leniently. */
  notes: string[];
}

export interface ImportSource {
  /** What the operator calls it. */
  source: string;
  /** SHA-256 of the file, hex. */
  fileDigest: string;
  now: Date;
}

/** Reads one row. A no is read as far as it goes, whatever else stands in the row; a yes must be complete. */
export function readRow(
  raw: RawRow,
  row: number,
  from: ImportSource,
): { ok: true; row: ImportRow } | { ok: false; problems: string[] } {
  const text = (column: ImportColumn) => raw[column]?.trim() ?? '';
  const orNull = (column: ImportColumn) => text(column) || null;
  const act = text('act').toLowerCase();
  const isNo = ACT_EFFECT[act as ImportAct] === 'no';
  const every = isNo ? 'all' : '';
  const parsed = rowSchema.safeParse({
    act,
    channel: text('channel').toLowerCase() || every,
    basis: isNo ? null : orNull('basis'),
    country:
      isNo && !/^[A-Za-z]{2}$/.test(text('country')) ? null : (orNull('country')?.toUpperCase() ?? null),
  });
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`);
  const said = readSaidAt(text('said_at'), isNo, from.now);
  if (said.problem !== null) problems.push(said.problem);
  const until = isNo || text('effective_until') === '' ? null : parseSaidAt(text('effective_until'), 'no');
  if (!isNo && text('effective_until') !== '' && until === null)
    problems.push('effective_until is no day and no instant with an offset.');
  const addresses = addressesOf(raw, parsed.data?.country ?? null);
  if (addresses.length === 0 && text('external_ref') === '') problems.push('The row names nobody.');
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  const { channel, basis, country } = parsed.data;
  return {
    ok: true,
    row: {
      row,
      externalRef: orNull('external_ref'),
      name: orNull('name'),
      country,
      addresses,
      household: /^(yes|y|true|1)$/i.test(text('household')),
      channel,
      sender: text('sender') || every,
      topic: text('topic') || every,
      act: parsed.data.act,
      basis,
      notice: orNull('notice_version'),
      saidAt: said.at,
      effectiveUntil: until?.at ?? null,
      evidence: evidenceOf(raw, row, from, basis),
      instructionId: instructionIdOf(raw, row, from, text('said_at') !== ''),
      notes: said.notes,
    },
  };
}

function readSaidAt(
  text: string,
  isNo: boolean,
  now: Date,
): { at: Date; notes: string[]; problem: string | null } {
  const read = text === '' ? null : parseSaidAt(text, isNo ? 'no' : 'yes');
  if (read !== null) return { at: read.at, notes: [], problem: null };
  if (!isNo)
    return { at: now, notes: [], problem: 'said_at is needed: a day, or an instant with its offset.' };
  const notes = text === '' ? [] : ['said_at could not be read; the no counts from now'];
  return { at: now, notes, problem: null };
}

function addressesOf(raw: RawRow, country: string | null): RawAddress[] {
  const addresses: RawAddress[] = [];
  const email = raw.email?.trim() ?? '';
  const phone = raw.phone?.trim() ?? '';
  const lines = (raw.address ?? '')
    .split(/[;\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const postcode = raw.postcode?.trim() ?? '';
  if (email !== '') addresses.push({ email });
  if (phone !== '') addresses.push({ phone });
  if (lines.length > 0 || postcode !== '')
    addresses.push({
      postal: { name: raw.name?.trim() ?? '', lines, postcode, country: country ?? undefined },
    });
  return addresses;
}

function evidenceOf(raw: RawRow, row: number, from: ImportSource, basis: Basis | null): EvidenceBody {
  const evidence: EvidenceBody = { source: from.source, file: from.fileDigest, row };
  for (const column of ['words', 'reference', 'said_at'] as const) {
    const text = raw[column]?.trim() ?? '';
    if (text !== '') evidence[column] = text;
  }
  if (basis === 'soft_opt_in')
    evidence.soft_opt_in = Object.fromEntries(
      SOFT_OPT_IN_LIMBS.map((limb) => [limb, (raw[limb]?.trim() ?? '') || null]),
    );
  return evidence;
}

/**
 * A dated row is the same saying in whichever file it comes again. An undated one is told by its file and place: a
 * later list that names the person once more is a new no, and must count after a yes said in between.
 */
function instructionIdOf(raw: RawRow, row: number, from: ImportSource, dated: boolean): string {
  const content = Object.keys(IMPORT_COLUMNS).map((column) => raw[column as ImportColumn]?.trim() ?? '');
  const identity = dated ? ['dated', from.source, ...content] : ['placed', from.fileDigest, row];
  const hex = createHash('sha256').update(JSON.stringify(identity)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
