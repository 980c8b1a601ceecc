/**
 * Foreign Markdown as elements of an allowed few: no HTML, no images, https links only.
 *
 * A link is a button in the look of a link, with its real host beside it; what opening means
 * (recording it first) is the caller's. Loaded when first needed.
 */
import ReactMarkdown, { type Components } from 'react-markdown'

const ALLOWED = ['p', 'strong', 'em', 'code', 'pre', 'ul', 'ol', 'li', 'br', 'a', 'blockquote']

export interface MarkdownProps {
  text: string
  onLink: (link: { title: string; url: string }) => void
}

export default function Markdown({ text, onLink }: MarkdownProps) {
  const components: Components = {
    a({ href, children }) {
      const host = hostOf(href)
      if (!host || !href) return <span>{children}</span>
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
      <ReactMarkdown allowedElements={ALLOWED} unwrapDisallowed skipHtml components={components}>
        {text}
      </ReactMarkdown>
    </div>
  )
}

/** The host as it really is; none for anything but https. */
export function hostOf(href: string | undefined): string | undefined {
  if (!href || !URL.canParse(href)) return undefined
  const url = new URL(href)
  return url.protocol === 'https:' && !url.username ? url.host : undefined
}
