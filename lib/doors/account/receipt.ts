import type { ReadContext } from '../../context';
import { seeOther } from '../../http/page';
import { respond } from '../../http/respond';
import { receiptOfContact } from '../../services/receipt/receipt-of-contact';
import { receiptFile } from '../receipt-file';

/** The file of a receipt of the person signed in. 404 for one that is not theirs, as for one that is not there. */
export async function accountReceiptFile(
  ctx: ReadContext,
  person: { contactId: string } | null,
  instructionId: string,
): Promise<Response> {
  if (person === null) return seeOther('/signin');
  const read = await receiptOfContact(ctx, person.contactId, instructionId);
  if (read !== null) return receiptFile(read.receipt);
  const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  return respond(JSON.stringify({ title: 'We have no such receipt for you.', status: 404 }), {
    status: 404,
    headers,
  });
}
