import type { Catalogue } from './catalogue';
import accessibility from './fr/accessibility.json';
import account from './fr/account.json';
import accountNav from './fr/account-nav.json';
import acts from './fr/acts.json';
import addresses from './fr/addresses.json';
import choices from './fr/choices.json';
import complaint from './fr/complaint.json';
import cookies from './fr/cookies.json';
import dates from './fr/dates.json';
import details from './fr/details.json';
import device from './fr/device.json';
import document from './fr/document.json';
import form from './fr/form.json';
import given from './fr/given.json';
import history from './fr/history.json';
import home from './fr/home.json';
import message from './fr/message.json';
import myData from './fr/my-data.json';
import myDataFile from './fr/my-data-file.json';
import notSaved from './fr/not-saved.json';
import often from './fr/often.json';
import optOut from './fr/opt-out.json';
import pause from './fr/pause.json';
import preferences from './fr/preferences.json';
import privacy from './fr/privacy.json';
import receipt from './fr/receipt.json';
import register from './fr/register.json';
import sessions from './fr/sessions.json';
import signIn from './fr/sign-in.json';
import trouble from './fr/trouble.json';
import unsubscribe from './fr/unsubscribe.json';

/** Every sentence of the pages in French. */
export const fr: Catalogue = {
  accessibility,
  account,
  'account-nav': accountNav,
  acts,
  addresses,
  choices,
  complaint,
  cookies,
  dates,
  details,
  device,
  document,
  form,
  given,
  history,
  home,
  message,
  'my-data': myData,
  'my-data-file': myDataFile,
  'not-saved': notSaved,
  often,
  'opt-out': optOut,
  pause,
  preferences,
  privacy,
  receipt,
  register,
  sessions,
  'sign-in': signIn,
  trouble,
  unsubscribe,
};
