import type { Reader } from '../../../db/client';
import {
  messagesFor,
  type NoticeSentRow,
  noticesSentAt,
  type OwnMessageRow,
  type RecipientRow,
  recipientsAt,
  type WaitingRow,
  waitingAt,
} from '../../../db/queries/my-data-sent';
import type { Own } from './reach';
import { type Section, section } from './section';

/** What was sent to a person, and to whom their data was given. */
export interface Sent {
  messages: Section<OwnMessageRow>;
  waiting: Section<WaitingRow>;
  recipients: Section<RecipientRow>;
  notices: Section<NoticeSentRow>;
}

/** Collects what was sent to a person's addresses in their time there, and every third party that was given data. */
export async function collectSent(reader: Reader, own: Own): Promise<Sent> {
  const { contactId, pointIds } = own;
  const atAddress = (row: { contactPointId: string; at: Date }) =>
    own.reaches({ ...row, contactId: null }) !== 'other';
  return {
    messages: await section(
      (limit) => messagesFor(reader, pointIds, contactId, limit),
      (row) => own.reaches(row) !== 'other',
    ),
    waiting: await section((limit) => waitingAt(reader, pointIds, limit), atAddress),
    recipients: await section((limit) => recipientsAt(reader, pointIds, limit), atAddress),
    notices: await section((limit) => noticesSentAt(reader, pointIds, limit), atAddress),
  };
}
