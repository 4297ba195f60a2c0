import type { Catalogue } from './catalogue';
import accessibility from './cy/accessibility.json';
import account from './cy/account.json';
import accountNav from './cy/account-nav.json';
import acts from './cy/acts.json';
import addresses from './cy/addresses.json';
import choices from './cy/choices.json';
import complaint from './cy/complaint.json';
import cookies from './cy/cookies.json';
import dates from './cy/dates.json';
import details from './cy/details.json';
import device from './cy/device.json';
import document from './cy/document.json';
import form from './cy/form.json';
import given from './cy/given.json';
import history from './cy/history.json';
import home from './cy/home.json';
import message from './cy/message.json';
import myData from './cy/my-data.json';
import myDataFile from './cy/my-data-file.json';
import notSaved from './cy/not-saved.json';
import often from './cy/often.json';
import optOut from './cy/opt-out.json';
import pause from './cy/pause.json';
import preferences from './cy/preferences.json';
import privacy from './cy/privacy.json';
import receipt from './cy/receipt.json';
import register from './cy/register.json';
import sessions from './cy/sessions.json';
import signIn from './cy/sign-in.json';
import trouble from './cy/trouble.json';
import unsubscribe from './cy/unsubscribe.json';

/** Every sentence of the pages in Welsh. */
export const cy: Catalogue = {
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
