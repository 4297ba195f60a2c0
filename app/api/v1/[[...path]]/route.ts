import { heldContext } from '../../../../lib/context';
import { openApi } from '../../../../lib/doors/api/v1/api';

export const dynamic = 'force-dynamic';

let mounted: ReturnType<typeof openApi> | null = null;

function answer(request: Request): Promise<Response> {
  mounted ??= openApi(heldContext());
  return mounted(request);
}

export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
};
