import { shownSenders, shownTopics } from '../../../db/queries/preferences';
import type { ReadContext } from '../../context';
import { CHANNELS_OF_KIND, type ContactPointKind } from '../../domain/vocabulary';
import { type HeldCell, readCells } from '../preference/read-cells';

export interface MatrixPoint {
  id: string;
  kind: ContactPointKind;
  premisesId: string | null;
}

export interface HeldRow {
  sender: string;
  topic: string;
  essential: boolean;
  cells: readonly HeldCell[];
}

/** What the gate would answer now for every sender and topic, by every channel each address serves. */
export async function heldMatrix(
  ctx: ReadContext,
  points: readonly MatrixPoint[],
): Promise<Map<string, HeldRow[]>> {
  const [topics, senders] = await Promise.all([shownTopics(ctx.db.reader), shownSenders(ctx.db.reader)]);
  const nameOf = new Map(senders.map((sender) => [sender.no, sender.name]));
  const wanted = points.flatMap((point) =>
    topics.flatMap((topic) =>
      CHANNELS_OF_KIND[point.kind]
        .filter((channel) => topic.channels.includes(channel))
        .map((channel) => ({ point, cell: { channel, senderNo: topic.senderNo, topicNo: topic.no } })),
    ),
  );
  const cells = await readCells(ctx, wanted);
  return new Map(
    points.map((point) => [
      point.id,
      topics.flatMap((topic) => {
        const own = cells.filter((cell) => cell.pointId === point.id && cell.topicNo === topic.no);
        if (own.length === 0) return [];
        const { name, essential, senderNo } = topic;
        return [{ sender: nameOf.get(senderNo) ?? '', topic: name, essential, cells: own }];
      }),
    ]),
  );
}
