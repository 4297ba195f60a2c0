import type { Config } from '../../config';

/** Whether texts can leave: through a gateway, or on one machine into its local mailbox. */
export function canText(config: Pick<Config, 'sms' | 'smtpUrl'>): boolean {
  return config.sms !== null || config.smtpUrl === null;
}
