import type { SenderDetails } from '../../db/queries/messages';
import { readSenderDetails } from '../../db/queries/messages';
import type { ReadContext } from '../context';
import type { Decision } from '../domain/facts';
import { type Language, languageOf } from '../domain/language';
import type { OutgoingMessage } from '../mail/message-format';
import type { Brand } from '../mail/render-essential';
import type { AttemptOutcome } from '../services/message/settle-attempt';

/** A claimed message made ready, or what became of it without anything being sent. */
export type Prepared =
  | { ready: true; mail: OutgoingMessage; decision: Decision | null; told: readonly string[] }
  | { ready: false; outcome: AttemptOutcome };

export function withhold(cause: string, decision: Decision | null = null): Prepared {
  return { ready: false, outcome: { outcome: 'withheld', decision, cause } };
}

/** It would come sooner than the person asked: not before `dueAt`. */
export function waits(decision: Decision, dueAt: Date): Prepared {
  return { ready: false, outcome: { outcome: 'waits', decision, dueAt } };
}

export function impossible(cause: string): Prepared {
  return { ready: false, outcome: { outcome: 'impossible', cause } };
}

/** The language to write to a message's recipient in: their own where we speak it, else English. */
export function languageTo(message: { locale: string | null }): Language {
  return languageOf(message.locale) ?? 'en';
}

/** A sender as its emails show it. Before anything is set up (the first staff sign-in) the system speaks for itself. */
export async function brandOf(ctx: ReadContext, senderNo: number): Promise<Brand> {
  const details = await readSenderDetails(ctx.db.reader, senderNo);
  if (details !== undefined) return brandFrom(details);
  return {
    name: 'Sayso',
    legalName: 'Sayso',
    postalAddress: '',
    privacyUrl: new URL('/privacy', ctx.config.appUrl).href,
    colour: '',
  };
}

export function brandFrom(details: SenderDetails): Brand {
  const { name, legalName, postalAddress, privacyUrl, colour } = details;
  return { name, legalName, postalAddress, privacyUrl, colour: colour ?? '' };
}
