import { asContact } from '../../../lib/auth/mount';
import { heldContext } from '../../../lib/context';
import { saveAccountChoices } from '../../../lib/doors/account/save-choices';

export function POST(request: Request): Promise<Response> {
  return asContact(request, heldContext(), saveAccountChoices);
}
