import { digestSubject } from '../../emails/announcement';
import type { Language } from '../domain/language';

/** What an email to a list says: its subject, and its body in Markdown. */
export interface Written {
  subject: string;
  body: string;
}

/** Characters that Markdown reads as more than themselves (CommonMark §2.4); a subject is plain words. */
const MARKS = /[\\`*_{}[\]()#+\-.!<>|~&]/g;

/** One email of several, oldest first, each under its own subject; a single one goes as it is. Null for none. */
export function digestOf(
  items: readonly Written[],
  about: { topic: string; sender: string; language: Language },
): Written | null {
  const [first, ...others] = items;
  if (first === undefined) return null;
  if (others.length === 0) return first;
  const { topic, sender } = about;
  const parts = items.map(({ subject, body }) => `## ${subject.replace(MARKS, '\\$&')}\n\n${body}`);
  return {
    subject: digestSubject(about.language, { topic, sender, count: items.length }),
    body: parts.join('\n\n---\n\n'),
  };
}
