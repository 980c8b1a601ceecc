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
import ReactMarkdown, { type Components } from 'react-markdown'
import { VARIABLE } from '#shared/flow/variables.ts'

const ALLOWED = ['p', 'strong', 'em', 'code', 'pre', 'ul', 'ol', 'li', 'br', 'a', 'blockquote']

export interface MarkdownProps {
  text: string
  /** Puts values into a piece of plain text; none where the text has no variables. */
  fill?: (text: string) => string
  /** Without it nothing is a link: for what a model has written. */
  onLink?: (link: { title: string; url: string }) => void
}

export default function Markdown({ text, fill = asItIs, onLink }: MarkdownProps) {
  const components: Components = {
    a({ href, children }) {
      const host = hostOf(href)
      if (!onLink || !host || !href) return <span>{children}</span>
      const title = typeof children === 'string' ? children : host
      return (
        <button
          type="button"
          onClick={() => onLink({ title, url: href })}
          className="inline text-left text-accent-ink underline decoration-accent-ink/40 underline-offset-2 hover:decoration-accent-ink"
        >
          {children} <span className="text-fine text-faint">({host})</span>
        </button>
      )
    },
  }
  return (
    <div className="flex flex-col gap-1.5 break-words text-muted [&_code]:rounded-sm [&_code]:bg-sunken [&_code]:px-1 [&_code]:font-mono [&_code]:text-small [&_code]:text-ink [&_li]:ml-4 [&_ol]:list-decimal [&_pre]:overflow-x-auto [&_pre]:rounded-md [&_pre]:bg-sunken [&_pre]:p-2 [&_strong]:text-ink [&_ul]:list-disc">
      <ReactMarkdown
        allowedElements={ALLOWED}
        unwrapDisallowed
        skipHtml
        components={components}
        remarkPlugins={[keepBackslashes, [fillTexts, fill]]}
      >
        {text}
      </ReactMarkdown>
    </div>
  )
}

const asItIs = (text: string): string => text

/** The part of the processor that is used: how it reads is told through its data. */
interface Reading {
  data(): object
}
function keepBackslashes(this: Reading) {
  const data: { micromarkExtensions?: unknown[] } = this.data()
  data.micromarkExtensions ??= []
  data.micromarkExtensions.push({ disable: { null: ['characterEscape', 'hardBreakEscape'] } })
}

/** What was read, as far as texts stand in it. */
interface Part {
  type: string
  value?: string
  url?: string
  children?: Part[]
}
const fillTexts = (fill: (text: string) => string) => (tree: Part) => fillPart(tree, fill)

function fillPart(part: Part, fill: (text: string) => string): void {
  if (part.value !== undefined) part.value = fill(part.value)
  if (part.url !== undefined) {
    part.url = part.url.replace(VARIABLE, (name) => encodeURIComponent(fill(name)))
  }
  for (const child of part.children ?? []) fillPart(child, fill)
}

/** The host as it really is; none for anything but https. */
export function hostOf(href: string | undefined): string | undefined {
  if (!href || !URL.canParse(href)) return undefined
  const url = new URL(href)
  return url.protocol === 'https:' && !url.username ? url.host : undefined
}
