import { asContact } from '../../../lib/auth/mount';
import { heldContext } from '../../../lib/context';
import { resumeAccount } from '../../../lib/doors/account/resume';

export function POST(request: Request): Promise<Response> {
  return asContact(request, heldContext(), resumeAccount);
}
