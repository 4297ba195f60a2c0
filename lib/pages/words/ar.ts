import accessibility from './ar/accessibility.json';
import account from './ar/account.json';
import accountNav from './ar/account-nav.json';
import acts from './ar/acts.json';
import addresses from './ar/addresses.json';
import choices from './ar/choices.json';
import complaint from './ar/complaint.json';
import cookies from './ar/cookies.json';
import dates from './ar/dates.json';
import details from './ar/details.json';
import device from './ar/device.json';
import document from './ar/document.json';
import form from './ar/form.json';
import given from './ar/given.json';
import history from './ar/history.json';
import home from './ar/home.json';
import message from './ar/message.json';
import myData from './ar/my-data.json';
import myDataFile from './ar/my-data-file.json';
import notSaved from './ar/not-saved.json';
import often from './ar/often.json';
import optOut from './ar/opt-out.json';
import pause from './ar/pause.json';
import preferences from './ar/preferences.json';
import privacy from './ar/privacy.json';
import receipt from './ar/receipt.json';
import register from './ar/register.json';
import sessions from './ar/sessions.json';
import signIn from './ar/sign-in.json';
import trouble from './ar/trouble.json';
import unsubscribe from './ar/unsubscribe.json';
import type { Catalogue } from './catalogue';

/** Every sentence of the pages in Arabic. */
export const ar: Catalogue = {
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
