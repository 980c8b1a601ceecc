/**
 * What is kept of the client: who told it, when and on which ticket. What is no longer true is
 * forgotten here; where two values stand, the one that holds is picked.
 */
import { Check, X } from 'lucide-react'
import { type MouseEvent, useRef, useState } from 'react'
import type { ClientFact } from '#shared/client-fact/contract.ts'
import { labelOf } from '#shared/flow/variables.ts'
import type { Trouble } from '../../client/trouble.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { usePanelState } from '../PanelContext.tsx'
import { tellSource } from '../session/KeptValues.tsx'
import { useClientFacts } from '../session/use-client-facts.ts'

export function KnownOfClient() {
  const { client, facts } = useClientFacts()
  return client ? <KnownOf key={client} client={client} facts={facts} /> : null
}

function KnownOf({ client, facts }: { client: string; facts: readonly ClientFact[] }) {
  const store = usePanelState((state) => state.world?.facts)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  if (!store || (facts.length === 0 && !trouble)) return null
  return (
    <section aria-label={`Known of ${client}`} className="flex flex-col gap-1.5">
      <h3 className="text-small font-medium text-muted">Known of {client}</h3>
      {trouble && <Notice tone="amber">{trouble.message}</Notice>}
      <ul className="flex flex-col gap-2">
        {facts.map((fact) => (
          <Known
            key={fact.name}
            fact={fact}
            onForget={() => store.forget(client, fact).then(setTrouble)}
            onSettle={(value) => store.settle(client, fact.name, value).then(setTrouble)}
          />
        ))}
      </ul>
    </section>
  )
}

function Known({
  fact,
  onForget,
  onSettle,
}: {
  fact: ClientFact
  onForget: () => Promise<void>
  onSettle: (value: string) => Promise<void>
}) {
  const [isSure, setSure] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const acting = useRef(false)
  /** One act at a time. What is settled or forgotten moves up: a second click of two is for none. */
  const once = ({ detail }: MouseEvent, act: () => Promise<void>) => {
    if (acting.current || detail > 1) return
    acting.current = true
    setBusy(true)
    void act().finally(() => {
      acting.current = false
      setBusy(false)
    })
  }
  const name = labelOf(fact.name)
  return (
    <li className="flex flex-col gap-0.5 border-l border-line pl-2.5 text-small">
      <span className="flex items-start gap-1">
        <span className="min-w-0 flex-1 break-words">
          <span className="text-muted">{name}</span> {fact.value}
        </span>
        {!isSure && (
          <IconButton
            label={`Forget ${name}`}
            className="size-5"
            icon={<X className="size-3" />}
            onClick={() => setSure(true)}
          />
        )}
      </span>
      <span className="text-fine text-faint">{tellSource(fact)}</span>
      {fact.other && (
        <>
          <span className="break-words">or {fact.other.value}</span>
          <span className="text-fine text-faint">{tellSource(fact.other)}</span>
          <span className="flex flex-wrap gap-1.5">
            {[fact.value, fact.other.value].map((value) => (
              <Button
                key={value}
                size="small"
                icon={<Check aria-hidden className="size-3.5" />}
                isBusy={isBusy}
                onClick={(click) => once(click, () => onSettle(value))}
              >
                {value} holds
              </Button>
            ))}
          </span>
        </>
      )}
      {isSure && (
        <span className="flex flex-wrap items-center gap-1.5">
          <span>Forget it for the whole team?</span>
          <Button
            size="small"
            look="danger"
            isBusy={isBusy}
            onClick={(click) => once(click, onForget)}
          >
            Forget
          </Button>
          <Button size="small" onClick={() => setSure(false)}>
            Keep
          </Button>
        </span>
      )}
    </li>
  )
}
