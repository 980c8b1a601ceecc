/** Whether this tab is the one that writes a thing, or another tab of this browser has it open. */
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { type Turn, takeTurn } from '../client/take-turn.ts'

export interface TurnHere {
  where: 'asking' | 'here' | 'elsewhere'
  askFor: () => void
}

/** `close` answers once nothing is written here any more and all of it is kept. */
export function useTurn(name: string, close: () => Promise<void> | undefined): TurnHere {
  const [where, setWhere] = useState<TurnHere['where']>('asking')
  const turn = useRef<Turn>(undefined)
  const closeIt = useEffectEvent(async () => close())
  useEffect(() => {
    const onHere = () => setWhere('here')
    const onElsewhere = () => setWhere('elsewhere')
    const letGo = () => {
      setWhere('asking')
      return closeIt()
    }
    const taken = takeTurn(name, { onHere, onElsewhere, letGo })
    turn.current = taken
    return () => taken.end(closeIt())
  }, [name])
  return { where, askFor: () => turn.current?.askFor() }
}
