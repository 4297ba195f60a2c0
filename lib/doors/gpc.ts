import { respond } from '../http/respond';

/** When this site last changed how it heeds the signal. */
const LAST_UPDATE = '2026-11-22';

/** `/.well-known/gpc.json`: this site heeds Global Privacy Control (W3C GPC, "Well-known resource"). */
export function gpcDoor(): Response {
  return respond(JSON.stringify({ gpc: true, lastUpdate: LAST_UPDATE }), {
    headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=86400' },
  });
}

/** Whether the browser asks not to share with third parties: `Sec-GPC` exactly `1`, several headers count if one is. */
export function asksNotToShare(request: Request): boolean {
  return (request.headers.get('sec-gpc') ?? '').split(',').some((value) => value.trim() === '1');
}
