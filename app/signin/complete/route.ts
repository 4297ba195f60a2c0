import { completeByForm } from '../../../lib/auth/complete';
import { heldContext } from '../../../lib/context';

export function POST(request: Request): Promise<Response> {
  return completeByForm(request, heldContext());
}
