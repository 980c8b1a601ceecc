/** One's open sessions: which ticket, where it stands, waiting for whom, how long worked. */
import type { Handover } from '../../client/handovers.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { since, span } from '../../ui/time-words.ts'
import { useHandovers } from '../handoff/use-handover.ts'
import { useNow, usePanel, usePanelState } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'

const SHOWN = 30

export function SessionRows({ onPicked, hasKeys }: { onPicked?: () => void; hasKeys?: boolean }) {
  const { store } = usePanel()
  const all = usePanelState((state) => state.openSessions)
  const shownId = usePanelState((state) => state.session?.sessionId)
  const handovers = useHandovers()
  const now = useNow(30_000)
  const rows = all.filter((row) => row.id !== shownId).slice(0, SHOWN)
  const pick = (id: string) => {
    void store.pick(id)
    onPicked?.()
  }
  useKeys({
    choose(digit) {
      const row = hasKeys ? rows[digit - 1] : undefined
      if (!row) return false
      pick(row.id)
    },
  })
  if (rows.length === 0) return <p className="text-small text-muted">No other session is open.</p>
  return (
    <ul className="flex flex-col gap-1.5">
      {rows.map((row, i) => (
        <li key={row.id}>
          <Choice
            digit={hasKeys ? i + 1 : undefined}
            label={
              <span className="flex items-baseline gap-1.5">
                <span className="shrink-0 tabular-nums">{row.ticketName}</span>
                <span className="truncate font-normal text-muted">{row.summary}</span>
              </span>
            }
            detail={[row.standing || row.flowName || 'Own notes', since(row.lastAt, now)].join(
              ' · ',
            )}
            aside={
              <span className="flex shrink-0 flex-col items-end gap-1">
                <span className="text-fine text-faint tabular-nums">{span(row.minutesWorked)}</span>
                <OnItsWay
                  state={handovers.get(row.id)?.state}
                  isHandedOver={row.status === 'escalated'}
                />
                {row.status === 'paused' && (
                  <Badge tone="amber">
                    {row.waitingFor ? `Waits: ${short(row.waitingFor)}` : 'Paused'}
                  </Badge>
                )}
              </span>
            }
            onPick={() => pick(row.id)}
          />
        </li>
      ))}
    </ul>
  )
}

/** What this browser knows goes before the record, which tells it once the server has it. */
function OnItsWay({
  state,
  isHandedOver,
}: {
  state: Handover['state'] | undefined
  isHandedOver: boolean
}) {
  if (state === 'refused') return <Badge tone="bad">Not handed over</Badge>
  // The same while it is asked again: a mark that comes and goes says nothing.
  if (state === 'waiting' || state === 'sending') {
    return <Badge tone="amber">Not handed over yet</Badge>
  }
  return isHandedOver || state === 'done' ? <Badge tone="accent">Handed over</Badge> : null
}

const short = (text: string): string => (text.length > 18 ? `${text.slice(0, 17)}…` : text)
