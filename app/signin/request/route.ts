import { asVisitor } from '../../../lib/auth/mount';
import { heldContext } from '../../../lib/context';
import { requestLink } from '../../../lib/doors/sign-in/request-link';

export function POST(request: Request): Promise<Response> {
  return asVisitor(request, heldContext(), requestLink);
}
