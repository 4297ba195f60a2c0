import { preferenceLink } from '../../emails/preference-link';
import type { Brand, RenderedEmail } from '../../emails/rendered-email';

export type { Brand };

import { signInLink } from '../../emails/sign-in-link';
import { type ThirdPartyNoticeProps, thirdPartyNotice } from '../../emails/third-party-notice';
import type { EssentialMessage } from './message-format';

/** What an essential email says. Its links are minted by the caller at the moment of sending. */
export type EssentialContent =
  | { kind: 'sign_in'; audience: 'account' | 'staff'; signInUrl: string; minutes: number }
  | { kind: 'preference_link'; preferencesUrl: string }
  | ({ kind: 'third_party_notice' } & Omit<ThirdPartyNoticeProps, 'brand'>);

export interface EssentialEnvelope {
  to: string;
  /** `<id@domain>` */
  messageId: string;
  date: Date;
}

/** One service message: no list headers, nothing of marketing. */
export function renderEssential(
  brand: Brand,
  content: EssentialContent,
  envelope: EssentialEnvelope,
): EssentialMessage {
  return { kind: 'essential', fromName: brand.name, ...envelope, ...words(brand, content) };
}

function words(brand: Brand, content: EssentialContent): RenderedEmail {
  switch (content.kind) {
    case 'sign_in':
      return signInLink({ brand, ...content });
    case 'preference_link':
      return preferenceLink({ brand, preferencesUrl: content.preferencesUrl });
    case 'third_party_notice':
      return thirdPartyNotice({ brand, ...content });
  }
}
