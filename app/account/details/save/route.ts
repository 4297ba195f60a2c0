import { asContact } from '../../../../lib/auth/mount';
import { heldContext } from '../../../../lib/context';
import { saveAccountDetails } from '../../../../lib/doors/account/details';
import { keepTyped } from '../../../../lib/doors/account/keep-typed';

const FORM = { back: '/account/details', visible: ['name', 'company', 'position'] };

export function POST(request: Request): Promise<Response> {
  const ctx = heldContext();
  return keepTyped(request, ctx, FORM, (typed) => asContact(typed, ctx, saveAccountDetails));
}
