import type { Catalogue } from './catalogue';
import addressCode from './cy/address-code.json';
import announcement from './cy/announcement.json';
import dataRequest from './cy/data-request.json';
import layout from './cy/layout.json';
import phoneCode from './cy/phone-code.json';
import preferenceLink from './cy/preference-link.json';
import registrationConfirm from './cy/registration-confirm.json';
import signInLink from './cy/sign-in-link.json';
import staffInvite from './cy/staff-invite.json';
import thirdPartyNotice from './cy/third-party-notice.json';

/** Every sentence of the emails in Welsh. */
export const cy: Catalogue = {
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
