import accessibility from './en/accessibility.json';
import account from './en/account.json';
import accountNav from './en/account-nav.json';
import acts from './en/acts.json';
import addresses from './en/addresses.json';
import choices from './en/choices.json';
import complaint from './en/complaint.json';
import cookies from './en/cookies.json';
import dates from './en/dates.json';
import details from './en/details.json';
import device from './en/device.json';
import document from './en/document.json';
import form from './en/form.json';
import given from './en/given.json';
import history from './en/history.json';
import home from './en/home.json';
import message from './en/message.json';
import myData from './en/my-data.json';
import myDataFile from './en/my-data-file.json';
import notSaved from './en/not-saved.json';
import often from './en/often.json';
import optOut from './en/opt-out.json';
import pause from './en/pause.json';
import preferences from './en/preferences.json';
import privacy from './en/privacy.json';
import receipt from './en/receipt.json';
import register from './en/register.json';
import sessions from './en/sessions.json';
import signIn from './en/sign-in.json';
import trouble from './en/trouble.json';
import unsubscribe from './en/unsubscribe.json';

/** Every sentence of the pages in English. */
export const en = {
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
