import { asContact } from '../../../../lib/auth/mount';
import { heldContext } from '../../../../lib/context';
import { endSession } from '../../../../lib/doors/sign-in/end-session';

export function POST(request: Request): Promise<Response> {
  return asContact(request, heldContext(), endSession);
}
