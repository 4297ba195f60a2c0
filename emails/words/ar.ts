import addressCode from './ar/address-code.json';
import announcement from './ar/announcement.json';
import dataRequest from './ar/data-request.json';
import layout from './ar/layout.json';
import phoneCode from './ar/phone-code.json';
import preferenceLink from './ar/preference-link.json';
import registrationConfirm from './ar/registration-confirm.json';
import signInLink from './ar/sign-in-link.json';
import staffInvite from './ar/staff-invite.json';
import thirdPartyNotice from './ar/third-party-notice.json';
import type { Catalogue } from './catalogue';

/** Every sentence of the emails in Arabic. */
export const ar: Catalogue = {
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
