import { receiptOf } from '../../domain/receipt';
import type { Frame, RenderedPage } from '../document';
import type { PreferenceSender, PreferenceTopic } from '../preference-choices';
import { type PreferencesProps, preferencesPage } from '../preferences';
import { receiptPage } from '../receipt';
import type { TellableAct } from '../told-act';
import { AT, EARLIER, type SampleTexts } from './sample-texts';

/** The preference page by link in every state, and the receipt it leads to. */
export function preferenceSamples(
  frame: Frame,
  texts: SampleTexts,
): Record<string, () => Promise<RenderedPage>> {
  const preferences = (props: Partial<PreferencesProps>) => () =>
    preferencesPage(frame, { ...samplePreferences(texts), ...props });
  const others = [texts.address, `second ${texts.address}`];
  return {
    preferences: preferences({}),
    'preferences-phone': preferences({
      kind: 'phone',
      maskedAddress: '+44 ••••• ••0 123',
      shared: true,
      senders: sampleSenders(texts, ['phone', 'automated_call', 'sms', 'fax']),
    }),
    'preferences-saved': preferences({ status: { state: 'saved', changed: true, overtaken: 0, unshown: 0 } }),
    'preferences-stopped': preferences({
      status: { state: 'stopped' },
      standing: [{ scope: 'all', since: AT }],
      coversOther: others,
    }),
    'preferences-overtaken': preferences({
      status: { state: 'saved', changed: true, overtaken: 1, unshown: 2 },
    }),
    'preferences-paused': preferences({
      status: { state: 'paused' },
      pauses: [
        { channel: 'all', until: AT },
        { channel: 'email', until: null },
      ],
    }),
    'preferences-resumed': preferences({ status: { state: 'resumed', ended: true } }),
    'preferences-pause-error': preferences({
      kind: 'phone',
      status: { state: 'pause_error', unsaved: false },
      pauseForm: {
        ...PAUSE_FORM,
        fault: 'too_long',
        typed: { until: texts.typed, channels: ['sms'] },
      },
    }),
    'preferences-error': preferences({
      status: {
        state: 'error',
        error: 'unsaved',
        kept: { choice: ['email.1.2'], refuse: [texts.typed], often: new Map([[1, 'monthly']]) },
      },
    }),
    receipt: () =>
      receiptPage(frame, {
        token: texts.token,
        maskedAddress: texts.address,
        act: sampleAct(texts),
        receipt: sampleReceipt(texts),
      }),
  };
}

function sampleAct(texts: SampleTexts): TellableAct {
  const [, act] = sampleHistory(texts);
  if (act === undefined) throw new Error('the sample history has a second act');
  return act;
}

function sampleReceipt(texts: SampleTexts) {
  const words = { slug: 'join', version: 1, language: 'en', words: texts.typed };
  const party = {
    legalName: texts.sender,
    address: `1 North Gate\n${texts.typed}`,
    privacyUrl: 'https://partner.example/privacy',
    email: 'privacy@example.com',
  };
  const event = {
    contactPointId: 'point-1',
    pointKind: 'email',
    act: 'given',
    frequency: null,
    channel: 'email',
    topicNo: 1,
    topic: texts.topic,
    basis: 'consent',
    noticeId: 'notice-1',
    actorKind: 'person',
    until: null,
    hash: Buffer.alloc(32, 7),
  } as const;
  return receiptOf({
    instructionId: 'instruction-2',
    principalId: 'point-1',
    saidAt: EARLIER,
    recordedAt: EARLIER,
    door: 'preference_page',
    events: [
      { ...event, id: 'event-1', senderNo: 1 },
      { ...event, id: 'event-2', senderNo: 3 },
    ],
    notices: [{ id: 'notice-1', ...words }],
    parties: [
      { ...party, no: 1, slug: 'own', kind: 'first_party', name: texts.sender },
      { ...party, no: 3, slug: 'partner', kind: 'third_party', name: 'Harbour Insurance' },
    ],
    disclosed: [{ senderNo: 3, what: texts.typed, at: AT }],
    country: 'GB',
    appUrl: 'https://preferences.example.com',
  });
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
    pauses: [],
    pauseForm: PAUSE_FORM,
    linkToken: texts.token,
    gpc: false,
  };
}

const PAUSE_FORM: PreferencesProps['pauseForm'] = {
  first: '2026-11-23',
  last: '2027-11-22',
  lastDay: new Date('2027-11-22T00:00:00Z'),
  fault: null,
  typed: { until: '', channels: [] },
};

type Channels = PreferenceTopic['cells'][number]['channel'][];

function sampleSenders(texts: SampleTexts, channels: Channels): PreferenceSender[] {
  const states = ['yes', 'no', 'not_asked', 'by_default'] as const;
  const topic = (topicNo: number, name: string, partner = false): PreferenceTopic => ({
    topicNo,
    name,
    pace: topicNo === 1 ? { offered: ['every', 'weekly', 'monthly'], chosen: 'weekly' } : null,
    description: topicNo === 1 ? 'Money off and sales, about twice a month.' : null,
    cells: channels.map((channel, index) => {
      const state = partner ? 'not_asked' : (states[(topicNo + index) % states.length] ?? 'no');
      return { channel, state, since: state === 'not_asked' ? null : EARLIER, canSayYes: true };
    }),
  });
  const notice = (name: string) => ({
    id: `notice-${name}`,
    language: 'en',
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

function sampleHistory(texts: SampleTexts): TellableAct[] {
  const line = {
    channel: 'email',
    sender: texts.sender,
    topic: texts.topic,
    frequency: null,
    until: null,
    undone: false,
    pointIds: ['point-1'],
  } as const;
  const act = { saidAt: EARLIER, recordedAt: EARLIER, speaker: 'you', medium: null, notices: [] } as const;
  const words = { id: 'notice-1', language: 'en', words: texts.typed };
  return [
    {
      ...act,
      instructionId: 'instruction-1',
      saidAt: AT,
      recordedAt: AT,
      door: 'one_click',
      lines: [{ ...line, act: 'withdrawn' }],
    },
    {
      ...act,
      instructionId: 'instruction-2',
      door: 'preference_page',
      notices: [words],
      lines: [
        { ...line, act: 'given', topic: 'New products' },
        { ...line, act: null, frequency: 'weekly' },
        { ...line, act: 'paused', sender: null, topic: null, until: AT },
      ],
    },
    {
      ...act,
      instructionId: 'instruction-3',
      recordedAt: AT,
      door: 'desk',
      speaker: 'address',
      medium: 'letter',
      lines: [{ ...line, act: 'refused', channel: 'all', topic: null, undone: true }],
    },
  ];
}
