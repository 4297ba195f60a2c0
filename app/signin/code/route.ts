import { asAsker } from '../../../lib/auth/mount';
import { heldContext } from '../../../lib/context';
import { typeCode } from '../../../lib/doors/sign-in/type-code';

export function POST(request: Request): Promise<Response> {
  return asAsker(request, heldContext(), typeCode);
}
