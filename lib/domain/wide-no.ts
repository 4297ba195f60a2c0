import { ALL, type Channel, type ChannelScope } from './vocabulary';

/** A no to everything from one sender, or from all of them (sender 0), over every channel of an address. */
export interface WideNo {
  senderNo: number;
  since: Date;
}

/** A row of an address's permissions, as far as a wide no can be told from it. */
export interface NoRow {
  channel: ChannelScope;
  sender_no: number;
  topic_no: number;
  no_at: Date | null;
}

/**
 * The wide nos that stand over an address, each since it was last said. A lifting yes carves one cell out of a wide no
 * and never ends it (DESIGN §5), so pages tell it beside the single choices. One to everybody includes those to one.
 * @param rows the permissions of the address, for post those of its premises too
 * @param channels every channel the address serves
 */
export function wideNos(rows: readonly NoRow[], channels: readonly Channel[]): WideNo[] {
  const since = new Map<number, Date>();
  for (const row of rows) {
    const covers = row.channel === 'all' || (channels.length === 1 && row.channel === channels[0]);
    if (row.no_at === null || row.topic_no !== ALL || !covers) continue;
    const known = since.get(row.sender_no);
    if (known === undefined || row.no_at.getTime() > known.getTime()) since.set(row.sender_no, row.no_at);
  }
  const all = since.get(ALL);
  if (all !== undefined) return [{ senderNo: ALL, since: all }];
  return [...since].map(([senderNo, at]) => ({ senderNo, since: at }));
}
