import { askingDigest } from '../../../lib/auth/asking-browser';
import { heldContext } from '../../../lib/context';
import { linkPage } from '../../../lib/doors/sign-in/link-page';

export function GET(request: Request): Promise<Response> {
  const ctx = heldContext();
  return linkPage(request, ctx, askingDigest(request, ctx.config));
}
