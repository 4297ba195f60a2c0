import type { Catalogue } from './catalogue';
import accessibility from './es/accessibility.json';
import account from './es/account.json';
import accountNav from './es/account-nav.json';
import acts from './es/acts.json';
import addresses from './es/addresses.json';
import choices from './es/choices.json';
import complaint from './es/complaint.json';
import cookies from './es/cookies.json';
import dates from './es/dates.json';
import details from './es/details.json';
import device from './es/device.json';
import document from './es/document.json';
import form from './es/form.json';
import given from './es/given.json';
import history from './es/history.json';
import home from './es/home.json';
import message from './es/message.json';
import myData from './es/my-data.json';
import myDataFile from './es/my-data-file.json';
import notSaved from './es/not-saved.json';
import often from './es/often.json';
import optOut from './es/opt-out.json';
import pause from './es/pause.json';
import preferences from './es/preferences.json';
import privacy from './es/privacy.json';
import receipt from './es/receipt.json';
import register from './es/register.json';
import sessions from './es/sessions.json';
import signIn from './es/sign-in.json';
import trouble from './es/trouble.json';
import unsubscribe from './es/unsubscribe.json';

/** Every sentence of the pages in Spanish. */
export const es: Catalogue = {
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
