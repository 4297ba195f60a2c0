import type { Reader, Writer } from '../client';

/** An announcement that came too soon for an address. */
export interface DigestItem {
  contactPointId: string;
  announcementId: string;
  senderNo: number;
  topicNo: number;
  queuedAt: Date;
}

const ADD = {
  name: 'digests_add',
  text: `
-- Announcements that wait for a digest; one that waits already stays as it is.
INSERT INTO digest_item (contact_point_id, announcement_id, sender_no, topic_no, queued_at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[], $5::timestamptz[])
ON CONFLICT (contact_point_id, announcement_id) DO NOTHING`,
};

/** Lets announcements wait. */
export async function addDigestItems(tx: Writer, items: readonly DigestItem[]): Promise<void> {
  if (items.length === 0) return;
  await tx.query(ADD, [
    items.map((item) => item.contactPointId),
    items.map((item) => item.announcementId),
    items.map((item) => item.senderNo),
    items.map((item) => item.topicNo),
    items.map((item) => item.queuedAt),
  ]);
}

const TAKE = {
  name: 'digests_take',
  text: `
-- Everything that waits for an address on a topic goes into one message; of two that take at once, one finds nothing.
UPDATE digest_item SET message_id = $4
WHERE contact_point_id = $1 AND sender_no = $2 AND topic_no = $3 AND message_id IS NULL
RETURNING announcement_id AS "announcementId"`,
};

/** Gives all waiting items of a cell to a message; answers how many. */
export async function takeDigestItems(
  tx: Writer,
  cell: { contactPointId: string; senderNo: number; topicNo: number },
  messageId: string,
): Promise<number> {
  return (await tx.query(TAKE, [cell.contactPointId, cell.senderNo, cell.topicNo, messageId])).length;
}

const PUT_BACK = {
  name: 'digests_put_back',
  text: `
-- The message that was to carry them came too soon itself: they wait on.
UPDATE digest_item SET message_id = NULL WHERE contact_point_id = $1 AND message_id = $2`,
};

/** Lets the items of a message wait again. */
export async function putBackDigestItems(
  tx: Writer,
  contactPointId: string,
  messageId: string,
): Promise<void> {
  await tx.query(PUT_BACK, [contactPointId, messageId]);
}

const CARRIED = {
  name: 'digests_carried',
  text: `
-- What a digest carries, oldest first.
SELECT a.subject, a.body FROM digest_item d JOIN announcement a ON a.id = d.announcement_id
WHERE d.contact_point_id = $1 AND d.message_id = $2 ORDER BY d.queued_at, a.id`,
};

/** The announcements of a digest, oldest first. */
export function carriedBy(
  reader: Reader,
  contactPointId: string,
  messageId: string,
): Promise<{ subject: string; body: string }[]> {
  return reader.query(CARRIED, [contactPointId, messageId]);
}
