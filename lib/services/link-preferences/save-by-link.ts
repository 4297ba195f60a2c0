import { type LinkPoint, readLinkPoint } from '../../../db/queries/link-preferences';
import { lockHeads, type PermissionRow, readPermissions } from '../../../db/queries/record';
import type { Context } from '../../context';
import type { EvidenceBody, Statement } from '../../domain/consent-event';
import { bareRef } from '../../domain/contact-point/locate';
import { covers } from '../../domain/refuse-instruction';
import { type LinkClaims, NIL_UUID } from '../../domain/token';
import { ACT_EFFECT, ALL, CHANNELS_OF_KIND, KIND_OF_CHANNEL } from '../../domain/vocabulary';
import { record } from '../ledger/record';
import { linkScopeIn } from '../opt-out/link-scope';
import { type CellQuestion, type HeldCell, readCells } from '../preference/read-cells';
import { nameOnLetter } from './name-on-letter';
import { type Catalogue, readCatalogue } from './read-catalogue';
import { shownNotice } from './shown-notice';

/** A saved form of the preference page. Only boxes that were shown can change. */
export interface SaidByLink {
  claims: LinkClaims;
  shown: readonly CellQuestion[];
  ticked: readonly CellQuestion[];
  /** Ticked "stop this" boxes. */
  refused: readonly CellQuestion[];
  /** Notices whose words stood on the page. */
  noticeIds: readonly string[];
  /** What the page showed: how far the ledger went, and which boxes stood ticked. Null when the form does not say. */
  seen: { seq: number; yes: readonly CellQuestion[] } | null;
  /** The language the page was shown in. */
  language: string;
  evidence: EvidenceBody;
}

/** `unshown`: a new yes came without the words it must rest on; nothing was recorded. */
export type SavedByLink = { ok: true; changed: boolean } | { ok: false; reason: 'unshown' };

/**
 * Records what changed against the record as it stands under lock: a box newly ticked is a yes for the linked address,
 * one unticked or stopped a no; one instruction, one transaction. A no recorded after the page was shown beats a tick.
 */
export async function saveByLink(ctx: Context, said: SaidByLink): Promise<SavedByLink> {
  const { claims } = said;
  const saidAt = ctx.now();
  const catalogue = await readCatalogue(ctx);
  const link = linkScopeIn(claims, catalogue.vocabulary);
  const linked = bareRef(claims.contactPointId, link.kind, ctx.config.addressKeys.length);
  return ctx.db.transaction(async (tx): Promise<SavedByLink> => {
    await lockHeads(tx, [linked]);
    const point = await readLinkPoint(tx, linked.id);
    if (point === null) throw new Error('a locked contact point is not there');
    const shown = said.shown.filter((cell) => isCell(cell, point, catalogue));
    const held = await readCells(
      ctx,
      shown.map((cell) => ({ point, cell })),
    );
    const permissions = await readPermissions(tx, [linked.id]);
    const statements: Statement[] = [];
    for (const cell of held) {
      const statement = statementFor(cell, said, catalogue, permissions);
      if (statement === 'unshown') return { ok: false, reason: 'unshown' };
      if (statement !== null) statements.push(statement);
    }
    if (statements.length === 0) return { ok: true, changed: false };
    const saysYes = statements.some((statement) => ACT_EFFECT[statement.act] === 'yes');
    const fullNameKey = saysYes ? nameOnLetter(ctx, point) : null;
    const utterance = { point: linked, contactId: point.contactId, fullNameKey, statements };
    const [outcome] = await record(ctx, tx, [
      {
        id: ctx.newId(),
        saidAt,
        door: 'preference_page',
        actor: { kind: 'person', id: null },
        assurance: 'link',
        evidence: evidenceOf(said),
        utterances: [utterance],
      },
    ]);
    if (outcome === undefined) throw new Error('an instruction came back without an outcome');
    return outcome.ok ? { ok: true, changed: outcome.events.length > 0 } : { ok: false, reason: 'unshown' };
  });
}

function isCell(cell: CellQuestion, point: LinkPoint, { vocabulary }: Catalogue): boolean {
  const topic = vocabulary.topics.get(cell.topicNo);
  return (
    topic !== undefined &&
    topic.senderNo === cell.senderNo &&
    !topic.essential &&
    KIND_OF_CHANNEL[cell.channel] === point.kind
  );
}

function statementFor(
  held: HeldCell,
  said: SaidByLink,
  catalogue: Catalogue,
  permissions: readonly PermissionRow[],
): Statement | null | 'unshown' {
  const cell = { channel: held.channel, senderNo: held.senderNo, topicNo: held.topicNo };
  const ticked = has(said.ticked, cell);
  if (has(said.refused, cell) || (!ticked && held.state === 'yes')) return noFor(held, cell);
  if (!ticked || held.state === 'yes' || !isOffered(cell, catalogue)) return null;
  if (said.seen !== null && (has(said.seen.yes, cell) || refusedSince(said.seen.seq, cell, permissions)))
    return null;
  const noticeVersionId = noticeFor(cell, said, catalogue);
  return noticeVersionId === null
    ? 'unshown'
    : { act: 'given', ...cell, basis: 'consent', noticeVersionId, lifting: true };
}

function noFor({ state }: HeldCell, cell: CellQuestion): Statement | null {
  switch (state) {
    case 'yes':
      return { act: 'withdrawn', ...cell };
    case 'by_default':
      return { act: 'objected', ...cell };
    case 'not_asked':
      return { act: 'refused', ...cell };
    case 'no':
      return null;
    default:
      return state satisfies never;
  }
}

/** Whether a no over the cell was recorded after the page was shown. */
function refusedSince(seq: number, cell: CellQuestion, permissions: readonly PermissionRow[]): boolean {
  return permissions.some(
    (row) =>
      row.no_seq !== null &&
      row.no_seq > seq &&
      (row.channel === 'all' || row.channel === cell.channel) &&
      (row.sender_no === ALL || row.sender_no === cell.senderNo) &&
      (row.topic_no === ALL || row.topic_no === cell.topicNo),
  );
}

function isOffered(cell: CellQuestion, { topics }: Catalogue): boolean {
  return topics.some((topic) => topic.no === cell.topicNo && topic.channels.includes(cell.channel));
}

/**
 * The notice a new yes rests on: one on the form that names the cell and is the one the page shows for its sender, or
 * an earlier version of it, since a page may stay open while a new one is published.
 */
function noticeFor(cell: CellQuestion, said: SaidByLink, catalogue: Catalogue): string | null {
  const channels = CHANNELS_OF_KIND[KIND_OF_CHANNEL[cell.channel]];
  const shown = shownNotice(catalogue, cell.senderNo, { channels, language: said.language });
  const found = said.noticeIds.find((id) => {
    const notice = catalogue.vocabulary.notices.get(id);
    if (notice === undefined || shown?.versionIds.includes(id) !== true) return false;
    return covers(notice, cell.channel, cell.senderNo, cell.topicNo);
  });
  return found ?? null;
}

function evidenceOf({ claims, evidence, noticeIds }: SaidByLink): EvidenceBody {
  const body: EvidenceBody = { page: '/preferences', ...evidence };
  if (noticeIds.length > 0) body.notices = [...noticeIds];
  if (claims.messageId !== NIL_UUID) body.message = claims.messageId;
  return body;
}

function has(cells: readonly CellQuestion[], cell: CellQuestion): boolean {
  return cells.some(
    (one) => one.channel === cell.channel && one.senderNo === cell.senderNo && one.topicNo === cell.topicNo,
  );
}
