import { asContact } from '../../../lib/auth/mount';
import { heldContext } from '../../../lib/context';
import { pauseAccount } from '../../../lib/doors/account/pause';

export function POST(request: Request): Promise<Response> {
  return asContact(request, heldContext(), pauseAccount);
}
