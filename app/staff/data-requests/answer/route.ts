import { asStaff } from '../../../../lib/auth/mount';
import { heldContext } from '../../../../lib/context';
import { answerAtDesk } from '../../../../lib/doors/desk/data-requests';

export function POST(request: Request): Promise<Response> {
  return asStaff(request, heldContext(), 'answer_data_requests', answerAtDesk);
}
