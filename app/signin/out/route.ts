import { signOut } from '../../../lib/auth/sign-out';
import { heldContext } from '../../../lib/context';

export function POST(request: Request): Promise<Response> {
  return signOut(request, heldContext());
}
