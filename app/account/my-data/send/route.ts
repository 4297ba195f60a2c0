import { asContact } from '../../../../lib/auth/mount';
import { heldContext } from '../../../../lib/context';
import { keepTyped } from '../../../../lib/doors/account/keep-typed';
import { askAboutMyData } from '../../../../lib/doors/account/my-data-forms';

const FORM = { back: '/account/my-data', visible: ['words'] };

export function POST(request: Request): Promise<Response> {
  const ctx = heldContext();
  return keepTyped(request, ctx, FORM, (typed) => asContact(typed, ctx, askAboutMyData));
}
