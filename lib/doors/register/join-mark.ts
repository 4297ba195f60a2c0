import { createHash } from 'node:crypto';
import { boxOf } from '../../domain/joining';
import type { Language } from '../../domain/language';
import { type JoinAsking, joinText } from '../../pages/join-text';
import type { ShownForm } from '../../services/registration/show-form';

/** A form's exact words in a language, and a mark that only these words and boxes have. */
export interface JoinShowing {
  asking: JoinAsking;
  words: string;
  /** Hexadecimal SHA-256 over the form, its version, the language, the words, and the boxes. */
  mark: string;
}

/** What of a form is shown in a language, with the mark that goes along with it. */
export function joinShowing(shown: ShownForm, language: Language): JoinShowing {
  const { form, sender, sections, offer } = shown;
  const asking = { form, senderName: sender.name, sections };
  const words = joinText(language, asking);
  const boxes = offer.sections.map(({ noticeId, cells }) => [noticeId, ...cells.map(boxOf)]);
  const mark = createHash('sha256')
    .update(JSON.stringify([form.slug, form.version, language, words, boxes]))
    .digest('hex');
  return { asking, words, mark };
}
