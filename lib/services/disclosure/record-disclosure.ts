import { insertDisclosure } from '../../../db/queries/disclosures';
import { enqueueJobs } from '../../../db/queries/enqueue';
import type { Context } from '../../context';
import { AppError } from '../../errors';

export interface NewDisclosure {
  contactPointId: string;
  /** The third party. */
  senderNo: number;
  /** What was handed over, in words: "email address and name". */
  what: string;
  /** The consent event it rested on, if one is known. */
  eventId: string | null;
  disclosedAt: Date;
}

const LONGEST_WHAT = 500;

/**
 * Records that a contact point's data was given to a third party; answers the disclosure's id. Should the person have
 * said no in between, the third party is told at once (GDPR Art. 19). Throws AppError `unprocessable`.
 */
export async function recordDisclosure(ctx: Context, given: NewDisclosure): Promise<string> {
  const { senders } = await ctx.vocabulary.current();
  if (senders.get(given.senderNo)?.kind !== 'third_party')
    throw new AppError('unprocessable', 'Only a third party is given data.');
  if (given.what.trim() === '' || given.what.length > LONGEST_WHAT)
    throw new AppError('unprocessable', `Say what was given, in at most ${LONGEST_WHAT} characters.`);
  const { contactPointId } = given;
  const id = ctx.newId();
  await ctx.db.transaction(async (tx) => {
    await insertDisclosure(tx, { ...given, id, what: given.what.trim() });
    await enqueueJobs(tx, [
      {
        task: 'tell-third-parties',
        payload: { contactPointId },
        key: `tell-third-parties:${contactPointId}`,
      },
    ]);
  });
  return id;
}
