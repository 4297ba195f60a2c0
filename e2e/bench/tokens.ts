import { createHmac, randomBytes } from 'node:crypto';
import { linkKeyring, mintToken, NIL_UUID, readToken } from '../../lib/domain/token';
import { median } from './rounds';

const ROUNDS = 9;
const EACH = 20_000;

/** A link minted and verified, as a ratio to two bare HMACs over as many bytes. */
export function measureTokens(): { ratio: number; perSecond: number } {
  const key = randomBytes(32);
  const keyring = linkKeyring([key]);
  const claims = {
    contactPointId: '0192f6a0-7b5e-8c3a-9d2e-5f1e0c9a1b22',
    channel: 'email',
    topicNo: 7,
    messageId: NIL_UUID,
  } as const;
  const bytes = randomBytes(39);
  const ratios: number[] = [];
  let perSecond = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const ours = timed(() => {
      if (readToken(mintToken(claims, 'unsubscribe', keyring), 'unsubscribe', keyring) === null)
        throw new Error('a token was not read back');
    });
    const bare = timed(() => {
      createHmac('sha256', key).update(bytes).digest();
      createHmac('sha256', key).update(bytes).digest();
    });
    if (round === 0) continue;
    ratios.push(bare / ours);
    perSecond = EACH / ours;
  }
  return { ratio: median(ratios), perSecond };
}

function timed(work: () => void): number {
  const started = performance.now();
  for (let i = 0; i < EACH; i++) work();
  return (performance.now() - started) / 1000;
}
