import { heldContext } from '../../../lib/context';
import { askPage } from '../../../lib/doors/sign-in/ask-page';

export function GET(request: Request): Promise<Response> {
  return askPage(request, heldContext(), 'staff');
}
