import { readAsContact } from '../../../../lib/auth/mount';
import { heldContext } from '../../../../lib/context';
import { downloadHtml } from '../../../../lib/doors/account/my-data-download';

export function GET(request: Request): Promise<Response> {
  return readAsContact(request, heldContext(), downloadHtml);
}
