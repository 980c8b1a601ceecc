/**
 * To whoever ended a first-level walk: what it waits for, and the one thing that they can do about
 * it. Nothing of any other session.
 */
import { waitsForValidation } from '#shared/session/first-level.ts'
import type { Session } from '#shared/session/session.ts'
import { usePanel } from '../PanelContext.tsx'
import { ClientConfirmed } from './ClientConfirmed.tsx'

export default function WaitsForWord({ session }: { session: Session }) {
  const { store } = usePanel()
  if (!waitsForValidation(session)) return null
  return (
    <section
      aria-labelledby="waits-for-word"
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-3"
    >
      <h2 id="waits-for-word" className="font-semibold">
        Does it hold?
      </h2>
      <p className="text-small text-muted">
        It holds once a lead has said so, or the ticket has stayed closed for three days. Has the
        client told you already that it works? Then say so.
      </p>
      <ClientConfirmed
        onSay={(note) => store.act([{ type: 'outcome_validated', how: 'client_confirmed', note }])}
      />
    </section>
  )
}
