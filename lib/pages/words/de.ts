import type { Catalogue } from './catalogue';
import accessibility from './de/accessibility.json';
import account from './de/account.json';
import accountNav from './de/account-nav.json';
import acts from './de/acts.json';
import addresses from './de/addresses.json';
import choices from './de/choices.json';
import complaint from './de/complaint.json';
import cookies from './de/cookies.json';
import dates from './de/dates.json';
import details from './de/details.json';
import device from './de/device.json';
import document from './de/document.json';
import form from './de/form.json';
import given from './de/given.json';
import history from './de/history.json';
import home from './de/home.json';
import message from './de/message.json';
import myData from './de/my-data.json';
import myDataFile from './de/my-data-file.json';
import notSaved from './de/not-saved.json';
import often from './de/often.json';
import optOut from './de/opt-out.json';
import pause from './de/pause.json';
import preferences from './de/preferences.json';
import privacy from './de/privacy.json';
import receipt from './de/receipt.json';
import register from './de/register.json';
import sessions from './de/sessions.json';
import signIn from './de/sign-in.json';
import trouble from './de/trouble.json';
import unsubscribe from './de/unsubscribe.json';

/** Every sentence of the pages in German. */
export const de: Catalogue = {
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
