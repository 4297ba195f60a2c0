import type { Catalogue } from './catalogue';
import addressCode from './es/address-code.json';
import announcement from './es/announcement.json';
import dataRequest from './es/data-request.json';
import layout from './es/layout.json';
import phoneCode from './es/phone-code.json';
import preferenceLink from './es/preference-link.json';
import registrationConfirm from './es/registration-confirm.json';
import signInLink from './es/sign-in-link.json';
import staffInvite from './es/staff-invite.json';
import thirdPartyNotice from './es/third-party-notice.json';

/** Every sentence of the emails in Spanish. */
export const es: Catalogue = {
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
