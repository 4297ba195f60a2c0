import type { Context } from '../../context';
import { firstValue, lenientForm } from '../../http/body';
import { seeOther } from '../../http/page';
import { storeSearch } from '../../services/desk/store-search';
import type { StaffActor } from '../../services/staff/assert-may';

/** Takes what staff typed and leads to the results under a random id: nobody's address stands in a URL. */
export async function find(request: Request, ctx: Context, staff: StaffActor): Promise<Response> {
  const form = await lenientForm(request);
  const text = firstValue(form, 'q');
  if (text !== '') return seeOther(`/staff/search/${await storeSearch(ctx, staff, { text })}`);
  const lines = firstValue(form, 'lines')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const postal = { name: firstValue(form, 'name'), lines, postcode: firstValue(form, 'postcode') };
  if (lines.length === 0 && postal.postcode === '')
    return seeOther(form.has('postcode') ? '/staff/postal?problem=empty' : '/staff?problem=empty');
  return seeOther(`/staff/search/${await storeSearch(ctx, staff, { postal })}`);
}
