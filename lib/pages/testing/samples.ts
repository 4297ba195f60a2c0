import { accessibilityPage } from '../accessibility';
import { cookiesPage } from '../cookies';
import type { Frame, RenderedPage } from '../document';
import { homePage } from '../home';
import { messagePage } from '../message';
import { NO_OPT_OUT_VALUES, optOutPage } from '../opt-out';
import type { PreferenceSender, PreferenceTopic } from '../preference-choices';
import type { HistoryEntry } from '../preference-history';
import { type PreferencesProps, preferencesPage } from '../preferences';
import { privacyPage } from '../privacy';
import { type UnsubscribeProps, unsubscribePage } from '../unsubscribe';
import { invalidLinkPage, unsubscribeUnavailablePage } from '../unsubscribe-trouble';

/** The texts that come from outside; one hostile text in all of them must come out harmless. */
export interface SampleTexts {
  token: string;
  address: string;
  sender: string;
  topic: string;
  typed: string;
}

export const PLAIN_TEXTS: SampleTexts = {
  token: 'AQF3c2l0ZS1zYW1wbGUtdG9rZW4tZm9yLXRoZS1wYWdlcy10ZXN0cy1vbmx5LTAwMDAwMDAwMDAx',
  address: 'a•••@e•••••e.com',
  sender: 'Northgate',
  topic: 'Offers',
  typed: 'ann@example',
};

export const SAMPLE_FRAME: Frame = {
  language: 'en',
  brand: { name: 'Northgate', colour: '#0b5d63' },
  timeZone: 'Europe/London',
};

const AT = new Date('2026-11-22T14:05:00Z');
const EARLIER = new Date('2026-05-03T08:12:00Z');

/** Every page in every state, by a name that can be a file name. */
export function samplePages(frame: Frame, texts: SampleTexts): Record<string, () => Promise<RenderedPage>> {
  const unsubscribe = (props: Partial<UnsubscribeProps>) => () =>
    unsubscribePage(frame, { ...sampleUnsubscribe(texts), ...props });
  const preferences = (props: Partial<PreferencesProps>) => () =>
    preferencesPage(frame, { ...samplePreferences(texts), ...props });
  const fault = (field: string) => [{ field, message: texts.typed }];
  const others = [texts.address, `second ${texts.address}`];
  return {
    home: () => homePage(frame, { state: 'ask', email: '', errors: [] }),
    'home-error': () => homePage(frame, { state: 'ask', email: texts.typed, errors: fault('email') }),
    'home-sent': () => homePage(frame, { state: 'sent' }),
    unsubscribe: unsubscribe({}),
    'unsubscribe-others': unsubscribe({ coversOther: others }),
    'unsubscribe-no-topic': unsubscribe({ topic: null, kind: 'phone' }),
    'unsubscribe-gone': unsubscribe({ maskedAddress: null }),
    'unsubscribe-done-topic': unsubscribe({ state: 'done', holds: { scope: 'topic', since: AT } }),
    'unsubscribe-done-all': unsubscribe({
      state: 'done',
      holds: { scope: 'all', since: AT },
      coversOther: others,
    }),
    'unsubscribe-already': unsubscribe({ state: 'already', holds: { scope: 'sender', since: EARLIER } }),
    'unsubscribe-invalid': () => invalidLinkPage(frame),
    'unsubscribe-unsaved': () => unsubscribeUnavailablePage(frame, { token: texts.token, unsaved: 'sender' }),
    'unsubscribe-unshown': () => unsubscribeUnavailablePage(frame, { token: texts.token, unsaved: null }),
    'opt-out': () => optOutPage(frame, { state: 'ask', values: NO_OPT_OUT_VALUES, errors: [] }),
    'opt-out-error': () =>
      optOutPage(frame, {
        state: 'ask',
        values: { ...NO_OPT_OUT_VALUES, address: texts.typed, name: texts.typed, postcode: texts.typed },
        errors: [...fault('address'), ...fault('lines')],
      }),
    'opt-out-done': () => optOutPage(frame, { state: 'done' }),
    preferences: preferences({}),
    'preferences-phone': preferences({
      kind: 'phone',
      maskedAddress: '+44 ••••• ••0 123',
      shared: true,
      senders: sampleSenders(texts, ['phone', 'automated_call', 'sms', 'fax']),
    }),
    'preferences-saved': preferences({ status: { state: 'saved', changed: true } }),
    'preferences-stopped': preferences({
      status: { state: 'stopped' },
      standing: [{ scope: 'all', since: AT }],
      coversOther: others,
    }),
    'preferences-error': preferences({
      status: { state: 'error', error: 'unsaved', choice: ['email.1.2'], refuse: [texts.typed] },
    }),
    'message-not-found': () => messagePage(frame, { kind: 'not_found', requestId: texts.typed }),
    'message-unavailable': () => messagePage(frame, { kind: 'unavailable', requestId: null }),
    'message-confirmation': () =>
      messagePage(frame, {
        kind: 'confirmation',
        title: texts.topic,
        text: texts.typed,
        next: { href: '/', text: texts.sender },
      }),
    privacy: () => privacyPage(frame, samplePrivacy(texts)),
    cookies: () =>
      cookiesPage(frame, {
        cookies: [
          { name: 'next-auth.session-token', purpose: 'Keeps you signed in.', lasts: '30 days' },
          { name: 'next-auth.csrf-token', purpose: texts.typed, lasts: 'Until you close the browser' },
        ],
      }),
    accessibility: () =>
      accessibilityPage(frame, {
        contact: { email: 'access@example.com', phone: '01632 960123', address: [texts.typed, 'London'] },
        knownFaults: [],
        checks: ['Every page is run through an automatic checker before each release.', texts.typed],
        checkedOn: AT,
      }),
  };
}

function sampleUnsubscribe(texts: SampleTexts): UnsubscribeProps {
  return {
    state: 'ask',
    token: texts.token,
    maskedAddress: texts.address,
    kind: 'email',
    sender: texts.sender,
    topic: texts.topic,
    coversOther: [],
    holds: null,
  };
}

function samplePreferences(texts: SampleTexts): PreferencesProps {
  return {
    token: texts.token,
    status: { state: 'view' },
    maskedAddress: texts.address,
    kind: 'email',
    shared: false,
    standing: [{ scope: 'sender', sender: 'Northgate Print', since: EARLIER }],
    senders: sampleSenders(texts, ['email']),
    essentials: [
      { topic: 'Orders and account', sender: texts.sender },
      { topic: 'Orders and account', sender: 'Northgate Print' },
    ],
    coversOther: [],
    history: sampleHistory(texts),
    historyCut: true,
    gpc: false,
  };
}

type Channels = PreferenceTopic['cells'][number]['channel'][];

function sampleSenders(texts: SampleTexts, channels: Channels): PreferenceSender[] {
  const states = ['yes', 'no', 'not_asked', 'by_default'] as const;
  const topic = (topicNo: number, name: string, partner = false): PreferenceTopic => ({
    topicNo,
    name,
    description: topicNo === 1 ? 'Money off and sales, about twice a month.' : null,
    cells: channels.map((channel, index) => {
      const state = partner ? 'not_asked' : (states[(topicNo + index) % states.length] ?? 'no');
      return { channel, state, since: state === 'not_asked' ? null : EARLIER, canSayYes: true };
    }),
  });
  const notice = (name: string) => ({
    id: `notice-${name}`,
    words: `Tick a box and ${name} may send you what the box says. You can say no at any time.`,
  });
  const own = { kind: 'first_party', privacyUrl: null } as const;
  const partner = { kind: 'third_party', privacyUrl: 'https://partner.example/privacy' } as const;
  const topics = [topic(1, texts.topic), topic(2, 'New products'), topic(3, 'Events and workshops')];
  return [
    { ...own, senderNo: 1, name: texts.sender, notice: notice(texts.sender), topics },
    { ...own, senderNo: 2, name: 'Northgate Print', notice: null, topics: [topic(5, 'Printing tips')] },
    ...['Harbour Insurance', 'Fell & Moor Travel', 'Quayside Energy'].map((name, index) => ({
      ...partner,
      senderNo: 3 + index,
      name,
      notice: notice(name),
      topics: [topic(10 + index, 'Offers', true)],
    })),
  ];
}

function sampleHistory(texts: SampleTexts): HistoryEntry[] {
  const entry = { channel: 'email', sender: texts.sender, topic: texts.topic } as const;
  return [
    { ...entry, id: '1', at: AT, act: 'withdrawn', door: 'one_click' },
    { ...entry, id: '2', at: EARLIER, act: 'given', topic: 'New products', door: 'registration' },
    { ...entry, id: '3', at: EARLIER, act: 'refused', channel: 'all', topic: null, door: 'desk' },
  ];
}

function samplePrivacy(texts: SampleTexts): Parameters<typeof privacyPage>[1] {
  const address = ['1 North Gate', 'York', 'YO1 7ZZ'];
  return {
    controller: {
      legalName: 'Northgate Ltd',
      address,
      email: 'privacy@example.com',
      registration: 'ZA000000',
    },
    senders: [
      { name: texts.sender, kind: 'first_party', legalName: 'Northgate Ltd', address, privacyUrl: null },
      {
        name: 'Harbour Insurance',
        kind: 'third_party',
        legalName: 'Harbour Insurance Ltd',
        address: ['2 Quay', 'Hull'],
        privacyUrl: 'https://partner.example/privacy',
      },
    ],
    purposes: [
      {
        purpose: 'Keeping to what you said about marketing',
        basis: 'legal_obligation',
        data: 'Your addresses, what you said, when and how.',
        keptFor: 'For as long as we might send marketing.',
        recipients: [],
      },
      {
        purpose: texts.typed,
        basis: 'consent',
        data: texts.typed,
        keptFor: '2 years after your last yes.',
        recipients: ['Harbour Insurance'],
      },
    ],
    regulator: { name: 'Information Commission (ICO)', url: 'https://ico.org.uk/make-a-complaint/' },
    updated: AT,
  };
}
