import type { ReadContext } from '../context';
import { CONFIRM_WITHIN_MOST_DAYS } from '../domain/joining';
import type { Language } from '../domain/language';
import { pageResponse } from '../http/page';
import { type PrivacyProps, privacyPage } from '../pages/privacy';
import { listOf, wordsFor } from '../pages/words/words';
import { PENDING_LIFE_MS } from '../services/account-address/ask-for-code';
import { DRAFT_LIFE_MS } from '../services/form-draft/read-draft';
import { readIdentities } from '../services/link-preferences/read-identities';
import type { SessionCookies } from './cookies';
import { frameFor } from './look';

/** When what is told below last changed. */
const UPDATED = new Date('2026-11-22T00:00:00Z');

const REGULATORS = {
  GB: { name: 'gb', url: 'https://ico.org.uk/make-a-complaint/' },
  IE: { name: 'ie', url: 'https://www.dataprotection.ie/' },
  FR: { name: 'fr', url: 'https://www.cnil.fr/' },
  DE: { name: 'de', url: 'https://www.bfdi.bund.de/' },
  any: { name: 'any', url: 'https://www.edpb.europa.eu/about-edpb/about-edpb/members_en' },
} as const;

/** `/privacy`: who the senders are and what this system really keeps, from its own tables. */
export async function privacyDoor(
  request: Request,
  ctx: ReadContext,
  cookies: SessionCookies,
): Promise<Response> {
  const { controller, senders } = await readIdentities(ctx);
  const frame = frameFor(request, ctx, null);
  const partners = senders.filter((sender) => sender.kind === 'third_party').map((sender) => sender.name);
  const words = wordsFor(frame.language, 'privacy');
  const country = ctx.config.defaultCountry;
  const regulator = REGULATORS[country in REGULATORS ? (country as keyof typeof REGULATORS) : 'any'];
  const page = await privacyPage(frame, {
    controller: { ...controller, registration: null },
    senders: senders.map(({ name, kind, legalName, address, privacyUrl }) => ({
      name,
      kind,
      legalName,
      address,
      privacyUrl: privacyUrl === '' ? null : privacyUrl,
    })),
    purposes: purposesIn(frame.language, partners, cookies),
    regulator: { ...regulator, name: words(`regulators.${regulator.name}`) },
    updated: UPDATED,
  });
  return pageResponse(page.html, { styleHash: page.styleHash });
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_S = 24 * 60 * 60;

/** Each thing personal data is used for here, with the tables behind it; `partners` are the third parties by name. */
function purposesIn(
  language: Language,
  partners: readonly string[],
  cookies: SessionCookies,
): PrivacyProps['purposes'] {
  const words = wordsFor(language, 'privacy');
  const told = (purpose: 'proof' | 'marketing' | 'limits' | 'looks' | 'requests') => ({
    purpose: words(`purpose.${purpose}.purpose`),
    data: words(`purpose.${purpose}.data`),
    keptFor: words(`purpose.${purpose}.kept`),
  });
  const mail = [words('mailService')];
  return [
    {
      purpose: words('purpose.choices.purpose'),
      basis: 'legal_obligation',
      data: words('purpose.choices.data'),
      keptFor: words('purpose.choices.kept'),
      recipients:
        partners.length === 0
          ? []
          : [words('purpose.choices.shared', { partners: listOf(language, partners) })],
    },
    { ...told('proof'), basis: 'legal_obligation', recipients: [] },
    { ...told('marketing'), basis: 'consent', recipients: mail },
    ...partners.map((partner) => ({
      purpose: words('purpose.partner.purpose', { partner }),
      basis: 'consent' as const,
      data: words('purpose.partner.data'),
      keptFor: words('purpose.partner.kept'),
      recipients: [partner],
    })),
    {
      purpose: words('purpose.joining.purpose'),
      basis: 'consent',
      data: words('purpose.joining.data'),
      keptFor: words('purpose.joining.kept', { days: CONFIRM_WITHIN_MOST_DAYS }),
      recipients: mail,
    },
    {
      purpose: words('purpose.codes.purpose'),
      basis: 'contract',
      data: words('purpose.codes.data'),
      keptFor: words('purpose.codes.kept', { hours: PENDING_LIFE_MS / HOUR_MS }),
      recipients: [...mail, words('textService')],
    },
    {
      purpose: words('purpose.signIn.purpose'),
      basis: 'contract',
      data: words('purpose.signIn.data'),
      keptFor: words('purpose.signIn.kept', { days: Math.round(cookies.account.idleS / DAY_S) }),
      recipients: mail,
    },
    { ...told('requests'), basis: 'legal_obligation', recipients: mail },
    {
      purpose: words('purpose.drafts.purpose'),
      basis: 'contract',
      data: words('purpose.drafts.data'),
      keptFor: words('purpose.drafts.kept', { minutes: DRAFT_LIFE_MS / MINUTE_MS }),
      recipients: [],
    },
    { ...told('limits'), basis: 'legitimate_interest', recipients: [] },
    { ...told('looks'), basis: 'legal_obligation', recipients: [] },
  ];
}
