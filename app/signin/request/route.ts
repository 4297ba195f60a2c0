import { heldContext } from '../../../lib/context';
import { requestLink } from '../../../lib/doors/sign-in/request-link';

export function POST(request: Request): Promise<Response> {
  return requestLink(request, heldContext());
}
