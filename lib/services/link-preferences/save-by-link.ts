import { type LinkPoint, readLinkPoint } from '../../../db/queries/link-preferences';
import { lockHeads, type PermissionRow, readPermissions } from '../../../db/queries/record';
import type { Context } from '../../context';
import type { EvidenceBody, Statement } from '../../domain/consent-event';
import { bareRef } from '../../domain/contact-point/locate';
import { covers } from '../../domain/refuse-instruction';
import { refusedSince, saidByBoxes } from '../../domain/said-boxes';
import { type LinkClaims, NIL_UUID } from '../../domain/token';
import { ACT_EFFECT, CHANNELS_OF_KIND, KIND_OF_CHANNEL } from '../../domain/vocabulary';
import { chooseFrequencies, type TopicFrequency } from '../frequency/choose-frequencies';
import { record } from '../ledger/record';
import { linkScopeIn } from '../opt-out/link-scope';
import { boundIds, lockBound } from '../preference/bound-ledgers';
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
  /** How often to hear about a topic, where it was changed. */
  frequencies: readonly TopicFrequency[];
  /** What the page showed: how far the ledgers went, and which boxes stood ticked. Null when the form does not say. */
  seen: { ledgers: readonly number[]; yes: readonly CellQuestion[] } | null;
  /** The language the page was shown in. */
  language: string;
  evidence: EvidenceBody;
}

/**
 * `overtaken`: yeses not taken because a no came in after the page was shown. `unshown`: yeses without the words they
 * must rest on. Neither keeps a no of the same form from being recorded.
 */
export interface SavedByLink {
  changed: boolean;
  overtaken: number;
  unshown: number;
}

/**
 * Records what changed against the record as it stands under lock: a box newly ticked is a yes for the linked address,
 * one unticked or stopped a no; one instruction, one transaction. A no recorded after the page was shown beats a tick,
 * and a box left as it was shown says nothing.
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
    const bound = boundIds([point], ctx.config.addressKeys);
    await lockBound(tx, bound);
    const judged = await judge(ctx, said, {
      point,
      catalogue,
      bound,
      newer: await readPermissions(tx, bound),
    });
    const { statements, ...refused } = judged;
    const instructionId = ctx.newId();
    const actor = { kind: 'person', id: null } as const;
    const saysYes = statements.some((statement) => ACT_EFFECT[statement.act] === 'yes');
    const fullNameKey = saysYes ? nameOnLetter(ctx, point) : null;
    const utterance = { point: linked, contactId: point.contactId, fullNameKey, statements };
    const outcomes = await record(
      ctx,
      tx,
      statements.length === 0
        ? []
        : [
            {
              id: instructionId,
              saidAt,
              door: 'preference_page',
              actor,
              assurance: 'link',
              evidence: evidenceOf(said),
              utterances: [utterance],
            },
          ],
    );
    const paced = await chooseFrequencies(ctx, tx, catalogue.topics, {
      instructionId,
      points: [{ id: point.id, channels: CHANNELS_OF_KIND[point.kind] }],
      contactId: point.contactId,
      door: 'preference_page',
      actor,
      saidAt,
      chosen: said.frequencies,
    });
    const [outcome] = outcomes;
    if (outcome?.ok === false) throw new Error(`a judged form came back refused: ${outcome.refusal.code}`);
    return { ...refused, changed: paced > 0 || (outcome?.events.length ?? 0) > 0 };
  });
}

interface Stands {
  point: LinkPoint;
  catalogue: Catalogue;
  bound: readonly string[];
  newer: readonly PermissionRow[];
}

async function judge(ctx: Context, said: SaidByLink, stands: Stands) {
  const { point, catalogue, bound, newer } = stands;
  const shown = said.shown.filter((cell) => isCell(cell, point, catalogue));
  const held = await readCells(
    ctx,
    shown.map((cell) => ({ point, cell })),
  );
  // A form that does not tell what it showed is taken at its word for what stands now: an unticked yes is a no.
  const wereTicked = said.seen?.yes ?? held.filter(({ state }) => state === 'yes');
  const { no, yes } = saidByBoxes({ ...said, shown, wereTicked });
  const ledgers = said.seen?.ledgers.length === bound.length ? said.seen.ledgers : [];
  const seen = new Map(bound.map((id, index) => [id, ledgers[index] ?? 0]));
  const judged = { statements: [] as Statement[], overtaken: 0, unshown: 0 };
  const stateOf = (cell: CellQuestion) =>
    held.find((one) => one.channel === cell.channel && one.topicNo === cell.topicNo)?.state ?? 'not_asked';
  for (const cell of no) {
    const statement = noFor(stateOf(cell), cell);
    if (statement !== null) judged.statements.push(statement);
  }
  for (const cell of yes) {
    const noticeVersionId = noticeFor(cell, said, catalogue);
    if (stateOf(cell) === 'yes' || !isOffered(cell, catalogue)) continue;
    if (refusedSince(seen, cell, newer)) judged.overtaken += 1;
    else if (noticeVersionId === null) judged.unshown += 1;
    else judged.statements.push({ act: 'given', ...cell, basis: 'consent', noticeVersionId, lifting: true });
  }
  return judged;
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

function noFor(state: HeldCell['state'], cell: CellQuestion): Statement | null {
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
