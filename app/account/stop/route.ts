import { asContact } from '../../../lib/auth/mount';
import { heldContext } from '../../../lib/context';
import { stopAll } from '../../../lib/doors/account/stop-everything';

export function POST(request: Request): Promise<Response> {
  return asContact(request, heldContext(), stopAll);
}
