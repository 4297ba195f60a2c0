import { createHash } from 'node:crypto';
import { type Brand, brandColours, DARK_SURFACE, LIGHT_SURFACE } from './brand';

/** One page's stylesheet and its CSP source expression without quotes, `sha256-…`. */
export interface Style {
  css: string;
  hash: string;
}

const BASE = `
*{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--page);color:var(--ink);font:1.125rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
.wrap{width:100%;max-width:42rem;margin-inline:auto;padding-inline:1.25rem}
main{flex:1;padding-block:2.25rem 3.5rem}
main:focus{outline:0}
h1{margin:0 0 1.25rem;font-size:clamp(1.75rem,1.4rem + 1.8vw,2.375rem);line-height:1.18;letter-spacing:-.015em;text-wrap:balance}
[dir=rtl] h1{letter-spacing:0}
h2{margin:2.75rem 0 .75rem;font-size:1.375rem;line-height:1.3}
h3{margin:1.75rem 0 .25rem;font-size:1.125rem;line-height:1.4}
p,ul,dl{margin:0 0 1rem}
ul{padding-inline-start:1.25rem}
li{margin-block-end:.35rem}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:max(1px,.07em)}
a:hover{text-decoration-thickness:.16em}
:focus-visible{outline:3px solid var(--ink);outline-offset:3px;border-radius:3px}
.skip{position:absolute;inset-inline-start:.5rem;top:-6rem;padding:.75rem 1rem;background:var(--page);color:var(--ink);z-index:1}
.skip:focus{top:.5rem}
header{background:var(--band);color:var(--on-band)}
header .wrap{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .75rem;padding-block:.35rem}
header a{display:inline-flex;align-items:center;min-height:44px;color:inherit;font-size:1.25rem;font-weight:700;text-decoration:none}
header a:hover{text-decoration:underline}
header span{font-size:1rem}
header :focus-visible{outline-color:var(--on-band)}
footer{border-block-start:1px solid var(--line);background:var(--soft);font-size:1rem}
footer ul{display:flex;flex-wrap:wrap;gap:0 1.5rem;margin:0;padding-block:.75rem;padding-inline:0;list-style:none}
footer li{margin:0}
footer a,footer b,.big{display:inline-flex;align-items:center;min-height:44px}
.lead{font-size:1.25rem;line-height:1.5}
.hint,.quiet{color:var(--dim)}
.hint{display:block;font-size:1rem;font-weight:400;line-height:1.45}
.box{margin-block:0 1.5rem;padding:1rem 1.25rem;border-inline-start:.3rem solid var(--accent);border-radius:.25rem;background:var(--soft)}
.box>:last-child{margin-block-end:0}
.box b,dd b{overflow-wrap:anywhere}
.good{--accent:var(--good)}
.bad{border:3px solid var(--bad);border-radius:.5rem;background:none}
.bad h2{margin:0 0 .5rem;font-size:1.25rem}
.bad a,.error{color:var(--bad);font-weight:600}
.bad ul{padding:0;list-style:none}
.bad li a{display:inline-flex;align-items:center;min-height:44px}
.title{display:flex;gap:.75rem;align-items:flex-start;margin:0;font-size:1.25rem;font-weight:700;line-height:1.35}
.title svg{flex:none;width:1.75rem;height:1.75rem;fill:var(--good)}
.facts{margin-block:0 1.5rem}
.facts dt{color:var(--dim);font-size:1rem}
.facts dd{margin:0 0 .75rem}
.facts dd+dd{margin-block-start:-.5rem}
.facts dd a{display:inline-flex;align-items:center;min-height:44px;margin-block:-.5rem}
fieldset{min-width:0;margin:0 0 1.5rem;padding:0;border:0}
legend{padding:0;margin-block-end:.75rem;font-size:1.25rem;font-weight:700}
.pick{display:grid;grid-template-columns:auto 1fr;gap:0 .9rem;align-items:start;min-height:44px;margin-block-end:.75rem;padding:.9rem 1rem;border:2px solid var(--edge);border-radius:.6rem;cursor:pointer}
.pick:hover{border-color:var(--ink)}
.pick:has(:checked){border-color:var(--accent);background:var(--tint)}
.pick:has(:focus-visible){outline:3px solid var(--ink);outline-offset:2px}
.pick :focus-visible{outline:0}
.pick b,.pick i{font-style:normal}
.pick i{display:block;color:var(--dim);font-size:1rem;line-height:1.45}
input[type=radio],input[type=checkbox]{width:1.5rem;height:1.5rem;margin:.1rem 0 0;accent-color:var(--accent)}
.many{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,13rem),1fr));gap:.6rem}
.many .pick{margin:0;padding:.7rem .8rem}
.many~.hint{margin-block-start:.5rem}
.pick+button{margin-block-start:1.25rem}
.still{margin:0 0 .75rem;padding:.9rem 1rem;border:2px dashed var(--line);border-radius:.6rem}
.row{margin-block-end:1.25rem}
.row legend{margin-block-end:.4rem;font-size:1.125rem}
.field{margin-block-end:1.5rem}
.field label{display:block;font-weight:700}
.field input,.field select,textarea{display:block;width:100%;min-height:3rem;margin-block-start:.4rem;padding:.6rem .75rem;border:2px solid var(--edge);border-radius:.4rem;background:var(--page);color:inherit;font:inherit}
.field.wrong{padding-inline-start:1rem;border-inline-start:.3rem solid var(--bad)}
.field.wrong input,.field.wrong select,.wrong textarea{border-color:var(--bad)}
.error{display:block}
.short input{max-width:12rem}
button{display:block;width:100%;min-height:3.25rem;padding:.75rem 1.5rem;border:2px solid var(--accent);border-radius:.5rem;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:700;cursor:pointer}
button:hover{box-shadow:inset 0 0 0 99px rgb(0 0 0/.12)}
button.plain{background:none;color:var(--accent)}
details{margin-block:1.5rem}
summary{min-height:44px;padding-block:.55rem;color:var(--accent);font-weight:600;cursor:pointer}
.code{font-size:clamp(1.75rem,1.2rem + 3vw,2.5rem);font-weight:700;letter-spacing:.08em}
.list{padding:0;list-style:none}
.list li{padding-block:.75rem;border-block-start:1px solid var(--line);margin:0}
.after{margin-block-start:1.5rem}
.line{margin:0}
.tag{margin-inline-start:.5rem;padding:0 .5rem;border:1px solid var(--edge);border-radius:1rem;color:var(--dim);font-size:1rem}
.list details{margin-block:.25rem}
.often{padding-inline-start:1rem}
.short select{max-width:18rem}
.facts dd,.facts code{min-width:0;overflow-wrap:anywhere}
blockquote{margin:0 0 1rem;padding-inline-start:1rem;border-inline-start:.3rem solid var(--line)}
@media (min-width:40rem){main{padding-block:3.25rem 4.5rem}button{width:auto;min-width:14rem}.facts{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:0 1.5rem}.facts dt{grid-column:1;padding-block-start:.1rem}.facts dd{grid-column:2}}
@media (prefers-reduced-motion:no-preference){.pick,button{transition:border-color .12s,background-color .12s}}
@media print{header,body,.box,footer{background:none;color:#000}.skip,button,footer{display:none}main{padding:0}:root{--ink:#000;--dim:#333;--accent:#000;--good:#000;--bad:#000;--edge:#666;--tint:none}}
`
  .trim()
  .replaceAll('\n', '');

const cache = new Map<string, Style>();
const CACHED_STYLES = 200;

/** The stylesheet in one brand's colours, made once per colour. */
export function styleFor(brand: Brand): Style {
  const known = cache.get(brand.colour);
  if (known !== undefined) return known;
  const css = scheme(brand) + BASE;
  const style = { css, hash: `sha256-${createHash('sha256').update(css).digest('base64')}` };
  if (cache.size >= CACHED_STYLES) cache.clear();
  cache.set(brand.colour, style);
  return style;
}

function scheme(brand: Brand): string {
  const c = brandColours(brand.colour);
  const light = `--page:#fff;--soft:${LIGHT_SURFACE};--ink:#14181d;--dim:#4b5561;--line:#d3d9df;--edge:#6f7a86;--good:#0b6b3a;--bad:#b3140f;--accent:${c.accentLight};--on-accent:${c.onAccentLight};`;
  const dark = `--page:#14181d;--soft:${DARK_SURFACE};--ink:#f2f4f6;--dim:#b4bdc7;--line:#3a434e;--edge:#8b96a3;--good:#6fd6a0;--bad:#ff9c94;--accent:${c.accentDark};--on-accent:${c.onAccentDark};`;
  const tint = '--tint:color-mix(in srgb,var(--accent) 9%,var(--page));';
  return `:root{--band:${c.band};--on-band:${c.onBand};${light}${tint}}@media (prefers-color-scheme:dark){:root{${dark}}}`;
}
