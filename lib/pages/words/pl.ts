import type { Catalogue } from './catalogue';
import accessibility from './pl/accessibility.json';
import account from './pl/account.json';
import accountNav from './pl/account-nav.json';
import acts from './pl/acts.json';
import addresses from './pl/addresses.json';
import choices from './pl/choices.json';
import complaint from './pl/complaint.json';
import cookies from './pl/cookies.json';
import dates from './pl/dates.json';
import details from './pl/details.json';
import device from './pl/device.json';
import document from './pl/document.json';
import form from './pl/form.json';
import given from './pl/given.json';
import history from './pl/history.json';
import home from './pl/home.json';
import message from './pl/message.json';
import myData from './pl/my-data.json';
import myDataFile from './pl/my-data-file.json';
import notSaved from './pl/not-saved.json';
import often from './pl/often.json';
import optOut from './pl/opt-out.json';
import pause from './pl/pause.json';
import preferences from './pl/preferences.json';
import privacy from './pl/privacy.json';
import receipt from './pl/receipt.json';
import register from './pl/register.json';
import sessions from './pl/sessions.json';
import signIn from './pl/sign-in.json';
import trouble from './pl/trouble.json';
import unsubscribe from './pl/unsubscribe.json';

/** Every sentence of the pages in Polish. */
export const pl: Catalogue = {
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
