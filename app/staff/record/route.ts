import { asStaff } from '../../../lib/auth/mount';
import { heldContext } from '../../../lib/context';
import { recordAtDesk } from '../../../lib/doors/desk/record';

export function POST(request: Request): Promise<Response> {
  return asStaff(request, heldContext(), 'record', recordAtDesk);
}
