import type { Decision } from '../../lib/domain/facts';
import type { Reader, Writer } from '../client';

export const MESSAGE_KINDS = [
  'announcement',
  'sign_in',
  'preference_link',
  'staff_sign_in',
  'third_party_notice',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export interface NewMessage {
  id: string;
  contactPointId: string;
  kind: MessageKind;
  contactId: string | null;
  senderNo: number;
  topicNo: number;
  announcementId: string | null;
}

const INSERT = {
  name: 'messages_insert',
  text: `
-- New messages, waiting. One that exists already (an announcement expanded twice) is left as it is and not returned.
INSERT INTO message (contact_point_id, id, kind, contact_id, sender_no, topic_no, announcement_id)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::message_kind[], $4::uuid[], $5::int[], $6::int[], $7::uuid[])
ON CONFLICT (contact_point_id, id) DO NOTHING
RETURNING contact_point_id, id`,
};

/** Adds messages in state `queued`; returns those that did not exist yet. */
export function insertMessages(
  tx: Writer,
  messages: readonly NewMessage[],
): Promise<{ contact_point_id: string; id: string }[]> {
  return tx.query(INSERT, [
    messages.map((message) => message.contactPointId),
    messages.map((message) => message.id),
    messages.map((message) => message.kind),
    messages.map((message) => message.contactId),
    messages.map((message) => message.senderNo),
    messages.map((message) => message.topicNo),
    messages.map((message) => message.announcementId),
  ]);
}
