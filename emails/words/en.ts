import addressCode from './en/address-code.json';
import announcement from './en/announcement.json';
import dataRequest from './en/data-request.json';
import layout from './en/layout.json';
import phoneCode from './en/phone-code.json';
import preferenceLink from './en/preference-link.json';
import registrationConfirm from './en/registration-confirm.json';
import signInLink from './en/sign-in-link.json';
import staffInvite from './en/staff-invite.json';
import thirdPartyNotice from './en/third-party-notice.json';

/** Every sentence of the emails in English. */
export const en = {
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
