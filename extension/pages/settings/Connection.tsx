/** The team's connection to ConnectWise: what is kept, and the form that tries and changes it. */
import { GetConnection } from '#shared/psa/contract.ts'
import { clock, day } from '../../ui/time-words.ts'
import { Asked } from '../Asked.tsx'
import { Part } from '../Part.tsx'
import { useAsk } from '../page-context.ts'
import { ConnectionForm } from './ConnectionForm.tsx'

export function Connection() {
  const asked = useAsk(GetConnection, {})
  return (
    <Part
      title="ConnectWise connection"
      about="Keys of an API member, kept encrypted. They go in and are never shown again."
    >
      <Asked of={asked} label="Reading the connection">
        {({ connection }) => (
          <>
            {connection && (
              <p className="text-small text-muted">
                {connection.site}, company “{connection.companyId}”. Keys set on{' '}
                {day(connection.keysSetAt)} {clock(connection.keysSetAt)} by {connection.keysSetBy}.
              </p>
            )}
            <ConnectionForm kept={connection} />
          </>
        )}
      </Asked>
    </Part>
  )
}
