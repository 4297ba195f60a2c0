import type { Task } from 'graphile-worker';
import type { Context } from '../context';
import type { SendOutcome } from '../mail/send-outcome';
import type { Mailer } from '../mail/transport';
import { claimMessage, type HeldMessage } from '../services/message/claim-message';
import { type AttemptOutcome, settleAttempt } from '../services/message/settle-attempt';
import { PAYLOADS } from './payload';
import { prepareAddressConfirmation } from './prepare-address-confirmation';
import { announcementPreparer } from './prepare-announcement';
import { prepareDataRequest } from './prepare-data-request';
import { prepareEssential } from './prepare-essential';
import { prepareNotice } from './prepare-notice';
import { prepareRegistration } from './prepare-registration';
import { impossible, type Prepared } from './prepared-mail';

/**
 * `send-message {contactPointId, messageId}`: claim (committed), ask for permission, write, send, settle. No
 * transaction is open while the relay is spoken to. Whatever becomes of it is settled on the message; the job itself
 * fails only when it could not claim or settle.
 */
export function sendMessageJob(ctx: Context, mailer: Pick<Mailer, 'send'>): Task {
  const prepareAnnouncement = announcementPreparer(ctx);
  const prepare = (message: HeldMessage): Promise<Prepared> => {
    switch (message.kind) {
      case 'announcement':
      case 'digest':
        return prepareAnnouncement(message);
      case 'sign_in':
      case 'staff_sign_in':
      case 'preference_link':
        return prepareEssential(ctx, message, message.kind);
      case 'confirm_address':
        return prepareAddressConfirmation(ctx, message);
      case 'registration_confirm':
        return prepareRegistration(ctx, message);
      case 'data_request':
        return prepareDataRequest(ctx, message);
      case 'third_party_notice':
        return prepareNotice(ctx, message);
    }
  };
  return async (payload) => {
    const message = await claimMessage(ctx, PAYLOADS.sendMessage.parse(payload));
    if (message === undefined) return;
    const prepared = await preparedOrFault(ctx, message, prepare);
    const outcome = prepared.ready ? await hand(ctx, mailer, message, prepared) : prepared.outcome;
    await settleAttempt(ctx, message, outcome);
  };
}

async function preparedOrFault(
  ctx: Context,
  message: HeldMessage,
  prepare: (message: HeldMessage) => Promise<Prepared>,
): Promise<Prepared> {
  try {
    return await prepare(message);
  } catch (error) {
    ctx.log.error({ err: error, messageId: message.id }, 'a message could not be prepared');
    // A RangeError says the words or links cannot be carried; anything else (the database away) may pass.
    if (error instanceof RangeError) return impossible('cannot be written');
    return { ready: false, outcome: { outcome: 'retry', reason: 'fault', code: null, decision: null } };
  }
}

async function hand(
  ctx: Context,
  mailer: Pick<Mailer, 'send'>,
  message: HeldMessage,
  { mail, decision, told }: Extract<Prepared, { ready: true }>,
): Promise<AttemptOutcome> {
  try {
    return { ...outcomeOf(await mailer.send(mail), told), decision };
  } catch (error) {
    ctx.log.error({ err: error, messageId: message.id }, 'a message could not be sent');
    // Refused by ourselves before the relay saw it; any other fault leaves it open how far it got.
    return error instanceof RangeError
      ? { outcome: 'impossible', cause: 'cannot be sent' }
      : { outcome: 'unknown', decision };
  }
}

function outcomeOf(sent: SendOutcome, told: readonly string[]) {
  switch (sent.outcome) {
    case 'accepted':
      return { outcome: sent.outcome, code: sent.code, told };
    case 'retry':
      return { outcome: sent.outcome, reason: sent.reason, code: sent.code ?? null };
    case 'rejected':
      return { outcome: sent.outcome, code: sent.code, status: sent.status ?? null };
    case 'unknown':
      return { outcome: sent.outcome };
  }
}
