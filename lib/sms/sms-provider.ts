/** One text message. */
export interface TextMessage {
  /** The same on every attempt, so that a gateway can tell a repeat. */
  id: string;
  /** E.164, such as `+447700900123`. */
  to: string;
  text: string;
}

/** What became of one text. `failed` means that it certainly did not leave and why, in a word fit for a log. */
export type SmsOutcome =
  | { outcome: 'accepted' }
  | { outcome: 'failed'; reason: string }
  /** Nobody answered in time: it may have left. */
  | { outcome: 'unknown' };

/** The way out for text messages. Expected failures are answers; nothing it throws or answers quotes number or text. */
export interface SmsProvider {
  send(message: TextMessage): Promise<SmsOutcome>;
}
