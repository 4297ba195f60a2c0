import type { ReadContext } from '../context';
import { pageResponse } from '../http/page';
import { type PrivacyProps, privacyPage } from '../pages/privacy';
import type { Language } from '../pages/words/language';
import { readIdentities } from '../services/link-preferences/read-identities';
import { frameFor } from './look';

/** When what is told below last changed. */
const UPDATED = new Date('2026-11-22T00:00:00Z');

const REGULATORS: Readonly<Record<string, PrivacyProps['regulator']>> = {
  GB: { name: 'Information Commission (ICO)', url: 'https://ico.org.uk/make-a-complaint/' },
  IE: { name: 'Data Protection Commission', url: 'https://www.dataprotection.ie/' },
  FR: { name: 'CNIL', url: 'https://www.cnil.fr/' },
  DE: { name: 'BfDI', url: 'https://www.bfdi.bund.de/' },
};
const ANY_REGULATOR = {
  name: 'European Data Protection Board: list of authorities',
  url: 'https://www.edpb.europa.eu/about-edpb/about-edpb/members_en',
};

/** `/privacy`: who the senders are and what this system really keeps, from its own tables. */
export async function privacyDoor(request: Request, ctx: ReadContext): Promise<Response> {
  const { controller, senders } = await readIdentities(ctx);
  const frame = frameFor(request, ctx, null);
  const partners = senders.filter((sender) => sender.kind === 'third_party').map((sender) => sender.name);
  const page = await privacyPage(frame, {
    controller: { ...controller, registration: null },
    senders: senders.map(({ name, kind, legalName, address, privacyUrl }) => ({
      name,
      kind,
      legalName,
      address,
      privacyUrl: privacyUrl === '' ? null : privacyUrl,
    })),
    purposes: PURPOSES[frame.language](partners),
    regulator: REGULATORS[ctx.config.defaultCountry] ?? ANY_REGULATOR,
    updated: UPDATED,
  });
  return pageResponse(page.html, { styleHash: page.styleHash });
}

/** Each thing personal data is used for here, with the tables behind it; `partners` are the third parties by name. */
const PURPOSES: Record<Language, (partners: readonly string[]) => PrivacyProps['purposes']> = {
  en: (partners) => [
    {
      purpose: 'Keeping to what you say about marketing',
      basis: 'legal_obligation',
      data: 'Your email addresses, phone numbers and postal addresses, what you said yes or no to, when, and how you told us.',
      keptFor:
        'For as long as marketing could be sent to you. After you ask to be erased, only a scrambled mark of the address and your no.',
      recipients:
        partners.length === 0
          ? []
          : [`When you say no, those who were given your details: ${partners.join(', ')}`],
    },
    {
      purpose: 'Being able to show what you said',
      basis: 'legal_obligation',
      data: 'The words you were shown, and the internet address and browser you used, or the note our staff made of your call or letter.',
      keptFor: 'For as long as the choice it proves. It goes when you ask to be erased.',
      recipients: [],
    },
    {
      purpose: 'Sending the marketing you said yes to',
      basis: 'consent',
      data: 'Your address, and which messages were sent to it.',
      keptFor: 'Until you say no; the list of messages sent stays with the record.',
      recipients: ['The mail service that delivers our email'],
    },
    ...partners.map((partner) => ({
      purpose: `Passing your details to ${partner}`,
      basis: 'consent' as const,
      data: 'The address you said yes for, and the date.',
      keptFor: 'Until you say no; that it was passed on stays with the record.',
      recipients: [partner],
    })),
    {
      purpose: 'Signing you in and sending you the links you ask for',
      basis: 'contract',
      data: 'Your email address and a session number in a cookie.',
      keptFor: 'Until you sign out, or 30 days after your last visit.',
      recipients: ['The mail service that delivers our email'],
    },
    {
      purpose: 'Keeping people from asking for links in other people’s names too often',
      basis: 'legitimate_interest',
      data: 'Counts by a scrambled mark of the email address and of the internet address asked from.',
      keptFor: 'A few days.',
      recipients: [],
    },
    {
      purpose: 'Knowing which of our staff looked at your details',
      basis: 'legal_obligation',
      data: 'Which member of staff looked, and when.',
      keptFor: 'For as long as your details.',
      recipients: [],
    },
  ],
};
