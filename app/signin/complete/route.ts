import { asAsker } from '../../../lib/auth/mount';
import { heldContext } from '../../../lib/context';
import { pressButton } from '../../../lib/doors/sign-in/press-button';

export function POST(request: Request): Promise<Response> {
  return asAsker(request, heldContext(), pressButton);
}
