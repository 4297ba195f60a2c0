import type { ReadContext } from '../context';
import { pageResponse } from '../http/page';
import { accessibilityPage } from '../pages/accessibility';
import { wordsFor } from '../pages/words/words';
import { readIdentities } from '../services/link-preferences/read-identities';
import { frameFor } from './look';

/** When the pages were last checked as a whole. */
const CHECKED_ON = new Date('2026-11-22T00:00:00Z');

const CHECKS = ['checker', 'keyboard', 'eyes'] as const;

/** `/accessibility`: how far these pages are for everybody, how that is checked, and whom to tell. */
export async function accessibilityDoor(request: Request, ctx: ReadContext): Promise<Response> {
  const { controller } = await readIdentities(ctx);
  const frame = frameFor(request, ctx, null);
  const words = wordsFor(frame.language, 'accessibility');
  const page = await accessibilityPage(frame, {
    contact: {
      email: controller.email,
      phone: null,
      address: [controller.legalName, ...controller.address],
    },
    knownFaults: [],
    checks: CHECKS.map((check) => words(`check.${check}`)),
    checkedOn: CHECKED_ON,
  });
  return pageResponse(page.html, { styleHash: page.styleHash });
}
