import { asContact } from '../../../lib/auth/mount';
import { heldContext } from '../../../lib/context';
import { saveLanguage } from '../../../lib/doors/account/save-language';

export function POST(request: Request): Promise<Response> {
  return asContact(request, heldContext(), saveLanguage);
}
