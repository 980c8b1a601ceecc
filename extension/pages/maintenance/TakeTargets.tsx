/** Targets out of what ConnectWise knows of the client: all of a kind by one press. */
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { ListClientConfigurations } from '#shared/psa/contract.ts'
import type { ResponseOf } from '#shared/route.ts'
import { Button } from '../../ui/Button.tsx'
import { usePage } from '../page-context.ts'

type Found = ResponseOf<typeof ListClientConfigurations>['configurations']

export function TakeTargets({
  client,
  onTake,
}: {
  client: string
  onTake: (targets: { name: string; detail: string }[]) => void
}) {
  const { around } = usePage()
  const [isBusy, setBusy] = useState(false)
  const [found, setFound] = useState<{ client: string; all: Found }>()
  const [trouble, setTrouble] = useState<string>()
  const read = async () => {
    setBusy(true)
    const answer = await around.client.ask(ListClientConfigurations, { client })
    setBusy(false)
    setTrouble(answer.ok ? undefined : answer.trouble.message)
    setFound(answer.ok ? { client, all: answer.value.configurations } : undefined)
  }
  const kinds = found?.client === client ? [...Map.groupBy(found.all, ({ type }) => type)] : []
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Button
        size="small"
        isBusy={isBusy}
        why={client.trim() ? undefined : 'Say for which client first.'}
        onClick={() => void read()}
      >
        {isBusy ? 'Asking ConnectWise' : 'Take from ConnectWise'}
      </Button>
      {kinds.map(([type, of]) => (
        <Button
          key={type}
          size="small"
          look="quiet"
          icon={<Plus aria-hidden className="size-3.5" />}
          onClick={() =>
            onTake(
              of.map(({ name, ipAddress }) => ({
                name,
                detail: [type, ipAddress].filter(Boolean).join(' '),
              })),
            )
          }
        >
          {of.length} {type || 'of no kind'}
        </Button>
      ))}
      <p role="status" className="text-small text-muted">
        {trouble ??
          (found?.client === client && found.all.length === 0
            ? 'ConnectWise has nothing in use for a client of exactly this name.'
            : '')}
      </p>
    </div>
  )
}
