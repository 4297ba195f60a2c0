import { setTimeout as sleep } from 'node:timers/promises';
import type { SmsOutcome, SmsProvider, TextMessage } from './sms-provider';

export interface WebhookOptions {
  /** Takes `POST {"id","to","text"}`. */
  url: string;
  /** Sent as `Authorization: Bearer`; null sends none. */
  token: string | null;
  limits?: Partial<WebhookLimits>;
}

export interface WebhookLimits {
  timeoutMs: number;
  /** Pauses before the second and later attempts. */
  pausesMs: readonly number[];
}

const LIMITS: WebhookLimits = { timeoutMs: 8_000, pausesMs: [500, 2_000] };

/** Answers after which the same text may go again: the gateway did not take it, and may soon. */
const TRY_AGAIN: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * A gateway reached by one JSON POST (`SMS_URL`, `SMS_TOKEN`): any 2xx means taken. The id goes along in the body and
 * as `Idempotency-Key`, the same on every attempt. Redirects are not followed: they would carry the token elsewhere.
 */
export function webhookSms({ url, token, limits }: WebhookOptions): SmsProvider {
  const { timeoutMs, pausesMs } = { ...LIMITS, ...limits };
  return {
    async send(message) {
      let last: SmsOutcome = { outcome: 'unknown' };
      for (const pauseMs of [0, ...pausesMs]) {
        if (pauseMs > 0) await sleep(pauseMs);
        const { outcome, again } = await attempt(url, token, message, timeoutMs);
        if (!again) return outcome;
        last = outcome;
      }
      return last;
    },
  };
}

async function attempt(
  url: string,
  token: string | null,
  message: TextMessage,
  timeoutMs: number,
): Promise<{ outcome: SmsOutcome; again: boolean }> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': message.id,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ id: message.id, to: message.to, text: message.text }),
    });
    await answer.body?.cancel();
    if (answer.ok) return { outcome: { outcome: 'accepted' }, again: false };
    // With redirects left alone a browser-like fetch hides their status.
    const status = answer.type === 'opaqueredirect' ? 'redirect' : String(answer.status);
    return { outcome: { outcome: 'failed', reason: status }, again: TRY_AGAIN.has(answer.status) };
  } catch (error) {
    // A timeout leaves it open how far the text got; it is not sent again without the gateway's word.
    if (error instanceof Error && error.name === 'TimeoutError')
      return { outcome: { outcome: 'unknown' }, again: false };
    return { outcome: { outcome: 'failed', reason: 'connection' }, again: true };
  }
}
