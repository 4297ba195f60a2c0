import type { NoticeCoverage } from './facts';
import { covers } from './refuse-instruction';
import { type Basis, type Channel, type ContactPointKind, KIND_OF_CHANNEL } from './vocabulary';

/** Days a registration may wait for its confirmation at most; each form says its own. */
export const CONFIRM_WITHIN_MOST_DAYS = 30;

/** On what occasion a form is filled in. */
export const JOIN_SOURCES = ['registration', 'newsletter', 'order', 'enquiry'] as const;
export type JoinSource = (typeof JOIN_SOURCES)[number];

/** `opt_in`: boxes to tick for a yes. `soft_opt_in`: one box to say no, offered in a sale or its negotiation. */
export const JOIN_KINDS = ['opt_in', 'soft_opt_in'] as const;
export type JoinKind = (typeof JOIN_KINDS)[number];

/** Occasions that are a sale or the negotiation of one (PECR reg 22(3)(a)). */
export const SALE_OF: Partial<Record<JoinSource, 'sale' | 'negotiation'>> = {
  order: 'sale',
  enquiry: 'negotiation',
};

/** Channels a form may offer: a fax number cannot be confirmed by a code. */
export const JOIN_CHANNELS = [
  'email',
  'post',
  'phone',
  'automated_call',
  'sms',
] as const satisfies readonly Channel[];

/** Channels a soft opt-in may cover: electronic mail, which SMS counts as (PECR reg 2(1), 22). */
export const SOFT_CHANNELS = ['email', 'sms'] as const satisfies readonly Channel[];

/** What a form may ask beside the email address. */
export const JOIN_DETAILS = ['name', 'company', 'phone', 'postal', 'country', 'reference'] as const;
export type JoinDetail = (typeof JOIN_DETAILS)[number];

/** `email`: by a mailed link. `none`: not at all, for a company that took the details itself in a sale. */
export const CONFIRM_MODES = ['email', 'none'] as const;
export type ConfirmMode = (typeof CONFIRM_MODES)[number];

/** One version of a form, as configured. */
export interface JoinForm {
  slug: string;
  version: number;
  senderNo: number;
  source: JoinSource;
  kind: JoinKind;
  /** Slug of the notice beside the sender's own boxes. */
  notice: string;
  topicNos: readonly number[];
  channels: readonly Channel[];
  partnerNos: readonly number[];
  partnersNotice: string | null;
  details: readonly JoinDetail[];
  /** Whether it is of no use without a box ticked. */
  needsChoice: boolean;
  /** Whether `/register` leads to it. */
  listed: boolean;
  confirm: ConfirmMode;
  confirmWithinDays: number;
  /** Soft opt-in: which products of our own count as similar. */
  similarProducts: string | null;
  /** Where those who use it live, unless they say otherwise; null: the site's own country. */
  country: string | null;
  allowedOrigins: readonly string[];
  archived: boolean;
}

/** One thing a person may answer: a channel for a topic of a sender. */
export interface JoinCell {
  channel: Channel;
  senderNo: number;
  topicNo: number;
}

/** What a form asks on behalf of one sender, under one notice version. */
export interface OfferSection {
  senderNo: number;
  thirdParty: boolean;
  noticeId: string;
  basis: Basis;
  /** `yes`: a box each, ticked for a yes. `no`: one box for all, ticked for a no. */
  ask: 'yes' | 'no';
  cells: readonly JoinCell[];
}

/** Everything a form asks in one showing of it. */
export interface JoinOffer {
  form: JoinForm;
  sections: readonly OfferSection[];
}

/** A topic as far as offering it goes. */
export interface OfferedTopic {
  no: number;
  senderNo: number;
  essential: boolean;
  channels: readonly Channel[];
}

/**
 * What a form offers: per sender the topics and channels that the form, the topic and the shown notice version all
 * name, in the form's order. With `withoutPartners` (Sec-GPC) nothing of third parties is offered (STANDARDS §19).
 * `topics` are those in use; a section nothing is left of is left out.
 */
export function offerOf(
  form: JoinForm,
  topics: readonly OfferedTopic[],
  shown: { own: NoticeCoverage | null; partners: NoticeCoverage | null; withoutPartners: boolean },
): JoinOffer {
  const sections: OfferSection[] = [];
  const add = (senderNo: number, thirdParty: boolean, notice: NoticeCoverage | null) => {
    const soft = !thirdParty && form.kind === 'soft_opt_in';
    if (notice === null || notice.basis !== (soft ? 'soft_opt_in' : 'consent')) return;
    const channels = soft ? form.channels.filter(isSoft) : form.channels;
    const cells = topics
      .filter((topic) => topic.senderNo === senderNo && !topic.essential)
      .filter((topic) => thirdParty || form.topicNos.includes(topic.no))
      .flatMap((topic) =>
        channels
          .filter((channel) => topic.channels.includes(channel) && asksFor(form, channel))
          .filter((channel) => covers(notice, channel, senderNo, topic.no))
          .map((channel) => ({ channel, senderNo, topicNo: topic.no })),
      );
    if (cells.length === 0) return;
    const { id: noticeId, basis } = notice;
    sections.push({ senderNo, thirdParty, noticeId, basis, ask: soft ? 'no' : 'yes', cells });
  };
  add(form.senderNo, false, shown.own);
  if (!shown.withoutPartners) for (const no of form.partnerNos) add(no, true, shown.partners);
  return { form, sections };
}

/** Whether a form asks for the kind of address a channel travels to. The email address always is. */
export function asksFor(form: Pick<JoinForm, 'details'>, channel: Channel): boolean {
  const kind = KIND_OF_CHANNEL[channel];
  return kind === 'email' || form.details.includes(kind);
}

/** A box's value in a form: it names its cell. */
export function boxOf(cell: JoinCell): string {
  return `${cell.channel}.${cell.senderNo}.${cell.topicNo}`;
}

/** A yes to one cell with the notice version it rests on. */
export interface JoinYes extends JoinCell {
  noticeId: string;
  basis: Basis;
}

/** What somebody answered. */
export interface JoinAnswers {
  yes: readonly JoinYes[];
  no: readonly JoinCell[];
}

/**
 * Reads the boxes of a form against what it offered: only what was shown can change. A box left alone writes nothing;
 * the "do not" box is a no to all it stands for; left alone it is a soft opt-in by the addresses given (`reachable`).
 */
export function readAnswers(
  offer: JoinOffer,
  sent: { ticked: readonly string[]; refused: boolean; reachable: ReadonlySet<ContactPointKind> },
): JoinAnswers {
  const ticked = new Set(sent.ticked);
  const yes: JoinYes[] = [];
  const no: JoinCell[] = [];
  for (const { ask, cells, noticeId, basis } of offer.sections) {
    for (const cell of cells) {
      if (ask === 'yes') {
        if (ticked.has(boxOf(cell))) yes.push({ ...cell, noticeId, basis });
      } else if (sent.refused) no.push(cell);
      else if (sent.reachable.has(KIND_OF_CHANNEL[cell.channel])) yes.push({ ...cell, noticeId, basis });
    }
  }
  return { yes, no };
}

/** The kinds of address that answers need. */
export function kindsOf(cells: readonly JoinCell[]): Set<ContactPointKind> {
  return new Set(cells.map((cell) => KIND_OF_CHANNEL[cell.channel]));
}

function isSoft(channel: Channel): boolean {
  return SOFT_CHANNELS.some((one) => one === channel);
}
