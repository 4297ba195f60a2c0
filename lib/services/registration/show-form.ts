import type { JoinNotice } from '../../../db/queries/join-forms';
import type { ReadContext } from '../../context';
import type { Sender } from '../../domain/facts';
import {
  type JoinCell,
  type JoinForm,
  type JoinOffer,
  type OfferSection,
  offerOf,
} from '../../domain/joining';
import { KIND_OF_CHANNEL } from '../../domain/vocabulary';
import { canText } from '../phone-code/can-text';
import { type JoinCatalogue, readJoinCatalogue } from './read-join-catalogue';

/** What a form asks for one sender, with the words that go with it. */
export interface ShownSection extends OfferSection {
  sender: { name: string; privacyUrl: string };
  notice: { id: string; language: string; words: string };
  topics: { no: number; name: string; description: string; cells: readonly JoinCell[] }[];
}

/** A form as it is shown. */
export interface ShownForm {
  offer: JoinOffer;
  form: JoinForm;
  sender: Sender;
  sections: readonly ShownSection[];
  /** No longer in use: it takes no yes any more. */
  archived: boolean;
}

export interface AskedForm {
  slug: string;
  /** Two letters; words not published in it are shown in English. */
  language: string;
  /** The browser asks not to share with third parties. */
  withoutPartners: boolean;
  /** As a filled-in form says it was shown; left out: as it is today. */
  shown?: { version: number; noticeIds: readonly string[] };
}

/** A form with everything it shows, today or as it was once shown; null when there is no such form. */
export async function showForm(ctx: ReadContext, asked: AskedForm): Promise<ShownForm | null> {
  const catalogue = await readJoinCatalogue(ctx);
  const newest = catalogue.forms.find(({ slug }) => slug === asked.slug);
  const stored =
    asked.shown === undefined
      ? newest
      : catalogue.forms.find(({ slug, version }) => slug === asked.slug && version === asked.shown?.version);
  const sender = stored === undefined ? undefined : catalogue.vocabulary.senders.get(stored.senderNo);
  if (newest === undefined || stored === undefined || sender === undefined) return null;
  // A number counts once a code sent to it came back: where no code can be sent, none is asked for.
  const form = canText(ctx.config) ? stored : withoutNumbers(stored);
  const offer = offerOf(form, catalogue.topics, {
    own: noticeFor(catalogue, form.notice, asked),
    partners: form.partnersNotice === null ? null : noticeFor(catalogue, form.partnersNotice, asked),
    withoutPartners: asked.withoutPartners,
  });
  const sections = offer.sections.flatMap((section) => sectionOf(catalogue, section));
  return { offer, form, sender, sections, archived: newest.archived || sender.archived };
}

function withoutNumbers(form: JoinForm): JoinForm {
  return {
    ...form,
    details: form.details.filter((detail) => detail !== 'phone'),
    channels: form.channels.filter((channel) => KIND_OF_CHANNEL[channel] !== 'phone'),
  };
}

/** The version the form says was shown; else the newest in the reader's language, else in English. */
function noticeFor({ notices }: JoinCatalogue, slug: string, asked: AskedForm): JoinNotice | null {
  const ofSlug = notices.filter((notice) => notice.slug === slug);
  const { shown } = asked;
  if (shown !== undefined) return ofSlug.find(({ id }) => shown.noticeIds.includes(id)) ?? null;
  return (
    ofSlug.find(({ language }) => language === asked.language) ??
    ofSlug.find(({ language }) => language === 'en') ??
    null
  );
}

function sectionOf(catalogue: JoinCatalogue, section: OfferSection): ShownSection[] {
  const sender = catalogue.senders.find(({ no }) => no === section.senderNo);
  const notice = catalogue.notices.find(({ id }) => id === section.noticeId);
  if (sender === undefined || notice === undefined) return [];
  const topics = catalogue.topics.flatMap(({ no, name, description }) => {
    const cells = section.cells.filter((cell) => cell.topicNo === no);
    return cells.length === 0 ? [] : [{ no, name, description, cells }];
  });
  const { id, language, words } = notice;
  return [
    {
      ...section,
      sender: { name: sender.name, privacyUrl: sender.privacyUrl },
      notice: { id, language, words },
      topics,
    },
  ];
}
