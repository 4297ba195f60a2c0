import { directionOf, type Language } from '../domain/language';
import { staticMarkup } from './document';
import { wordsFor } from './words/words';

/** One thing in a part of the file: an optional heading, and facts as label and value. */
export interface FileItem {
  heading?: string;
  facts: readonly (readonly [label: string, value: string])[];
}

/** One part of the file. */
export interface FileSection {
  id: string;
  title: string;
  items: readonly FileItem[];
}

export interface MyDataFile {
  title: string;
  made: string;
  /** Names of parts that are not whole; null when all are. */
  leftOut: string | null;
  sections: readonly FileSection[];
}

/** A person's data as one page that needs nothing else: to read on any machine, with the network off, or to print. */
export async function myDataFile(language: Language, file: MyDataFile): Promise<string> {
  const render = await staticMarkup();
  return `<!DOCTYPE html>${render(<File language={language} file={file} />)}`;
}

function File({ language, file }: { language: Language; file: MyDataFile }) {
  const words = wordsFor(language, 'my-data-file');
  return (
    <html lang={language} dir={directionOf(language)}>
      {/* biome-ignore lint/style/noHeadElement: a whole document of its own, outside Next */}
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{file.title}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <main>
          <h1>{file.title}</h1>
          <p>{file.made}</p>
          <p>{words('about')}</p>
          <p>{words('others')}</p>
          {file.leftOut !== null && <p>{words('leftOut', { parts: file.leftOut })}</p>}
          <nav aria-label={words('contents')}>
            <ul>
              {file.sections.map((section) => (
                <li key={section.id}>
                  <a href={`#${section.id}`}>{section.title}</a>
                </li>
              ))}
            </ul>
          </nav>
          {file.sections.map((section) => (
            <Section key={section.id} section={section} none={words('none')} />
          ))}
        </main>
      </body>
    </html>
  );
}

function Section({ section, none }: { section: FileSection; none: string }) {
  return (
    <section id={section.id}>
      <h2>{section.title}</h2>
      {section.items.length === 0 && <p>{none}</p>}
      {section.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, and two items may be equal
        <div className="item" key={index}>
          {item.heading !== undefined && <h3>{item.heading}</h3>}
          <dl>
            {item.facts.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </section>
  );
}

const STYLE = `
:root{color-scheme:light dark}
body{margin:0;font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;overflow-wrap:anywhere}
main{max-width:48rem;margin-inline:auto;padding:2rem 1.25rem 4rem}
a{color:inherit}
h1{line-height:1.2}
h2{margin-block:2.5rem .5rem;border-block-end:2px solid;padding-block-end:.25rem}
h3{margin:0 0 .25rem;font-size:1rem}
.item{padding-block:.75rem;border-block-end:1px solid #8888;break-inside:avoid}
dl{margin:0}
dl>div{display:grid;grid-template-columns:minmax(8rem,1fr) 3fr;gap:.25rem 1rem}
dt{font-weight:600}
dd{margin:0;white-space:pre-line}
@media (max-width:32rem){dl>div{grid-template-columns:1fr;margin-block-end:.35rem}}
@media print{body{font-size:10pt}main{max-width:none;padding:0}nav{display:none}h2{break-after:avoid}}
`;
