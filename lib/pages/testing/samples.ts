import { accessibilityPage } from '../accessibility';
import { cookiesPage } from '../cookies';
import type { Frame, RenderedPage } from '../document';
import { homePage } from '../home';
import { messagePage } from '../message';
import { NO_OPT_OUT_VALUES, optOutPage } from '../opt-out';
import { privacyPage } from '../privacy';
import { type UnsubscribeProps, unsubscribePage } from '../unsubscribe';
import { invalidLinkPage, unsubscribeUnavailablePage } from '../unsubscribe-trouble';
import { preferenceSamples } from './preference-samples';
import { AT, EARLIER, type SampleTexts } from './sample-texts';

export const SAMPLE_FRAME: Frame = {
  language: 'en',
  languageAsked: false,
  brand: { name: 'Northgate', colour: '#0b5d63' },
  timeZone: 'Europe/London',
};

/** Every page in every state, by a name that can be a file name. */
export function samplePages(frame: Frame, texts: SampleTexts): Record<string, () => Promise<RenderedPage>> {
  const unsubscribe = (props: Partial<UnsubscribeProps>) => () =>
    unsubscribePage(frame, { ...sampleUnsubscribe(texts), ...props });
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
    ...preferenceSamples(frame, texts),
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
