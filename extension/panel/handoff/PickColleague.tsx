/**
 * Whom to hand it to: whoever looks after such hand-offs, or somebody by name, found as one types.
 * Never oneself, nor who has the session, nor somebody who may only look.
 */
import { Combobox } from '@base-ui/react/combobox'
import { Check } from 'lucide-react'
import { useEffect, useId, useMemo, useState } from 'react'
import { ListPeople } from '#shared/person/contract.ts'
import type { Person } from '#shared/person/person.ts'
import { isLead, mayDo } from '#shared/person/rights.ts'
import type { HandoffTarget } from '#shared/session/handoff-event.ts'
import { inputLook } from '../../ui/Field.tsx'
import { usePanelState } from '../PanelContext.tsx'

interface Option {
  id: string
  name: string
  detail?: string
}

export function PickColleague({
  nobody,
  ownerId,
  to,
  onPick,
}: {
  /** In words, where nobody is named. */
  nobody: string
  ownerId: string | null
  to: HandoffTarget | null
  onPick: (to: HandoffTarget | null) => void
}) {
  const id = useId()
  const { people, trouble } = usePeople()
  const me = usePanelState((state) => state.world?.account.person.id)
  const anybody = useMemo<Option>(
    () => ({ id: '', name: `${nobody.charAt(0).toUpperCase()}${nobody.slice(1)}` }),
    [nobody],
  )
  const options = useMemo<Option[]>(
    () => [
      anybody,
      ...people
        .filter((one) => one.id !== me && one.id !== ownerId && !one.isRemoved)
        .filter((one) => mayDo(one, 'workOnSessions'))
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .map((one) => ({ id: one.id, name: one.name, ...(isLead(one) ? { detail: 'Lead' } : {}) })),
    ],
    [people, me, ownerId, anybody],
  )
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-small font-medium text-muted">
        To whom
      </label>
      <Combobox.Root
        items={options}
        value={to ?? anybody}
        onValueChange={(one: Option | null) =>
          onPick(one?.id ? { id: one.id, name: one.name } : null)
        }
        itemToStringLabel={(one: Option) => one.name}
        isItemEqualToValue={(a: Option, b: Option) => a.id === b.id}
        autoHighlight
      >
        <Combobox.Input
          id={id}
          onFocus={(event) => event.currentTarget.select()}
          className={`${inputLook} h-8`}
        />
        <Combobox.Portal>
          <Combobox.Positioner sideOffset={4} className="z-50 w-(--anchor-width)">
            <Combobox.Popup className="max-h-60 overflow-y-auto rounded-md border border-line-strong bg-raised p-1 shadow-float">
              <Combobox.Empty className="px-2 py-1.5 text-small text-muted empty:hidden">
                Nobody of your team has this name.
              </Combobox.Empty>
              <Combobox.List>
                {(one: Option) => (
                  <Combobox.Item
                    key={one.id}
                    value={one}
                    className="flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-small data-highlighted:bg-hover"
                  >
                    <span className="min-w-0 flex-1 break-words">{one.name}</span>
                    {one.detail && <span className="text-fine text-muted">{one.detail}</span>}
                    <Combobox.ItemIndicator>
                      <Check aria-hidden="true" className="size-3.5" />
                    </Combobox.ItemIndicator>
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
      {trouble && <p className="text-fine text-amber-ink">{trouble}</p>}
    </div>
  )
}

function usePeople(): { people: readonly Person[]; trouble: string | null } {
  const client = usePanelState((state) => state.world?.client)
  const [read, setRead] = useState<{ people: readonly Person[]; trouble: string | null }>({
    people: [],
    trouble: null,
  })
  useEffect(() => {
    const gone = new AbortController()
    void client?.ask(ListPeople, {}, { signal: gone.signal }).then((answer) => {
      if (gone.signal.aborted) return
      setRead(
        answer.ok
          ? { people: answer.value.people, trouble: null }
          : { people: [], trouble: `Your team cannot be listed now. ${answer.trouble.message}` },
      )
    })
    return () => gone.abort()
  }, [client])
  return read
}
