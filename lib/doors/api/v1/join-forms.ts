import { z } from '@hono/zod-openapi';
import { boxOf, CONFIRM_MODES, JOIN_DETAILS, JOIN_KINDS, JOIN_SOURCES } from '../../../domain/joining';
import { LANGUAGES, type Language } from '../../../domain/language';
import { CHANNELS } from '../../../domain/vocabulary';
import { AppError } from '../../../errors';
import { wordsFor } from '../../../pages/words/words';
import { type ShownForm, showForm } from '../../../services/registration/show-form';
import { joinShowing } from '../../register/join-mark';
import { slugSchema } from './address-schema';
import { type Mounting, mountRead } from './route';

const boxSchema = z.object({
  box: z.string(),
  channel: z.enum(CHANNELS),
  topic: z.string(),
  topic_name: z.string(),
  label: z.string(),
});

const sectionSchema = z.object({
  sender: z.string(),
  sender_name: z.string(),
  third_party: z.boolean(),
  privacy_url: z.string(),
  ask: z.enum(['yes', 'no']),
  notice_version: z.string(),
  language: z.string(),
  words: z.string(),
  boxes: z.array(boxSchema),
});

const formSchema = z.object({
  form: z.string(),
  version: z.number().int(),
  sender: z.string(),
  source: z.enum(JOIN_SOURCES),
  kind: z.enum(JOIN_KINDS),
  language: z.enum(LANGUAGES),
  details: z.array(z.enum(JOIN_DETAILS)),
  needs_choice: z.boolean(),
  confirm: z.enum(CONFIRM_MODES),
  confirm_within_days: z.number().int(),
  shown: z.string(),
  words: z.string(),
  sections: z.array(sectionSchema),
});

const EXAMPLE = {
  form: 'newsletter',
  version: 1,
  sender: 'northgate',
  source: 'newsletter',
  kind: 'opt_in',
  language: 'en',
  details: ['name'],
  needs_choice: true,
  confirm: 'email',
  confirm_within_days: 7,
  shown: '3f0a…',
  words: 'What you want from Northgate\nMay Northgate write to you about offers?\n[ ] Email',
  sections: [
    {
      sender: 'northgate',
      sender_name: 'Northgate',
      third_party: false,
      privacy_url: 'https://www.example.com/privacy',
      ask: 'yes',
      notice_version: '0192d3a4-5b6c-7d8e-9f00-112233445566',
      language: 'en',
      words: 'May Northgate write to you about offers?',
      boxes: [{ box: 'email.1.2', channel: 'email', topic: 'offers', topic_name: 'Offers', label: 'Email' }],
    },
  ],
};

const DESCRIPTION = `What a form of your own must show to be taken by \`POST /registrations\`: the exact words, the boxes, all unticked, and the details asked for beside the email address. \`words\` is all of it as one text. Send \`shown\` and \`version\` back as they came: they say what was shown.

A section with \`ask: "yes"\` has a box for each of \`boxes\`. One with \`ask: "no"\` (a soft opt-in) has one box alone, which says no to all of them. With \`share=false\` (the browser sends \`Sec-GPC: 1\`) nothing is asked for third parties. Any key may ask.`;

/** `GET /join-forms/{form}`. */
export function mountJoinForms(mounting: Mounting): void {
  mountRead(
    mounting,
    {
      method: 'get',
      path: '/join-forms/{form}',
      operationId: 'showJoinForm',
      summary: 'What a form must show',
      description: DESCRIPTION,
      tag: 'Joining',
      scope: null,
      pathParams: z.object({
        form: slugSchema.openapi({ param: { name: 'form', in: 'path' }, example: 'newsletter' }),
      }),
      query: z.strictObject({
        language: z.enum(LANGUAGES).default('en'),
        share: z.enum(['true', 'false']).default('true'),
      }),
      answers: { 200: { description: 'The form.', schema: formSchema, example: EXAMPLE } },
      problems: [404],
    },
    async (ctx, { form: slug, query: { language, share } }) => {
      const shown = await showForm(ctx, { slug, language, withoutPartners: share === 'false' });
      if (shown === null || shown.archived)
        throw new AppError('not_found', 'There is no form of this name in use.');
      const { senders, topics } = await ctx.vocabulary.current();
      const slugs = {
        sender: (no: number) => senders.get(no)?.slug ?? '',
        topic: (no: number) => topics.get(no)?.slug ?? '',
      };
      return { status: 200, body: JSON.stringify(described(shown, language, slugs)) };
    },
  );
}

function described(
  shown: ShownForm,
  language: Language,
  slugs: { sender(no: number): string; topic(no: number): string },
): z.output<typeof formSchema> {
  const { form, sender, sections } = shown;
  const { words, mark } = joinShowing(shown, language);
  const channel = wordsFor(language, 'choices');
  return {
    form: form.slug,
    version: form.version,
    sender: sender.slug,
    source: form.source,
    kind: form.kind,
    language,
    details: [...form.details],
    needs_choice: form.needsChoice,
    confirm: form.confirm,
    confirm_within_days: form.confirmWithinDays,
    shown: mark,
    words,
    sections: sections.map((section) => ({
      sender: slugs.sender(section.senderNo),
      sender_name: section.sender.name,
      third_party: section.thirdParty,
      privacy_url: section.sender.privacyUrl,
      ask: section.ask,
      notice_version: section.noticeId,
      language: section.notice.language,
      words: section.notice.words,
      boxes: section.topics.flatMap((topic) =>
        topic.cells.map((cell) => ({
          box: boxOf(cell),
          channel: cell.channel,
          topic: slugs.topic(topic.no),
          topic_name: topic.name,
          label: channel(`channel.${cell.channel}`),
        })),
      ),
    })),
  };
}
