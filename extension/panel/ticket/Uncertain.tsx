/** The page names more than one ticket, or none for sure: said, and nothing is written meanwhile. */
import type { Sighting } from '#shared/ticket/ticket-ref.ts'
import { Notice } from '../../ui/Notice.tsx'

export function Uncertain({ sighting }: { sighting: Extract<Sighting, { state: 'uncertain' }> }) {
  const numbers = [...new Set(sighting.candidates.flatMap((c) => c.ticketId ?? []))]
  const untold = numbers.filter((n) => !sighting.why.includes(`#${n}`))
  return (
    <Notice tone="amber" title="It is not certain which ticket this is">
      <p>{sighting.why}</p>
      {untold.length > 0 && <p>It could be {numbers.map((n) => `#${n}`).join(' or ')}.</p>}
      <p>Nothing is inserted until it is certain. If it stays like this, reload the page.</p>
    </Notice>
  )
}
