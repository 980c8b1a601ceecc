/** Everything that happened, in order: the document that the exports draw too. */
import type { Block } from '#shared/note/told-block.ts'
import { Badge } from '../../ui/Badge.tsx'
import { type FileDoor, Files } from '../../ui/files/Files.tsx'
import { Verbatim } from '../../ui/Verbatim.tsx'

export function Story({ blocks, files }: { blocks: readonly Block[]; files: FileDoor }) {
  return (
    <section aria-label="What happened" className="flex flex-col gap-2">
      {blocks.map((block, i) => (
        // A document does not change its order; its blocks have no other name.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Drawn key={i} block={block} files={files} />
      ))}
    </section>
  )
}

function Drawn({ block, files }: { block: Block; files: FileDoor }) {
  switch (block.kind) {
    case 'title':
      return null
    case 'heading':
      return <h2 className="mt-3 text-title font-semibold">{block.text}</h2>
    case 'facts':
      return (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
          {block.facts.map(([name, value]) => (
            <div key={`${name} ${value}`} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
        </dl>
      )
    case 'entry':
      return (
        <div className="flex gap-3 border-t border-line pt-2">
          <time className="w-11 shrink-0 text-muted tabular-nums">{block.time}</time>
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-2 break-words">
              {block.text}
              {block.tags.map((tag) => (
                <Badge key={tag} tone={tag === 'Custom' ? 'amber' : 'plain'}>
                  {tag}
                </Badge>
              ))}
            </p>
            {block.details.map((detail) => (
              <p key={detail} className="text-small break-words text-muted">
                {detail}
              </p>
            ))}
            {block.fingerprint && (
              <details className="text-small text-muted">
                <summary className="w-fit cursor-default hover:text-ink">Which version</summary>
                <code className="font-mono break-all">{block.fingerprint}</code>
              </details>
            )}
          </div>
        </div>
      )
    case 'code':
      return (
        <figure className="ml-14 min-w-0">
          <figcaption className="text-fine text-faint">{block.label}</figcaption>
          <Verbatim className="max-h-80 rounded-md bg-sunken p-2 text-small">{block.text}</Verbatim>
        </figure>
      )
    case 'file':
      return (
        <div className="ml-14 min-w-0">
          <Files files={[block.file]} door={files} />
        </div>
      )
    case 'text':
      return <p className="break-words">{block.text}</p>
    default:
      return block satisfies never
  }
}
