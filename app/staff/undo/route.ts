import { asStaff } from '../../../lib/auth/mount';
import { heldContext } from '../../../lib/context';
import { undoAtDesk } from '../../../lib/doors/desk/undo';

export function POST(request: Request): Promise<Response> {
  return asStaff(request, heldContext(), 'record', undoAtDesk);
}
