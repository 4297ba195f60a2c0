import type { ServerResponse } from 'node:http';
import type { Config } from '../config';

/** A year. Without `includeSubDomains`: other hosts of the same company are not ours to decide for (RFC 6797 §14.4). */
const HSTS = 'max-age=31536000';

/**
 * Tells browsers to come by https alone, on every answer of a site that has it (RFC 6797). On a site without, nothing:
 * the header would be ignored there anyway (§8.1).
 */
export function demandHttps(config: Pick<Config, 'appUrl'>): (response: ServerResponse) => void {
  if (!config.appUrl.startsWith('https://')) return () => undefined;
  return (response) => {
    response.setHeader('strict-transport-security', HSTS);
  };
}
