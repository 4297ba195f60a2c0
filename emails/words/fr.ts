import type { Catalogue } from './catalogue';
import addressCode from './fr/address-code.json';
import announcement from './fr/announcement.json';
import dataRequest from './fr/data-request.json';
import layout from './fr/layout.json';
import phoneCode from './fr/phone-code.json';
import preferenceLink from './fr/preference-link.json';
import registrationConfirm from './fr/registration-confirm.json';
import signInLink from './fr/sign-in-link.json';
import staffInvite from './fr/staff-invite.json';
import thirdPartyNotice from './fr/third-party-notice.json';

/** Every sentence of the emails in French. */
export const fr: Catalogue = {
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
