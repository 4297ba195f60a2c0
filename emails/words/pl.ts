import type { Catalogue } from './catalogue';
import addressCode from './pl/address-code.json';
import announcement from './pl/announcement.json';
import dataRequest from './pl/data-request.json';
import layout from './pl/layout.json';
import phoneCode from './pl/phone-code.json';
import preferenceLink from './pl/preference-link.json';
import registrationConfirm from './pl/registration-confirm.json';
import signInLink from './pl/sign-in-link.json';
import staffInvite from './pl/staff-invite.json';
import thirdPartyNotice from './pl/third-party-notice.json';

/** Every sentence of the emails in Polish. */
export const pl: Catalogue = {
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
