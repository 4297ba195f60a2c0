import { type AddressCodeProps, addressCode } from '../../emails/address-code';
import { type DataRequestProps, dataRequest } from '../../emails/data-request';
import { preferenceLink } from '../../emails/preference-link';
import { type RegistrationConfirmProps, registrationConfirm } from '../../emails/registration-confirm';
import type { Brand, RenderedEmail } from '../../emails/rendered-email';

export type { Brand };

import { signInLink } from '../../emails/sign-in-link';
import { type ThirdPartyNoticeProps, thirdPartyNotice } from '../../emails/third-party-notice';
import type { Language } from '../domain/language';
import type { EssentialMessage } from './message-format';

/** What an essential email says. Its links are minted by the caller at the moment of sending. */
export type EssentialContent =
  | { kind: 'sign_in'; audience: 'account' | 'staff'; signInUrl: string; minutes: number }
  | { kind: 'preference_link'; preferencesUrl: string }
  | ({ kind: 'address_code' } & Omit<AddressCodeProps, 'brand' | 'language'>)
  | ({ kind: 'registration_confirm' } & Omit<RegistrationConfirmProps, 'brand' | 'language'>)
  | ({ kind: 'data_request' } & Omit<DataRequestProps, 'brand' | 'language'>)
  | ({ kind: 'third_party_notice' } & Omit<ThirdPartyNoticeProps, 'brand' | 'language'>);

export interface EssentialEnvelope {
  to: string;
  /** `<id@domain>` */
  messageId: string;
  date: Date;
  /** The recipient's. */
  language: Language;
}

/** One service message: no list headers, nothing of marketing. */
export function renderEssential(
  brand: Brand,
  content: EssentialContent,
  { language, ...envelope }: EssentialEnvelope,
): EssentialMessage {
  return { kind: 'essential', fromName: brand.name, ...envelope, ...words(brand, language, content) };
}

function words(brand: Brand, language: Language, content: EssentialContent): RenderedEmail {
  switch (content.kind) {
    case 'sign_in':
      return signInLink({ brand, language, ...content });
    case 'preference_link':
      return preferenceLink({ brand, language, preferencesUrl: content.preferencesUrl });
    case 'address_code':
      return addressCode({ brand, language, ...content });
    case 'registration_confirm':
      return registrationConfirm({ brand, language, ...content });
    case 'data_request':
      return dataRequest({ brand, language, ...content });
    case 'third_party_notice':
      return thirdPartyNotice({ brand, language, ...content });
  }
}
