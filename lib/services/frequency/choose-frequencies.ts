import type { Writer } from '../../../db/client';
import { frequenciesOf, insertFrequencies } from '../../../db/queries/frequency';
import { scheduleJobs } from '../../../db/queries/jobs';
import type { Context } from '../../context';
import type { Actor } from '../../domain/consent-event';
import type { Channel, ChannelScope, Door, Frequency } from '../../domain/vocabulary';
import { digestJob } from '../digest/digest-job';

/** How often somebody wants to hear about a topic, on every channel it goes by. */
export interface TopicFrequency {
  topicNo: number;
  frequency: Frequency;
}

export interface SaidFrequencies {
  instructionId: string;
  points: readonly { id: string; channels: readonly ChannelScope[] }[];
  contactId: string | null;
  door: Door;
  actor: Actor;
  saidAt: Date;
  chosen: readonly TopicFrequency[];
}

/** A topic as the catalogue offers it: by which channels. */
export interface OfferedTopic {
  no: number;
  channels: readonly Channel[];
}

/**
 * Records how often each address wants to hear about a topic, in the caller's transaction; what is chosen already adds
 * nothing, what the topic does not offer is left out. What waits for a digest is looked at again. Answers how many
 * topics changed. Lock the addresses first.
 */
export async function chooseFrequencies(
  ctx: Context,
  tx: Writer,
  offered: readonly OfferedTopic[],
  said: SaidFrequencies,
): Promise<number> {
  const { topics } = await ctx.vocabulary.current();
  const wanted = said.chosen.filter(
    ({ topicNo, frequency }) => topics.get(topicNo)?.frequencies.includes(frequency) === true,
  );
  if (wanted.length === 0) return 0;
  const held = await frequenciesOf(
    tx,
    said.points.map(({ id }) => id),
  );
  const standing = new Map(
    held.map((cell) => [`${cell.contactPointId}/${cell.channel}/${cell.topicNo}`, cell.frequency]),
  );
  const recordedAt = ctx.now();
  const rows = said.points.flatMap((point) =>
    wanted.flatMap(({ topicNo, frequency }) => {
      const senderNo = topics.get(topicNo)?.senderNo ?? 0;
      const channels = offered.find(({ no }) => no === topicNo)?.channels ?? [];
      return channels
        .filter((channel) => point.channels.includes(channel))
        .filter((channel) => (standing.get(`${point.id}/${channel}/${topicNo}`) ?? 'every') !== frequency)
        .map((channel) => ({
          id: ctx.newId(),
          contactPointId: point.id,
          channel,
          senderNo,
          topicNo,
          frequency,
          instructionId: said.instructionId,
          contactId: said.contactId,
          door: said.door,
          actorKind: said.actor.kind,
          actorId: said.actor.id,
          validFrom: said.saidAt,
          recordedAt,
        }));
    }),
  );
  await insertFrequencies(tx, rows);
  await scheduleJobs(
    tx,
    rows.filter(({ channel }) => channel === 'email').map((row) => digestJob(row, recordedAt)),
  );
  return new Set(rows.map(({ topicNo }) => topicNo)).size;
}
