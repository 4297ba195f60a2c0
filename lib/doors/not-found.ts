import type { ReadContext } from '../context';
import { pageResponse } from '../http/page';
import { FAULT_STATUS, type FaultKind, messagePage } from '../pages/message';
import { frameFor } from './look';

interface FaultOptions {
  requestId?: string;
  /** For 405: what is allowed instead. */
  allow?: string;
  /** The address holds a token: it is neither kept nor indexed. */
  tokenInPath?: boolean;
}

/** A plain page that says what went wrong, with the status that goes with it; opting out stays one link away. */
export async function faultPage(
  request: Request,
  ctx: ReadContext,
  kind: FaultKind,
  options: FaultOptions = {},
): Promise<Response> {
  const page = await messagePage(frameFor(request, ctx, null), {
    kind,
    requestId: options.requestId ?? null,
  });
  return pageResponse(page.html, {
    status: FAULT_STATUS[kind],
    styleHash: page.styleHash,
    tokenInPath: options.tokenInPath ?? false,
    ...(options.allow === undefined ? {} : { headers: { allow: options.allow } }),
  });
}

/** No such public page. */
export function notFoundDoor(request: Request, ctx: ReadContext): Promise<Response> {
  return faultPage(request, ctx, 'not_found');
}
