import type { ReadContext } from '../context';
import { isDatabaseAway } from '../errors';
import { pageResponse } from '../http/page';
import { receiptPage } from '../pages/receipt';
import { receiptByLink } from '../services/receipt/receipt-by-link';
import { frameFor } from './look';
import { faultPage } from './not-found';
import type { Link } from './preferences-answer';
import { receiptFile } from './receipt-file';

/**
 * `/preferences/TOKEN/receipts/INSTRUCTION[.json]`: the receipt of an act, as far as it touches the linked address. 404
 * for one that is not the link's to see, as for one that is not there.
 */
export async function showReceipt(
  request: Request,
  ctx: ReadContext,
  link: Link,
  asked: { instructionId: string; asFile: boolean },
): Promise<Response> {
  try {
    const read = await receiptByLink(ctx, link.claims, asked.instructionId);
    if (read === null) return await faultPage(request, ctx, 'not_found', { tokenInPath: true });
    if (asked.asFile) return receiptFile(read.receipt);
    const page = await receiptPage(frameFor(request, ctx, null), { token: link.token, ...read });
    return pageResponse(page.html, { styleHash: page.styleHash, tokenInPath: true });
  } catch (error) {
    ctx.log.error({ err: error, away: isDatabaseAway(error) }, 'a receipt could not be shown');
    return faultPage(request, ctx, 'unavailable', { tokenInPath: true });
  }
}
