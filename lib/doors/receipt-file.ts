import type { Receipt } from '../domain/receipt';
import { respond } from '../http/respond';

/** A receipt as a file to keep: JSON with the fields of ISO/IEC TS 27560. */
export function receiptFile(receipt: Receipt): Response {
  return respond(`${JSON.stringify(receipt, null, 2)}\n`, {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="receipt-${receipt.receipt_id}.json"`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
    },
  });
}
