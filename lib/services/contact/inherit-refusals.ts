import type { Writer } from '../../../db/client';
import { type OwnRefusal, type OwnStop, ownRefusals, ownStops } from '../../../db/queries/inheritance';
import { readPermissions } from '../../../db/queries/record';
import type { Context } from '../../context';
import type { Instruction, PointRef, Statement, Utterance } from '../../domain/consent-event';
import { cellKey } from '../../domain/permission';
import {
  ALL,
  type Assurance,
  CHANNELS_OF_KIND,
  type ChannelScope,
  type ContactPointKind,
} from '../../domain/vocabulary';
import { inheritFrequencies } from '../frequency/inherit-frequencies';
import { record } from '../ledger/record';

/**
 * Writes a contact's own standing refusals, stops and choices of how often to addresses it has just gained, for every channel those serve,
 * through the one appender and in the caller's transaction (DESIGN §4): who said no and then changes their address has
 * still said no. When it was said and the event it stems from are kept; what sharers of an address said does not travel.
 * `from` are all addresses the contact uses or ever used; both lists must be locked by the caller.
 */
export async function inheritRefusals(
  ctx: Context,
  tx: Writer,
  contactId: string,
  from: readonly string[],
  gained: readonly PointRef[],
): Promise<void> {
  if (gained.length === 0 || from.length === 0) return;
  await inheritFrequencies(ctx, tx, contactId, from, gained);
  const refusals = await ownRefusals(tx, contactId, from);
  const stops = await ownStops(tx, contactId, from, ctx.now());
  if (refusals.length === 0 && stops.length === 0) return;
  const held = await standingAt(tx, gained);
  const instructions = [
    ...refusals.map((refusal) =>
      instruct(
        ctx,
        refusal,
        refusal.saidAt,
        gained
          .filter((point) => serves(point.kind, refusal.channel))
          .filter((point) => (held.get(`${point.id}/${cellKey(refusal)}`) ?? -1) < refusal.saidAt.getTime())
          .map((point) => utter(point, contactId, noOf(refusal))),
      ),
    ),
    ...stops.map((stop) =>
      instruct(
        ctx,
        stop,
        stop.fromAt,
        gained
          .filter((point) => serves(point.kind, stop.channel))
          .map((point) => utter(point, contactId, stopOf(stop))),
      ),
    ),
  ].filter((instruction) => instruction.utterances.length > 0);
  if (instructions.length > 0) await record(ctx, tx, instructions);
}

/** When the latest no of each cell of the gained addresses was said: an address taken back may hold it already. */
async function standingAt(tx: Writer, gained: readonly PointRef[]): Promise<Map<string, number>> {
  const rows = await readPermissions(
    tx,
    gained.map((point) => point.id),
  );
  return new Map(
    rows.flatMap((row) =>
      row.no_at === null
        ? []
        : [
            [
              `${row.contact_point_id}/${cellKey({ channel: row.channel, senderNo: row.sender_no, topicNo: row.topic_no })}`,
              row.no_at.getTime(),
            ] as const,
          ],
    ),
  );
}

function serves(kind: ContactPointKind, channel: ChannelScope): boolean {
  return channel === 'all' || CHANNELS_OF_KIND[kind].includes(channel);
}

function instruct(
  ctx: Context,
  source: { eventId: string; assurance: Assurance },
  saidAt: Date,
  utterances: readonly Utterance[],
): Instruction {
  return {
    id: ctx.newId(),
    saidAt,
    door: 'inherited',
    actor: { kind: 'system', id: null },
    assurance: source.assurance,
    evidence: { inherited_from: source.eventId, said_at: saidAt.toISOString() },
    utterances,
  };
}

function utter(point: PointRef, contactId: string, statement: Statement): Utterance {
  return { point, contactId, statements: [statement] };
}

function noOf({ act, channel, senderNo, topicNo }: OwnRefusal): Statement {
  return { act, channel, senderNo, topicNo };
}

function stopOf({ stop, channel, untilAt }: OwnStop): Statement {
  const statement: Statement = { act: 'paused', channel, senderNo: ALL, topicNo: ALL, stop };
  return untilAt === null ? statement : { ...statement, effectiveUntil: untilAt };
}
