import type { ReadContext } from '../context';
import { pageResponse } from '../http/page';
import { accessibilityPage } from '../pages/accessibility';
import type { Language } from '../pages/words/language';
import { readIdentities } from '../services/link-preferences/read-identities';
import { frameFor } from './look';

/** When the pages were last checked as a whole. */
const CHECKED_ON = new Date('2026-11-22T00:00:00Z');

const CHECKS: Record<Language, readonly string[]> = {
  en: [
    'An automatic checker for WCAG 2.2 AA runs over every public page before each release.',
    'Every choice is made in a real browser with scripts switched off, and with the keyboard.',
    'Every page is looked at on a narrow phone screen and a wide one, light and dark.',
  ],
};

/** `/accessibility`: how far these pages are for everybody, how that is checked, and whom to tell. */
export async function accessibilityDoor(request: Request, ctx: ReadContext): Promise<Response> {
  const { controller } = await readIdentities(ctx);
  const frame = frameFor(request, ctx, null);
  const page = await accessibilityPage(frame, {
    contact: {
      email: controller.email,
      phone: null,
      address: [controller.legalName, ...controller.address],
    },
    knownFaults: [],
    checks: CHECKS[frame.language],
    checkedOn: CHECKED_ON,
  });
  return pageResponse(page.html, { styleHash: page.styleHash });
}
