import { ALL, type Channel, type ChannelScope } from './vocabulary';

/** A box of a page of choices: exactly one channel, sender and topic. */
export interface Box {
  channel: Channel;
  senderNo: number;
  topicNo: number;
}

/** A form of boxes as it came in, with what its page had shown. */
export interface SentBoxes {
  shown: readonly Box[];
  /** Boxes that stood ticked when the page was shown. */
  wereTicked: readonly Box[];
  ticked: readonly Box[];
  /** Ticked "stop this" boxes. */
  refused: readonly Box[];
}

/** What a form says: only boxes that were shown (promise 6), and of those only the ones that were changed. */
export interface SaidBoxes {
  no: readonly Box[];
  yes: readonly Box[];
}

/** Reads a form of boxes. A box left as it stood says nothing, whatever was said elsewhere meanwhile. */
export function saidByBoxes({ shown, wereTicked, ticked, refused }: SentBoxes): SaidBoxes {
  const [wereTickedKeys, tickedKeys, refusedKeys] = [wereTicked, ticked, refused].map(keysOf);
  const no: Box[] = [];
  const yes: Box[] = [];
  for (const [key, box] of new Map(shown.map((one) => [keyOf(one), one]))) {
    const stood = wereTickedKeys?.has(key) === true;
    const stands = tickedKeys?.has(key) === true;
    if (refusedKeys?.has(key) === true || (stood && !stands)) no.push(box);
    else if (stands && !stood) yes.push(box);
  }
  return { no, yes };
}

function keysOf(boxes: readonly Box[]): ReadonlySet<string> {
  return new Set(boxes.map(keyOf));
}

function keyOf({ channel, senderNo, topicNo }: Box): string {
  return `${channel}.${senderNo}.${topicNo}`;
}

/** How far the ledger of each contact point went when a page was shown; what is not named had none. */
export type SeenLedgers = ReadonlyMap<string, number>;

/** A row of the projection, as far as a no can be told from it. */
export interface RefusalRow {
  contact_point_id: string;
  channel: ChannelScope;
  sender_no: number;
  topic_no: number;
  no_seq: number | null;
}

/**
 * Whether a no over a box was recorded after the page was shown, at any of the contact points it binds: then a yes from
 * that page does not count, because whoever ticked it had not seen the no.
 */
export function refusedSince(seen: SeenLedgers, box: Box, rows: readonly RefusalRow[]): boolean {
  return rows.some(
    (row) =>
      row.no_seq !== null &&
      row.no_seq > (seen.get(row.contact_point_id) ?? 0) &&
      (row.channel === 'all' || row.channel === box.channel) &&
      (row.sender_no === ALL || row.sender_no === box.senderNo) &&
      (row.topic_no === ALL || row.topic_no === box.topicNo),
  );
}
