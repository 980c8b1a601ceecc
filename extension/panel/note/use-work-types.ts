/** The work types of the team's ConnectWise; none while they cannot be read. */
import { useEffect, useState } from 'react'
import { ListWorkTypes } from '#shared/psa/contract.ts'
import { usePanelState } from '../PanelContext.tsx'

type WorkTypes = readonly { id: number; name: string }[]

export function useWorkTypes(): WorkTypes {
  const client = usePanelState((state) => state.world?.client)
  const [workTypes, setWorkTypes] = useState<WorkTypes>([])
  useEffect(() => {
    const gone = new AbortController()
    void client?.ask(ListWorkTypes, {}, { signal: gone.signal }).then((answer) => {
      if (answer.ok && !gone.signal.aborted) setWorkTypes(answer.value.workTypes)
    })
    return () => gone.abort()
  }, [client])
  return workTypes
}
