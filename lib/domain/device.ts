/** Browsers and systems told apart, for somebody to recognise their own device by; anything else is `other`. */
export const BROWSERS = ['edge', 'opera', 'samsung', 'firefox', 'chrome', 'safari', 'other'] as const;
export const SYSTEMS = ['iphone', 'ipad', 'android', 'windows', 'chromeos', 'mac', 'linux', 'other'] as const;
export type Browser = (typeof BROWSERS)[number];
export type System = (typeof SYSTEMS)[number];

/** What is kept of a user agent: enough to recognise, too little to track by. */
export interface Device {
  browser: Browser;
  system: System;
}

/** In this order: every later browser's name also stands in the user agent of those before it. */
const BROWSER_MARKS: readonly [Exclude<Browser, 'other'>, RegExp][] = [
  ['edge', /\bEdg(?:e|A|iOS)?\//],
  ['opera', /\b(?:OPR|OPiOS|OPT)\//],
  ['samsung', /\bSamsungBrowser\//],
  ['firefox', /\b(?:Firefox|FxiOS)\//],
  ['chrome', /\b(?:Chrome|CriOS|Chromium)\//],
  ['safari', /\bVersion\/[\d.]+ .*\bSafari\//],
];

const SYSTEM_MARKS: readonly [Exclude<System, 'other'>, RegExp][] = [
  ['iphone', /\b(?:iPhone|iPod)\b/],
  ['ipad', /\biPad\b/],
  ['android', /\bAndroid\b/],
  ['windows', /\bWindows\b/],
  ['chromeos', /\bCrOS\b/],
  ['mac', /\bMacintosh\b/],
  ['linux', /\b(?:Linux|X11)\b/],
];

const LONGEST_READ = 512;

/** The device a user agent tells of. A user agent can claim anything: this is for show, never for a check. */
export function readDevice(userAgent: string | null): Device {
  const text = (userAgent ?? '').slice(0, LONGEST_READ);
  return {
    browser: BROWSER_MARKS.find(([, mark]) => mark.test(text))?.[0] ?? 'other',
    system: SYSTEM_MARKS.find(([, mark]) => mark.test(text))?.[0] ?? 'other',
  };
}

/** A device as it was kept; what is no longer told apart is `other`. */
export function keptDevice(browser: string | null, system: string | null): Device {
  return {
    browser: BROWSERS.find((one) => one === browser) ?? 'other',
    system: SYSTEMS.find((one) => one === system) ?? 'other',
  };
}
