/**
 * Foreign Markdown as elements of an allowed few: no HTML, no images, https links only.
 *
 * A backslash is a backslash: the texts are full of `\\server\share` and nobody escapes in them.
 * Variables are filled after the text has been read, so that a value is shown as it is,
 * whatever signs are in it, and never becomes a link, an emphasis or code.
 *
 * A link is a button in the look of a link, with its real host beside it; what opening means
 * (recording it first) is the caller's. Loaded when first needed.
 */
import { Fragment, type ReactNode, useMemo } from 'react'
import { VARIABLE } from '#shared/flow/variables.ts'
import { MarkdownTable } from './MarkdownTable.tsx'
import { type Part, readMarkdown } from './read-markdown.ts'
import { piecesOf, restsOn, sentencesOf } from './sentences.ts'

export interface MarkdownProps {
  text: string
  /** Puts values into a piece of plain text; none where the text has no variables. */
  fill?: (text: string) => string
  /** Without it nothing is a link: for what a model has written. */
  onLink?: (link: { title: string; url: string }) => void
  /** Draws what a label in the words stands for; then what rests on nothing is lighter. */
  cite?: Cite
}

export interface Cite {
  isKnown: (label: string) => boolean
  draw: (label: string) => ReactNode
}

export default function Markdown({ text, fill = asItIs, onLink, cite }: MarkdownProps) {
  const parts = useMemo(() => readMarkdown(text), [text])
  return (
    <div className="flex flex-col gap-1.5 break-words text-muted [&_code]:rounded-sm [&_code]:bg-sunken [&_code]:px-1 [&_code]:font-mono [&_code]:text-small [&_code]:text-ink [&_li]:ml-4 [&_ol]:list-decimal [&_pre]:overflow-x-auto [&_pre]:rounded-md [&_pre]:bg-sunken [&_pre]:p-2 [&_strong]:text-ink [&_ul]:list-disc">
      <Parts parts={parts} fill={fill} onLink={onLink} cite={cite} />
    </div>
  )
}

const asItIs = (text: string): string => text

interface Drawing {
  fill: (text: string) => string
  onLink: MarkdownProps['onLink']
  cite: MarkdownProps['cite']
}

function Parts({ parts, ...drawing }: Drawing & { parts: readonly Part[] }) {
  return parts.map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text are known by their place
    <Fragment key={i}>{draw(part, drawing)}</Fragment>
  ))
}

/** The words of a paragraph, told apart by what they rest on where that is known. */
function Inline({ parts, ...drawing }: Drawing & { parts: readonly Part[] }) {
  const { cite } = drawing
  if (!cite) return <Parts parts={parts} {...drawing} />
  return sentencesOf(parts).map((sentence, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a sentence is known by its place
    <span key={i} className={restsOn(sentence, cite.isKnown) ? 'text-ink' : undefined}>
      <Parts parts={sentence} {...drawing} />
    </span>
  ))
}

function Words({ text, cite }: { text: string; cite: Cite }) {
  return piecesOf(text).map((piece, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a piece is known by its place
    <Fragment key={i}>
      {typeof piece === 'string' ? piece : piece.labels.filter(cite.isKnown).map(cite.draw)}
    </Fragment>
  ))
}

/** The allowed few. What is not among them is left out, but for the words inside it. */
function draw(part: Part, drawing: Drawing): ReactNode {
  const { fill, onLink, cite } = drawing
  const inner = 'children' in part ? <Parts parts={part.children} {...drawing} /> : null
  switch (part.type) {
    case 'text':
      return cite ? <Words text={part.value} cite={cite} /> : fill(part.value)
    case 'inlineCode':
      return <code>{fill(part.value)}</code>
    case 'code':
      return (
        <pre>
          <code>{fill(part.value)}</code>
        </pre>
      )
    case 'break':
      return <br />
    case 'paragraph':
      return (
        <p>
          <Inline parts={part.children} {...drawing} />
        </p>
      )
    // Of no level: where the text stands decides what it is a heading of.
    case 'heading':
      return (
        <p className="pt-1">
          <strong>{inner}</strong>
        </p>
      )
    case 'strong':
      return <strong>{inner}</strong>
    case 'emphasis':
      return <em>{inner}</em>
    case 'blockquote':
      return <blockquote>{inner}</blockquote>
    case 'list':
      return part.ordered ? <ol start={part.start ?? 1}>{inner}</ol> : <ul>{inner}</ul>
    case 'listItem':
      return (
        <li>
          <Inline parts={part.children} {...drawing} />
        </li>
      )
    case 'table':
      return (
        <MarkdownTable
          table={part}
          draw={(cell) => <Inline parts={cell.children} {...drawing} />}
        />
      )
    case 'link':
      return (
        <Link url={fillUrl(part.url, fill)} onLink={onLink}>
          {inner}
        </Link>
      )
    case 'html':
      // Never markup, and never lost: “<server>” is a word that stands there.
      return fill(part.value)
    case 'image':
      return null
    default:
      return inner
  }
}

function Link({
  url,
  onLink,
  children,
}: {
  url: string
  onLink: MarkdownProps['onLink']
  children: ReactNode
}) {
  const host = hostOf(url)
  if (!onLink || !host) return <span>{children}</span>
  return (
    <button
      type="button"
      onClick={(click) => onLink({ title: titleOf(click.currentTarget, host), url })}
      className="inline text-left text-accent-ink underline decoration-accent-ink/40 underline-offset-2 hover:decoration-accent-ink"
    >
      <span>{children}</span> <span className="text-fine text-faint">({host})</span>
    </button>
  )
}

const titleOf = (link: HTMLElement, host: string): string =>
  link.firstElementChild?.textContent || host

const fillUrl = (url: string, fill: (text: string) => string): string =>
  url.replace(VARIABLE, (name) => encodeURIComponent(fill(name)))

/** The host as it really is; none for anything but https. */
export function hostOf(href: string | undefined): string | undefined {
  if (!href || !URL.canParse(href)) return undefined
  const url = new URL(href)
  return url.protocol === 'https:' && !url.username ? url.host : undefined
}
