import { asContact } from '../../../../lib/auth/mount';
import { heldContext } from '../../../../lib/context';
import { changeAddresses } from '../../../../lib/doors/account/addresses';
import { keepTyped } from '../../../../lib/doors/account/keep-typed';

const FORM = {
  back: '/account/addresses',
  visible: ['email', 'phone', 'name', 'lines', 'postcode', 'code'],
};

export function POST(request: Request): Promise<Response> {
  const ctx = heldContext();
  return keepTyped(request, ctx, FORM, (typed) => asContact(typed, ctx, changeAddresses));
}
