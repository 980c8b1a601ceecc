/**
 * What is known of the ticket: from the server when it is connected, otherwise what the page
 * itself showed. Texts are foreign and are shown as text.
 */
import { Copy, RefreshCw } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ThreadEntry, Ticket } from '#shared/ticket/ticket.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { usePanel } from '../PanelContext.tsx'
import { KnownOfClient } from './KnownOfClient.tsx'
import type { TicketStore } from './ticket-store.ts'
import { useTicket } from './use-ticket.ts'

const SHOWN_ENTRIES = 5

export function TicketDetail({
  store,
  fresh,
}: {
  store: TicketStore
  /** What came since one looked last. */
  fresh: readonly ThreadEntry[]
}) {
  const { ticket, isLoading, trouble } = useTicket()
  return (
    <div className="flex flex-col gap-3">
      {!ticket && isLoading && <Skeleton label="The ticket is being read" />}
      {!ticket && !isLoading && (
        <Notice title="Only what the page shows is known">
          {trouble?.message ?? 'The ticket could not be read from ConnectWise.'}
        </Notice>
      )}
      {ticket && trouble && (
        <Notice tone="amber">
          As of {clock(ticket.fetchedAt)}. {trouble.message}
        </Notice>
      )}
      {ticket && <Facts ticket={ticket} />}
      <KnownOfClient />
      {ticket && <Thread entries={ticket.thread} fresh={fresh} />}
      <Button
        look="quiet"
        size="small"
        className="self-start"
        icon={<RefreshCw aria-hidden="true" className="size-3.5" />}
        isBusy={isLoading}
        onClick={() => void store.load({ refresh: true })}
      >
        {isLoading ? 'Reading the ticket' : 'Read again'}
      </Button>
    </div>
  )
}

function Facts({ ticket }: { ticket: Ticket }) {
  const { contact } = ticket
  return (
    <>
      {ticket.mergedInto !== null && (
        <Notice tone="amber" title={`Merged into #${ticket.mergedInto}`}>
          Notes belong on the other ticket. Open it to go on there.
        </Notice>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-small">
        <Fact name="Company">{ticket.company?.name}</Fact>
        <Fact name="Board">{ticket.board?.name}</Fact>
        <Fact name="Owner">{ticket.owner?.name ?? 'Nobody'}</Fact>
        {ticket.resources.length > 0 && <Fact name="With">{ticket.resources.join(', ')}</Fact>}
        {contact && (
          <Fact name="Contact">
            <span className="flex flex-col">
              {contact.name}
              {contact.phone && <Copyable label="Copy phone number" text={contact.phone} />}
              {contact.email && <Copyable label="Copy e-mail address" text={contact.email} />}
            </span>
          </Fact>
        )}
        {!contact && <Fact name="Contact">None on this ticket</Fact>}
        {ticket.configurations.map((configuration) => (
          <Fact key={configuration.id} name={configuration.type}>
            <Copyable label={`Copy ${configuration.name}`} text={configuration.name} />
            <span className="text-faint">
              {[configuration.os, configuration.ipAddress, configuration.lastUser]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </Fact>
        ))}
      </dl>
      {ticket.missing.length > 0 && <Notice>{ticket.missing.join(' ')}</Notice>}
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  )
}

function Copyable({ label, text }: { label: string; text: string }) {
  const { outside } = usePanel()
  return (
    <span className="flex items-center gap-1">
      <span className="min-w-0 break-all">{text}</span>
      <IconButton
        label={label}
        className="size-5"
        icon={<Copy className="size-3" />}
        onClick={() => void outside.copy(text)}
      />
    </span>
  )
}

const SOURCES = { note: 'Note', time_entry: 'Time', meeting: 'Meeting' } as const

function Thread({
  entries,
  fresh,
}: {
  entries: readonly ThreadEntry[]
  fresh: readonly ThreadEntry[]
}) {
  const isFresh = new Set(fresh.map(({ key }) => key))
  const [isWhole, setWhole] = useState(false)
  const newestFirst = entries.toSorted((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1))
  const shown = isWhole ? newestFirst : newestFirst.slice(0, SHOWN_ENTRIES)
  if (entries.length === 0) return <p className="text-small text-muted">No notes yet.</p>
  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="text-small font-medium text-muted">Thread, newest first</h3>
      <ol className="flex flex-col gap-2">
        {shown.map((entry) => (
          <li key={entry.key} className="flex flex-col gap-0.5 border-l border-line pl-2.5">
            <p className="flex flex-wrap items-center gap-1.5 text-fine text-faint">
              <Badge tone={entry.source === 'time_entry' ? 'accent' : 'plain'}>
                {SOURCES[entry.source]}
              </Badge>
              {isFresh.has(entry.key) && <Badge tone="amber">New</Badge>}
              {entry.internal && <Badge tone="amber">Internal</Badge>}
              {entry.resolution && <Badge>Resolution</Badge>}
              <span>{entry.author}</span>
              {entry.at && (
                <time dateTime={entry.at}>
                  {day(entry.at)} {clock(entry.at)}
                </time>
              )}
              {entry.minutes !== null && <span>{entry.minutes} min</span>}
            </p>
            <p className="line-clamp-6 text-small break-words whitespace-pre-line">{entry.text}</p>
          </li>
        ))}
      </ol>
      {entries.length > SHOWN_ENTRIES && (
        <Button look="quiet" size="small" className="self-start" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Fewer' : `All ${entries.length}`}
        </Button>
      )}
    </div>
  )
}
