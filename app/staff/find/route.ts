import { asStaff } from '../../../lib/auth/mount';
import { heldContext } from '../../../lib/context';
import { find } from '../../../lib/doors/desk/find';

export function POST(request: Request): Promise<Response> {
  return asStaff(request, heldContext(), 'look', find);
}
