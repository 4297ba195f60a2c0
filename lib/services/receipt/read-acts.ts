import {
  type ActChoiceRow,
  type ActPlace,
  type ActRow,
  type ActScope,
  choicesOfActs,
  eventsOfActs,
  pageOfActs,
} from '../../../db/queries/acts';
import type { ReadContext } from '../../context';
import type { Vocabulary } from '../../domain/facts';
import {
  type Act,
  ALL,
  CHANNEL_SCOPES,
  type ChannelScope,
  DESK_MEDIA,
  type DeskMedium,
  type Door,
  type Frequency,
} from '../../domain/vocabulary';

export type { ActPlace, ActScope } from '../../../db/queries/acts';

/** Who spoke: the person, somebody at the address (nobody knows who), one who shares it, or nobody (ourselves). */
export type Speaker = 'you' | 'address' | 'sharer' | 'nobody';

/** One thing said in a breath, over the addresses it was said for. */
export interface ToldLine {
  /** Null: not an act of the ledger, but a choice of how often. */
  act: Act | null;
  frequency: Frequency | null;
  channel: ChannelScope;
  /** Null: every sender; null topic: everything from that sender. */
  sender: string | null;
  topic: string | null;
  /** When it ends by itself. */
  until: Date | null;
  undone: boolean;
  /** Ids of the contact points. */
  pointIds: readonly string[];
}

/** The words a yes rested on, as they were shown. */
export interface ToldNotice {
  id: string;
  slug: string;
  version: number;
  language: string;
  words: string;
}

/** What was said in one breath. */
export interface ToldAct extends ActPlace {
  recordedAt: Date;
  door: Door;
  speaker: Speaker;
  /** By which medium our staff took it; null when none did. */
  medium: DeskMedium | null;
  lines: readonly ToldLine[];
  notices: readonly ToldNotice[];
}

/** Acts as they may be told within a scope, newest first, with the place where the next page begins. */
export async function readActs(
  ctx: ReadContext,
  scope: ActScope,
  page: { after: ActPlace | null; limit: number },
): Promise<{ acts: ToldAct[]; next: ActPlace | null }> {
  const places = await pageOfActs(ctx.db.reader, scope, page.after, page.limit + 1);
  const shown = places.slice(0, page.limit);
  const acts = await tellActs(
    ctx,
    scope,
    shown.map(({ instructionId }) => instructionId),
  );
  const order = new Map(acts.map((act) => [act.instructionId, act]));
  return {
    acts: shown.flatMap(({ instructionId }) => order.get(instructionId) ?? []),
    next: places.length > page.limit ? (shown.at(-1) ?? null) : null,
  };
}

/** Tells acts by their instruction ids, as far as the scope lets see; what it does not is left out. */
export async function tellActs(
  ctx: ReadContext,
  scope: ActScope,
  ids: readonly string[],
): Promise<ToldAct[]> {
  if (ids.length === 0) return [];
  const [events, choices, vocabulary] = await Promise.all([
    eventsOfActs(ctx.db.reader, scope, ids),
    choicesOfActs(ctx.db.reader, scope, ids),
    ctx.vocabulary.current(),
  ]);
  return ids.flatMap((id) => {
    const own = [
      ...events.filter((row) => row.instructionId === id),
      ...choices.filter((row) => row.instructionId === id),
    ];
    const [first] = own;
    return first === undefined ? [] : [tell(first, own, scope, vocabulary)];
  });
}

function tell(
  first: ActRow | ActChoiceRow,
  rows: readonly (ActRow | ActChoiceRow)[],
  scope: ActScope,
  vocabulary: Vocabulary,
): ToldAct {
  const lines = new Map<string, ToldLine>();
  const notices = new Map<string, ToldNotice>();
  for (const row of rows) {
    const line = lineOf(row, vocabulary);
    const key = JSON.stringify({ ...line, pointIds: [] });
    const known = lines.get(key);
    const pointIds = known?.pointIds.includes(row.contactPointId)
      ? known.pointIds
      : [...(known?.pointIds ?? []), row.contactPointId];
    lines.set(key, { ...line, pointIds });
    const notice = 'frequency' in row ? null : noticeOf(row);
    if (notice !== null) notices.set(notice.id, notice);
  }
  const medium = DESK_MEDIA.find((one) => rows.some((row) => 'medium' in row && row.medium === one));
  return {
    instructionId: first.instructionId,
    saidAt: first.saidAt,
    recordedAt: first.recordedAt,
    door: first.door,
    speaker: speakerOf(rows, scope),
    medium: first.actorKind === 'staff' ? (medium ?? 'phone') : null,
    lines: [...lines.values()].sort(byChannel),
    notices: [...notices.values()],
  };
}

function byChannel(one: ToldLine, other: ToldLine): number {
  return CHANNEL_SCOPES.indexOf(one.channel) - CHANNEL_SCOPES.indexOf(other.channel);
}

function speakerOf(rows: readonly (ActRow | ActChoiceRow)[], { contactId }: ActScope): Speaker {
  if (rows.every((row) => row.actorKind === 'system' && row.door === 'system')) return 'nobody';
  if (rows.some((row) => row.contactId !== null && row.contactId === contactId)) return 'you';
  return rows.every((row) => row.contactId === null) ? 'address' : 'sharer';
}

function lineOf(row: ActRow | ActChoiceRow, { senders, topics }: Vocabulary): ToldLine {
  const choice = 'frequency' in row;
  return {
    act: choice ? null : row.act,
    frequency: choice ? row.frequency : null,
    channel: row.channel,
    sender: row.senderNo === ALL ? null : (senders.get(row.senderNo)?.name ?? null),
    topic: row.topicNo === ALL ? null : (topics.get(row.topicNo)?.name ?? null),
    until: choice ? null : row.effectiveUntil,
    undone: !choice && row.undone,
    pointIds: [row.contactPointId],
  };
}

function noticeOf(row: ActRow): ToldNotice | null {
  const { noticeId, noticeSlug, noticeVersion, noticeLanguage, noticeWords } = row;
  if (noticeId === null || noticeSlug === null || noticeVersion === null) return null;
  return {
    id: noticeId,
    slug: noticeSlug,
    version: noticeVersion,
    language: noticeLanguage ?? 'en',
    words: noticeWords ?? '',
  };
}
