import type { Context } from '../../context';
import { languageOf } from '../../domain/language';
import { firstValue, lenientForm } from '../../http/body';
import { seeOther } from '../../http/page';
import { readDetails } from '../../services/account-details/read-details';
import { saveDetails } from '../../services/account-details/save-details';

/** Pages of the account, which alone the form may lead back to. */
const ACCOUNT_PAGE = /^\/account(\/[\w-]+)*$/;

/** Takes the language links of the account's pages: they, and the mail to this person, are in it from now on. */
export async function saveLanguage(
  request: Request,
  ctx: Context,
  person: { contactId: string },
): Promise<Response> {
  const form = await lenientForm(request);
  const locale = languageOf(firstValue(form, 'language'));
  const back = firstValue(form, 'back');
  if (locale !== null) {
    const { version, ...shown } = await readDetails(ctx, person.contactId);
    // Should it have been changed in another tab at this very moment, the page led back to shows what holds.
    await saveDetails(ctx, { ...person, version, shown, wanted: { ...shown, locale } });
  }
  return seeOther(ACCOUNT_PAGE.test(back) ? back : '/account');
}
