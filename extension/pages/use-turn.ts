/** Whether this tab is the one that writes a thing, or another tab of this browser has it open. */
import { useEffect, useRef, useState } from 'react'
import { type Turn, takeTurn } from '../client/take-turn.ts'

export interface TurnHere {
  where: 'asking' | 'here' | 'elsewhere'
  askFor(): void
}

/** `letGo` answers once nothing is written here any more and all of it is kept. */
export function useTurn(name: string, letGo: () => Promise<void>): TurnHere {
  const [where, setWhere] = useState<TurnHere['where']>('asking')
  const turn = useRef<Turn>(undefined)
  const latest = useRef(letGo)
  latest.current = letGo
  useEffect(() => {
    const taken = takeTurn(name, {
      onHere: () => setWhere('here'),
      onElsewhere: () => setWhere('elsewhere'),
      letGo: () => latest.current(),
    })
    turn.current = taken
    return () => taken.end()
  }, [name])
  return { where, askFor: () => turn.current?.askFor() }
}
