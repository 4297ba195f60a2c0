import type { Act, Channel, ChannelScope, Door } from '../../domain/vocabulary';

const channel: Record<Channel, string> = {
  email: 'Email',
  post: 'Post',
  phone: 'Phone calls',
  automated_call: 'Recorded calls',
  sms: 'Texts',
  fax: 'Fax',
};

const by: Record<ChannelScope, string> = {
  all: 'by any means',
  email: 'by email',
  post: 'by post',
  phone: 'by phone',
  automated_call: 'by recorded call',
  sms: 'by text',
  fax: 'by fax',
};

const act: Record<Act, (what: string, how: string) => string> = {
  requested: (what, how) => `You were asked to confirm a yes to ${what} ${how}`,
  given: (what, how) => `Yes to ${what} ${how}`,
  renewed: (what, how) => `Yes again to ${what} ${how}`,
  refused: (what, how) => `No to ${what} ${how}`,
  withdrawn: (what, how) => `Yes taken back: ${what} ${how}`,
  objected: (what, how) => `No to ${what} ${how}`,
  revoked: (what, how) => `We ended ${what} ${how}`,
  paused: (what, how) => `Pause of ${what} ${how}`,
  resumed: (what, how) => `End of a pause of ${what} ${how}`,
  expired: (what, how) => `A yes to ${what} ${how} ran out`,
  invalidated: (what, how) => `We put right a slip about ${what} ${how}`,
};

const door: Record<Door, string> = {
  one_click: 'by the unsubscribe button of a mail program',
  unsubscribe_page: 'on the unsubscribe page',
  opt_out_page: 'on the opt-out page',
  preference_page: 'on this page',
  account: 'while signed in',
  registration: 'when joining',
  registration_confirmed: 'by the link we emailed on joining',
  desk: 'to our staff',
  api: 'through another of our services',
  import: 'from a list we were given',
  mailto: 'by email to us',
  sms_keyword: 'by text to us',
  complaint: 'by marking a message as spam',
  inherited: 'carried over from another address',
  system: 'by our system',
};

/** The preference page in English. */
export const preferencesEn = {
  title: 'Your choices',
  forAddress: {
    email: 'For the email address',
    phone: 'For the phone number',
    postal: 'For the postal address',
  },
  goneAddress: 'For an address we no longer hold',
  shared: 'More than one person uses this address. What is chosen here holds for all of them.',
  intro:
    'A tick means yes, you may be sent it. Tick or untick what you like, then save. What you leave alone stays as it is.',
  introStop: 'Where a box says “Stop this”, a tick means no.',
  saved: 'Saved. Your choices hold from now. Something already on its way may still arrive.',
  savedNothing: 'You changed nothing, so everything stays as it was.',
  stopped: 'Saved. All marketing to this address is stopped from now.',
  standing: {
    all: (since: string) =>
      `You said no to all marketing on ${since}. It holds, but for any box ticked below.`,
    sender: (sender: string, since: string) =>
      `You said no to everything from ${sender} on ${since}. It holds, but for any box ticked below.`,
  },
  own: (sender: string) => `From ${sender}`,
  partnersTitle: 'From other companies',
  partners: 'These companies get your details only if you say yes to them here or in person.',
  gpc: 'Your browser asks us not to share your data. We keep these companies off unless you tick one here yourself.',
  privacyOf: (sender: string) => `Privacy notice of ${sender}`,
  state: {
    yes: 'Yes',
    no: 'No',
    not_asked: 'Not asked yet',
    by_default: 'Sent unless you say no',
  },
  since: (state: string, day: string) => `${state}, since ${day}`,
  stopThese: 'Stop this',
  channelAt: (topic: string, channelName: string) => `${topic}: ${channelName}`,
  noticeTitle: 'What a yes here means',
  noBox: 'You cannot say yes to this here.',
  save: 'Save my choices',
  stopTitle: 'Stop everything',
  stop: 'This says no to all marketing to this address, from every sender, at once.',
  stopAlso: 'It also covers your other addresses:',
  stopButton: 'Stop everything',
  essentialTitle: 'Always sent',
  essential: 'You get these because you need them. They carry no marketing.',
  essentialItem: (topic: string, sender: string) => `${topic} from ${sender}`,
  historyTitle: 'What was said before',
  historyEmpty: 'Nothing has been said about this address yet.',
  historyMore: 'Only the newest are shown here. Sign in to see all of them.',
  everything: 'all marketing',
  everythingFrom: (sender: string) => `everything from ${sender}`,
  topicFrom: (topic: string, sender: string) => `${topic} from ${sender}`,
  errorBoxes: 'Part of what you sent could not be read. Nothing was changed. Check the boxes and save again.',
  errorUnsaved:
    'We could not save your choices. Nothing was changed and nothing is lost. Try again in a few minutes.',
  otherTitle: 'Other addresses',
  other: 'This page is for one address only. Sign in to see all of yours.',
  signIn: 'Sign in to your account',
  channel,
  by,
  act,
  door,
};
