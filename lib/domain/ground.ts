import { type Asked, dayOf, type Findings, type Ground, marketingAsked } from './asked';
import { defaultGround } from './default-ground';
import type { Reason } from './facts';
import type { ChannelRule } from './policy/pack';
import { yesGround } from './yes-ground';

/**
 * The ground marketing may stand on: a yes for exactly this cell, else the rule's default with its own
 * record (DESIGN §5, "Then a ground"). When neither holds, says why, the yes first.
 */
export function groundFor(asked: Asked, rule: ChannelRule): Ground {
  const yes = yesGround(asked, rule);
  if (yes.holds) return yes;
  const otherwise = defaultGround(asked, rule);
  if (otherwise.holds) return otherwise;
  const waiting = unconfirmedRequest(asked);
  const reasons = [...yes.reasons, ...waiting.reasons, ...otherwise.reasons];
  return {
    holds: false,
    reasons: reasons.length > 0 ? reasons : [nothingOnRecord(asked, rule)],
    reliedOn: [...yes.reliedOn, ...waiting.reliedOn, ...otherwise.reliedOn],
  };
}

/** A double opt-in that was asked for and never confirmed; older than a yes on record it says nothing. */
function unconfirmedRequest(asked: Asked): Findings {
  const found: Findings = { reasons: [], reliedOn: [] };
  let lastYesMs = Number.NEGATIVE_INFINITY;
  for (const row of asked.permissions) {
    if (row.yes !== null && row.channel === asked.cell.channel) {
      if (row.senderNo === asked.cell.senderNo && row.topicNo === asked.cell.topicNo) {
        lastYesMs = Math.max(lastYesMs, row.yes.at.getTime());
      }
    }
  }
  for (const { requested } of asked.facts) {
    if (requested === null || requested.at.getTime() > asked.atMs) continue;
    if (requested.at.getTime() <= lastYesMs) continue;
    found.reliedOn.push(requested.eventId);
    if (found.reasons.length > 0) continue;
    found.reasons.push({
      code: 'unconfirmed',
      detail: `A yes was asked to be confirmed on ${dayOf(requested.at)} and has not been.`,
      source: 'GDPR Art 7(1); house rule: a yes counts once it is confirmed',
    });
  }
  return found;
}

function nothingOnRecord(asked: Asked, rule: ChannelRule): Reason {
  const thirdParty = asked.question.sender.kind === 'third_party';
  return {
    code: 'no_record',
    detail: `Nothing on record permits ${marketingAsked(asked)}.`,
    source: thirdParty ? 'House rule: a third party needs consent given to it by name' : rule.source,
  };
}
