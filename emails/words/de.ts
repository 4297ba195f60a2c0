import type { Catalogue } from './catalogue';
import addressCode from './de/address-code.json';
import announcement from './de/announcement.json';
import dataRequest from './de/data-request.json';
import layout from './de/layout.json';
import phoneCode from './de/phone-code.json';
import preferenceLink from './de/preference-link.json';
import registrationConfirm from './de/registration-confirm.json';
import signInLink from './de/sign-in-link.json';
import staffInvite from './de/staff-invite.json';
import thirdPartyNotice from './de/third-party-notice.json';

/** Every sentence of the emails in German. */
export const de: Catalogue = {
  'address-code': addressCode,
  announcement,
  'data-request': dataRequest,
  layout,
  'phone-code': phoneCode,
  'preference-link': preferenceLink,
  'registration-confirm': registrationConfirm,
  'sign-in-link': signInLink,
  'staff-invite': staffInvite,
  'third-party-notice': thirdPartyNotice,
};
