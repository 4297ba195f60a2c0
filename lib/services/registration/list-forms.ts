import type { ReadContext } from '../../context';
import type { Sender } from '../../domain/facts';
import type { JoinForm } from '../../domain/joining';
import { readJoinCatalogue } from './read-join-catalogue';

/** A form as the list of forms names it. */
export interface ListedForm {
  form: JoinForm;
  sender: Sender;
}

/** The forms in use that the joining page leads to, by sender. */
export async function listForms(ctx: ReadContext): Promise<ListedForm[]> {
  const { forms, vocabulary } = await readJoinCatalogue(ctx);
  return forms
    .filter((form) => forms.find(({ slug }) => slug === form.slug) === form)
    .filter((form) => form.listed && !form.archived)
    .flatMap((form) => {
      const sender = vocabulary.senders.get(form.senderNo);
      return sender === undefined || sender.archived ? [] : [{ form, sender }];
    })
    .sort((one, other) => one.sender.no - other.sender.no || (one.form.slug < other.form.slug ? -1 : 1));
}
