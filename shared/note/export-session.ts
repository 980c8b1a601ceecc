/**
 * A whole session as Markdown, plain text or one HTML page that opens alone.
 *
 * The three hold the same, since each only draws the document of `tell-session.ts`. The HTML
 * page has no script and no outside resource, and a policy of its own that forbids both; the
 * pictures it is given stand in it. A file that cannot is told by name, size and hash.
 */
import { type Attachment, isPicture, type MediaType } from '../attachment/attachment.ts'
import { escapeHtml, escapeMarkdown } from './render.ts'
import type { Block } from './told-block.ts'

export const EXPORT_FORMS = {
  markdown: { label: 'Markdown', ending: 'md', type: 'text/markdown', draw: toMarkdown },
  text: { label: 'Plain text', ending: 'txt', type: 'text/plain', draw: toPlainText },
  html: { label: 'HTML', ending: 'html', type: 'text/html', draw: toHtml },
} as const
export type ExportForm = keyof typeof EXPORT_FORMS

/** Pictures by the id of their attachment, as `data:` addresses. */
export type Pictures = ReadonlyMap<string, string>

export const exportSession = (
  blocks: readonly Block[],
  form: ExportForm,
  pictures: Pictures = new Map(),
): string => EXPORT_FORMS[form].draw(blocks, pictures)

/** A page much larger than this opens slowly and is refused by mail. */
const MOST_IN_A_PAGE = 15 * 1024 * 1024

/** The pictures that go into the HTML page, first come first, as long as there is room. */
export function picturesToShow(blocks: readonly Block[]): Attachment[] {
  let left = MOST_IN_A_PAGE
  return blocks.flatMap((block) => {
    if (block.kind !== 'file' || !isPicture(block.file) || block.file.bytes > left) return []
    left -= block.file.bytes
    return [block.file]
  })
}

export const pictureAddress = (mediaType: MediaType, base64: string): string =>
  `data:${mediaType};base64,${base64}`

/** A file name of our own pattern; nothing of the ticket's text gets into a path. */
export const exportName = (ticketId: number | undefined, at: string, form: ExportForm): string =>
  `resolutionflow-${ticketId ?? 'session'}-${at.slice(0, 10)}.${EXPORT_FORMS[form].ending}`

function toMarkdown(blocks: readonly Block[]): string {
  const drawn = blocks.map((block) => {
    switch (block.kind) {
      case 'title':
        return `# ${oneLine(escapeMarkdown(block.text))}`
      case 'heading':
        return `## ${oneLine(escapeMarkdown(block.text))}`
      case 'facts':
        return block.facts
          .map(
            ([name, value]) => `- **${escapeMarkdown(name)}:** ${oneLine(escapeMarkdown(value))}`,
          )
          .join('\n')
      case 'entry':
        return [
          `- **${block.time}** ${oneLine(escapeMarkdown(block.text))}${block.tags.map((t) => ` *(${escapeMarkdown(t)})*`).join('')}`,
          ...detailsOf(block).map((d) => `  - ${oneLine(escapeMarkdown(d))}`),
        ].join('\n')
      case 'code':
        return fenced(block.label, block.text)
      case 'text':
        return escapeMarkdown(block.text)
      case 'file':
        return `- ${oneLine(escapeMarkdown(block.text))}\n  - ${hashOf(block.file)}`
      default:
        return block satisfies never
    }
  })
  return `${drawn.join('\n\n')}\n`
}

/** Fenced by more backticks than the text holds in a row, so that it cannot end early. */
function fenced(label: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((m) => m[0].length))
  const fence = '`'.repeat(longest + 1)
  return `${escapeMarkdown(label)}:\n\n${fence}text\n${text}\n${fence}`
}

function toPlainText(blocks: readonly Block[]): string {
  const drawn = blocks.map((block) => {
    switch (block.kind) {
      case 'title':
        return block.text
      case 'heading':
        return block.text.toUpperCase()
      case 'facts':
        return block.facts.map(([name, value]) => `${name}: ${value}`).join('\n')
      case 'entry':
        return [
          `${block.time} ${block.text}${block.tags.length > 0 ? ` (${block.tags.join(', ')})` : ''}`,
          ...detailsOf(block).map((d) => `      ${d}`),
        ].join('\n')
      case 'code':
        return `      ${block.label}:\n${block.text.replace(/^/gm, '      ')}`
      case 'text':
        return block.text
      case 'file':
        return `      ${block.text}\n      ${hashOf(block.file)}`
      default:
        return block satisfies never
    }
  })
  return `${drawn.join('\n\n')}\n`
}

const hashOf = ({ sha256 }: Attachment): string => `SHA-256 ${sha256}`

const STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;border-left:3px solid;padding:.5rem .75rem}dt{font-weight:600}dd{margin:0 0 .25rem}article{margin:.75rem 0}time{font-variant-numeric:tabular-nums;font-weight:600}img{max-width:100%;border:1px solid}small{border:1px solid;border-radius:3px;padding:0 .35em}'

function toHtml(blocks: readonly Block[], pictures: Pictures): string {
  const title = blocks.find((b) => b.kind === 'title')?.text ?? 'Session'
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${blocks.map((block) => htmlOf(block, pictures)).join('\n')}
</body>
</html>
`
}

function htmlOf(block: Block, pictures: Pictures): string {
  switch (block.kind) {
    case 'title':
      return `<h1>${escapeHtml(block.text)}</h1>`
    case 'heading':
      return `<h2>${escapeHtml(block.text)}</h2>`
    case 'facts':
      return `<dl>${block.facts.map(([n, v]) => `<dt>${escapeHtml(n)}</dt><dd>${escapeHtml(v)}</dd>`).join('')}</dl>`
    case 'entry':
      return `<article><time>${escapeHtml(block.time)}</time> ${escapeHtml(block.text)}${block.tags.map((t) => ` <small>${escapeHtml(t)}</small>`).join('')}${detailsOf(
        block,
      )
        .map((d) => `<br>${escapeHtml(d)}`)
        .join('')}</article>`
    case 'code':
      return `<figure><figcaption>${escapeHtml(block.label)}</figcaption><pre>${escapeHtml(block.text)}</pre></figure>`
    case 'text':
      return `<p>${escapeHtml(block.text)}</p>`
    case 'file': {
      const picture = pictures.get(block.file.id)
      const name = escapeHtml(block.file.fileName)
      return `<figure>${picture ? `<img alt="${name}" src="${escapeHtml(picture)}">` : ''}<figcaption>${escapeHtml(block.text)}${picture || !isPicture(block.file) ? '' : ', not in this page'}<br><small>${hashOf(block.file)}</small></figcaption></figure>`
    }
    default:
      return block satisfies never
  }
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ')

/** A file is what one compares by, so it has the fingerprint as well. */
const detailsOf = ({ details, fingerprint }: Extract<Block, { kind: 'entry' }>): string[] =>
  fingerprint ? [...details, fingerprint] : details
